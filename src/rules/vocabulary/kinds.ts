/**
 * The kinds of transactions: one row for each, with all that the rules, the statistics and the books know of it.
 * Over 200 lines, so that a new kind is one row: the compiler asks for each of its facts.
 */
import type { Rulebook } from '../rulebook.ts';

/** What a past under other rules is added up by, and what a month is. */
export type FlowPart = 'renewals' | 'rewards' | 'bought' | 'others' | 'proposals' | 'otherwise' | 'lost';
export type MonthPart = 'given' | 'bought' | 'back' | 'spent' | 'lost';

interface KindFacts {
  /** Upwork's words in the history, and ours where those are not known. */
  readonly label: string;
  readonly books: {
    /** `in` opens a grant with an expiry day; `back` returns to the grants that were burned. */
    readonly moves: 'in' | 'back' | 'out' | 'either';
    /** What it does to a proposal. Its row on Upwork names the proposal's job. */
    readonly part: 'cost' | 'boost' | 'reward' | null;
    readonly flow: FlowPart;
    /** The account of our equity that it is booked against; null: an income or an expense. */
    readonly equity: 'opening' | 'adjustments' | null;
  };
  readonly upwork: {
    /** The section of the rulebook by which it is posted before it is seen on Upwork. */
    readonly postedBy: Extract<keyof Rulebook, 'monthly' | 'carryOver' | 'interview' | 'refunds' | 'boost'> | null;
    /** Whether Upwork's label is not known, so that a row with an unknown label may be one. */
    readonly unlabelled: boolean;
    /** Whether one day may hold many that are the same. */
    readonly oftenAlike: boolean;
  };
  readonly claim: {
    /** The command whose argument may name it. */
    readonly typed: 'earn' | 'spend' | 'both' | null;
    /** The section of the rulebook that says how much it is. */
    readonly published: RewardSection | null;
    /** Whether it can be taken once in all, or once for each name. */
    readonly once: 'ever' | 'by-name' | null;
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
    books: { moves: 'in', part: null, flow: 'others', equity: 'opening' },
    upwork: { postedBy: null, unlabelled: false, oftenAlike: false },
    claim: { typed: null, published: null, once: null },
  },
  signup: {
    label: 'Sign-up grant',
    books: { moves: 'in', part: null, flow: 'rewards', equity: null },
    upwork: { postedBy: null, unlabelled: true, oftenAlike: false },
    claim: { typed: 'earn', published: 'signup', once: 'ever' },
  },
  membership: {
    label: 'Membership upgraded to Plus',
    books: { moves: 'in', part: null, flow: 'renewals', equity: null },
    upwork: { postedBy: null, unlabelled: false, oftenAlike: false },
    claim: { typed: null, published: null, once: null },
  },
  'readiness-test': {
    label: 'Upwork Readiness Test passed',
    books: { moves: 'in', part: null, flow: 'rewards', equity: null },
    upwork: { postedBy: null, unlabelled: true, oftenAlike: false },
    claim: { typed: 'earn', published: 'readinessTest', once: 'ever' },
  },
  renewal: {
    label: 'Monthly Connects renewal',
    books: { moves: 'in', part: null, flow: 'renewals', equity: null },
    upwork: { postedBy: 'monthly', unlabelled: false, oftenAlike: false },
    claim: { typed: null, published: null, once: null },
  },
  interview: {
    label: 'Interview won',
    books: { moves: 'in', part: 'reward', flow: 'rewards', equity: null },
    upwork: { postedBy: 'interview', unlabelled: true, oftenAlike: false },
    claim: { typed: null, published: 'interview', once: null },
  },
  certification: {
    label: 'Skill Certification',
    books: { moves: 'in', part: null, flow: 'rewards', equity: null },
    upwork: { postedBy: null, unlabelled: true, oftenAlike: false },
    claim: { typed: 'earn', published: 'certification', once: 'by-name' },
  },
  badge: {
    label: 'Badge',
    books: { moves: 'in', part: null, flow: 'rewards', equity: null },
    upwork: { postedBy: null, unlabelled: false, oftenAlike: false },
    claim: { typed: 'earn', published: 'badges', once: 'by-name' },
  },
  survey: {
    label: 'Survey completed',
    books: { moves: 'in', part: null, flow: 'rewards', equity: null },
    upwork: { postedBy: null, unlabelled: true, oftenAlike: false },
    claim: { typed: 'earn', published: 'survey', once: null },
  },
  promotion: {
    label: 'Promotion',
    books: { moves: 'in', part: null, flow: 'others', equity: null },
    upwork: { postedBy: null, unlabelled: true, oftenAlike: false },
    claim: { typed: 'earn', published: null, once: null },
  },
  task: {
    label: 'Earned Connects by completing task',
    books: { moves: 'in', part: null, flow: 'others', equity: null },
    upwork: { postedBy: null, unlabelled: false, oftenAlike: false },
    claim: { typed: 'earn', published: null, once: null },
  },
  other: {
    label: 'Other Connects',
    books: { moves: 'either', part: null, flow: 'others', equity: null },
    upwork: { postedBy: null, unlabelled: true, oftenAlike: false },
    claim: { typed: 'both', published: null, once: null },
  },
  purchase: {
    label: 'Added extra Connects',
    books: { moves: 'in', part: null, flow: 'bought', equity: null },
    upwork: { postedBy: null, unlabelled: false, oftenAlike: false },
    claim: { typed: null, published: null, once: null },
  },
  refund: {
    label: 'Job removed',
    books: { moves: 'back', part: 'cost', flow: 'proposals', equity: null },
    upwork: { postedBy: 'refunds', unlabelled: false, oftenAlike: false },
    claim: { typed: null, published: null, once: null },
  },
  'boost-refund': {
    label: 'You bid to boost a proposal, but the job was closed',
    books: { moves: 'back', part: 'boost', flow: 'proposals', equity: null },
    upwork: { postedBy: 'boost', unlabelled: false, oftenAlike: false },
    claim: { typed: null, published: null, once: null },
  },
  proposal: {
    label: 'Applied to job',
    books: { moves: 'out', part: 'cost', flow: 'proposals', equity: null },
    upwork: { postedBy: null, unlabelled: false, oftenAlike: false },
    claim: { typed: null, published: null, once: null },
  },
  boost: {
    label: 'Connects bid for boosted proposal.',
    books: { moves: 'out', part: 'boost', flow: 'proposals', equity: null },
    upwork: { postedBy: null, unlabelled: false, oftenAlike: false },
    claim: { typed: null, published: null, once: null },
  },
  'availability-badge': {
    label: 'Availability Badge',
    books: { moves: 'out', part: null, flow: 'otherwise', equity: null },
    upwork: { postedBy: null, unlabelled: false, oftenAlike: true },
    claim: { typed: 'spend', published: null, once: null },
  },
  'profile-boost': {
    label: 'Boosted profile',
    books: { moves: 'out', part: null, flow: 'otherwise', equity: null },
    upwork: { postedBy: null, unlabelled: false, oftenAlike: false },
    claim: { typed: 'spend', published: null, once: null },
  },
  expiry: {
    label: 'Expired',
    books: { moves: 'out', part: null, flow: 'lost', equity: null },
    upwork: { postedBy: null, unlabelled: false, oftenAlike: false },
    claim: { typed: null, published: null, once: null },
  },
  'carry-over-cut': {
    label: 'Over the carry-over limit',
    books: { moves: 'out', part: null, flow: 'lost', equity: null },
    upwork: { postedBy: 'carryOver', unlabelled: false, oftenAlike: false },
    claim: { typed: null, published: null, once: null },
  },
  adjustment: {
    label: 'Adjusted to what Upwork shows',
    books: { moves: 'either', part: null, flow: 'others', equity: 'adjustments' },
    upwork: { postedBy: null, unlabelled: false, oftenAlike: false },
    claim: { typed: null, published: null, once: null },
  },
  reversal: {
    label: 'Undone',
    books: { moves: 'either', part: null, flow: 'others', equity: null },
    upwork: { postedBy: null, unlabelled: false, oftenAlike: false },
    claim: { typed: null, published: null, once: null },
  },
} as const satisfies Readonly<Record<string, KindFacts>>;

type Table = typeof TABLE;
export type Kind = keyof Table;
export const KINDS = Object.keys(TABLE) as readonly Kind[];
export const KIND_FACTS: Readonly<Record<Kind, KindFacts>> = TABLE;

/** Kinds of which a fact is this. */
type KindWith<Facts extends 'books' | 'claim', Fact> = {
  [kind in Kind]: Table[kind][Facts] extends Fact ? kind : never;
}[Kind];

export type RefundKind = KindWith<'books', { moves: 'back' }>;
export const isRefund = (kind: Kind): kind is RefundKind => KIND_FACTS[kind].books.moves === 'back';

/** The part of a proposal that it gives back. */
export const refundPart = (kind: RefundKind): 'cost' | 'boost' => TABLE[kind].books.part;

/** What the rulebook knows an amount of, or knows that none is published. */
export type RewardKind = KindWith<'claim', { published: string }>;
export const isReward = (kind: Kind): kind is RewardKind => KIND_FACTS[kind].claim.published !== null;

export type NamedKind = KindWith<'claim', { once: 'by-name' }>;
export const isNamed = (kind: Kind): kind is NamedKind => KIND_FACTS[kind].claim.once === 'by-name';

const typedWith = <Typed extends string>(...typed: readonly Typed[]) =>
  typed.flatMap((each) =>
    KINDS.filter((kind): kind is KindWith<'claim', { typed: Typed }> => KIND_FACTS[kind].claim.typed === each),
  );
export const EARN_SOURCES = typedWith('earn', 'both');
export type EarnSource = (typeof EARN_SOURCES)[number];
export const SPEND_SOURCES = typedWith('spend', 'both');
export type SpendSource = (typeof SPEND_SOURCES)[number];

/** What a billing cycle brings or takes, at the start of its day. */
export const isOfCycle = (kind: Kind): boolean =>
  KIND_FACTS[kind].upwork.postedBy === 'monthly' || KIND_FACTS[kind].upwork.postedBy === 'carryOver';

/** Posted because a rule says so, and not seen; or in place of something unknown. */
export const isOnTrust = (kind: Kind): boolean =>
  KIND_FACTS[kind].upwork.postedBy !== null || KIND_FACTS[kind].books.equity === 'adjustments';

type Moved = { readonly kind: Kind; readonly connects: number };

/** Whether it follows from a proposal, and so is a row of its job. */
export const comesOfProposal = ({ kind }: { readonly kind: Kind }): boolean =>
  KIND_FACTS[kind].books.part !== null && kind !== 'proposal';

export const flowPart = ({ kind, connects }: Moved): FlowPart =>
  kind === 'other' && connects < 0 ? 'otherwise' : KIND_FACTS[kind].books.flow;

/** What comes in for nothing is given; corrections downwards are lost. */
export function monthPart(moved: Moved): MonthPart {
  const flow = flowPart(moved);
  if (isRefund(moved.kind)) return 'back';
  if (flow === 'proposals' || flow === 'otherwise') return 'spent';
  if (flow === 'bought' || flow === 'lost') return flow;
  return moved.connects < 0 ? 'lost' : 'given';
}
