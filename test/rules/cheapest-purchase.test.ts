/** The cheapest purchases against all purchases there are. */
import { expect, test } from 'vitest';
import { cheapestPurchase } from '../../src/rules/cheapest-purchase.ts';
import { edition } from '../../src/rules/editions.ts';
import { couponsInHand, purchasePrice } from '../../src/rules/purchase-price.ts';
import type { Rulebook } from '../../src/rules/rulebook.ts';
import type { KnownCoupon } from '../../src/rules/state.ts';
import type { CouponOffer } from '../../src/rules/transaction.ts';
import { day } from './given.ts';

const bundles = edition('2020-12') as Rulebook;
const custom = edition('2026') as Rulebook;

const coupons = (...offers: readonly CouponOffer[]): readonly KnownCoupon[] =>
  offers.map((offer, i) => ({ code: `C${i}`, offer, expiresOn: null, usedOn: null }));
const percent = (value: number): CouponOffer => ({ kind: 'percent', percent: value });
const off = (cents: number): CouponOffer => ({ kind: 'off', cents });

/** The least money for at least so many, by trying every choice of up to so many purchases. */
function leastByTrying(rulebook: Rulebook, held: readonly KnownCoupon[], wanted: number, most: number): number {
  const sizes = rulebook.bundles.custom ? Array.from({ length: wanted }, (_, i) => i + 1) : rulebook.bundles.sizes;
  let least = Number.POSITIVE_INFINITY;
  const go = (rest: number, used: number, cents: number, purchases: number): void => {
    if (cents >= least) return;
    if (rest <= 0) {
      least = cents;
      return;
    }
    if (purchases === most) return;
    for (const bundle of sizes) {
      for (let i = -1; i < held.length; i += 1) {
        if (i >= 0 && used & (1 << i)) continue;
        const { totalCents } = purchasePrice({
          bundle,
          priceCents: rulebook.price.cents,
          coupon: held[i] ?? null,
          taxMilli: 0,
        });
        go(rest - bundle, i >= 0 ? used | (1 << i) : used, cents + totalCents, purchases + 1);
      }
    }
  };
  go(wanted, 0, 0, 0);
  return least;
}

test.each([1, 10, 11, 70, 95, 160, 230])('%d Connects of bundles cost as little as they can', (wanted) => {
  for (const held of [[], [percent(20)], [off(500)], [percent(20), off(500)], [percent(50), percent(10), off(100)]]) {
    const cover = cheapestPurchase(bundles, coupons(...held), wanted);
    expect(cover?.cents).toBe(leastByTrying(bundles, coupons(...held), wanted, 5));
    expect(cover?.connects).toBeGreaterThanOrEqual(wanted);
    expect(cover?.items.every(({ bundle }) => bundles.bundles.sizes.includes(bundle))).toBe(true);
  }
});

test.each([1, 7, 34, 50])('%d Connects of any size cost as little as they can', (wanted) => {
  for (const held of [[], [percent(20)], [off(200)], [percent(20), off(200)], [off(100), off(90)]]) {
    const { cents } = cheapestPurchase(custom, coupons(...held), wanted) ?? {};
    expect(cents).toBe(leastByTrying(custom, coupons(...held), wanted, 3));
  }
});

test('each coupon is used once at most', () => {
  const cover = cheapestPurchase(bundles, coupons(percent(50), off(300)), 500);
  const used = cover?.items.flatMap(({ coupon }) => coupon ?? []) ?? [];
  expect(used.toSorted()).toEqual(['C0', 'C1']);
});

test('a great many are bought in the largest bundles', () => {
  const cover = cheapestPurchase(bundles, coupons(percent(20)), 100_003);
  expect(cover?.connects).toBe(100_010);
  expect(cover?.cents).toBe(100_010 * 15 - 240);
  expect(cover?.items.length).toBeLessThan(6);
});

test('nothing wanted is nothing bought, and nothing on sale covers nothing', () => {
  expect(cheapestPurchase(bundles, [], 0)).toEqual({ connects: 0, cents: 0, items: [] });
  const closed = { ...bundles, bundles: { ...bundles.bundles, sizes: [], custom: false } };
  expect(cheapestPurchase(closed, [], 10)).toBeNull();
});

test('coupons in hand are those not used, not over, and off a price', () => {
  const [a, b, c, d] = coupons(percent(20), off(500), { kind: 'connects', connects: 10 }, percent(10)) as [
    KnownCoupon,
    KnownCoupon,
    KnownCoupon,
    KnownCoupon,
  ];
  const today = day('2021-02-01');
  const held = [{ ...a, usedOn: today }, { ...b, expiresOn: today }, c, { ...d, expiresOn: day('2021-01-31') }];
  expect(couponsInHand(held, today).map(({ code }) => code)).toEqual(['C1']);
});
