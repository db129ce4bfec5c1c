/** `buy`: a bundle at the edition's one price per Connect, a coupon's discount off it, and tax on the rest. */

import { couponUse, purchasePrice } from '../amounts/purchase-price.ts';
import type { Refusal } from '../answers/refusal.ts';
import type { Warning } from '../answers/warning.ts';
import type { CommandOf } from '../command/command.ts';
import { entryBuilder, rulebookOn, type Timeline } from '../past/timeline.ts';
import { isOnSale, issuedOn } from '../rulebook/rulebook.ts';
import { type KnownCoupon, sameCode } from '../state/state.ts';
import type { Day } from '../values/calendar.ts';
import { factsOf } from '../vocabulary/transaction.ts';
import { acceptCommand, type Decision, refuseCommand } from './decision.ts';
import { judgeOutgo } from './guards.ts';

export function decideBuy(command: CommandOf<'buy'>, timeline: Timeline): Decision {
  const { on, bundle, force, taxMilli, note } = command;
  const rulebook = rulebookOn(timeline, timeline.past, on);
  const edition = rulebook.id;
  const warnings: Warning[] = [];
  const onSale = isOnSale(rulebook, bundle);
  if (!onSale && !force)
    return refuseCommand({ code: 'no-such-bundle', edition, given: bundle, sizes: rulebook.bundles.sizes });
  if (!onSale) warnings.push({ code: 'forced', rule: 'no-such-bundle', edition });

  const coupon = command.coupon === null ? null : redeem(command.coupon, on, timeline);
  if (coupon && 'refusal' in coupon) return refuseCommand(coupon.refusal);

  const purchase = purchasePrice({
    bundle,
    priceCents: rulebook.price.cents,
    coupon,
    taxMilli,
    totalCents: command.totalCents ?? null,
  });

  const outgo = { on, connects: 0, counted: false, cents: purchase.totalCents };
  const guards = judgeOutgo(timeline, outgo, { force, edition });
  if ('code' in guards) return refuseCommand(guards);
  warnings.push(...guards);

  const builder = entryBuilder(timeline.next);
  builder.addTransaction({
    ...issuedOn(on, rulebook),
    kind: 'purchase',
    connects: bundle,
    cents: purchase.totalCents,
    note,
    forced: warnings.length > 0,
  });
  if (coupon) builder.addFact(on, { kind: 'coupon-used', code: coupon.code });
  return acceptCommand(builder.entries, { warnings, detail: { of: 'purchase', purchase } });
}

/** The coupon as it can be used on that day, once. */
function redeem(given: string, on: Day, { past, later }: Timeline): KnownCoupon | { readonly refusal: Refusal } {
  const coupon = past.coupons.find((each) => sameCode(each.code, given));
  if (!coupon) {
    const known = past.coupons.filter(unused).map(({ code }) => code);
    const added = factsOf(later, 'coupon').find(({ body }) => sameCode(body.code, given));
    // One that was used up since is not there on this day either, even if it is added anew.
    const usedSince = couponUse({ code: given, usedOn: null }, later);
    if (usedSince) return { refusal: { code: 'coupon-used', given, on: usedSince } };
    const since = added ? { on, addedOn: added.on } : {};
    return { refusal: { code: 'coupon-unknown', given, known, ...since } };
  }
  const usedOn = couponUse(coupon, later);
  if (usedOn) return { refusal: { code: 'coupon-used', given, on: usedOn } };
  if (coupon.expiresOn && on > coupon.expiresOn)
    return { refusal: { code: 'coupon-expired', given, on: coupon.expiresOn } };
  return coupon;
}

const unused = (coupon: KnownCoupon): boolean => coupon.usedOn === null;
