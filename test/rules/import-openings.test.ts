/** After every import the ledger has Upwork's balance, or a warning says that it differs. */
import { describe, expect, test } from 'vitest';
import type { CommandOf } from '../../src/rules/command/command.ts';
import { attempt, type Book, balance, day, given, init, renew, stateOf } from './given.ts';
import { applied, imported, importing, type Row, rows, upwork } from './pages.ts';

const preview = (book: Book, command: CommandOf<'import'>) => {
  const { decision } = attempt(book, command);
  return decision.refusal === null && decision.detail.of === 'import' ? decision.detail.preview : null;
};

describe('a balance typed on the day that the page was saved', () => {
  const page = rows(applied('2026-01-05', 10, 'B'), applied('2026-01-04', 16, 'A'));
  const typed = (connects: number) => init('2026-01-05', { balance: connects, edition: '2026', on: '2026-01-05' });

  test('a balance typed on the day of the page counts all of that day, if that matches Upwork', () => {
    given(typed(279))
      .when(importing(page, upwork(279, '2026-01-05')))
      .warns()
      .leaves({ '2026-01-05': 279 });
  });

  test('a balance typed on the day of the page counts none of that day, if that matches Upwork', () => {
    given(typed(289))
      .when(importing(page, upwork(279, '2026-01-05')))
      .warns()
      .leaves({ '2026-01-05': 279 });
  });

  test('a balance typed on the day of the page that matches Upwork neither way gives a warning', () => {
    given(typed(300))
      .when(importing(page, upwork(279, '2026-01-05')))
      .warns({ code: 'import-differs', upwork: 279, ledger: 290, on: '2026-01-05' });
  });
});

describe('a badge of the day on which an import opened the account', () => {
  const on = '2026-01-05';
  const badge = (connects: number): Row => ({ on, label: 'Availability Badge', connects });
  const page = (left: number, ...list: readonly Row[]) => importing(rows(...list), upwork(left, on));

  test.each([
    ['appears', page(94, applied(on, 6, 'A')), page(93, badge(-1), applied(on, 6, 'A')), 93],
    ['grows', page(93, badge(-1), applied(on, 6, 'A')), page(92, badge(-2), applied(on, 6, 'A')), 92],
    ['is all there is', page(99, badge(-1)), page(98, badge(-2)), 98],
    ['stood below', page(94, applied(on, 6, 'A')), page(92, applied(on, 1, 'B'), badge(-1), applied(on, 6, 'A')), 92],
  ])('a badge that %s on the opening day subtracts only the new part', (_, first, second, left) => {
    const before = imported(first);
    const { decision, book } = attempt(before, second);
    expect(decision).toMatchObject({ warnings: [], detail: { preview: { opening: { connects: 0 }, ledger: left } } });
    expect(balance(book, on)).toBe(left);
  });
});

describe('an older save of a day, imported again', () => {
  const on = '2026-01-05';
  const first = importing(rows(applied(on, 6, 'B'), applied(on, 4, 'A')), upwork(90, on));
  const later = importing(rows(applied(on, 5, 'C'), applied(on, 6, 'B'), applied(on, 4, 'A')), upwork(85, on));

  test('an older save imported again records nothing and gives no warning, as a newer one agreed', () => {
    const { decision, book } = attempt(imported(first, later), first);
    expect(decision).toMatchObject({ warnings: [], entries: [] });
    expect(balance(book, on)).toBe(85);
  });

  test('an older save with new rows gives a warning if its balance differs', () => {
    const more = importing([...rows(applied(on, 3, 'D')), ...first.rows], upwork(60, on));
    expect(attempt(imported(first, later), more).decision).toMatchObject({ warnings: [{ code: 'import-differs' }] });
  });
});

describe('a page saved before the day was over', () => {
  const page = rows(applied('2026-01-05', 10, 'A'), applied('2026-01-04', 16, 'B'));
  const morning = importing(page, upwork(24, '2026-01-05'));
  const applies = { name: 'spend', source: 'other', amount: 4, note: null, on: day('2026-01-05') } as const;

  test('a page saved before the day was over agrees with the balance of that hour, for the day before', () => {
    const ledger = given(init('2026-01-04', { balance: 50, edition: '2026' }), applies);
    const { book } = ledger.when(morning).warns().leaves({ '2026-01-05': 20 });
    expect(stateOf(book).reconciled).toEqual({ on: '2026-01-04', connects: 34 });
  });
});

describe('rows that are found later', () => {
  const whole = [
    applied('2026-01-09', 4, 'D'),
    { on: '2026-01-08', label: 'Availability Badge', connects: -3 },
    applied('2026-01-07', 6, 'C'),
    { on: '2026-01-06', label: 'Availability Badge', connects: -2 },
    applied('2026-01-05', 10, 'A'),
  ];
  const without = whole.filter(({ label }) => label === 'Applied to job');
  const complete = importing(rows(...whole), upwork(40, '2026-01-09'));
  const lossy = importing(rows(...without), upwork(40, '2026-01-09'));

  test('rows found later are added to the opening balance, so the final balance stays the same', () => {
    const book = imported(lossy, complete);
    expect([balance(book, '2026-01-05'), balance(book, '2026-01-08'), balance(book, '2026-01-09')]).toEqual([
      55, 44, 40,
    ]);
    expect(preview(imported(lossy), complete)).toMatchObject({ upwork: 40, ledger: 40 });
  });

  test('rows found later lead to the same daily balances as one import of all rows', () => {
    const [once, later] = [imported(complete), imported(lossy, complete)];
    for (const { on } of whole) expect(balance(later, on)).toBe(balance(once, on));
  });

  test('a row found later for the last reconciled day counts before or after it, as Upwork’s balance shows', () => {
    const evening = [applied('2026-01-09', 5, 'E'), ...whole];
    expect(balance(imported(lossy, importing(rows(...evening), upwork(35, '2026-01-09'))), '2026-01-09')).toBe(35);
    expect(balance(imported(lossy, importing(rows(...evening), upwork(40, '2026-01-09'))), '2026-01-09')).toBe(40);
  });

  test('an older page imported after a newer one does not change the newer final balance', () => {
    const newer = importing(rows(applied('2026-01-20', 7, 'F')), upwork(33, '2026-01-20'));
    const book = imported(newer, lossy, complete);
    expect([balance(book, '2026-01-09'), balance(book, '2026-01-20')]).toEqual([40, 33]);
  });
});

describe('pages that show no balance', () => {
  const parts = [
    [
      { on: '2026-01-03', label: 'Added extra Connects', connects: 40 },
      applied('2026-01-02', 10, 'A'),
      applied('2026-01-01', 16, 'B'),
    ],
    [applied('2026-01-12', 30, 'C'), { on: '2026-01-11', label: 'Added extra Connects', connects: 20 }],
    [applied('2026-01-22', 44, 'D'), applied('2026-01-21', 8, 'E')],
  ].map((list) => importing(rows(...list)));
  const [one, two, three] = parts as [CommandOf<'import'>, CommandOf<'import'>, CommandOf<'import'>];

  test.each([
    [one, two, three],
    [one, three, two],
    [two, one, three],
    [two, three, one],
    [three, one, two],
    [three, two, one],
  ])('pages without a balance lead to the lowest possible balance, in whatever order they come (%#)', (...order) => {
    expect(balance(imported(...order), '2026-01-22')).toBe(0);
  });

  test('a page with a balance corrects the guess made from pages without one', () => {
    const page = importing(rows(applied('2026-01-22', 44, 'D')), upwork(17, '2026-01-22'));
    expect(balance(imported(three, one, page), '2026-01-22')).toBe(17);
    expect(balance(imported(three, page, one), '2026-01-22')).toBe(17);
    expect(preview(imported(three, one), page)).toMatchObject({ upwork: 17, ledger: 17 });
  });

  test('an opening balance typed with --from-opening is not treated as a guess', () => {
    const typed = { ...three, opening: 100 };
    expect(balance(imported(typed, one), '2026-01-22')).toBe(48);
  });
});

describe('the account that an import opens', () => {
  const page = importing(rows(applied('2026-01-09', 4, 'D')), upwork(40, '2026-01-09'));

  test('an account opened by an import has no billing cycles before its first row, whenever its owner joined', () => {
    const joined = importing(page.rows, {
      ...upwork(40, '2026-01-09'),
      opens: { joined: day('2020-05-17'), edition: '2020-12' },
    });
    given(joined).when(renew('2026-01-16')).records();
    given(joined).when(renew('2026-01-18')).records({ kind: 'renewal', on: '2026-01-17' });
  });

  test('an import refuses a joining day after its first row', () => {
    const opens = { joined: day('2026-01-10'), edition: null };
    given()
      .when({ ...page, opens })
      .isRefused({ code: 'invalid-day', given: '2026-01-10', row: '2026-01-09' });
  });

  test('an account opened by an import starts from Upwork’s balance and records how far its rows differ from it', () => {
    const told = { ...page, opening: 50 };
    given()
      .when(told)
      .tells({ preview: { adjustments: [{ connects: -6, on: '2026-01-09' }], ledger: 40 } })
      .leaves({ '2026-01-09': 40 });
  });
});

describe('a page without a balance, after one that was adjusted to its balance', () => {
  const first = importing(rows(applied('2026-01-09', 4, 'D')), { ...upwork(40, '2026-01-09'), opening: 50 });
  const badge = (on: string): Row => ({ on, label: 'Availability Badge', connects: -2 });
  const later = (...list: readonly Row[]) => importing(rows(...list, applied('2026-01-09', 4, 'D')));

  test('a later row takes off what it says, and leaves the days before as they were', () => {
    given(first)
      .when(later(applied('2026-01-10', 3, 'E')))
      .records({ kind: 'proposal', connects: -3 })
      .leaves({ '2026-01-09': 40, '2026-01-10': 37 });
  });

  test('a row before its day adds what it takes to the opening balance, and leaves the adjustment', () => {
    given(first)
      .when(importing(rows(applied('2026-01-09', 4, 'D'), badge('2026-01-08'))))
      .leaves({ '2026-01-08': 50, '2026-01-09': 40 });
  });

  test('a row of its day is found later than the balance, and counts after it', () => {
    given(first)
      .when(later(badge('2026-01-09')))
      .leaves({ '2026-01-09': 38 });
  });
});

describe('a row of tomorrow, since Upwork’s day may have begun already', () => {
  const page = rows(applied('2026-01-10', 4, 'Late'), applied('2026-01-09', 10, 'A'));
  const command = importing(page, { ...upwork(36, '2026-01-10'), on: day('2026-01-09') });

  test('a row of tomorrow counts today, so that the balance matches Upwork', () => {
    const { book } = given(init('2026-01-01', { edition: '2026' }))
      .when(command)
      .warns()
      .leaves({ '2026-01-09': 36 });
    expect(stateOf(book).reconciled).toEqual({ on: '2026-01-09', connects: 36 });
  });

  test.each([
    [36, 36],
    [40, 36],
  ])('a typed balance of %i may include a row of tomorrow or not: the result is %i', (typed, end) => {
    const late = { ...command, rows: page.slice(0, 1) };
    given(init('2026-01-09', { balance: typed, edition: '2026' }))
      .when(late)
      .warns()
      .leaves({ '2026-01-09': end, '2026-01-10': end });
  });

  const longer = { ...command, rows: [...page, ...rows(applied('2026-01-07', 3, 'B'))] };

  test('a balance that did not count a row of tomorrow gives a warning', () => {
    given(init('2026-01-08', { balance: 46, edition: '2026' }))
      .when(longer)
      .warns({ code: 'import-differs', upwork: 36, ledger: 32, on: '2026-01-09' });
  });

  test.each([
    ['alone', command],
    ['with days before', longer],
  ])('a row of tomorrow found later is added to the opening balance (%s)', (_, first) => {
    const badge = rows({ on: '2026-01-10', label: 'Availability Badge', connects: -2 });
    given(first)
      .when({ ...first, rows: [...badge, ...first.rows] })
      .warns()
      .leaves({ '2026-01-09': 36 });
  });

  test('a row of tomorrow without other rows opens the account today', () => {
    given()
      .when({ ...command, rows: page.slice(0, 1) })
      .records(
        { kind: 'opening', connects: 40, on: '2026-01-09' },
        { kind: 'proposal', connects: -4, on: '2026-01-09' },
      )
      .warns()
      .leaves({ '2026-01-09': 36, '2026-01-10': 36 });
  });

  test('a row of tomorrow is recognized the next day, and an identical row of today is not', () => {
    const ledger = given(init('2026-01-01', { edition: '2026' }), command);
    ledger.when(importing(page, { on: day('2026-01-10') })).records();
    ledger
      .when(
        importing(rows(applied('2026-01-09', 4, 'Late'), applied('2026-01-09', 10, 'A')), { on: day('2026-01-10') }),
      )
      .records({ on: '2026-01-09', connects: -4 });
  });
});
