/** The guards that users set themselves: a reserve that spending leaves untouched, and a budget for a week or a month. */
import type { Day } from '../calendar.ts';
import type { Refusal } from '../refusal.ts';
import { budgetOf, outgoOf, periodOf, reserveOf, type SettingValues } from '../settings.ts';
import { balanceOn } from '../state.ts';
import type { Timeline } from '../timeline.ts';
import type { Warning } from '../warning.ts';

/** What is about to go out on a day. Only Connects for proposals and boosts count against a budget of Connects. */
interface Outgo {
  readonly on: Day;
  readonly connects: number;
  readonly counted: boolean;
  /** Money paid, in US cents. */
  readonly cents: number;
}

interface Override {
  readonly force: boolean;
  readonly edition: string;
}

type Guarded = Extract<Refusal, { code: 'below-reserve' | 'over-budget' }>;

const settingsOf = ({ past, overrides }: Timeline): SettingValues => ({ ...past.settings, ...overrides });

/** The first guard this would break, judged by the settings of its day; with `force`, a warning of each of them. */
export function violatedGuards(
  timeline: Timeline,
  outgo: Outgo,
  { force, edition }: Override,
): Guarded | readonly Warning[] {
  const broken = [belowReserve(timeline, outgo) ?? [], overBudget(timeline, outgo) ?? []].flat();
  const [first] = broken;
  if (first && !force) return first;
  return broken.map(({ code }) => ({ code: 'forced', rule: code, edition }));
}

function belowReserve(timeline: Timeline, { on, connects }: Outgo): Guarded | null {
  const reserve = reserveOf(settingsOf(timeline));
  const balance = balanceOn(timeline.past, on);
  if (connects === 0 || balance - connects >= reserve) return null;
  return { code: 'below-reserve', on, needed: connects, balance, reserve };
}

function overBudget(timeline: Timeline, outgo: Outgo): Guarded | null {
  const budget = budgetOf(settingsOf(timeline));
  if (!budget) return null;
  const needed = budget.unit === 'cents' ? outgo.cents : outgo.counted ? outgo.connects : 0;
  const { from, next } = periodOf(outgo.on, budget.per);
  const tally = timeline.past.outgo[budget.per];
  const before = tally.from === from ? tally[budget.unit] : 0;
  const spent = before + goneLater(timeline, next, budget.unit);
  if (needed === 0 || spent + needed <= budget.limit) return null;
  return { code: 'over-budget', on: outgo.on, budget, from, spent, needed };
}

/** What is recorded for later days of the same week or month. */
function goneLater({ later }: Timeline, next: Day, unit: 'connects' | 'cents'): number {
  let sum = 0;
  for (const entry of later) {
    if (entry.on >= next) break;
    if (entry.type === 'transaction') sum += outgoOf(entry)?.[unit] ?? 0;
  }
  return sum;
}
