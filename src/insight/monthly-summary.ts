/** A ledger month by month: Connects received and spent, money paid, and the balance. */
import { type Day, monthAfter } from '../rules/calendar.ts';
import { feeConnects, type MembershipRules } from '../rules/membership-fee.ts';
import type { StatementLine } from '../rules/statement.ts';
import { monthPart } from '../rules/vocabulary/kinds.ts';

/** Connects, none of them negative but the balance. Balance = the one before + given + bought + back − spent − lost. */
export interface MonthSummary {
  /** `2021-01` */
  readonly month: string;
  /** Renewals, rewards, an opening balance, adjustments upwards. */
  readonly given: number;
  readonly bought: number;
  /** Given back on proposals and boosts. */
  readonly back: number;
  readonly spent: number;
  /** Expired, over a carry-over limit, adjustments downwards. */
  readonly lost: number;
  /** For purchases, in US cents. */
  readonly paidCents: number;
  /** Purchases without a recorded price. */
  readonly unpriced: number;
  /** The Connects of these. */
  readonly paidUnknown: number;
  /** For the membership, in US cents, and its cycles without a recorded fee. */
  readonly feeCents: number;
  readonly withoutFee: number;
  /** At the end of the month, or of the days that were asked for. */
  readonly balance: number;
}

/** Every month from the first day's to the last day's. `lines` are all of these days, oldest first. */
export function monthSummaries(
  lines: readonly StatementLine[],
  before: number,
  since: Day,
  until: Day,
  rules: MembershipRules = { plans: [], rulebooks: new Map() },
): readonly MonthSummary[] {
  const months: MonthSummary[] = [];
  let next = 0;
  let balance = before;
  for (let month = since.slice(0, 7); month <= until.slice(0, 7); month = monthAfter(month)) {
    const sums = {
      given: 0,
      bought: 0,
      back: 0,
      spent: 0,
      lost: 0,
      paidCents: 0,
      unpriced: 0,
      paidUnknown: 0,
      feeCents: 0,
      withoutFee: 0,
    };
    for (let line = lines[next]; line && line.on.slice(0, 7) <= month; line = lines[++next]) {
      const part = monthPart(line);
      sums[part] += Math.abs(line.connects);
      balance = line.balance;
      if (part === 'bought') {
        if (line.cents === null) {
          sums.unpriced += 1;
          sums.paidUnknown += line.connects;
        } else sums.paidCents += line.cents;
      } else if ((feeConnects(line, rules) ?? 0) > 0) {
        if (line.cents === null) sums.withoutFee += 1;
        else sums.feeCents += line.cents;
      }
    }
    months.push({ month, ...sums, balance });
  }
  return months;
}
