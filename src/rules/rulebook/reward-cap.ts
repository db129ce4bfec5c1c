/** The reward cap: interviews bring at most `cap` Connects in any `days` consecutive days, in whatever order they are recorded. */
import { addDays, type Day, daysFrom } from '../values/calendar.ts';
import type { Rulebook } from './rulebook.ts';

export interface RewardCap {
  readonly cap: number;
  readonly days: number;
}

/** Null where nothing limits rewards: a cap of 0 comes with a reward of 0, and limits nothing without a published amount. */
export function rewardCapOf({ interview: { connects, cap, days } }: Rulebook): RewardCap | null {
  return connects === null || !cap || days === null ? null : { cap, days };
}

/** Connects that interviews brought, by their day. */
export type RewardDays = ReadonlyMap<Day, number>;

/** Consecutive days, both ends included, and what interviews brought in them. */
export interface RewardSpan {
  readonly from: Day;
  readonly until: Day;
  readonly connects: number;
}

/** Every span of `days` days that holds this day, the earliest first: a later reward counts as much as an earlier one. */
export function rewardSpans(day: Day, days: number, rewarded: RewardDays): readonly RewardSpan[] {
  const around = daysFrom(addDays(day, 1 - days), 2 * days - 1);
  const on = (each: Day | undefined): number => (each && rewarded.get(each)) ?? 0;
  let connects = 0;
  return around.flatMap((until, i): RewardSpan | readonly [] => {
    connects += on(until) - on(around[i - days]);
    const from = around[i + 1 - days];
    return from ? { from, until, connects } : [];
  });
}

/** The Connects that may still be given on a day; negative if a span exceeds the cap already. */
export const rewardRoom = (day: Day, limit: RewardCap | null, rewarded: RewardDays): number =>
  limit ? limit.cap - Math.max(...rewardSpans(day, limit.days, rewarded).map(({ connects }) => connects)) : Infinity;
