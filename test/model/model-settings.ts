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
