/** The kinds of transactions: one row for each, with all that the rules, the statistics and the books know of it. */
import type { Rulebook } from '../rulebook.ts';

/** What a month is added up by, and what a past under other rules is. */
export type MonthPart = 'given' | 'bought' | 'back' | 'spent' | 'lost';
export type PastPart = 'renewals' | 'rewards' | 'bought' | 'others' | 'proposals' | 'otherwise' | 'lost';

/** One name, or one for Connects that came in and one for those that went out. */
type Sided<Part> = Part | readonly [added: Part, taken: Part];

interface KindFacts {
  /** A grant has an expiry day of its own; a refund gives back to the grants that were burned. */
  readonly group: 'grant' | 'refund' | 'spending' | 'correction';
  /** Whether its Connects come in or go out; null: either. */
  readonly sign: 1 | -1 | null;
  /** Upwork's words in the history, and ours where those are not known. */
  readonly label: string;
  readonly month: Sided<MonthPart>;
  readonly past: Sided<PastPart>;
  /** What a budget counts of it. */
  readonly budget: 'connects' | 'cents' | null;
  /** The account it is booked against; null: an income or an expense under its own name. */
  readonly account: readonly string[] | null;
  /** Whether nobody knows what its Connects cost, where it was not recorded. Other grants are free. */
  readonly unpriced: boolean;
  /** Whether a row of it names its job, and if so, whether it follows from the proposal. */
  readonly job: 'sent' | 'follows' | null;
  /** What a billing cycle brings or takes, at the start of its day. */
  readonly cycle: boolean;
  /** Posted because a rule says so, and not seen; or in place of something unknown. */
  readonly onTrust: boolean;
  /** Whether one day may hold many that are the same. */
  readonly oftenAlike: boolean;
  /** The section of the rulebook that makes it due until it is seen on Upwork. */
  readonly due: 'interview' | 'refunds' | 'boost' | 'monthly' | null;
  /** Whether `earn` records it. */
  readonly earned: boolean;
  /** Whether it can be taken once in all, or once for each name. */
  readonly once: 'ever' | 'by-name' | null;
  /** The section of the rulebook that says how much it is. */
  readonly published: Extract<
    keyof Rulebook,
    'signup' | 'readinessTest' | 'interview' | 'certification' | 'badges' | 'survey'
  > | null;
  /** Whether Upwork's label is not known, so that a row with an unknown label may be one. */
  readonly unlabelled: boolean;
}

/** What most kinds are, and what only a grant can be. */
const NO_MONEY = { budget: null, account: null, unpriced: false } as const;
const PLAIN = { ...NO_MONEY, job: null, cycle: false, onTrust: false, oftenAlike: false, due: null } as const;
const NEVER = { earned: false, once: null, published: null, unlabelled: false } as const;
const GRANT = { ...PLAIN, group: 'grant', sign: 1, month: 'given' } as const;
const GIFT = { ...GRANT, past: 'others', once: null, published: null } as const;
const REWARD = { ...GRANT, past: 'rewards' } as const;
const CLAIM = { ...REWARD, earned: true, unlabelled: true } as const;
const SPENDING = { ...PLAIN, ...NEVER, group: 'spending', sign: -1, month: 'spent' } as const;
const BID = { ...SPENDING, past: 'proposals', budget: 'connects' } as const;
const RULED = { job: 'follows', onTrust: true } as const;
const REFUND = { ...BID, ...RULED, group: 'refund', sign: 1, month: 'back' } as const;
const CYCLE = { cycle: true, onTrust: true } as const;
const LOST = { ...PLAIN, ...NEVER, group: 'correction', sign: -1, month: 'lost', past: 'lost' } as const;
const EITHER = { ...LOST, sign: null, month: ['given', 'lost'], past: 'others' } as const;
const OTHER = { ...GIFT, sign: null, month: ['given', 'spent'], past: ['others', 'otherwise'] } as const;

/** In the order in which they are listed. */
const TABLE = {
  opening: { ...GIFT, ...NEVER, label: 'Opening balance', account: ['equity', 'opening'], unpriced: true },
  signup: { ...CLAIM, label: 'Sign-up grant', once: 'ever', published: 'signup' },
  membership: { ...GIFT, ...NEVER, label: 'Membership upgraded to Plus', past: 'renewals' },
  'readiness-test': { ...CLAIM, label: 'Upwork Readiness Test passed', once: 'ever', published: 'readinessTest' },
  renewal: { ...GIFT, ...NEVER, ...CYCLE, label: 'Monthly Connects renewal', past: 'renewals', due: 'monthly' },
  interview: {
    ...CLAIM,
    ...RULED,
    label: 'Interview won',
    earned: false,
    once: null,
    published: 'interview',
    due: 'interview',
  },
  certification: { ...CLAIM, label: 'Skill Certification', once: 'by-name', published: 'certification' },
  badge: { ...CLAIM, label: 'Badge', once: 'by-name', published: 'badges', unlabelled: false },
  survey: { ...CLAIM, label: 'Survey completed', once: null, published: 'survey' },
  promotion: { ...GIFT, label: 'Promotion', earned: true, unlabelled: true },
  task: { ...GIFT, label: 'Earned Connects by completing task', earned: true, unlabelled: false },
  other: { ...OTHER, label: 'Other Connects', earned: true, unlabelled: true },
  purchase: {
    ...GRANT,
    ...NEVER,
    label: 'Added extra Connects',
    month: 'bought',
    past: 'bought',
    budget: 'cents',
    unpriced: true,
  },
  refund: { ...REFUND, label: 'Job removed', account: ['expenses', 'connects', 'proposal'], due: 'refunds' },
  'boost-refund': {
    ...REFUND,
    label: 'You bid to boost a proposal, but the job was closed',
    account: ['expenses', 'connects', 'boost'],
    due: 'boost',
  },
  proposal: { ...BID, label: 'Applied to job', job: 'sent' },
  boost: { ...BID, label: 'Connects bid for boosted proposal.', job: 'follows' },
  'availability-badge': { ...SPENDING, label: 'Availability Badge', past: 'otherwise', oftenAlike: true },
  'profile-boost': { ...SPENDING, label: 'Boosted profile', past: 'otherwise' },
  expiry: { ...LOST, label: 'Expired' },
  'carry-over-cut': { ...LOST, ...CYCLE, label: 'Over the carry-over limit' },
  adjustment: { ...EITHER, label: 'Adjusted to what Upwork shows', account: ['equity', 'adjustments'], onTrust: true },
  reversal: { ...EITHER, label: 'Undone' },
} as const satisfies Readonly<Record<string, KindFacts>>;

export type Kind = keyof typeof TABLE;
export const KINDS = Object.keys(TABLE) as readonly Kind[];
export const KIND_FACTS: Readonly<Record<Kind, KindFacts>> = TABLE;

/** Kinds of which a fact is this. */
type KindWith<Key extends keyof KindFacts, Value> = {
  [kind in Kind]: (typeof TABLE)[kind][Key] extends Value ? kind : never;
}[Kind];

export type RefundKind = KindWith<'group', 'refund'>;
export const isRefund = (kind: Kind): kind is RefundKind => KIND_FACTS[kind].group === 'refund';

/** What the rulebook knows an amount of, or knows that none is published. */
export type RewardKind = KindWith<'published', string>;
export const isReward = (kind: Kind): kind is RewardKind => KIND_FACTS[kind].published !== null;

export type NamedKind = KindWith<'once', 'by-name'>;
export const isNamed = (kind: Kind): kind is NamedKind => KIND_FACTS[kind].once === 'by-name';

export type EarnSource = KindWith<'earned', true>;
export const EARN_SOURCES = KINDS.filter((kind): kind is EarnSource => KIND_FACTS[kind].earned);

/** What comes of a proposal, and so is a row of its job. */
export const comesOfProposal = ({ kind }: { readonly kind: Kind }): boolean => KIND_FACTS[kind].job === 'follows';

type Moved = { readonly kind: Kind; readonly connects: number };

const sideOf = <Part extends string>(sided: Sided<Part>, connects: number): Part =>
  typeof sided === 'string' ? sided : sided[connects < 0 ? 1 : 0];

export const monthPart = ({ kind, connects }: Moved): MonthPart => sideOf(KIND_FACTS[kind].month, connects);
export const pastPart = ({ kind, connects }: Moved): PastPart => sideOf(KIND_FACTS[kind].past, connects);
