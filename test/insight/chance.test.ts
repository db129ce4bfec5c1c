/** Intervals and tests compared with published values, and properties for any counts. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fisherTest, holmCorrection } from '../../src/insight/chance/fisher.ts';
import { newcombeInterval, wilsonInterval } from '../../src/insight/chance/interval.ts';

const places = (interval: { low: number; high: number } | null, digits: number): readonly string[] | null =>
  interval && [interval.low.toFixed(digits), interval.high.toFixed(digits)];

describe('an interval for a rate', () => {
  // Newcombe, Statistics in Medicine 17 (1998), 857–872, table I, method 3.
  test.each([
    [81, 263, '0.2553', '0.3662'],
    [15, 148, '0.0624', '0.1605'],
    [0, 20, '0.0000', '0.1611'],
    [1, 29, '0.0061', '0.1718'],
  ])('the interval for %i of %i equals the published one', (hits, of, low, high) => {
    expect(places(wilsonInterval(hits, of), 4)).toEqual([low, high]);
  });

  test('an interval of no observations is empty', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
    expect(newcombeInterval(0, 0, 1, 2)).toBeNull();
  });

  test('an interval contains the rate, lies between 0 and 1, and gets narrower with more observations', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.nat(), (of, seed) => {
        const hits = seed % (of + 1);
        const { low, high } = wilsonInterval(hits, of) ?? { low: Number.NaN, high: Number.NaN };
        expect(low >= 0 && low <= hits / of && hits / of <= high && high <= 1).toBe(true);
        const more = wilsonInterval(4 * hits, 4 * of) ?? { low: 0, high: 1 };
        expect(more.high - more.low).toBeLessThan(high - low);
      }),
    );
  });
});

test('the interval of no hits begins at exactly 0, and that of nothing but hits ends at exactly 1', () => {
  for (let of = 1; of <= 500; of++) {
    expect(wilsonInterval(0, of)?.low).toBe(0);
    expect(wilsonInterval(of, of)?.high).toBe(1);
  }
});

describe('an interval for a difference', () => {
  // Newcombe, Statistics in Medicine 17 (1998), 873–890, table II, method 10.
  test.each([
    [56, 70, 48, 80, '0.0524', '0.3339'],
    [9, 10, 3, 10, '0.1705', '0.8090'],
    [6, 7, 2, 7, '0.0582', '0.8062'],
    [5, 56, 0, 29, '-0.0381', '0.1926'],
    [0, 10, 0, 20, '-0.1611', '0.2775'],
    [10, 10, 0, 10, '0.6075', '1.0000'],
  ])('the interval for %i of %i minus %i of %i equals the published one', (a, ofA, b, ofB, low, high) => {
    expect(places(newcombeInterval(a, ofA, b, ofB), 4)).toEqual([low, high]);
  });
});

describe("Fisher's exact test", () => {
  // Fisher's own tables, with the p that R's help of fisher.test gives: the lady with the tea, and convictions of twins.
  test.each([
    [3, 4, 1, 4, '0.4857'],
    [2, 17, 10, 13, '0.0005'],
    [0, 10, 0, 10, '1.0000'],
    [10, 10, 0, 10, '0.0000'],
  ])('the exact test of %i of %i against %i of %i gives the published chance', (a, ofA, b, ofB, p) => {
    expect(fisherTest(a, ofA, b, ofB).toFixed(4)).toBe(p);
  });

  test('the exact test of the convictions of twins agrees to seven places', () => {
    expect(fisherTest(2, 17, 10, 13)).toBeCloseTo(0.0005367241, 9);
  });

  test('an exact test gives a chance, the same in both directions and for misses as for hits', () => {
    const side = fc
      .tuple(fc.integer({ min: 1, max: 300 }), fc.nat())
      .map(([of, seed]) => [seed % (of + 1), of] as const);
    fc.assert(
      fc.property(side, side, ([a, ofA], [b, ofB]) => {
        const p = fisherTest(a, ofA, b, ofB);
        expect(p > 0 && p <= 1).toBe(true);
        expect(fisherTest(b, ofB, a, ofA)).toBeCloseTo(p, 9);
        expect(fisherTest(ofA - a, ofA, ofB - b, ofB)).toBeCloseTo(p, 9);
      }),
    );
  });

  test('an exact test equals the sum of exact fractions, also where factorials are no longer looked up', () => {
    const choose = (n: number, k: number): bigint => {
      let ways = 1n;
      for (let i = 1; i <= k; i++) ways = (ways * BigInt(n - k + i)) / BigInt(i);
      return ways;
    };
    const counts = [
      [3, 32, 9, 33],
      [9, 33, 3, 32],
      [20, 35, 2, 5],
      [40, 70, 29, 64],
      [1, 40, 2, 2],
      [0, 34, 36, 36],
    ] as const;
    for (const [a, ofA, b, ofB] of counts) {
      const ways = Array.from({ length: a + b + 1 }, (_, i) =>
        i <= ofA && a + b - i <= ofB ? choose(ofA, i) * choose(ofB, a + b - i) : 0n,
      );
      const seen = ways[a] ?? 0n;
      const noLikelier = ways.filter((each) => each <= seen).reduce((sum, each) => sum + each, 0n);
      const exact = Number((noLikelier * 10n ** 18n) / choose(ofA + ofB, a + b)) / 1e18;
      expect(fisherTest(a, ofA, b, ofB)).toBeCloseTo(exact, 11);
    }
  });

  test('an exact test stays exact for a hundred thousand observations', () => {
    expect(fisherTest(5_000, 50_000, 5_000, 50_000)).toBeCloseTo(1, 6);
    expect(fisherTest(5_000, 50_000, 5_400, 50_000)).toBeLessThan(0.001);
  });
});

test("Holm's correction multiplies the smallest chance by all, the next by the rest, and never lowers a later one", () => {
  expect(holmCorrection([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
  expect(holmCorrection([0.5, 0.9])).toEqual([1, 1]);
  expect(holmCorrection([])).toEqual([]);
});
