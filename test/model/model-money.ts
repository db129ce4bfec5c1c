/** The contract of `buy`, `coupon add`, `earn`, `spend` and `reconcile`. */
import { type ModelAccount, ModelRefusal, refuseIf } from './account.ts';
import type { ModelCommandOf } from './commands.ts';
import { type ModelDay, oneYearAfter } from './days.ts';
import { BADGE_REWARD, BUNDLES, CENTS_EACH } from './editions.ts';
import { overridesBudget, overridesReserve } from './model-settings.ts';

/** To the cent, half up. */
const percentOf = (cents: number, percent: number): number => Math.floor((cents * percent + 50) / 100);

export function modelBuy(account: ModelAccount, command: ModelCommandOf<'buy'>, on: ModelDay): void {
  const { bundle, tax = 0, force = false } = command;
  const isOdd = !BUNDLES.includes(bundle) && !account.edition(on).custom;
  refuseIf(isOdd && !force, 'no-such-bundle');
  const list = bundle * CENTS_EACH;
  const discount = command.coupon === undefined ? 0 : discountOf(account, command.coupon, list, on);
  const price = list - discount;
  const cents = price + percentOf(price, tax);
  const isOver = overridesBudget(account, { connects: 0, cents }, on, force);
  account.begin('buy');
  account.post(on, 'purchase', bundle, { expiresOn: oneYearAfter(on), cents, forced: isOdd || isOver });
  if (command.coupon !== undefined) account.note(on, { is: 'coupon-used', code: command.coupon });
}

function discountOf(account: ModelAccount, code: string, list: number, on: ModelDay): number {
  const coupon = account.factsOf('coupon', on).find((each) => each.code === code);
  if (!coupon) throw new ModelRefusal('coupon-unknown');
  const isUsed = coupon.connects !== null || account.usedCoupons().includes(code);
  refuseIf(isUsed, 'coupon-used');
  refuseIf(coupon.expires !== null && on > coupon.expires, 'coupon-expired');
  return coupon.off === null ? percentOf(list, coupon.percent ?? 0) : Math.min(list, coupon.off);
}

export function modelCoupon(account: ModelAccount, command: ModelCommandOf<'coupon add'>, on: ModelDay): void {
  const { code, percent = null, connects = null, expires = null } = command;
  refuseIf(expires !== null && on > expires, 'coupon-expired');
  refuseIf(
    account.factsOf('coupon').some((each) => each.code === code),
    'already-claimed',
  );
  account.begin('coupon add');
  const off = command.off === undefined ? null : command.off * 100;
  account.note(on, { is: 'coupon', code, percent, off, connects, expires });
  if (connects !== null) account.post(on, 'promotion', connects, { expiresOn: oneYearAfter(on) });
}

const ONCE = ['signup', 'readiness-test', 'certification', 'badge'];

export function modelEarn(account: ModelAccount, command: ModelCommandOf<'earn'>, on: ModelDay): void {
  const { source, title, force = false } = command;
  if (source === 'ad-credits') {
    refuseIf(!account.edition(on).adCredits && !force, 'no-ad-credits');
    account.begin('earn');
    account.note(on, { is: 'credits', credits: command.amount ?? 0, expires: command.expires ?? '' });
    return;
  }
  const { signup, readiness, badges } = account.edition(on);
  const published =
    source === 'signup'
      ? signup
      : source === 'readiness-test'
        ? readiness
        : source === 'badge' && badges.includes(title ?? '')
          ? BADGE_REWARD
          : null;
  refuseIf((source === 'certification' || source === 'badge') && title === undefined, 'usage');
  const name = ONCE.includes(source) ? [source, ...(title ? [title] : [])].join(' ') : null;
  const isClaimed = name !== null && account.liveRows().some((row) => row.name === name);
  refuseIf(isClaimed && !force, 'already-claimed');
  const connects = command.amount ?? published;
  if (!connects) throw new ModelRefusal('amount-required');
  account.begin('earn');
  account.post(on, source, connects, { expiresOn: oneYearAfter(on), name, forced: isClaimed });
}

export function modelSpend(account: ModelAccount, command: ModelCommandOf<'spend'>, on: ModelDay): void {
  const { source, amount, force = false } = command;
  refuseIf(amount > account.balance(on), 'insufficient-connects');
  const after = account.copied();
  after.begin('spend');
  after.post(on, source, -amount);
  after.refuseShortage();
  const forced = overridesReserve(account, amount, on, force);
  account.begin('spend');
  account.post(on, source, -amount, { forced });
}

/** Returns whether it agrees, as told by the exit code. */
export function modelReconcile(
  account: ModelAccount,
  { connects, adjust = false }: ModelCommandOf<'reconcile'>,
  on: ModelDay,
): boolean {
  const drift = connects - account.balance(on);
  // Where they differ, nothing is recorded unless the difference is.
  if (drift !== 0 && !adjust) return false;
  account.begin('reconcile');
  account.note(on, { is: 'agreed' });
  if (drift === 0) return true;
  account.post(on, 'adjustment', drift, { expiresOn: drift > 0 ? oneYearAfter(on) : null });
  account.refuseShortage();
  return true;
}
