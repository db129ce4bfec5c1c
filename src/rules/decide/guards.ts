/** What limits spending: the balance, and the reserve and the budget that users set themselves. */
import { spentOfBudget } from '../amounts/budget-use.ts';
import type { Refusal } from '../answers/refusal.ts';
import type { Warning } from '../answers/warning.ts';
import { budgetOf, outgoOf, periodOf, reserveOf, type SettingKey, type SettingValues } from '../command/settings.ts';
import type { Timeline } from '../past/timeline.ts';
import { balanceOn } from '../state/state.ts';
import type { Day } from '../values/calendar.ts';
import { transactionsOf } from '../vocabulary/transaction.ts';
import { shortageOf } from './shortage.ts';

/** What is about to be spent or paid on a day. */
interface Outgo {
  readonly on: Day;
  readonly connects: number;
  /** Whether a budget of Connects counts it: it counts only proposals and boosts. */
  readonly counted: boolean;
  /** Money paid, in US cents. */
  readonly cents: number;
}

interface Override {
  readonly force: boolean;
  readonly edition: string;
}

const settingsOf = ({ past, overrides }: Timeline): SettingValues => ({ ...past.settings, ...overrides });

const whoseIs = ({ overrides }: Timeline, key: SettingKey): { readonly overridden?: true } =>
  overrides?.[key] === undefined ? {} : { overridden: true };

/** Nothing makes up for a shortage. A guard refuses by the settings of its day; with `force`, each one only warns. */
export function judgeOutgo(
  timeline: Timeline,
  outgo: Outgo,
  { force, edition }: Override,
): Refusal | readonly Warning[] {
  const shortage = shortageOf(timeline, outgo.on, outgo.connects);
  if (shortage) return shortage;
  const violated = [belowReserve(timeline, outgo), overBudget(timeline, outgo)].filter((guard) => guard !== null);
  if (violated[0] && !force) return violated[0];
  return violated.map(({ code }) => ({ code: 'forced', rule: code, edition }));
}

function belowReserve(timeline: Timeline, { on, connects }: Outgo): Refusal | null {
  const reserve = reserveOf(settingsOf(timeline));
  const balance = balanceOn(timeline.past, on);
  if (connects === 0 || balance - connects >= reserve) return null;
  return { code: 'below-reserve', on, needed: connects, balance, reserve, ...whoseIs(timeline, 'reserve') };
}

function overBudget(timeline: Timeline, outgo: Outgo): Refusal | null {
  const budget = budgetOf(settingsOf(timeline));
  if (!budget) return null;
  const needed = budget.unit === 'cents' ? outgo.cents : outgo.counted ? outgo.connects : 0;
  const { from, next } = periodOf(outgo.on, budget.per);
  const spent = spentOfBudget(timeline.past, budget, outgo.on) + spentLater(timeline, next, budget.unit);
  if (needed === 0 || spent + needed <= budget.limit) return null;
  return { code: 'over-budget', on: outgo.on, budget, from, spent, needed, ...whoseIs(timeline, 'budget') };
}

/** What is recorded for later days of the same week or month. */
const spentLater = ({ later }: Timeline, next: Day, unit: 'connects' | 'cents'): number =>
  transactionsOf(later)
    .filter(({ on }) => on < next)
    .reduce((sum, transaction) => sum + (outgoOf(transaction)?.[unit] ?? 0), 0);
