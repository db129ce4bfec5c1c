/** The contract of `config`, and what its settings change. */
import { type ModelAccount, refuseIf } from './account.ts';
import { daysAfter, type ModelDay } from './days.ts';

/** Without a change, nothing is recorded. */
export function modelSetting(account: ModelAccount, key: string, value: string | null, on: ModelDay): void {
  if (account.setting(key, on) === value) return;
  account.begin('config');
  account.note(on, { is: 'setting', key, value });
}

/** What is to stay untouched stays so, unless it is forced. Returns whether it was. */
export function overridesReserve(account: ModelAccount, connects: number, on: ModelDay, force: boolean): boolean {
  const reserve = Number(account.setting('reserve', on) ?? 0);
  const isBelow = connects > 0 && account.balance(on) - connects < reserve;
  refuseIf(isBelow && !force, 'below-reserve');
  return isBelow;
}

interface Paid {
  readonly connects: number;
  readonly cents: number;
}

/** What a budget allows for a week, from Monday on, or a month: of Connects for proposals, or of money for purchases. Returns whether it was forced. */
export function overridesBudget(account: ModelAccount, paid: Paid, on: ModelDay, force: boolean): boolean {
  const [, dollars, limit, per] = /^(\$?)(\d+)\/(week|month)$/.exec(account.setting('budget', on) ?? '') ?? [];
  if (limit === undefined) return false;
  const most = dollars === '$' ? Number(limit) * 100 : Number(limit);
  const needed = dollars === '$' ? paid.cents : paid.connects;
  const spent = account
    .liveRows()
    .filter((row) => (per === 'week' ? mondayOf(row.on) === mondayOf(on) : row.on.slice(0, 7) === on.slice(0, 7)))
    .reduce(
      (sum, { kind, connects, cents }) => sum + (dollars === '$' ? bought(kind, cents) : sent(kind, connects)),
      0,
    );
  const isOver = needed > 0 && spent + needed > most;
  refuseIf(isOver && !force, 'over-budget');
  return isOver;
}

const bought = (kind: string, cents: number | null): number => (kind === 'purchase' ? (cents ?? 0) : 0);
const sent = (kind: string, connects: number): number =>
  ['proposal', 'boost', 'refund', 'boost-refund'].includes(kind) ? -connects : 0;

const mondayOf = (day: ModelDay): ModelDay => daysAfter(day, -((new Date(day).getUTCDay() + 6) % 7));

/** What each cycle brings to this account, as it is set on the day of the renewal; null: what the rulebook says. */
export function monthlyConnects(account: ModelAccount, on: ModelDay): number | null {
  const value = account.setting('monthly', on);
  return value === null ? null : value === 'none' ? 0 : Number(value);
}

/** The days from which cycles are counted; the last one with the day of the month that was set. */
export function billedAnchors(account: ModelAccount, anchors: readonly ModelDay[], on: ModelDay): readonly ModelDay[] {
  const billingDay = account.setting('billing-day', on);
  let last = anchors.at(-1) as ModelDay;
  if (billingDay === null) return anchors;
  while (Number(last.slice(8)) !== Number(billingDay)) last = daysAfter(last, 1);
  return [...anchors.slice(0, -1), last];
}
