/** What was spent this month and last, and the budget in force: read for the screens that show them, and for nothing else. */
import type { ProgramCall } from '../../call.ts';
import { lastMonthStart, monthStart, type RecentSpending, recentSpending } from '../../insight/flow/spending.ts';
import { type MoneyPaid, moneyPaid } from '../../insight/money/money-paid.ts';
import { type BudgetUse, budgetUse } from '../../rules/amounts/budget-use.ts';
import type { StateCore } from '../../rules/state/state.ts';
import { settingOverrides } from '../../settings.ts';
import type { Ledger } from '../../store/ledger.ts';

export async function spendingNow(
  { today }: Pick<ProgramCall, 'today'>,
  ledger: Pick<Ledger, 'flows'>,
  { opened }: Pick<StateCore, 'opened'>,
): Promise<RecentSpending> {
  return recentSpending(await ledger.flows({ since: lastMonthStart(today), until: today }), opened, today);
}

/** The money that was paid this month. */
export async function paidNow(
  { today }: Pick<ProgramCall, 'today'>,
  ledger: Pick<Ledger, 'flows' | 'rulebooks'>,
  { plans }: Pick<StateCore, 'plans'>,
): Promise<MoneyPaid> {
  const { flows } = await ledger.flows({ since: monthStart(today), until: today });
  return moneyPaid(flows, { plans, rulebooks: await ledger.rulebooks() });
}

/** The state has it, so this reads nothing. */
export const budgetInForce = (call: ProgramCall, state: StateCore): BudgetUse | null =>
  budgetUse(state, settingsInForce(call, state), call.today);

/** Settings of the ledger, with those that variables override for this call. */
export const settingsInForce = ({ env }: ProgramCall, { settings }: StateCore) => ({
  ...settings,
  ...settingOverrides(env.vars),
});
