/** The money that was paid in some days: for purchases and for the membership, and what of it nobody recorded. */
import { feeConnects, type MembershipRules } from '../../rules/amounts/membership-fee.ts';
import type { DayFlow } from '../../rules/past/day-flows.ts';
import { monthPart } from '../../rules/vocabulary/kinds.ts';

/** Money in US cents. */
export interface MoneyPaid {
  /** Connects. */
  readonly bought: number;
  /** For purchases. */
  readonly paidCents: number;
  /** Purchases without a recorded price. */
  readonly unpriced: number;
  /** The Connects of these. */
  readonly paidUnknown: number;
  /** For the membership, and its cycles without a recorded fee. */
  readonly feeCents: number;
  readonly withoutFee: number;
}

export const NOTHING_PAID: MoneyPaid = {
  bought: 0,
  paidCents: 0,
  unpriced: 0,
  paidUnknown: 0,
  feeCents: 0,
  withoutFee: 0,
};

/** `transactions`: how many it adds up; one unless given. */
type Moved = Pick<DayFlow, 'kind' | 'on' | 'connects' | 'cents' | 'edition'> & Partial<Pick<DayFlow, 'transactions'>>;

/** Adds what a transaction cost, or several together. */
export function addPaid(
  sums: { -readonly [name in keyof MoneyPaid]: MoneyPaid[name] },
  moved: Moved,
  rules: MembershipRules,
): void {
  const { connects, cents, transactions = 1 } = moved;
  if (monthPart(moved) === 'bought') {
    sums.bought += connects;
    if (cents === null) {
      sums.unpriced += transactions;
      sums.paidUnknown += connects;
    } else sums.paidCents += cents;
  } else if ((feeConnects(moved, rules) ?? 0) > 0) {
    if (cents === null) sums.withoutFee += transactions;
    else sums.feeCents += cents;
  }
}

export function moneyPaid(moved: Iterable<Moved>, rules: MembershipRules): MoneyPaid {
  const sums = { ...NOTHING_PAID };
  for (const each of moved) addPaid(sums, each, rules);
  return sums;
}
