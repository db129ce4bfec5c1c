/**
 * The kinds of transactions: one row for each, with all that the rules, the statistics and the books know of it.
 * A new kind is one row, and the compiler asks for each of its facts: that takes more than 200 lines.
 */
import type { Rulebook } from '../rulebook/rulebook.ts';

/** The sums of a past under other rules, and those of a month. */
export type FlowPart = 'renewals' | 'rewards' | 'bought' | 'others' | 'proposals' | 'otherwise' | 'lost';
export type MonthPart = 'opening' | 'given' | 'bought' | 'back' | 'adjustedUp' | 'spent' | 'lost' | 'adjustedDown';

interface KindFacts {
  /** Upwork's words in the history, and ours where those are not known. */
  readonly label: string;
  readonly books: {
    /** `in` opens a grant with an expiry day; `back` returns to the grants that were burned. */
    readonly moves: 'in' | 'back' | 'out' | 'either';
    /** The part of a proposal that it changes; then its row on Upwork names the proposal's job. */
    readonly part: 'cost' | 'boost' | 'reward' | null;
    readonly flow: FlowPart;
    /** The account of our equity that it is booked against; null: an income or an expense. */
    readonly equity: 'opening' | 'adjustments' | null;
    /** Whether one day may hold many that are the same. */
    readonly oftenAlike: boolean;
  };
  readonly origin: {
    /** The command whose argument may name it. */
    readonly typed: 'earn' | 'spend' | 'both' | null;
    /** The section of the rulebook by which it is posted before it is seen on Upwork. */
    readonly postedBy: Extract<keyof Rulebook, 'monthly' | 'carryOver' | 'interview' | 'refunds' | 'boost'> | null;
    /** The section of the rulebook that says how much it is. */
    readonly published: RewardSection | null;
    /** Whether it can be taken once in all, or once for each name. */
    readonly once: 'ever' | 'by-name' | null;
    /** Whether Upwork's label is not known, so that a row with an unknown label may be one. */
    readonly unlabelled: boolean;
  };
}

type RewardSection = Extract<
  keyof Rulebook,
  'signup' | 'readinessTest' | 'interview' | 'certification' | 'badges' | 'survey'
>;

/** In the order in which they are listed. */
const TABLE = {
  opening: {
    label: 'Opening balance',
    books: { moves: 'in', part: null, flow: 'others', equity: 'opening', oftenAlike: false },
    origin: { typed: null, postedBy: null, published: null, once: null, unlabelled: false },
  },
  signup: {
    label: 'Sign-up grant',
    books: { moves: 'in', part: null, flow: 'rewards', equity: null, oftenAlike: false },
    origin: { typed: 'earn', postedBy: null, published: 'signup', once: 'ever', unlabelled: true },
  },
  membership: {
    label: 'Membership upgraded to Plus',
    books: { moves: 'in', part: null, flow: 'renewals', equity: null, oftenAlike: false },
    origin: { typed: null, postedBy: null, published: null, once: null, unlabelled: false },
  },
  'readiness-test': {
    label: 'Upwork Readiness Test passed',
    books: { moves: 'in', part: null, flow: 'rewards', equity: null, oftenAlike: false },
    origin: { typed: 'earn', postedBy: null, published: 'readinessTest', once: 'ever', unlabelled: true },
  },
  renewal: {
    label: 'Monthly Connects renewal',
    books: { moves: 'in', part: null, flow: 'renewals', equity: null, oftenAlike: false },
    origin: { typed: null, postedBy: 'monthly', published: null, once: null, unlabelled: false },
  },
  interview: {
    label: 'Interview won',
    books: { moves: 'in', part: 'reward', flow: 'rewards', equity: null, oftenAlike: false },
    origin: { typed: null, postedBy: 'interview', published: 'interview', once: null, unlabelled: true },
  },
  certification: {
    label: 'Skill Certification',
    books: { moves: 'in', part: null, flow: 'rewards', equity: null, oftenAlike: false },
    origin: { typed: 'earn', postedBy: null, published: 'certification', once: 'by-name', unlabelled: true },
  },
  badge: {
    label: 'Badge',
    books: { moves: 'in', part: null, flow: 'rewards', equity: null, oftenAlike: false },
    origin: { typed: 'earn', postedBy: null, published: 'badges', once: 'by-name', unlabelled: false },
  },
  survey: {
    label: 'Survey completed',
    books: { moves: 'in', part: null, flow: 'rewards', equity: null, oftenAlike: false },
    origin: { typed: 'earn', postedBy: null, published: 'survey', once: null, unlabelled: true },
  },
  promotion: {
    label: 'Promotion',
    books: { moves: 'in', part: null, flow: 'others', equity: null, oftenAlike: false },
    origin: { typed: 'earn', postedBy: null, published: null, once: null, unlabelled: true },
  },
  task: {
    label: 'Earned Connects by completing task',
    books: { moves: 'in', part: null, flow: 'others', equity: null, oftenAlike: false },
    origin: { typed: 'earn', postedBy: null, published: null, once: null, unlabelled: false },
  },
  other: {
    label: 'Other Connects',
    books: { moves: 'either', part: null, flow: 'others', equity: null, oftenAlike: false },
    origin: { typed: 'both', postedBy: null, published: null, once: null, unlabelled: true },
  },
  purchase: {
    label: 'Added extra Connects',
    books: { moves: 'in', part: null, flow: 'bought', equity: null, oftenAlike: false },
    origin: { typed: null, postedBy: null, published: null, once: null, unlabelled: false },
  },
  refund: {
    label: 'Job removed',
    books: { moves: 'back', part: 'cost', flow: 'proposals', equity: null, oftenAlike: false },
    origin: { typed: null, postedBy: 'refunds', published: null, once: null, unlabelled: false },
  },
  'boost-refund': {
    label: 'You bid to boost a proposal, but the job was closed',
    books: { moves: 'back', part: 'boost', flow: 'proposals', equity: null, oftenAlike: false },
    origin: { typed: null, postedBy: 'boost', published: null, once: null, unlabelled: false },
  },
  proposal: {
    label: 'Applied to job',
    books: { moves: 'out', part: 'cost', flow: 'proposals', equity: null, oftenAlike: false },
    origin: { typed: null, postedBy: null, published: null, once: null, unlabelled: false },
  },
  boost: {
    label: 'Connects bid for boosted proposal.',
    books: { moves: 'out', part: 'boost', flow: 'proposals', equity: null, oftenAlike: false },
    origin: { typed: null, postedBy: null, published: null, once: null, unlabelled: false },
  },
  'availability-badge': {
    label: 'Availability Badge',
    books: { moves: 'out', part: null, flow: 'otherwise', equity: null, oftenAlike: true },
    origin: { typed: 'spend', postedBy: null, published: null, once: null, unlabelled: false },
  },
  'profile-boost': {
    label: 'Boosted profile',
    books: { moves: 'out', part: null, flow: 'otherwise', equity: null, oftenAlike: false },
    origin: { typed: 'spend', postedBy: null, published: null, once: null, unlabelled: false },
  },
  expiry: {
    label: 'Expired',
    books: { moves: 'out', part: null, flow: 'lost', equity: null, oftenAlike: false },
    origin: { typed: null, postedBy: null, published: null, once: null, unlabelled: false },
  },
  'carry-over-cut': {
    label: 'Over the carry-over limit',
    books: { moves: 'out', part: null, flow: 'lost', equity: null, oftenAlike: false },
    origin: { typed: null, postedBy: 'carryOver', published: null, once: null, unlabelled: false },
  },
  adjustment: {
    label: 'Adjusted to what Upwork shows',
    books: { moves: 'either', part: null, flow: 'others', equity: 'adjustments', oftenAlike: false },
    origin: { typed: null, postedBy: null, published: null, once: null, unlabelled: false },
  },
  reversal: {
    label: 'Undone',
    books: { moves: 'either', part: null, flow: 'others', equity: null, oftenAlike: false },
    origin: { typed: null, postedBy: null, published: null, once: null, unlabelled: false },
  },
} as const satisfies Readonly<Record<string, KindFacts>>;

type Table = typeof TABLE;
export type Kind = keyof Table;
export const KINDS = Object.keys(TABLE) as readonly Kind[];
export const KIND_FACTS: Readonly<Record<Kind, KindFacts>> = TABLE;

/** The kinds whose facts include these. */
type KindWith<Facts extends 'books' | 'origin', Fact> = {
  [kind in Kind]: Table[kind][Facts] extends Fact ? kind : never;
}[Kind];

export type RefundKind = KindWith<'books', { moves: 'back' }>;
export const isRefund = (kind: Kind): kind is RefundKind => KIND_FACTS[kind].books.moves === 'back';

/** The part of a proposal that it gives back. */
export const refundPart = (kind: RefundKind): 'cost' | 'boost' => TABLE[kind].books.part;

/** Kinds with an amount in the rulebook, even if none is published. */
export type RewardKind = KindWith<'origin', { published: string }>;
export const isReward = (kind: Kind): kind is RewardKind => KIND_FACTS[kind].origin.published !== null;

export type NamedKind = KindWith<'origin', { once: 'by-name' }>;
export const isNamed = (kind: Kind): kind is NamedKind => KIND_FACTS[kind].origin.once === 'by-name';

const typedWith = <Typed extends string>(...typed: readonly Typed[]) =>
  typed.flatMap((each) =>
    KINDS.filter((kind): kind is KindWith<'origin', { typed: Typed }> => KIND_FACTS[kind].origin.typed === each),
  );
export const EARN_SOURCES = typedWith('earn', 'both');
export type EarnSource = (typeof EARN_SOURCES)[number];
export const SPEND_SOURCES = typedWith('spend', 'both');
export type SpendSource = (typeof SPEND_SOURCES)[number];

/** Whether a billing cycle brings or takes it, at the start of its day. */
export function isOfCycle(kind: Kind): boolean {
  const { postedBy } = KIND_FACTS[kind].origin;
  return postedBy === 'monthly' || postedBy === 'carryOver';
}

/** Whether a rule posted it before it was seen on Upwork, or it replaces something unknown. */
export const isOnTrust = (kind: Kind): boolean => kind === 'adjustment' || KIND_FACTS[kind].origin.postedBy !== null;

type Moved = { readonly kind: Kind; readonly connects: number; readonly cents: number | null };

/** Whether it follows from a proposal, and so is a row of its job. */
export const comesOfProposal = ({ kind }: { readonly kind: Kind }): boolean =>
  KIND_FACTS[kind].books.part !== null && kind !== 'proposal';

export function flowPart({ kind, connects, cents }: Moved): FlowPart {
  if (kind === 'other' && connects < 0) return 'otherwise';
  const { flow } = KIND_FACTS[kind].books;
  // Whatever the page calls it, Connects with a price were bought. Those of an opening balance were bought before.
  return flow === 'others' && kind !== 'opening' && cents !== null && connects > 0 ? 'bought' : flow;
}

export const SPENDING_PURPOSES = ['proposals', 'boosts', 'badge', 'others'] as const;
/** `badge` is the availability badge; a boosted profile is one of `others`, as it is no part of a proposal. */
export type SpendingPurpose = (typeof SPENDING_PURPOSES)[number];

/** What its Connects were spent on, and for a refund what it gives back; null: they were not spent. */
export function spendingPurpose(moved: Omit<Moved, 'cents'>): SpendingPurpose | null {
  const flow = flowPart({ ...moved, cents: null });
  if (flow === 'proposals') return KIND_FACTS[moved.kind].books.part === 'boost' ? 'boosts' : 'proposals';
  if (flow === 'otherwise') return moved.kind === 'availability-badge' ? 'badge' : 'others';
  return null;
}

/** Nobody gave an opening balance, and nobody knows where the Connects of an adjustment came from or went. */
export function monthPart(moved: Moved): MonthPart {
  const flow = flowPart(moved);
  if (isRefund(moved.kind)) return 'back';
  if (flow === 'proposals' || flow === 'otherwise') return 'spent';
  if (flow === 'bought' || flow === 'lost') return flow;
  const { equity } = KIND_FACTS[moved.kind].books;
  if (equity === 'opening') return 'opening';
  if (equity === 'adjustments') return moved.connects < 0 ? 'adjustedDown' : 'adjustedUp';
  return moved.connects < 0 ? 'lost' : 'given';
}
