/** Sums over proposals: every statistic is made of these. */
import type { Day } from '../values/calendar.ts';
import { KIND_FACTS } from '../vocabulary/kinds.ts';
import { type Outcome, stageOf } from '../vocabulary/outcomes.ts';
import type { Transaction } from '../vocabulary/transaction.ts';

/** Proposals can be grouped by these. */
export const STATS_GROUPINGS = [
  'tag',
  'client',
  'month',
  'weekday',
  'hour',
  'delay',
  'cost',
  'boost',
  'invited',
  'member',
] as const;
export type StatsGrouping = (typeof STATS_GROUPINGS)[number];

/** From posting a job to sending the proposal: each band ends before so many hours; the last has no end. */
export const DELAY_BANDS = [
  { name: 'under 1 hour', hours: 1 },
  { name: '1 to 3 hours', hours: 3 },
  { name: '3 to 12 hours', hours: 12 },
  { name: '12 to 24 hours', hours: 24 },
  { name: '1 to 3 days', hours: 72 },
  { name: 'later', hours: null },
] as const;

/** Counts of proposals, and their Connects and money (US cents) less refunds. */
export interface ProposalSums {
  readonly proposals: number;
  readonly viewed: number;
  readonly replied: number;
  readonly interviews: number;
  readonly hired: number;
  /** Sent only a few days ago and not answered yet. */
  readonly waiting: number;
  /** Old enough to be judged, but nobody recorded an outcome, and no page of Upwork's showed one. */
  readonly unrecorded: number;
  readonly spent: number;
  /** The ad credits that paid parts of boosts: they are not in what was spent. */
  readonly credits: number;
  readonly refunded: number;
  /** The parts of spent minus refunded that were bought at a known and at an unknown price. The rest was free. */
  readonly bought: number;
  readonly unpriced: number;
  /** In millionths of a cent, so that only the sum is rounded. */
  readonly microCents: number;
  /** What hires earned in US cents, how many have a value, and how many have none. */
  readonly valueCents: number;
  readonly valued: number;
  readonly unvalued: number;
}

/** The sums of one group, separately for invited and other proposals, boosted ones, old ones and those of known cost. */
export interface StatsCell extends ProposalSums {
  /** Null: these proposals have no value to group by. */
  readonly group: string | null;
  readonly invited: boolean;
  readonly boosted: boolean;
  /** Whether they were sent up to the settled day. */
  readonly settled: boolean;
  /** Whether their cost is known. */
  readonly costed: boolean;
  /** Days to the first reply, and how many proposals took as many. */
  readonly replyDays: readonly (readonly [days: number, proposals: number])[];
}

/** The proposals that a statistic covers, and their groups. */
export interface StatsQuery {
  /** Null: all in one. */
  readonly by: StatsGrouping | null;
  /** Grouped by tag, only these tags make groups; the proposals without any of them are one more. */
  readonly tags?: readonly string[];
  /** The days on which the proposals were sent; null: from the first. */
  readonly since: Day | null;
  readonly until: Day;
  /** Sent after this day, they may still get an answer. */
  readonly settled: Day;
}

/** The furthest stage of a proposal, from 0 for sent to 4 for hired, and the day of its first reply. */
export interface ProposalProgress {
  readonly reached: number;
  readonly repliedOn: Day | null;
}

/** The progress of a proposal that was just sent. */
export const SENT_PROGRESS: ProposalProgress = { reached: 0, repliedOn: null };

/** How far an outcome brings a proposal. Outcomes come oldest first. `on`: null where its day is not known. */
export function progressAfter(
  { reached, repliedOn }: ProposalProgress,
  on: Day | null,
  outcome: Outcome,
): ProposalProgress {
  const stage = stageOf(outcome);
  const isFirstReply = reached < stageOf('replied') && stage >= stageOf('replied');
  // Who is hired at once had an answer before, on a day that nobody recorded.
  const day = outcome === 'hired' ? null : on;
  return { reached: Math.max(reached, stage), repliedOn: isFirstReply ? day : repliedOn };
}

/**
 * Whether a grant's Connects have a known price, an unknown one or none. The origin of an opening balance, of an
 * adjustment and of an imported row that says something new is unknown.
 */
export function priceOrigin({
  kind,
  cents,
  source,
}: Pick<Transaction, 'kind' | 'cents' | 'source'>): 'bought' | 'unpriced' | 'free' {
  if (cents !== null) return 'bought';
  const { flow, equity } = KIND_FACTS[kind].books;
  const isUnnamed = kind === 'other' && source === 'import';
  return flow === 'bought' || equity !== null || isUnnamed ? 'unpriced' : 'free';
}

/** Whether somebody may have paid for these Connects, although nothing says so. */
export const mayHavePrice = (transaction: Pick<Transaction, 'kind' | 'source' | 'connects'>): boolean =>
  transaction.connects > 0 && priceOrigin({ ...transaction, cents: null }) === 'unpriced';

/** A figure is not judged where more than half of its parts are unknown. */
export const isMostlyUnknown = (unknown: number, parts: number): boolean => unknown * 2 > parts;

/** What is known of the costs of the proposals of some days. */
export interface CountedCosts {
  /** Proposals of known cost. */
  readonly charged: number;
  readonly unknown: number;
}

/** Whether most costs are unknown: then no sum with proposals or boosts in it is a figure. */
export const isSpendingUnknown = ({ charged, unknown }: CountedCosts): boolean =>
  isMostlyUnknown(unknown, charged + unknown);

/** Four places, a hundredth of a percent: more would be noise. What is judged is what is shown. */
export const roundedRate = (rate: number): number => Math.round(rate * 10_000) / 10_000;

/** With fewer proposals than this, a rate is mostly chance. */
export const ENOUGH_PROPOSALS = 10;

/** Sums of one client's proposals, invitations included. */
export interface ClientSums {
  /** Null: the proposals that name no client. */
  readonly name: string | null;
  readonly proposals: number;
  readonly replied: number;
  readonly hired: number;
  /** Connects, less refunds, of the proposals whose cost is known. */
  readonly net: number;
  readonly unknownCosts: number;
  /** US cents that hires brought, where it was recorded. */
  readonly valueCents: number;
  /** Hires without a recorded value. */
  readonly unvalued: number;
}
