/** The balance for a person: what is left, what goes next, and whether it is known to be right. */
import type { RecentSpending } from '../insight/flow/spending.ts';
import type { BudgetUse } from '../rules/amounts/budget-use.ts';
import type { CreditBalance } from '../rules/state/ad-credits.ts';
import type { Day } from '../rules/values/calendar.ts';
import { budgetWords, paintBudget, spendingLine } from './stats/spending.ts';
import type { TextPaint } from './text/paint.ts';
import { connects, dollars, fromToday, number } from './text/words.ts';

export interface BalanceView {
  readonly left: number;
  /** Connects that the user wants to keep; 0: none. */
  readonly reserve: number;
  readonly priceCents: number;
  readonly expiring: { readonly connects: number; readonly on: Day } | null;
  readonly reconciled: { readonly connects: number; readonly on: Day } | null;
  readonly today: Day;
  /** Cycles that began and are not posted. */
  readonly due: readonly Day[];
  readonly spending: RecentSpending;
  /** Null: the user has set none. */
  readonly budget: BudgetUse | null;
  /** Null: there are none. */
  readonly adCredits: CreditBalance | null;
}

export function balanceLines(
  { left, reserve, priceCents, expiring, reconciled, today, due, spending, budget, adCredits }: BalanceView,
  paint: TextPaint,
): readonly string[] {
  const lines = [`${paint.bold(connects(left))}, worth ${dollars(left * priceCents)}`];
  if (expiring)
    lines.push(`Next to expire: ${number(expiring.connects)} on ${expiring.on}, ${fromToday(expiring.on, today)}`);
  if (adCredits)
    lines.push(
      `Ad credits, for boosts only: ${number(adCredits.left)}, the next expire on ${adCredits.expiresOn}, ${fromToday(adCredits.expiresOn, today)}`,
    );
  const spent = spendingLine(spending);
  if (spent) lines.push(spent);
  if (reserve > 0) lines.push(reserveLine(left - reserve, reserve));
  if (budget) lines.push(paintBudget(budget, budgetWords(budget, spending.thisMonth), paint));
  lines.push(
    reconciled
      ? `Agreed with Upwork's balance of ${fromToday(reconciled.on, today)}`
      : 'Not compared with Upwork since the ledger was opened. To compare: connects reconcile N, where N is the number Upwork shows',
  );
  const [first] = due;
  if (first) {
    const what =
      due.length === 1
        ? `A billing cycle has been due since ${first}`
        : `${due.length} billing cycles are due, the first since ${first}`;
    lines.push(paint.warn(`${what}: connects renew`));
  }
  return lines;
}

function reserveLine(above: number, reserve: number): string {
  const what =
    above < 0
      ? `${number(-above)} more than you have`
      : above === 0
        ? 'all that you have'
        : `so ${number(above)} can be spent`;
  return `Reserve: ${number(reserve)}, ${what}`;
}
