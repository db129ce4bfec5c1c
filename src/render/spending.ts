/** Where Connects went, this month and last, and how much of the budget that is. */
import type { RecentSpending } from '../insight/spending.ts';
import type { BudgetUse } from '../rules/budget-use.ts';
import { SPENDING_PURPOSES, type SpendingPurpose } from '../rules/vocabulary/kinds.ts';
import type { TextPaint } from './paint.ts';
import { dollars, number } from './words.ts';

export const PURPOSE_WORDS: Readonly<Record<SpendingPurpose, string>> = {
  proposals: 'proposals',
  boosts: 'boosts',
  badge: 'badge',
  others: 'others',
};

/** `Budget: 41 of 60 this month` */
function budgetWords({ limit, unit, per, spent }: BudgetUse): string {
  const amount = unit === 'cents' ? dollars : number;
  const over = spent > limit ? `, ${amount(spent - limit)} over` : '';
  return `Budget: ${amount(spent)} of ${amount(limit)} this ${per}${over}`;
}

export const budgetLine = (budget: BudgetUse, paint: TextPaint): string =>
  (budget.spent > budget.limit ? paint.warn : (text: string) => text)(budgetWords(budget));

/** Both months in one line; none where nothing was spent. */
export function spendingLine({ thisMonth, lastMonth }: RecentSpending): string | null {
  const refunded = thisMonth.refunded + (lastMonth?.refunded ?? 0);
  if (thisMonth.total === 0 && (lastMonth?.total ?? 0) === 0 && refunded === 0) return null;
  const used = SPENDING_PURPOSES.filter((purpose) => thisMonth[purpose] !== 0);
  const parts = used.map(
    (purpose) => `${PURPOSE_WORDS[purpose]}${used.length > 1 ? ` ${number(thisMonth[purpose])}` : ''}`,
  );
  const split = parts.length > 0 ? ` (${parts.join(', ')})` : '';
  const before = lastMonth ? `; last month: ${number(lastMonth.total)}` : '';
  return `Spent this month${refunded > 0 ? ', less refunds' : ''}: ${number(thisMonth.total)}${split}${before}`;
}
