/** Compares the cheapest purchase with every possible purchase. */
import { expect, test } from 'vitest';
import { cheapestPurchase } from '../../src/rules/amounts/cheapest-purchase.ts';
import { couponsInHand, purchasePrice } from '../../src/rules/amounts/purchase-price.ts';
import { edition } from '../../src/rules/rulebook/editions.ts';
import type { Rulebook } from '../../src/rules/rulebook/rulebook.ts';
import type { KnownCoupon } from '../../src/rules/state/state.ts';
import type { CouponOffer } from '../../src/rules/vocabulary/transaction.ts';
import { day } from './given.ts';

const bundles = edition('2020-12') as Rulebook;
const custom = edition('2026') as Rulebook;

const coupons = (...offers: readonly CouponOffer[]): readonly KnownCoupon[] =>
  offers.map((offer, i) => ({ code: `C${i}`, offer, expiresOn: null, usedOn: null }));
const percent = (value: number): CouponOffer => ({ kind: 'percent', percent: value });
const off = (cents: number): CouponOffer => ({ kind: 'off', cents });

/** The lowest price for at least so many Connects, found by trying every combination of a limited number of purchases. */
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

test.each([1, 10, 11, 70, 95, 160, 230])('%d Connects of bundles cost as little as possible', (wanted) => {
  for (const held of [[], [percent(20)], [off(500)], [percent(20), off(500)], [percent(50), percent(10), off(100)]]) {
    const cover = cheapestPurchase(bundles, coupons(...held), wanted);
    expect(cover?.cents).toBe(leastByTrying(bundles, coupons(...held), wanted, 5));
    expect(cover?.connects).toBeGreaterThanOrEqual(wanted);
    expect(cover?.items.every(({ bundle }) => bundles.bundles.sizes.includes(bundle))).toBe(true);
  }
});

test.each([1, 7, 34, 50])('%d Connects cost as little as possible when any amount is on sale', (wanted) => {
  for (const held of [[], [percent(20)], [off(200)], [percent(20), off(200)], [off(100), off(90)]]) {
    const { cents } = cheapestPurchase(custom, coupons(...held), wanted) ?? {};
    expect(cents).toBe(leastByTrying(custom, coupons(...held), wanted, 3));
  }
});

test('the cheapest purchase uses each coupon at most once', () => {
  const cover = cheapestPurchase(bundles, coupons(percent(50), off(300)), 500);
  const used = cover?.items.flatMap(({ coupon }) => coupon ?? []) ?? [];
  expect(used.toSorted()).toEqual(['C0', 'C1']);
});

test('the cheapest purchase of very many Connects takes the largest bundles', () => {
  const cover = cheapestPurchase(bundles, coupons(percent(20)), 100_003);
  expect(cover?.connects).toBe(100_010);
  expect(cover?.cents).toBe(100_010 * 15 - 240);
  expect(cover?.items.length).toBeLessThan(6);
});

test('a purchase of no Connects is empty, and an edition without bundles offers no purchase', () => {
  expect(cheapestPurchase(bundles, [], 0)).toEqual({ connects: 0, cents: 0, items: [] });
  const closed = { ...bundles, bundles: { ...bundles.bundles, sizes: [], custom: false } };
  expect(cheapestPurchase(closed, [], 10)).toBeNull();
});

test('the usable coupons are the unused, unexpired coupons that lower a price', () => {
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

test('of purchases that cost the same, the one with fewer parts is taken, then the one that brings more', () => {
  expect(cheapestPurchase(bundles, [], 20)?.items).toEqual([{ bundle: 20, coupon: null, cents: 300, count: 1 }]);
  expect(cheapestPurchase(bundles, [], 50)?.items.map(({ bundle }) => bundle)).toEqual([40, 10]);
  // The coupon pays for ten and for twenty alike.
  expect(cheapestPurchase(bundles, coupons(off(300)), 10)).toEqual({
    connects: 20,
    cents: 0,
    items: [{ bundle: 20, coupon: 'C0', cents: 0, count: 1 }],
  });
});

test('the parts of a purchase come to its sums, the largest and dearest first', () => {
  const cover = cheapestPurchase(bundles, coupons(percent(20)), 1000);
  const sum = (of: (item: { bundle: number; cents: number }) => number) =>
    cover?.items.reduce((all, item) => all + of(item) * item.count, 0);
  expect(sum(({ bundle }) => bundle)).toBe(cover?.connects);
  expect(sum(({ cents }) => cents)).toBe(cover?.cents);
  const largest = cover?.items.filter(({ bundle }) => bundle === 80) ?? [];
  expect(largest.map(({ coupon }) => coupon)).toEqual([null, 'C0']);
  expect(cover?.items.map(({ bundle }) => bundle)).toEqual(
    cover?.items.map(({ bundle }) => bundle).toSorted((a, b) => b - a),
  );
});

test('the cheapest purchase combines six coupons at most', () => {
  const held = coupons(...Array.from({ length: 8 }, () => off(100)));
  const used = cheapestPurchase(bundles, held, 400)?.items.filter(({ coupon }) => coupon !== null);
  expect(used).toHaveLength(6);
});

test('a total that was really paid is told as more tax or as a larger discount', () => {
  const price = { bundle: 10, priceCents: 15, coupon: null, taxMilli: 10_000 };
  const known = { bundle: 10, listCents: 150, coupon: null };
  expect(purchasePrice(price)).toEqual({ ...known, discountCents: 0, taxCents: 15, totalCents: 165 });
  expect(purchasePrice({ ...price, totalCents: 180 })).toEqual({
    ...known,
    discountCents: 0,
    taxCents: 30,
    totalCents: 180,
  });
  expect(purchasePrice({ ...price, totalCents: 150 })).toEqual({
    ...known,
    discountCents: 15,
    taxCents: 15,
    totalCents: 150,
  });
  const coupon = { code: 'SAVE', offer: percent(20) };
  expect(purchasePrice({ ...price, coupon, totalCents: 100 })).toEqual({
    ...known,
    coupon: 'SAVE',
    discountCents: 62,
    taxCents: 12,
    totalCents: 100,
  });
});

test('a coupon that brings Connects takes nothing off the price', () => {
  const coupon = { code: 'MORE', offer: { kind: 'connects', connects: 10 } as const };
  expect(purchasePrice({ bundle: 10, priceCents: 15, coupon, taxMilli: 0 })).toMatchObject({
    coupon: 'MORE',
    discountCents: 0,
    totalCents: 150,
  });
});
