/** Adding up what proposals came to. */
import type { ProposalSums, StatsCell } from '../rules/proposal-sums.ts';

export interface SumWithReplies extends ProposalSums {
  readonly replyDays: StatsCell['replyDays'];
}

const NONE: SumWithReplies = {
  proposals: 0,
  viewed: 0,
  replied: 0,
  interviews: 0,
  hired: 0,
  waiting: 0,
  spent: 0,
  refunded: 0,
  bought: 0,
  unpriced: 0,
  cents: 0,
  replyDays: [],
};

/** What these came to together. */
export const addSums = (all: readonly SumWithReplies[]): SumWithReplies => all.reduce(plus, NONE);

const plus = (a: SumWithReplies, b: SumWithReplies): SumWithReplies => ({
  proposals: a.proposals + b.proposals,
  viewed: a.viewed + b.viewed,
  replied: a.replied + b.replied,
  interviews: a.interviews + b.interviews,
  hired: a.hired + b.hired,
  waiting: a.waiting + b.waiting,
  spent: a.spent + b.spent,
  refunded: a.refunded + b.refunded,
  bought: a.bought + b.bought,
  unpriced: a.unpriced + b.unpriced,
  cents: a.cents + b.cents,
  replyDays: [...a.replyDays, ...b.replyDays],
});

/** The median of values that come with how often each was seen; null: there is none. */
export function weightedMedian(seen: readonly (readonly [value: number, times: number])[]): number | null {
  const inOrder = seen.toSorted(([a], [b]) => a - b);
  const total = inOrder.reduce((count, [, times]) => count + times, 0);
  const at = (index: number): number | undefined => {
    let before = 0;
    for (const [value, times] of inOrder) {
      before += times;
      if (before > index) return value;
    }
    return undefined;
  };
  const [low, high] = [at((total - 1) >> 1), at(total >> 1)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
