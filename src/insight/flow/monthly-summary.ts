/** A ledger month by month: Connects received and spent, money paid, and the balance. */

import type { MembershipRules } from '../../rules/amounts/membership-fee.ts';
import type { DayFlow } from '../../rules/past/day-flows.ts';
import { type Day, monthsBetween } from '../../rules/values/calendar.ts';
import { monthPart } from '../../rules/vocabulary/kinds.ts';
import { addPaid, type MoneyPaid, NOTHING_PAID } from '../money/money-paid.ts';
import { settleBids } from './settled-bids.ts';

/** Connects, none of them negative but the balance: the one before, plus all that came in, minus all that went out. */
export interface MonthSummary extends MoneyPaid {
  /** `2021-01` */
  readonly month: string;
  /** What the ledger was opened with. */
  readonly opening: number;
  /** Renewals, rewards. */
  readonly given: number;
  /** Given back on proposals and boosts. */
  readonly back: number;
  readonly adjustedUp: number;
  readonly spent: number;
  /** Proposals of known cost that were sent then, and those whose cost nobody knows: these are in no sum. */
  readonly charged: number;
  readonly unknown: number;
  /** Expired, or over a carry-over limit. */
  readonly lost: number;
  readonly adjustedDown: number;
  /** At the end of the month, or of the days that were asked for. */
  readonly balance: number;
}

/** A movement, and the balance after it. */
type BookedLine = Omit<DayFlow, 'transactions'> & Partial<Pick<DayFlow, 'transactions'>> & { readonly balance: number };

/**
 * Every month from the first day's to the last day's. `lines` are all of these days, oldest first, and so are `unknown`,
 * those of the proposals without a known cost.
 */
export function monthSummaries(
  lines: readonly BookedLine[],
  before: number,
  since: Day,
  until: Day,
  rules: MembershipRules = { plans: [], rulebooks: new Map() },
  unknown: readonly Day[] = [],
): readonly MonthSummary[] {
  const months: MonthSummary[] = [];
  const moved = settleBids(lines);
  let next = 0;
  let balance = before;
  for (const month of monthsBetween(since, until)) {
    const sums = {
      opening: 0,
      given: 0,
      ...NOTHING_PAID,
      back: 0,
      adjustedUp: 0,
      spent: 0,
      charged: 0,
      unknown: unknown.filter((on) => on.startsWith(month)).length,
      lost: 0,
      adjustedDown: 0,
    };
    for (let line = moved[next]; line && line.on.slice(0, 7) <= month; line = moved[++next]) {
      const part = monthPart(line);
      if (part !== 'bought') sums[part] += Math.abs(line.connects);
      balance = line.balance;
      if (line.kind === 'proposal') sums.charged += line.transactions ?? 1;
      addPaid(sums, line, rules);
    }
    months.push({ month, ...sums, balance });
  }
  return months;
}
