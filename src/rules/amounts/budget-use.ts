/** How much of the user's own budget is used, as the guard of spending and every screen count it. */

import { budgetOf, periodOf, type SettingValues, type SpendingBudget } from '../command/settings.ts';
import type { StateCore } from '../state/state.ts';
import type { Day } from '../values/calendar.ts';

export interface BudgetUse extends SpendingBudget {
  /** The first day of its week or month. */
  readonly from: Day;
  /** In its unit, less the refunds of that time: it may be below zero. */
  readonly spent: number;
}

type Outgo = Pick<StateCore, 'outgo'>;

/** The part of a budget that is used up to a day, which is not before the state's own. */
export function spentOfBudget({ outgo }: Outgo, { per, unit }: SpendingBudget, on: Day): number {
  const tally = outgo[per];
  return tally.from === periodOf(on, per).from ? tally[unit] : 0;
}

/** Null: there is no budget. `settings` are those in force. */
export function budgetUse(state: Outgo, settings: SettingValues, on: Day): BudgetUse | null {
  const budget = budgetOf(settings);
  return budget && { ...budget, from: periodOf(on, budget.per).from, spent: spentOfBudget(state, budget, on) };
}
