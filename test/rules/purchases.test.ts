/** Purchases: bundles at one price, coupons off it, tax on the rest, all in whole cents. */
import { describe, expect, test } from 'vitest';
import { buy, coupon, editPrice, follow, given, init, spend, stateOf, voidOf } from './given.ts';

const joined = init('2021-01-01');
const none = { discountCents: 0, taxCents: 0, coupon: null };

describe('a bundle', () => {
  test.each([
    [10, 150],
    [20, 300],
    [40, 600],
    [60, 900],
    [80, 1200],
  ])('a bundle of %i costs %i cents and lasts a year, on any day', (bundle, cents) => {
    given(joined)
      .when(buy(bundle, '2021-02-03'))
      .records({
        on: '2021-02-03',
        kind: 'purchase',
        label: 'Added extra Connects',
        connects: bundle,
        cents,
        expiresOn: '2022-02-03',
        edition: '2020-12',
        forced: false,
      })
      .tells({ of: 'purchase', purchase: { ...none, bundle, listCents: cents, totalCents: cents } })
      .leaves({ '2021-02-02': 40, '2021-02-03': 40 + bundle, '2022-02-03': 0 });
  });

  test('a bundle of an unpublished size is refused, and the refusal names the sizes', () => {
    given(joined)
      .when(buy(30, '2021-02-03'))
      .isRefused({ code: 'no-such-bundle', edition: '2020-12', given: 30, sizes: [10, 20, 40, 60, 80] });
  });

  test('a bundle of an unpublished size can be forced where Upwork sold it, at the usual price', () => {
    given(joined)
      .when(buy(30, '2021-02-03', { force: true }))
      .records({ connects: 30, cents: 450, forced: true })
      .warns({ code: 'forced', rule: 'no-such-bundle', edition: '2020-12' });
  });

  test('a bundle that is on sale is not marked as forced, even with force', () => {
    given(joined)
      .when(buy(40, '2021-02-03', { force: true }))
      .records({ forced: false })
      .warns();
  });

  test('a bundle of any size may be bought from 2023-06 on', () => {
    given(joined, follow('2022-09', '2022-09-19')).when(buy(37, '2023-05-31')).isRefused({ code: 'no-such-bundle' });
    given(joined, follow('2023-06', '2023-06-01'))
      .when(buy(37, '2023-06-01'))
      .records({ connects: 37, cents: 555, edition: '2023-06', forced: false });
  });

  test('bundles may be bought any number of times, beyond the carry-over limit', () => {
    given(joined, buy(80, '2021-01-02'), buy(80, '2021-01-02'), buy(80, '2021-01-02')).leaves({ '2021-01-02': 280 });
  });
});

describe('tax', () => {
  const taxed = (bundle: number, taxMilli: number, taxCents: number) =>
    given(joined)
      .when(buy(bundle, '2021-02-03', { taxMilli }))
      .records({ cents: bundle * 15 + taxCents })
      .tells({ purchase: { listCents: bundle * 15, taxCents, totalCents: bundle * 15 + taxCents } });

  test('a tax of 6.35 % on 10 Connects is 10 cents, 160 in all', () => {
    taxed(10, 6350, 10);
  });

  test('a tax is rounded half up to the cent', () => {
    taxed(20, 500, 2); // 1.500 cents
    taxed(20, 499, 1); // 1.497
    taxed(10, 1000, 2); // 1.500
    taxed(10, 333, 0); // 0.4995
  });

  test('a tax is exact for the largest purchase and the highest rate', () => {
    given(joined, follow('2023-06', '2023-06-01'))
      .when(buy(999_999, '2023-06-01', { taxMilli: 99_999 }))
      .tells({ purchase: { listCents: 14_999_985, taxCents: 14_999_835, totalCents: 29_999_820 } });
  });

  test('a tax applies to the price after the discount', () => {
    given(joined, coupon('SAVE20', { kind: 'percent', percent: 20 }, '2021-02-01'))
      .when(buy(40, '2021-02-03', { coupon: 'SAVE20', taxMilli: 6350 }))
      .tells({ purchase: { listCents: 600, discountCents: 120, taxCents: 30, totalCents: 510, coupon: 'SAVE20' } })
      .records({ cents: 510 });
  });
});

describe('a coupon', () => {
  const save20 = coupon('SAVE20', { kind: 'percent', percent: 20 }, '2021-02-01', '2021-02-28');

  test('a coupon can be used again once its purchase is voided', () => {
    const bought = [joined, save20, buy(40, '2021-02-03', { coupon: 'SAVE20' })];
    const usedOn = (ledger: ReturnType<typeof given>) => stateOf(ledger.book).coupons[0]?.usedOn;
    expect(usedOn(given(...bought))).toBe('2021-02-03');
    expect(usedOn(given(...bought, voidOf(2)))).toBe(null);
    for (const on of ['2021-02-02', '2021-02-03', '2021-02-04']) {
      const again = given(...bought, voidOf(2), buy(20, on, { coupon: 'save20' }));
      expect(usedOn(again)).toBe(on);
      again.when(buy(20, '2021-02-05', { coupon: 'SAVE20' })).isRefused({ code: 'coupon-used', on });
      expect(usedOn(given(...bought, voidOf(2), buy(20, on, { coupon: 'save20' }), voidOf(4)))).toBe(null);
    }
  });

  test('a coupon of a voided purchase whose price had been put right can be used again', () => {
    const steps = [joined, save20, buy(40, '2021-02-03', { coupon: 'SAVE20' }), editPrice(2, 300)];
    given(...steps)
      .when(buy(20, '2021-02-05', { coupon: 'SAVE20' }))
      .isRefused({ code: 'coupon-used' });
    expect(stateOf(given(...steps, voidOf(4)).book).coupons[0]?.usedOn).toBe(null);
  });

  test('a voided purchase frees no coupon but its own', () => {
    const steps = [joined, save20, buy(10, '2021-02-03'), buy(40, '2021-02-03', { coupon: 'SAVE20' }), voidOf(2)];
    expect(stateOf(given(...steps).book).coupons[0]?.usedOn).toBe('2021-02-03');
  });

  test('a coupon is recorded without moving any Connects', () => {
    given(joined).when(save20).records().leaves({ '2021-02-01': 40 });
  });

  test('a coupon of a percentage lowers the price, rounded half up to the cent', () => {
    given(joined, coupon('ODD', { kind: 'percent', percent: 33 }, '2021-02-01'))
      .when(buy(10, '2021-02-03', { coupon: 'ODD' }))
      .tells({ purchase: { listCents: 150, discountCents: 50, totalCents: 100 } });
  });

  test('a coupon of a hundred percent leaves no price and no tax', () => {
    given(joined, coupon('FREE', { kind: 'percent', percent: 100 }, '2021-02-01'))
      .when(buy(10, '2021-02-03', { coupon: 'FREE', taxMilli: 6350 }))
      .records({ connects: 10, cents: 0 });
  });

  test('a coupon of an amount lowers the price, at most to zero', () => {
    const five = coupon('FIVE', { kind: 'off', cents: 500 }, '2021-02-01');
    given(joined, five)
      .when(buy(40, '2021-02-03', { coupon: 'FIVE' }))
      .tells({ purchase: { listCents: 600, discountCents: 500, totalCents: 100 } });
    given(joined, five)
      .when(buy(20, '2021-02-03', { coupon: 'FIVE', taxMilli: 6350 }))
      .tells({ purchase: { listCents: 300, discountCents: 300, taxCents: 0, totalCents: 0 } });
  });

  test('a coupon of Connects grants them at once, for a year, and is used up', () => {
    const gift = given(joined)
      .when(coupon('GIFT', { kind: 'connects', connects: 15 }, '2021-02-01', '2021-02-01'))
      .records({ kind: 'promotion', label: 'Promo code', title: 'GIFT', connects: 15, expiresOn: '2022-02-01' })
      .leaves({ '2021-02-01': 55 });
    gift.when(buy(10, '2021-02-01', { coupon: 'GIFT' })).isRefused({ code: 'coupon-used', on: '2021-02-01' });
  });

  test('a coupon is recognized however its code is written', () => {
    given(joined, save20)
      .when(buy(40, '2021-02-03', { coupon: 'save20' }))
      .tells({ purchase: { coupon: 'SAVE20', discountCents: 120 } });
    given(joined, save20)
      .when(coupon('Save20', { kind: 'percent', percent: 10 }, '2021-02-02'))
      .isRefused({ code: 'already-claimed', what: 'coupon', title: 'Save20', on: null });
  });

  test('a coupon can be used once', () => {
    given(joined, save20, buy(40, '2021-02-03', { coupon: 'SAVE20' }))
      .when(buy(40, '2021-02-04', { coupon: 'save20' }))
      .isRefused({ code: 'coupon-used', given: 'save20', on: '2021-02-03' });
  });

  test('a coupon can be used once, whichever purchase was recorded first', () => {
    given(joined, save20, buy(40, '2021-02-10', { coupon: 'SAVE20' }))
      .when(buy(40, '2021-02-03', { coupon: 'SAVE20' }))
      .isRefused({ code: 'coupon-used', on: '2021-02-10' });
  });

  test('a coupon can be used again after its purchase is undone', () => {
    given(joined, save20, buy(40, '2021-02-03', { coupon: 'SAVE20' }), { name: 'undo' })
      .when(buy(20, '2021-02-03', { coupon: 'SAVE20' }))
      .records({ cents: 240 });
  });

  test('a coupon can be used on its last day, but not later', () => {
    given(joined, save20)
      .when(buy(40, '2021-02-28', { coupon: 'SAVE20' }))
      .records({ cents: 480 });
    given(joined, save20)
      .when(buy(40, '2021-03-01', { coupon: 'SAVE20' }))
      .isRefused({ code: 'coupon-expired', given: 'SAVE20', on: '2021-02-28' });
  });

  test('a coupon that has expired cannot be added, but one on its last day can', () => {
    const late = (on: string) => coupon('LATE', { kind: 'off', cents: 100 }, on, '2021-02-28');
    given(joined).when(late('2021-03-01')).isRefused({ code: 'coupon-expired', given: 'LATE', on: '2021-02-28' });
    given(joined).when(late('2021-02-28')).records();
  });

  test('a coupon that was never added is unknown, and the refusal names the usable ones', () => {
    const used = coupon('USED', { kind: 'off', cents: 100 }, '2021-02-01');
    given(joined, save20, used, buy(10, '2021-02-02', { coupon: 'USED' }))
      .when(buy(40, '2021-02-03', { coupon: 'SAVE2O' }))
      .isRefused({ code: 'coupon-unknown', given: 'SAVE2O', known: ['SAVE20'] });
  });

  test('a coupon is unknown before the day it was added, and the refusal names that day', () => {
    given(joined, save20)
      .when(buy(40, '2021-01-31', { coupon: 'save20' }))
      .isRefused({ code: 'coupon-unknown', on: '2021-01-31', addedOn: '2021-02-01' });
    given(joined, save20, buy(20, '2021-02-04', { coupon: 'SAVE20' }))
      .when(buy(40, '2021-01-31', { coupon: 'SAVE20' }))
      .isRefused({ code: 'coupon-used', on: '2021-02-04' });
  });

  test('a coupon cannot be added twice, not even on an earlier day', () => {
    given(joined, save20)
      .when(coupon('SAVE20', { kind: 'off', cents: 100 }, '2021-01-15'))
      .isRefused({ code: 'already-claimed', what: 'coupon' });
  });
});

test('a purchase can be spent on the same day', () => {
  given(joined, spend(40, '2021-02-03'), buy(10, '2021-02-03'))
    .when(spend(10, '2021-02-03'))
    .leaves({ '2021-02-03': 0 });
});
