/** Random numbers and simulations, compared with results worked out by hand and with the rules themselves. */
import { describe, expect, test } from 'vitest';
import { poissonCount, seededRandom } from '../../src/insight/chance/seeded-random.ts';
import {
  type KnownFuture,
  knownFutureOf,
  simulateFuture,
  withMoreConnects,
} from '../../src/insight/future/simulation.ts';
import { EDITIONS } from '../../src/rules/rulebook/editions.ts';
import { addDays } from '../../src/rules/values/calendar.ts';
import { apply, attempt, balance, buy, day, earn, given, init, linesOf, plan, renew, stateOn } from '../rules/given.ts';

const rulebooks = new Map(EDITIONS.map((each) => [each.id, each]));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('random numbers', () => {
  test('random numbers are the same for the same seed and different for another', () => {
    const ten = (seed: number) => Array.from({ length: 10 }, seededRandom(seed));
    expect(ten(7)).toEqual(ten(7));
    expect(ten(7)).not.toEqual(ten(8));
  });

  test('random numbers are evenly distributed', () => {
    const draw = seededRandom(1);
    const values = Array.from({ length: 100_000 }, draw);
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const here = values.filter((value) => Math.floor(value * 10) === tenth).length;
      // Six standard deviations of a binomial count.
      expect(Math.abs(here - 10_000)).toBeLessThan(6 * Math.sqrt(100_000 * 0.1 * 0.9));
    }
  });

  test.each([0.05, 0.7, 4, 30, 75])('random Poisson numbers have the mean and the variance %d', (lambda) => {
    const draw = seededRandom(3);
    const values = Array.from({ length: 40_000 }, () => poissonCount(draw, lambda));
    const average = mean(values);
    const variance = mean(values.map((value) => (value - average) ** 2));
    expect(Math.abs(average - lambda)).toBeLessThan(5 * Math.sqrt(lambda / values.length));
    // The variance of a sample variance of Poisson numbers is about (2 λ² + λ) / n.
    expect(Math.abs(variance - lambda)).toBeLessThan(5 * Math.sqrt((2 * lambda ** 2 + lambda) / values.length));
    expect(values.filter((value) => value === 0).length / values.length).toBeCloseTo(Math.exp(-lambda), 2);
  });

  test('random Poisson numbers are 0 when 0 is expected', () => {
    expect(poissonCount(seededRandom(1), 0)).toBe(0);
  });
});

const still = (days: number, left: number, expires = Infinity): KnownFuture => ({
  days,
  grants: [{ left, expires }],
  cycles: [],
});

describe('a course', () => {
  test.each([
    [40, 4],
    [41, 4],
    [3, 4],
    [100, 7],
  ])('a simulation of %d Connects at %d a day ends after as many days as they pay for', (connects, cost) => {
    const end = simulateFuture(still(365, connects), () => [cost]);
    expect(end).toMatchObject({ out: Math.floor(connects / cost) + 1, sent: Math.floor(connects / cost), lapsed: 0 });
  });

  test('a simulation ends on the day that a proposal cannot be paid for, while cheaper ones still count', () => {
    expect(simulateFuture(still(3, 5), (on) => (on === 1 ? [6, 2] : []))).toEqual({
      out: 1,
      sent: 0,
      lapsed: 0,
      cut: 0,
      left: 3,
    });
    expect(simulateFuture(still(3, 4), (on) => (on === 2 ? [4] : []))).toEqual({
      out: null,
      sent: 1,
      lapsed: 0,
      cut: 0,
      left: 0,
    });
  });

  test('a simulation loses a grant on its day, before anything is sent', () => {
    expect(simulateFuture(still(10, 4, 5), (on) => (on === 5 ? [1] : []))).toMatchObject({ out: 5, lapsed: 4 });
    expect(simulateFuture(still(10, 4, 5), (on) => (on === 4 ? [1] : []))).toMatchObject({ out: null, lapsed: 3 });
    expect(simulateFuture(still(4, 4, 5), () => [])).toMatchObject({ lapsed: 0, left: 4 });
  });

  test('a simulation spends what expires first, whatever was bought in between', () => {
    const course = withMoreConnects({ days: 10, grants: [{ left: 5, expires: 9 }], cycles: [] }, 5, 4);
    expect(simulateFuture(course, (on) => (on === 1 ? [6] : []))).toMatchObject({ lapsed: 4, left: 0 });
  });

  test('a simulation spends a renewal before a grant that expires later', () => {
    const cycles = [{ day: 1, connects: 5, expires: 20, limit: null }];
    const course = { days: 30, grants: [{ left: 5, expires: 100 }], cycles };
    expect(simulateFuture(course, (on) => (on === 2 ? [5] : []))).toMatchObject({ lapsed: 0, left: 5 });
    expect(simulateFuture(course, () => [])).toMatchObject({ lapsed: 5, left: 5 });
  });

  test('a simulation without spending loses exactly what the ledger will lose', () => {
    const { book } = given(
      init('2021-01-05'),
      earn('readiness-test', '2021-02-01'),
      buy(40, '2021-03-01'),
      apply(6, '2021-03-02'),
    );
    const today = '2021-06-01';
    for (const days of [1, 217, 218, 219, 244, 245, 272, 273, 400]) {
      const state = { ...stateOn(book, today), anchors: [] };
      const course = knownFutureOf(state, day(today), rulebooks, days);
      const until = addDays(day(today), days);
      const gone = linesOf(book, until).filter(({ kind }) => kind === 'expiry');
      const { lapsed, left } = simulateFuture(course, () => []);
      expect({ days, lapsed, left }).toEqual({
        days,
        lapsed: gone.reduce((sum, { connects }) => sum - connects, 0),
        left: balance(book, until),
      });
    }
  });

  test('a simulation counts a leap day', () => {
    // Under 2022-09 a joining day after the 28th moves the cycle to the 1st of the next month.
    const state = stateOn(given(init('2023-12-29', { edition: '2022-09' })).book, '2024-01-15');
    const { cycles, grants } = knownFutureOf(state, day('2024-01-15'), rulebooks, 78);
    expect(cycles.map(({ day: at }) => addDays(day('2024-01-15'), at))).toEqual([
      '2024-02-01',
      '2024-03-01',
      '2024-04-01',
    ]);
    // The grant of 1 February 2024 lasts over the leap day, so 366 days; the later ones last 365.
    expect(cycles.map(({ day: at, expires }) => expires - at)).toEqual([366, 365, 365]);
    expect(grants).toEqual([{ left: 40, expires: 349 }]);
    const leap = stateOn(given(init('2024-02-29')).book, '2024-02-29');
    expect(knownFutureOf(leap, day('2024-02-29'), rulebooks, 400).grants).toEqual([{ left: 40, expires: 366 }]);
  });

  test.each([
    ['basic', 5, 3],
    ['basic', 1, 20],
    ['plus', 6, 2],
    ['plus', 6, 9],
  ] as const)('a simulation agrees with the rules: %s, %d Connects every %d days', (membership, cost, every) => {
    const today = '2023-02-10';
    const begun = given(
      init('2023-01-31'),
      ...(membership === 'plus' ? [plan('plus', '2023-02-03')] : []),
      buy(80, today),
    );
    const days = 500;
    const course = knownFutureOf(stateOn(begun.book, today), day(today), rulebooks, days);
    const walked = simulateFuture(course, (on) => (on % every === 0 ? [cost] : []));

    let { book } = begun;
    let [sent, out]: [number, number | null] = [0, null];
    for (let on = 1; on <= days; on += 1) {
      const date = addDays(day(today), on);
      book = attempt(book, renew(date)).book;
      if (on % every !== 0) continue;
      const tried = attempt(book, apply(cost, date));
      if (tried.decision.refusal) out ??= on;
      else if (out === null) sent += 1;
      book = tried.book;
    }
    const lines = linesOf(book, addDays(day(today), days));
    const sum = (kind: string) => lines.reduce((total, row) => (row.kind === kind ? total - row.connects : total), 0);
    expect(walked).toEqual({
      out,
      sent,
      lapsed: sum('expiry'),
      cut: sum('carry-over-cut'),
      left: balance(book, addDays(day(today), days)),
    });
  });
});
