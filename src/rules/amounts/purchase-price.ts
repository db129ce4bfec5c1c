/** The price of a purchase, and the coupons that may lower it. */

import { type KnownCoupon, sameCode } from '../state/state.ts';
import type { Day } from '../values/calendar.ts';
import { centsShare } from '../values/cents-share.ts';
import { type CouponOffer, type Entry, factsOf } from '../vocabulary/transaction.ts';
import { withoutFreed } from '../vocabulary/voided.ts';

/** A purchase's arithmetic, in US cents. */
export interface PurchasePrice {
  readonly bundle: number;
  readonly listCents: number;
  readonly discountCents: number;
  readonly taxCents: number;
  readonly totalCents: number;
  readonly coupon: string | null;
}

/** Thousandths of a percent in a whole. */
const WHOLE = 100_000;

/** The price of a bundle: the list price less the discount, and tax on the rest. */
export function purchasePrice(of: {
  readonly bundle: number;
  readonly priceCents: number;
  readonly coupon: Pick<KnownCoupon, 'code' | 'offer'> | null;
  readonly taxMilli: number;
  /** What was really paid in all, if the user typed it. */
  readonly totalCents?: number | null;
}): PurchasePrice {
  const { bundle, coupon, totalCents: paid = null } = of;
  const listCents = bundle * of.priceCents;
  const discountCents = coupon ? discount(coupon.offer, listCents) : 0;
  const taxCents = centsShare(listCents - discountCents, of.taxMilli, WHOLE);
  const totalCents = listCents - discountCents + taxCents;
  if (paid !== null) {
    // A higher total than the list price had more tax, and a lower one a discount that nobody typed.
    const more = Math.max(0, paid - totalCents);
    const less = Math.max(0, totalCents - paid);
    return {
      ...{ bundle, listCents, discountCents: discountCents + less, taxCents: taxCents + more, totalCents: paid },
      coupon: coupon?.code ?? null,
    };
  }
  return { bundle, listCents, discountCents, taxCents, totalCents, coupon: coupon?.code ?? null };
}

function discount(offer: CouponOffer, listCents: number): number {
  switch (offer.kind) {
    case 'percent':
      return centsShare(listCents, offer.percent, 100);
    case 'off':
      return Math.min(offer.cents, listCents);
    case 'connects':
      return 0;
  }
}

/** The day a coupon was used, before the command's place or after it. */
export const couponUse = (
  { code, usedOn }: Pick<KnownCoupon, 'code' | 'usedOn'>,
  later: readonly Entry[],
): Day | null =>
  usedOn ?? factsOf(withoutFreed(later), 'coupon-used').find(({ body }) => sameCode(body.code, code))?.on ?? null;

/** Coupons that take money off a purchase on that day. */
export const couponsInHand = (
  coupons: readonly KnownCoupon[],
  day: Day,
  later: readonly Entry[] = [],
): readonly KnownCoupon[] =>
  coupons.filter(
    (coupon) =>
      couponUse(coupon, later) === null &&
      (coupon.expiresOn === null || coupon.expiresOn >= day) &&
      coupon.offer.kind !== 'connects',
  );
