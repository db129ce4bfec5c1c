/** Where Connects went: what was spent on each purpose by month, and beside it what came back. */
import type { DayFlow, DayFlows } from '../../rules/past/day-flows.ts';
import { addDays, type Day, monthsBetween, monthsLater } from '../../rules/values/calendar.ts';
import { isRefund, type SpendingPurpose, spendingPurpose } from '../../rules/vocabulary/kinds.ts';
import { settleBids } from './settled-bids.ts';

/** Connects of each purpose, none below zero. */
export interface SpendingSums extends Readonly<Record<SpendingPurpose, number>> {
  readonly total: number;
  /** What came back then, whenever it was spent. It is not taken off. */
  readonly refunded: number;
  /** Proposals of known cost that were sent then. */
  readonly charged: number;
  /** Proposals sent then whose cost nobody knows: they count for nothing here. */
  readonly unknown: number;
}

export interface DatedSpending extends SpendingSums {
  readonly from: Day;
  readonly to: Day;
}

export interface RecentSpending {
  /** So far. */
  readonly thisMonth: DatedSpending;
  /** The whole month, or from the day the ledger begins; null: the ledger begins later. */
  readonly lastMonth: DatedSpending | null;
}

/** `transactions`: how many it adds up; one unless given. */
type Moved = Pick<DayFlow, 'on' | 'kind' | 'connects' | 'label' | 'proposal'> & Partial<Pick<DayFlow, 'transactions'>>;

/** `unknown`: the proposals of these days without a known cost. */
function sumSpending(moved: Iterable<Moved>, unknown: number): SpendingSums {
  const sums = { proposals: 0, boosts: 0, badge: 0, others: 0, total: 0, refunded: 0, charged: 0, unknown };
  for (const each of settleBids([...moved])) {
    const purpose = spendingPurpose(each);
    if (purpose === null) continue;
    if (isRefund(each.kind)) {
      sums.refunded += each.connects;
      continue;
    }
    sums[purpose] -= each.connects;
    sums.total -= each.connects;
    if (each.kind === 'proposal') sums.charged += each.transactions ?? 1;
  }
  return sums;
}

/** The first day of the month before. */
export const lastMonthStart = (today: Day): Day => monthsLater(monthStart(today), -1);

export const monthStart = (day: Day): Day => `${day.slice(0, 8)}01` as Day;

/** What moved since `lastMonthStart`. `opened`: the first day of the ledger; null: it has none yet. */
export function recentSpending(
  { flows: moved, uncosted: unknown }: Pick<DayFlows, 'flows' | 'uncosted'>,
  opened: Day | null,
  today: Day,
): RecentSpending {
  const first = monthStart(today);
  const between = (start: Day, to: Day): DatedSpending => {
    const from = opened && opened > start ? opened : start;
    const isThen = (on: Day): boolean => from <= on && on <= to;
    const sums = sumSpending(
      moved.filter(({ on }) => isThen(on)),
      unknown.filter(isThen).length,
    );
    return { from, to, ...sums };
  };
  return {
    thisMonth: between(first, today),
    lastMonth: opened && opened < first ? between(lastMonthStart(today), addDays(first, -1)) : null,
  };
}

export interface MonthSpending extends SpendingSums {
  /** `2021-01` */
  readonly month: string;
}

/** Every month from the first day's to the last day's. `moved` are all of these days, and so are the `unknown`. */
export function spendingByMonth(
  moved: readonly Moved[],
  unknown: readonly Day[],
  since: Day,
  until: Day,
): readonly MonthSpending[] {
  const own = Map.groupBy(moved, ({ on }) => on.slice(0, 7));
  return [...monthsBetween(since, until)].map((month) => ({
    month,
    ...sumSpending(own.get(month) ?? [], unknown.filter((on) => on.startsWith(month)).length),
  }));
}
