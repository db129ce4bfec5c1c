/** `buy`: a bundle at the edition's one price per Connect, a coupon's discount off it, and tax on the rest. */
import { monthsLater } from '../calendar.ts';
import type { CommandOf } from '../command.ts';
import { share } from '../money.ts';
import type { Refusal } from '../refusal.ts';
import { type Coupon, sameCode } from '../state.ts';
import { journal, rulebookOn, type Timeline } from '../timeline.ts';
import type { CouponOffer } from '../transaction.ts';
import type { Warning } from '../warning.ts';
import { type Decision, type Purchase, record, refuse } from './decision.ts';
import { broken } from './guards.ts';

/** Thousandths of a percent in a whole. */
const WHOLE = 100_000;

export function decideBuy(command: CommandOf<'buy'>, timeline: Timeline): Decision {
  const { on, bundle, force, taxMilli, note } = command;
  const rulebook = rulebookOn(timeline, timeline.past, on);
  const edition = rulebook.id;
  const { sizes, custom } = rulebook.bundles;
  const warnings: Warning[] = [];
  const onSale = custom || sizes.includes(bundle);
  if (!onSale && !force) return refuse({ code: 'no-such-bundle', edition, given: bundle, sizes });
  if (!onSale) warnings.push({ code: 'forced', rule: 'no-such-bundle', edition });

  const coupon = command.coupon === null ? null : redeem(command.coupon, on, timeline);
  if (coupon && 'refusal' in coupon) return refuse(coupon.refusal);

  const purchase = priced({ bundle, priceCents: rulebook.price.cents, coupon, taxMilli });

  for (const guarded of broken(timeline, { on, connects: 0, counted: false, cents: purchase.totalCents })) {
    if (!force) return refuse(guarded);
    warnings.push({ code: 'forced', rule: guarded.code, edition });
  }

  const book = journal(timeline.next);
  book.post({
    on,
    kind: 'purchase',
    label: 'Added extra Connects',
    connects: bundle,
    expiresOn: monthsLater(on, rulebook.expiry.months),
    cents: purchase.totalCents,
    note,
    edition,
    forced: warnings.length > 0,
  });
  if (coupon) book.note(on, { kind: 'coupon-used', code: coupon.code });
  return record(book.entries, { warnings, detail: { of: 'purchase', purchase } });
}

/** What a bundle comes to: the discount off the list price, and tax on the rest. */
export function priced(of: {
  readonly bundle: number;
  readonly priceCents: number;
  readonly coupon: Pick<Coupon, 'code' | 'offer'> | null;
  readonly taxMilli: number;
}): Purchase {
  const { bundle, coupon } = of;
  const listCents = bundle * of.priceCents;
  const discountCents = coupon ? discount(coupon.offer, listCents) : 0;
  const taxCents = share(listCents - discountCents, of.taxMilli, WHOLE);
  const totalCents = listCents - discountCents + taxCents;
  return { bundle, listCents, discountCents, taxCents, totalCents, coupon: coupon?.code ?? null };
}

function discount(offer: CouponOffer, listCents: number): number {
  switch (offer.kind) {
    case 'percent':
      return share(listCents, offer.percent, 100);
    case 'off':
      return Math.min(offer.cents, listCents);
    case 'connects':
      return 0;
    default:
      return offer satisfies never;
  }
}

/** The coupon as it can be used on that day, once. */
function redeem(given: string, on: string, { past, later }: Timeline): Coupon | { readonly refusal: Refusal } {
  const coupon = past.coupons.find((each) => sameCode(each.code, given));
  if (!coupon)
    return { refusal: { code: 'coupon-unknown', given, known: past.coupons.filter(unused).map(({ code }) => code) } };
  const laterUse = later.find(
    (entry) => entry.type === 'fact' && entry.body.kind === 'coupon-used' && sameCode(entry.body.code, coupon.code),
  );
  const usedOn = coupon.usedOn ?? laterUse?.on;
  if (usedOn) return { refusal: { code: 'coupon-used', given, on: usedOn } };
  if (coupon.expiresOn && on > coupon.expiresOn)
    return { refusal: { code: 'coupon-expired', given, on: coupon.expiresOn } };
  return coupon;
}

const unused = (coupon: Coupon): boolean => coupon.usedOn === null;
