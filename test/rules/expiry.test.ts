/** Connects expire a year after they were granted, and the first to expire are spent first. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { statement } from '../../src/rules/past/statement.ts';
import { EDITIONS } from '../../src/rules/rulebook/editions.ts';
import { foldEntries } from '../../src/rules/state/evolve.ts';
import { EMPTY_STATE } from '../../src/rules/state/state.ts';
import {
  addDays,
  cycleStart,
  type Day,
  daysBetween,
  daysFrom,
  isDay,
  monthsLater,
} from '../../src/rules/values/calendar.ts';
import { type Entry, inOrder } from '../../src/rules/vocabulary/transaction.ts';
import {
  bring,
  buy,
  day,
  earn,
  follow,
  given,
  init,
  linesOf,
  reconcile,
  renew,
  spend,
  transactionsOf,
} from './given.ts';

describe('a grant', () => {
  test('a grant is usable until the day before its anniversary, and expires on the anniversary', () => {
    given(init('2021-03-15')).leaves({ '2022-03-14': 40, '2022-03-15': 0 });
  });

  test('a grant can be spent on its last day, but not on the day after', () => {
    const ledger = given(init('2021-03-15'));
    ledger.when(spend(40, '2022-03-14')).leaves({ '2022-03-14': 0 });
    ledger.when(spend(1, '2022-03-15')).isRefused({ code: 'insufficient-connects', balance: 0, missing: 1 });
  });

  test('a grant of 29 February expires on 1 March', () => {
    given(init('2020-01-01'), buy(10, '2020-02-29')).leaves({ '2021-02-28': 10, '2021-03-01': 0 });
  });

  test('a grant of 28 February before a leap year expires on 28 February', () => {
    given(init('2019-02-28')).leaves({ '2020-02-27': 40, '2020-02-28': 0 });
  });

  test('a grant under a rulebook with other terms lasts as long as that rulebook says', () => {
    const [, base] = EDITIONS;
    if (!base) throw new Error('no edition');
    const mine = { ...base, id: 'mine', since: day('2021-01-01'), expiry: { months: 1, source: 'mine' } };
    given(init('2021-01-01'), bring(mine, '2021-01-01'), follow('mine', '2021-01-02'))
      .when(buy(10, '2021-01-31'))
      .records({ expiresOn: '2021-03-01' })
      .leaves({ '2021-02-28': 50, '2021-03-01': 40 });
  });
});

describe('spending', () => {
  const three = [init('2021-01-01'), earn('survey', '2021-03-01', { amount: 5 }), buy(10, '2021-02-01')] as const;

  test('spending takes what expires first, in whatever order it was recorded', () => {
    given(...three)
      .holds('2021-04-01', [
        [40, '2022-01-01'],
        [10, '2022-02-01'],
        [5, '2022-03-01'],
      ])
      .when(spend(45, '2021-04-01'))
      .holds('2021-04-01', [
        [5, '2022-02-01'],
        [5, '2022-03-01'],
      ]);
  });

  test('spending takes the grant with the lower number first when two expire on the same day', () => {
    const { book } = given(init('2021-01-01'), buy(10, '2021-02-01'), buy(20, '2021-02-01'), spend(45, '2021-02-02'));
    given(init('2021-01-01'), buy(10, '2021-02-01'), buy(20, '2021-02-01'), spend(45, '2021-02-02')).holds(
      '2021-02-02',
      [
        [5, '2022-02-01'],
        [20, '2022-02-01'],
      ],
    );
    expect(book.entries).toHaveLength(5);
  });

  test('spending takes an opening balance that expires early before older grants', () => {
    given(
      init('2021-01-01', { balance: 30, expiresOn: day('2021-12-01') }),
      buy(10, '2021-01-02'),
      spend(5, '2021-01-03'),
    )
      .holds('2021-01-03', [
        [25, '2021-12-01'],
        [10, '2022-01-02'],
      ])
      .leaves({ '2021-12-01': 10 });
  });
});

describe('the statement', () => {
  test('the statement has a line for each grant that expired, before the entries of that day', () => {
    const { book } = given(init('2021-01-01'), spend(15, '2021-02-01'), buy(20, '2021-12-31'), buy(10, '2022-01-01'));
    const lines = linesOf(book, '2022-12-31').map(({ on, kind, connects, balance, id }) => [
      on,
      kind,
      connects,
      balance,
      id,
    ]);
    expect(lines).toEqual([
      ['2021-01-01', 'signup', 40, 40, 1],
      ['2021-02-01', 'other', -15, 25, 2],
      ['2021-12-31', 'purchase', 20, 45, 3],
      ['2022-01-01', 'expiry', -25, 20, null],
      ['2022-01-01', 'purchase', 10, 30, 4],
      ['2022-12-31', 'expiry', -20, 10, null],
    ]);
  });

  test('the statement shows an undone entry beside its reversal, and expiries as if neither existed', () => {
    const { book } = given(init('2021-01-01'), spend(15, '2021-02-01'), buy(20, '2022-01-05'));
    const held = book.entries.map((entry) => ({ entry, live: true }));
    const [undone] = transactionsOf(given(init('2021-01-01'), buy(10, '2021-12-03')).book.entries).slice(1);
    if (!undone) throw new Error('no purchase');
    const reversal = {
      ...undone,
      id: 5,
      kind: 'reversal' as const,
      connects: -10,
      expiresOn: null,
      reverses: undone.id,
    };
    const both = [undone, reversal].map((entry) => ({ entry, live: false }));
    const lines = statement(EMPTY_STATE, [...held.slice(0, 3), ...both, ...held.slice(3)], day('2023-01-05'));
    expect(lines.map(({ on, kind, balance }) => [on, kind, balance])).toEqual([
      ['2021-01-01', 'signup', 40],
      ['2021-02-01', 'other', 25],
      ['2021-12-03', 'purchase', 35],
      ['2021-12-03', 'reversal', 25],
      ['2022-01-01', 'expiry', 0],
      ['2022-01-05', 'purchase', 20],
      ['2023-01-05', 'expiry', 0],
    ]);
  });

  test('the statement has no expiry line for a grant that was fully spent', () => {
    const { book } = given(init('2021-01-01'), spend(40, '2021-02-01'));
    expect(linesOf(book, '2023-01-01').map(({ kind }) => kind)).toEqual(['signup', 'other']);
  });
});

test('a Basic account that is renewed after a long absence has the last twelve grants of ten', () => {
  const idle = given(init('2021-01-10'), renew('2022-05-01'));
  idle.leaves({ '2022-01-09': 150, '2022-01-10': 120, '2022-05-01': 120 });
  given(init('2021-01-10')).leaves({ '2022-05-01': 0 });
});

test('an upward adjustment expires a year later', () => {
  given(init('2021-01-10'), reconcile(45, '2021-02-01', true)).leaves({ '2022-01-10': 5, '2022-02-01': 0 });
});

describe('the calendar', () => {
  test('a day is valid only if it exists and is written out in full', () => {
    for (const text of ['2021-01-01', '2024-02-29', '2000-02-29', '9999-12-31']) expect(isDay(text), text).toBe(true);
    for (const text of ['2026-02-29', '2100-02-29', '2021-13-01', '2021-00-01', '2021-04-31', '0999-01-01'])
      expect(isDay(text), text).toBe(false);
    for (const text of ['2021-1-1', ' 2021-01-01', '2021-01-01T00:00', '２０２１-01-01', '2021-01-01\n', ''])
      expect(isDay(text), text).toBe(false);
  });

  test('the days between two dates are counted across months, leap days and clock changes', () => {
    expect(addDays(day('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addDays(day('2021-03-01'), -1)).toBe('2021-02-28');
    expect(addDays(day('2021-12-31'), 1)).toBe('2022-01-01');
    const days = daysFrom(day('2023-12-30'), 430);
    expect(days).toEqual(days.map((_, i) => addDays(day('2023-12-30'), i)));
    expect(daysBetween(day('2021-03-01'), day('2021-04-01'))).toBe(31);
    expect(daysBetween(day('2021-11-30'), day('2021-10-01'))).toBe(-60);
  });

  test('a date that a short month does not have moves to the 1st of the next month', () => {
    expect(monthsLater(day('2021-01-31'), 1)).toBe('2021-03-01');
    expect(monthsLater(day('2021-01-31'), 2)).toBe('2021-03-31');
    expect(monthsLater(day('2020-02-29'), 12)).toBe('2021-03-01');
    expect(monthsLater(day('2020-02-29'), 48)).toBe('2024-02-29');
    expect(cycleStart(day('2021-01-31'), 1, 31)).toBe('2021-03-01');
    expect(cycleStart(day('2021-01-15'), 13, 14)).toBe('2022-03-01');
  });

  const inMonth = (month: number, date: string): Day =>
    day(`${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-${date}`);
  // Most tested days are near the end of February, in leap years and in other years.
  const anyMonth = fc.integer({ min: 12 * 1996, max: 12 * 2104 });
  const february = fc.integer({ min: 1996, max: 2104 }).map((year) => 12 * year + 1);
  const anyDay = fc
    .tuple(fc.oneof(anyMonth, february), fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constantFrom(28, 29, 30, 31)))
    .map(([month, date]) => ({ month, date: String(date).padStart(2, '0') }))
    .filter(({ month, date }) => isDay(inMonth(month, date)));
  const anySpan = fc.oneof(fc.integer({ min: -40, max: 40 }), fc.constantFrom(12, 24, 48, -12));

  test('adding months keeps the date or moves to the 1st of the next month, and subtracting them reverses it', () => {
    fc.assert(
      fc.property(anyDay, anySpan, ({ month, date }, months) => {
        const from = inMonth(month, date);
        const there = monthsLater(from, months);
        const same = inMonth(month + months, date);
        expect(there).toBe(isDay(same) ? same : inMonth(month + months + 1, '01'));
        if (isDay(same)) expect(monthsLater(there, -months)).toBe(from);
      }),
      { numRuns: 2000, seed: 20_201_201 },
    );
  });

  test('billing cycles start once a month, on a date that every month has', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 28 }), ({ month, date }, lastDay) => {
        const starts = Array.from({ length: 15 }, (_, k) => cycleStart(inMonth(month, date), k + 1, lastDay));
        const isMoved = Number(date) > lastDay;
        expect(starts).toEqual(
          starts.map((_, k) => (isMoved ? inMonth(month + k + 2, '01') : inMonth(month + k + 1, date))),
        );
      }),
      { numRuns: 300, seed: 20_201_201 },
    );
  });
});

test('of two grants that expire on one day, the first recorded is spent first, whatever its number is', () => {
  const { commands } = given(init('2021-03-15'), buy(10, '2021-04-01'), buy(20, '2021-04-01')).book;
  const [opened = [], first = [], second = []] = commands;
  // Another copy can have these numbers if it merged the first grant after recording the second.
  const renumbered = [
    ...first.map((entry) => ({ ...entry, id: 3, seq: 9 })),
    ...second.map((entry) => ({ ...entry, id: 2 })),
  ] as Entry[];
  const { grants } = foldEntries(EMPTY_STATE, [...opened, ...renumbered].sort(inOrder));
  expect(grants.map(({ id, left }) => [id, left])).toEqual([
    [1, 40],
    [3, 10],
    [2, 20],
  ]);
});
