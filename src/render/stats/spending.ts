/** Where Connects went, this month and last, and how much of the budget that is. */

import type { DatedSpending, RecentSpending, SpendingSums } from '../../insight/flow/spending.ts';
import type { MoneyPaid } from '../../insight/money/money-paid.ts';
import type { BudgetUse } from '../../rules/amounts/budget-use.ts';
import { isSpendingUnknown } from '../../rules/state/proposal-sums.ts';
import { SPENDING_PURPOSES, type SpendingPurpose } from '../../rules/vocabulary/kinds.ts';
import type { TextPaint } from '../text/paint.ts';
import { connects, countOf, dollars, number, onlyTexts } from '../text/words.ts';

export const PURPOSE_WORDS: Readonly<Record<SpendingPurpose, string>> = {
  proposals: 'proposals',
  boosts: 'boosts',
  badge: 'badge',
  others: 'others',
};

/** A sum of these days; null: most of what it is made of is unknown. */
export const knownSpending = (sums: SpendingSums, part: SpendingPurpose | 'total'): number | null =>
  part !== 'badge' && part !== 'others' && isSpendingUnknown(sums) ? null : sums[part];

/** As scripts read them. */
export function spendingFields<T extends SpendingSums>(sums: T) {
  const { charged: _, ...shown } = sums;
  return {
    ...shown,
    proposals: knownSpending(sums, 'proposals'),
    boosts: knownSpending(sums, 'boosts'),
    total: knownSpending(sums, 'total'),
  };
}

/** `Budget: 41 of 60 this month`, and where it is not the same as what was spent in the month, why. */
export function budgetWords({ limit, unit, per, spent }: BudgetUse, month: DatedSpending): string {
  const amount = unit === 'cents' ? dollars : number;
  if (unit === 'connects' && per === 'month' && isSpendingUnknown(month))
    return `Budget: not known how much of ${amount(limit)} is used this month (${uncosted(month)})`;
  const over = spent > limit ? `, ${amount(spent - limit)} over` : '';
  const used = `Budget: ${amount(Math.max(0, spent))} of ${amount(limit)} this ${per}${over}`;
  if (unit === 'cents') return used;
  if (spent < 0) return `${used}, and ${amount(-spent)} more came back than went out`;
  return onlyTexts(
    used,
    month.badge + month.others > 0 && 'for proposals and boosts only',
    month.refunded > 0 && 'less what came back',
    month.unknown > 0 &&
      `without ${per === 'month' ? countOf(month.unknown, 'proposal') : 'proposals'} of unknown cost`,
  ).join(', ');
}

export const paintBudget = (budget: BudgetUse, text: string, paint: TextPaint): string =>
  budget.spent > budget.limit ? paint.warn(text) : text;

/** The money of this month; null: none was paid, and none is unknown. */
export function paidLine({ bought, paidCents, unpriced, paidUnknown, feeCents, withoutFee }: MoneyPaid): string | null {
  const known = bought - paidUnknown;
  const parts = onlyTexts(
    known > 0 && `${dollars(paidCents)} for ${connects(known)}`,
    feeCents > 0 && `${dollars(feeCents)} for the membership`,
  );
  const gaps = onlyTexts(
    unpriced > 0 && `the price of ${countOf(unpriced, 'purchase')}`,
    withoutFee > 0 && `the fee of ${countOf(withoutFee, 'cycle')} of Plus`,
  );
  if (parts.length + gaps.length === 0) return null;
  const gap = gaps.length === 0 ? '' : ` Not recorded: ${gaps.join(' and ')}.`;
  return `Paid this month: ${parts.length === 0 ? 'not known' : parts.join(' and ')}.${gap}`;
}

/** Both months in one line; none where nothing was spent. */
export function spendingLine({ thisMonth, lastMonth }: RecentSpending): string | null {
  const months = lastMonth ? [thisMonth, lastMonth] : [thisMonth];
  if (months.every(({ total, refunded, unknown }) => total + refunded + unknown === 0)) return null;
  const used = SPENDING_PURPOSES.filter((purpose) => thisMonth[purpose] !== 0);
  const parts = used.map(
    (purpose) => `${PURPOSE_WORDS[purpose]}${used.length > 1 ? ` ${number(thisMonth[purpose])}` : ''}`,
  );
  const before = lastMonth ? `; last month: ${spentWords(lastMonth, [])}` : '';
  return `Spent this month: ${spentWords(thisMonth, parts)}${before}`;
}

function spentWords(month: DatedSpending, parts: readonly string[]): string {
  const back = month.refunded > 0 ? `, and ${number(month.refunded)} came back` : '';
  if (isSpendingUnknown(month)) return `not known (${uncosted(month)})${back}`;
  const split = parts.length > 0 ? ` (${parts.join(', ')})` : '';
  const gap = month.unknown > 0 ? ` without ${countOf(month.unknown, 'proposal')} of unknown cost` : '';
  return `${number(month.total)}${split}${gap}${back}`;
}

const uncosted = ({ unknown }: SpendingSums): string => `${countOf(unknown, 'proposal')} of unknown cost`;
