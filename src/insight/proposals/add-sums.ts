/** Adds up sums over proposals. */
import type { ProposalSums, StatsCell } from '../../rules/state/proposal-sums.ts';

export interface SumWithReplies extends ProposalSums {
  readonly replyDays: StatsCell['replyDays'];
}

const NONE: ProposalSums = {
  proposals: 0,
  viewed: 0,
  replied: 0,
  interviews: 0,
  hired: 0,
  waiting: 0,
  unrecorded: 0,
  spent: 0,
  credits: 0,
  refunded: 0,
  bought: 0,
  unpriced: 0,
  microCents: 0,
  valueCents: 0,
  valued: 0,
  unvalued: 0,
};
const SUMMED = Object.keys(NONE) as readonly (keyof ProposalSums)[];

/** The sums of all these together. */
export function addSums(all: readonly SumWithReplies[]): SumWithReplies {
  const sums: { -readonly [name in keyof ProposalSums]: number } = { ...NONE };
  for (const each of all) for (const name of SUMMED) sums[name] += each[name];
  return { ...sums, replyDays: all.flatMap(({ replyDays }) => replyDays) };
}

/** The median of values that come with how often each was seen; null: there is none. */
export function weightedMedian(seen: readonly (readonly [value: number, times: number])[]): number | null {
  const values = seen.toSorted(([a], [b]) => a - b).flatMap(([value, times]) => Array<number>(times).fill(value));
  const [low, high] = [values[(values.length - 1) >> 1], values[values.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
