/** Forecasts compared with closed formulas, and on ledgers with few or no entries. */
import { describe, expect, test } from 'vitest';
import { type AccountPosition, accountPosition } from '../../src/insight/future/account-position.ts';
import { forecastConnects } from '../../src/insight/future/forecast.ts';
import { forecastRange } from '../../src/insight/future/monte-carlo.ts';
import { type PaceOptions, paceOf } from '../../src/insight/future/pace.ts';
import { isBursty, variationOf } from '../../src/insight/future/pace-variation.ts';
import { EDITIONS } from '../../src/rules/rulebook/editions.ts';
import { addDays, daysBetween } from '../../src/rules/values/calendar.ts';
import { apply, buy, coupon, day, type Given, given, init, mark, type Step } from '../rules/given.ts';

const rulebooks = new Map(EDITIONS.map((each) => [each.id, each]));
const at = ({ book }: Given, today: string): AccountPosition => accountPosition(book.entries, day(today), rulebooks);

/** The pace after these steps, on a day. */
const pace = (steps: readonly Step[], today: string, wanted: PaceOptions = {}) =>
  paceOf(at(given(...steps), today).state, day(today), wanted);

const foretold = (given: Given, today: string, wanted: PaceOptions, days = 365, until: string | null = null) => {
  const here = at(given, today);
  return forecastConnects(here, paceOf(here.state, day(today), wanted), {
    days,
    until: until === null ? null : day(until),
  });
};

/** A ledger without renewals, as Basic has none under this edition. */
const alone = (connects: number, today: string) =>
  given(init(today, { edition: '2019-05', balance: connects, on: today }));

/** Chance of at most `count`, by the sum of the Poisson weights. */
function atMost(count: number, lambda: number): number {
  let weight = Math.exp(-lambda);
  let sum = weight;
  for (let k = 1; k <= count; k += 1) {
    weight *= lambda / k;
    sum += weight;
  }
  return sum;
}

describe('the pace', () => {
  const opened = init('2021-01-01');

  test('the pace counts the last eight weeks, today included', () => {
    // 2021-06-30 less 55 days is 2021-05-06.
    const steps = [opened, apply(6, '2021-05-05'), apply(4, '2021-05-06'), apply(2, '2021-06-30')];
    expect(pace(steps, '2021-06-30')).toMatchObject({ proposals: 2, since: '2021-05-06', days: 56, perWeek: 0.25 });
    expect(pace(steps, '2021-06-30', { since: day('2021-05-05') })).toMatchObject({ proposals: 3, days: 57 });
  });

  test('the pace of a young ledger counts from its opening, and at least a week', () => {
    expect(pace([opened, apply(4, '2021-01-02')], '2021-01-14')).toMatchObject({ days: 14, perWeek: 0.5 });
    expect(pace([opened, apply(4, '2021-01-02')], '2021-01-02')).toMatchObject({ days: 7, perWeek: 1 });
  });

  test('the pace counts each proposal with its boost, minus refunds', () => {
    const steps = [
      opened,
      apply(6, '2021-01-02', { boost: 4 }),
      apply(4, '2021-01-03'),
      mark(2, 'cancelled', '2021-01-04'),
    ];
    expect(pace(steps, '2021-01-10').known.cost).toBe(5);
    expect(pace(steps, '2021-01-10', { withoutBoost: true }).known.cost).toBe(3);
  });

  test('the pace ignores invitations', () => {
    const steps = [opened, apply(null, '2021-01-02', { invited: true }), apply(null, '2021-01-03', { invited: true })];
    expect(pace(steps, '2021-01-10')).toMatchObject({ proposals: 0, perWeek: 0, costs: [], enough: false });
  });

  test('the pace of proposals that were all refunded costs nothing', () => {
    const steps = [opened, apply(4, '2021-01-02'), mark(1, 'cancelled', '2021-01-03')];
    expect(pace(steps, '2021-01-10', { perWeek: 3 }).costs).toEqual([0]);
  });

  test('the pace needs ten proposals, unless both numbers are given', () => {
    const sent = (count: number) => [opened, ...Array.from({ length: count }, () => apply(1, '2021-01-05'))];
    expect(pace(sent(9), '2021-01-10').enough).toBe(false);
    expect(pace(sent(10), '2021-01-10').enough).toBe(true);
    expect(pace(sent(1), '2021-01-10', { perWeek: 2 }).enough).toBe(false);
    expect(pace(sent(1), '2021-01-10', { cost: 2 }).enough).toBe(false);
    expect(pace(sent(0), '2021-01-10', { perWeek: 2, cost: 4 }).enough).toBe(true);
    expect(pace(sent(0), '2021-01-10', { perWeek: 0 }).enough).toBe(true);
  });
});

describe('the variation of a pace', () => {
  test('a pace of busy and empty weeks is bursty, an even one and a short one are not', () => {
    expect(isBursty(variationOf([0, 12, 0, 11, 0, 13, 0, 12]))).toBe(true);
    expect(isBursty(variationOf([5, 6, 4, 7, 5, 6, 5, 4]))).toBe(false);
    expect(isBursty(variationOf([0, 12, 0, 11, 0]))).toBe(false);
    expect(variationOf([]).dispersion).toBeNull();
    expect(isBursty(null)).toBe(false);
  });

  test('a forecast range is wider for busy and empty weeks than for even ones of as many proposals', () => {
    const spread = (weeks: readonly number[]) => {
      const sent = weeks.flatMap((count, week) =>
        Array.from({ length: count }, () => apply(1, addDays(day('2021-01-04'), 7 * week))),
      );
      const opened = init('2021-01-04', { edition: '2019-05', balance: 140, on: '2021-01-04' });
      const { drawn, pace: seen } = foretold(given(opened, ...sent), '2021-02-28', {});
      const { low, high } = drawn?.runsOut ?? { low: null, high: null };
      return { bursty: seen.bursty, days: low && high ? daysBetween(low, high) : Infinity };
    };
    const [even, uneven] = [spread([6, 6, 6, 6, 6, 6, 6, 6]), spread([0, 12, 0, 12, 0, 12, 0, 12])];
    expect([even.bursty, uneven.bursty]).toEqual([false, true]);
    expect(uneven.days).toBeGreaterThan(1.3 * even.days);
  });

  test('a pace is unknown without a proposal, but one typed as 0 is known', () => {
    const none = [init('2021-01-01', { balance: 60 })];
    expect(pace(none, '2021-01-01').known.perWeek).toBeNull();
    expect(pace(none, '2021-01-01').known.cost).toBeNull();
    expect(pace(none, '2021-01-01', { perWeek: 0 }).known.perWeek).toBe(0);
    expect(pace([...none, apply(4, '2021-01-01')], '2021-01-01').known.perWeek).toBe(1);
  });
});

describe('the day the balance runs out', () => {
  test('the forecast day agrees with the sum of waiting times', () => {
    // 30 proposals of 4 are paid for; the 31st is the first that is not.
    const { drawn } = foretold(alone(120, '2021-01-01'), '2021-01-01', { perWeek: 3.5, cost: 4 });
    const chanceBy = (on: string | null | undefined) =>
      1 - atMost(30, 0.5 * daysBetween(day('2021-01-01'), day(on ?? '')));
    expect(drawn?.courses).toBe(1000);
    // Four standard deviations of a share among 1,000, and one day's step on top.
    expect(Math.abs(chanceBy(drawn?.runsOut.low) - 0.1)).toBeLessThan(0.055);
    expect(Math.abs(chanceBy(drawn?.runsOut.likely) - 0.5)).toBeLessThan(0.09);
    expect(Math.abs(chanceBy(drawn?.runsOut.high) - 0.9)).toBeLessThan(0.055);
    expect(drawn?.affordable).toEqual({ low: 30, likely: 30, high: 30 });
    expect(drawn?.lasting).toBe(0);
  });

  test('the forecast day is unknown beyond the horizon, as often as a Poisson count says', () => {
    const { drawn } = foretold(alone(120, '2021-01-01'), '2021-01-01', { perWeek: 3.5, cost: 4 }, 60);
    const share = 100 * atMost(30, 30);
    expect(Math.abs((drawn?.lasting ?? 0) - share)).toBeLessThan(100 * 4 * Math.sqrt(0.25 / 1000) + 1);
    expect(drawn?.runsOut.high).toBeNull();
  });

  test('the forecast draws its costs from the recent ones', () => {
    const sent = [1, 1, 1, 1, 1, 6, 6, 6, 6, 6].map((cost) => apply(cost, '2021-01-05'));
    const opened = init('2021-01-01', { edition: '2019-05', balance: 105, on: '2021-01-01' });
    const { drawn, pace } = foretold(given(opened, ...sent), '2021-01-10', {});
    expect(pace).toMatchObject({ perWeek: 7, proposals: 10 });
    // 70 Connects at 3.5 on average are about 20 proposals, by chance more or fewer.
    expect(Math.abs((drawn?.affordable.likely ?? 0) - 20)).toBeLessThanOrEqual(2);
    expect(drawn?.affordable.low).toBeLessThan(18);
    expect(drawn?.affordable.high).toBeGreaterThan(21);
  });

  test('the forecast at a pace of 0 never runs out and only loses what expires', () => {
    const { drawn } = foretold(given(init('2021-01-01')), '2021-01-01', { perWeek: 0 });
    expect(drawn).toMatchObject({ courses: 1, lasting: 100, runsOut: { low: null, likely: null, high: null } });
    // The 40 of the first day expire; the grant of the twelfth renewal does not.
    expect(drawn?.lapsed).toEqual({ low: 40, likely: 40, high: 40 });
  });

  test('the forecast of too few proposals gives no day, only what would expire', () => {
    const told = foretold(given(init('2021-01-01'), apply(6, '2021-01-02')), '2021-01-02', {});
    expect(told).toMatchObject({ drawn: null, purchase: null, idle: { lapsed: 34, cut: 0 } });
  });

  test('the forecast is the same each time and does not change its input', () => {
    const ledger = given(init('2021-01-01'), buy(40, '2021-01-03'));
    const before = JSON.stringify(ledger.book.entries);
    const ask = () => foretold(ledger, '2021-01-10', { perWeek: 4, cost: 5 }, 200, '2021-03-01');
    expect(ask()).toEqual(ask());
    expect(JSON.stringify(ledger.book.entries)).toBe(before);
  });

  test('the forecast counts due renewals as posted, each on its own day', () => {
    const told = foretold(given(init('2021-01-01')), '2021-03-10', { perWeek: 0 });
    expect(told).toMatchObject({ balance: 60, cycles: { count: 12, connects: 120, due: 2 } });
  });

  test('the forecast counts a leap day', () => {
    const { drawn, last } = foretold(alone(40, '2024-02-27'), '2024-02-27', { perWeek: 700, cost: 4 }, 3);
    expect(last).toBe('2024-03-01');
    expect(drawn?.runsOut).toEqual({ low: '2024-02-28', likely: '2024-02-28', high: '2024-02-28' });
    const one = foretold(alone(3, '2024-02-28'), '2024-02-28', { perWeek: 700, cost: 4 }, 3);
    expect(one.drawn?.runsOut.likely).toBe('2024-02-29');
  });

  test.each([
    [700, 0],
    [700, 999_999],
    [0.01, 1],
  ])('the forecast works at an absurd pace: %d a week of %d', (perWeek, cost) => {
    const { drawn } = foretold(given(init('2021-01-01')), '2021-01-01', { perWeek, cost }, 3650, '2030-12-01');
    expect(drawn?.courses).toBeGreaterThan(0);
  });
});

describe('the purchase that lasts', () => {
  const ledger = alone(40, '2021-01-01');

  test('the purchase that lasts covers 8 of 10 simulations and is no larger', () => {
    // A proposal costs 4, so k proposals cost 4 k. This is the least k that 8 of 10 simulations do not exceed.
    const lambda = (5 / 7) * daysBetween(day('2021-01-01'), day('2021-03-01'));
    const least = Array.from({ length: 100 }, (_, k) => k).find((k) => atMost(k, lambda) >= 0.8) ?? 0;
    const { purchase } = foretold(ledger, '2021-01-01', { perWeek: 5, cost: 4 }, 365, '2021-03-01');
    const wanted = Math.ceil((4 * least - 40) / 10) * 10;
    expect(Math.abs((purchase?.cover?.connects ?? 0) - wanted)).toBeLessThanOrEqual(10);
    expect(purchase).toMatchObject({ until: '2021-03-01', longest: null });
    expect(purchase?.lasting).toBeGreaterThanOrEqual(80);
    expect(purchase?.without).toBeLessThan(80);
  });

  test('the purchase that lasts is empty when the balance is enough', () => {
    const { purchase } = foretold(ledger, '2021-01-01', { perWeek: 1, cost: 1 }, 365, '2021-02-01');
    expect(purchase).toMatchObject({ cover: { connects: 0, cents: 0, items: [] }, longest: null });
  });

  test('the purchase that lasts uses a coupon, unless it is used or expired', () => {
    const buying = (code: string, expiresOn: string | null) =>
      foretold(
        given(
          init('2021-01-01', { edition: '2019-05', balance: 40, on: '2021-01-01' }),
          coupon(code, { kind: 'percent', percent: 50 }, '2021-01-01', expiresOn),
        ),
        '2021-01-10',
        { perWeek: 5, cost: 4 },
        365,
        '2021-03-01',
      ).purchase?.cover;
    expect(buying('HALF', null)?.items[0]).toMatchObject({ coupon: 'HALF' });
    expect(buying('HALF', '2021-01-10')?.items[0]).toMatchObject({ coupon: 'HALF' });
    expect(buying('OVER', '2021-01-09')?.items[0]).toMatchObject({ coupon: null });
  });

  test('the purchase that lasts names the last possible day when the carry-over limit cuts the rest', () => {
    const { purchase } = foretold(given(init('2021-01-01')), '2021-01-02', { perWeek: 7, cost: 6 }, 365, '2021-12-01');
    // The renewal of 1 February cuts to 200 and adds 10: at 6 a day, that lasts 35 days.
    expect(purchase?.longest && purchase.longest > '2021-02-25' && purchase.longest < '2021-03-08').toBe(true);
    expect(purchase).toMatchObject({ until: '2021-12-01', limit: 200 });
    expect(purchase?.lasting).toBeGreaterThanOrEqual(80);
  });

  test('the purchase that lasts ends with its own expiry', () => {
    const { purchase } = foretold(ledger, '2021-01-01', { perWeek: 1, cost: 1 }, 365, '2023-01-01');
    // The purchase of 1 January 2021 expires on 1 January 2022, so the next proposal cannot be paid for.
    expect(purchase?.longest && purchase.longest >= '2022-01-01' && purchase.longest < '2022-01-08').toBe(true);
    expect(purchase?.limit).toBe(140);
  });
});

test('a forecast range names values that were drawn', () => {
  const values = Array.from({ length: 10 }, (_, i) => i + 1);
  expect(forecastRange(values)).toEqual({ low: 1, likely: 5, high: 9 });
  expect(forecastRange([7])).toEqual({ low: 7, likely: 7, high: 7 });
  expect(addDays(day('2024-02-28'), 1)).toBe('2024-02-29');
});
