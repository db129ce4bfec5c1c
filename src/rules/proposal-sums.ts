/** Sums over proposals: every statistic is made of these. */
import type { Day } from './calendar.ts';
import type { Transaction } from './transaction.ts';
import { KIND_FACTS } from './vocabulary/kinds.ts';
import { type Outcome, stageOf } from './vocabulary/outcomes.ts';

/** What proposals can be grouped by. */
export const STATS_GROUPINGS = ['tag', 'client', 'month', 'weekday', 'cost', 'boost', 'invited'] as const;
export type StatsGrouping = (typeof STATS_GROUPINGS)[number];

/** Proposals and what they took; Connects are net of what came back, and so is the money, in US cents. */
export interface ProposalSums {
  readonly proposals: number;
  readonly viewed: number;
  readonly replied: number;
  readonly interviews: number;
  readonly hired: number;
  /** Of a few days ago and without an answer: they may still get one. */
  readonly waiting: number;
  readonly spent: number;
  readonly refunded: number;
  /** Of spent minus refunded: bought at a known price, and bought at an unknown price. The rest was free. */
  readonly bought: number;
  readonly unpriced: number;
  readonly cents: number;
}

/** The sums of one group, separately for invited and other proposals, and for boosted and other ones. */
export interface StatsCell extends ProposalSums {
  /** Null: these proposals lack what they are grouped by. */
  readonly group: string | null;
  readonly invited: boolean;
  readonly boosted: boolean;
  /** Days to the first reply, and how many proposals took as many. */
  readonly replyDays: readonly (readonly [days: number, proposals: number])[];
}

/** What a statistic is about. */
export interface StatsQuery {
  /** Null: all in one. */
  readonly by: StatsGrouping | null;
  /** The days on which the proposals were sent; null: from the first. */
  readonly since: Day | null;
  readonly until: Day;
  /** Sent after this day, they may still get an answer. */
  readonly settled: Day;
}

/** What became of a proposal: its furthest stage, 0 for sent to 4 for hired, and the day of the first reply. */
export interface ProposalProgress {
  readonly reached: number;
  readonly repliedOn: Day | null;
}

/** Where a proposal is when it is sent. */
export const SENT_PROGRESS: ProposalProgress = { reached: 0, repliedOn: null };

/** How far an outcome brings a proposal. Outcomes come oldest first. */
export function progressAfter({ reached, repliedOn }: ProposalProgress, on: Day, outcome: Outcome): ProposalProgress {
  const stage = stageOf(outcome);
  return { reached: Math.max(reached, stage), repliedOn: repliedOn ?? (stage >= stageOf('replied') ? on : null) };
}

/** What is known of the price of a grant's Connects. An opening balance is of unknown origin. */
export function priceOrigin({ kind, cents }: Pick<Transaction, 'kind' | 'cents'>): 'bought' | 'unpriced' | 'free' {
  if (cents !== null) return 'bought';
  const { flow, equity } = KIND_FACTS[kind].books;
  return flow === 'bought' || equity === 'opening' ? 'unpriced' : 'free';
}

/** With fewer proposals than this, a rate is mostly chance. */
export const ENOUGH_PROPOSALS = 10;
