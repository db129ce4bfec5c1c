/** What a rulebook says by itself: the cap of rewards, what is on sale, the cheapest size, and what a cost may be. */
import { describe, expect, test } from 'vitest';
import { cheapestSize } from '../../src/rules/amounts/cheapest-purchase.ts';
import { edition } from '../../src/rules/rulebook/editions.ts';
import { rewardCapOf, rewardRoom, rewardSpans } from '../../src/rules/rulebook/reward-cap.ts';
import { connectPrice, isInRange, isOnSale, issuedOn, type Rulebook } from '../../src/rules/rulebook/rulebook.ts';
import { day } from './given.ts';

const rulebook = edition('2020-12') as Rulebook;
const newest = edition('2026') as Rulebook;

describe('The cap of rewards', () => {
  const won = (...rewards: readonly (readonly [on: string, connects: number])[]) =>
    new Map(rewards.map(([on, connects]) => [day(on), connects]));
  const cap = { cap: 50, days: 7 };

  test('every span of so many days that holds the day is looked at, the earliest first', () => {
    const rewarded = won(['2021-02-01', 10], ['2021-02-04', 20], ['2021-02-07', 5]);
    expect(rewardSpans(day('2021-02-04'), 3, rewarded)).toEqual([
      { from: '2021-02-02', until: '2021-02-04', connects: 20 },
      { from: '2021-02-03', until: '2021-02-05', connects: 20 },
      { from: '2021-02-04', until: '2021-02-06', connects: 20 },
    ]);
    expect(rewardSpans(day('2021-02-04'), 4, rewarded).map(({ connects }) => connects)).toEqual([30, 20, 20, 25]);
    expect(rewardSpans(day('2021-02-04'), 1, rewarded)).toEqual([
      { from: '2021-02-04', until: '2021-02-04', connects: 20 },
    ]);
  });

  test('a later reward leaves as little room as an earlier one, in days that lie together', () => {
    expect(rewardRoom(day('2021-02-08'), cap, won(['2021-02-02', 40]))).toBe(10);
    expect(rewardRoom(day('2021-02-08'), cap, won(['2021-02-01', 40]))).toBe(50);
    expect(rewardRoom(day('2021-02-08'), cap, won(['2021-02-14', 40]))).toBe(10);
    expect(rewardRoom(day('2021-02-08'), cap, won(['2021-02-15', 40]))).toBe(50);
    expect(rewardRoom(day('2021-02-08'), cap, won(['2021-02-02', 40], ['2021-02-14', 30]))).toBe(10);
    expect(rewardRoom(day('2021-02-08'), cap, won(['2021-02-08', 60]))).toBe(-10);
    expect(rewardRoom(day('2021-02-08'), null, won(['2021-02-08', 60]))).toBe(Number.POSITIVE_INFINITY);
  });

  test('a rulebook limits rewards only where it publishes an amount, a cap and its days', () => {
    const capOf = (interview: object) =>
      rewardCapOf({ ...rulebook, interview: { ...rulebook.interview, ...interview } });
    expect(capOf({})).toEqual({ cap: 50, days: 7 });
    expect(capOf({ connects: null })).toBeNull();
    expect(capOf({ cap: null })).toBeNull();
    expect(capOf({ cap: 0 })).toBeNull();
    expect(capOf({ days: null })).toBeNull();
    expect(capOf({ connects: 0 })).toEqual({ cap: 50, days: 7 });
  });
});

test('a proposal costs from the least to the most that is published, and any amount above where none is', () => {
  expect([0, 1, 6, 7].map((cost) => isInRange(rulebook, cost))).toEqual([false, true, true, false]);
  expect(
    [0, 1, 900].map((cost) => isInRange({ ...rulebook, proposal: { ...rulebook.proposal, max: null } }, cost)),
  ).toEqual([false, true, true]);
});

test('a size is on sale where it is listed, or where any is', () => {
  expect([10, 15].map((bundle) => isOnSale(rulebook, bundle))).toEqual([true, false]);
  expect([10, 15].map((bundle) => isOnSale(newest, bundle))).toEqual([true, true]);
});

test('what is issued expires as long after its day as the edition of the day says', () => {
  expect(issuedOn(day('2021-02-28'), rulebook)).toEqual({
    on: '2021-02-28',
    expiresOn: '2022-02-28',
    edition: '2020-12',
  });
  expect(issuedOn(day('2021-01-15'), { ...rulebook, expiry: { months: 1, source: '' } }).expiresOn).toBe('2021-02-15');
});

test('a Connect costs what the rulebook says, and nothing where there is none', () => {
  expect([connectPrice(rulebook), connectPrice(null), connectPrice(undefined)]).toEqual([15, 0, 0]);
});

describe('The one size to buy', () => {
  const sizes = (...list: readonly number[]) => ({ ...rulebook, bundles: { sizes: list, custom: false, source: '' } });

  test('the cheapest one covers what is wanted, and of equal ones that with fewer parts', () => {
    expect(cheapestSize(sizes(10, 20, 40), 35)).toEqual({ size: 40, count: 1, cents: 600 });
    expect(cheapestSize(sizes(10, 20, 40), 30)).toEqual({ size: 10, count: 3, cents: 450 });
    expect(cheapestSize(sizes(40, 20), 50)).toEqual({ size: 20, count: 3, cents: 900 });
  });

  test('any amount is a size of its own where it is sold, and nothing is one where nothing is', () => {
    expect(cheapestSize({ ...rulebook, bundles: { sizes: [40], custom: true, source: '' } }, 35)).toEqual({
      ...{ size: 35, count: 1, cents: 525 },
    });
    expect(cheapestSize(sizes(), 35)).toBeNull();
  });
});
