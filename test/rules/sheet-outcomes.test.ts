/** What a sheet of one's own says of its proposals becomes theirs, once, and never leads back from what is known. */
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/rules/vocabulary/outcomes.ts';
import type { SheetNotes } from '../../src/rules/vocabulary/upwork-row.ts';
import { apply, attempt, day, given, init, join, mark, stateOf } from './given.ts';
import { applied, importing, page, rows, shown } from './pages.ts';

const joined = init('2026-01-01', { edition: '2026' });
const said = (...outcomes: readonly (Outcome | readonly [Outcome, string])[]): SheetNotes => ({
  client: 'Ada',
  note: 'asked twice',
  outcomes: outcomes.map((each) =>
    typeof each === 'string' ? { outcome: each, on: null } : { outcome: each[0], on: day(each[1]) },
  ),
});
const sheet = (notes: SheetNotes, title = 'A zine') =>
  importing(rows(applied('2026-01-05', 8, title, { sheet: notes })));

describe('a proposal of a sheet', () => {
  test('a proposal has the client, the note and the outcome that the sheet says, on the day that it says', () => {
    given(joined, sheet(said(['replied', '2026-01-09'], 'lost'))).proposal(1, {
      client: 'Ada',
      note: 'asked twice',
      status: 'lost',
      statusOn: day('2026-02-01'),
      reached: 2,
      repliedOn: day('2026-01-09'),
      cost: 8,
    });
  });

  test('a day before the proposal, or after the import, is not believed', () => {
    for (const on of ['2026-01-04', '2026-02-02']) {
      given(joined, sheet(said(['viewed', on]))).proposal(1, { status: 'viewed', statusOn: day('2026-02-01') });
    }
  });

  test('the same sheet again records nothing, and a later one only what came since', () => {
    const before = given(joined, sheet(said('viewed')));
    for (const again of [sheet(said('viewed')), sheet(said())]) {
      expect(attempt(before.book, again).decision).toMatchObject({ refusal: null, entries: [] });
    }
    given(joined, sheet(said('viewed')), sheet(said('hired'))).proposal(1, { status: 'hired', cost: 8 });
  });

  test('a typed proposal gets the client and the note that it lacks, and keeps its own', () => {
    const typed = (more: object) => [joined, apply(8, '2026-01-05', { title: 'A zine', ...more })] as const;
    given(...typed({}), sheet(said())).proposal(1, { client: 'Ada', note: 'asked twice' });
    given(...typed({ client: 'Mr. Byron', note: 'quick' }), sheet(said())).proposal(1, {
      client: 'Mr. Byron',
      note: 'quick',
    });
  });

  test('a proposal that the history or a Proposals page brought gets all that the sheet says, once', () => {
    const hired = sheet({ ...said('hired'), valueCents: 30000 });
    const brought = {
      history: [importing(rows(applied('2026-01-05', 8, 'A zine')))],
      page: [page([shown('A zine', '2026-01-05')])],
      'page and join': [
        apply(8, '2026-01-06', { title: 'mine' }),
        page([shown('A zine of 24 pages', '2026-01-05')]),
        join(1, 2),
      ],
    };
    for (const before of Object.values(brought)) {
      const { book } = given(joined, ...before, hired).proposal(1, {
        ...{ client: 'Ada', note: 'asked twice', valueCents: 30000 },
        ...{ status: 'hired', cost: 8, costUnknown: false },
      });
      expect(attempt(book, hired).decision).toMatchObject({ refusal: null, entries: [] });
    }
  });

  test('an outcome that was typed is not overruled by one before it', () => {
    const ended = page([shown('A zine', '2026-01-05', { section: 'archived', outcome: 'hired' })]);
    given(joined, ended, sheet(said(['viewed', '2026-01-09']))).proposal(1, { status: 'hired', cost: 8 });
    const typed = [joined, apply(8, '2026-01-05', { title: 'A zine' })] as const;
    given(...typed, mark(1, 'hired', '2026-01-07'), sheet(said('viewed', 'lost'))).proposal(1, { status: 'hired' });
    given(...typed, mark(1, 'viewed', '2026-01-07'), sheet(said('replied'))).proposal(1, {
      status: 'replied',
      cost: 8,
    });
  });

  test('two proposals of one day and title have their own outcomes', () => {
    const twice = importing(
      rows(
        applied('2026-01-05', 8, 'A zine', { sheet: said('declined') }),
        applied('2026-01-05', 8, 'A zine', { sheet: said('viewed') }),
      ),
    );
    given(joined, twice).proposal(1, { status: 'viewed' }).proposal(2, { status: 'declined' });
  });
});

describe('a sheet that says that nothing came back', () => {
  const silent = { ...said(), isSilent: true } as const;

  test('the proposal is seen on the day of the import, so that its outcome is known', () => {
    given(joined, sheet(silent)).proposal(1, { status: 'sent', seenOn: day('2026-02-01') });
    given(joined, apply(8, '2026-01-05', { title: 'A zine' }), sheet(silent)).proposal(1, {
      status: 'sent',
      seenOn: day('2026-02-01'),
    });
  });

  test('the same sheet again records nothing, and an outcome that is known stays', () => {
    const { book } = given(joined, sheet(silent));
    expect(attempt(book, sheet(silent)).decision).toMatchObject({ refusal: null, entries: [] });
    const replied = given(joined, apply(8, '2026-01-05', { title: 'A zine' }), mark(1, 'replied', '2026-01-07'));
    const { book: after } = attempt(replied.book, sheet(silent));
    expect(stateOf(after).proposals.get(1)).toMatchObject({ status: 'replied', seenOn: null });
  });
});

describe('a sheet whose costs were corrected', () => {
  const BID = 'Connects bid for boosted proposal.';
  const line = (cost: number, boost = 0, more: SheetNotes = said()) => [
    ...(boost > 0 ? [{ on: '2026-01-05', label: BID, title: 'A zine', connects: -boost }] : []),
    applied('2026-01-05', cost, 'A zine', { sheet: more }),
  ];
  const first = importing(rows(...line(8, 4)));

  test('its line meets the proposal that it brought before, which keeps its cost, and both costs are named', () => {
    const { book } = given(joined, first);
    const { decision } = attempt(book, importing(rows(...line(9, 5))));
    expect(decision).toMatchObject({
      entries: [],
      warnings: [
        { code: 'cost-differs', proposal: 1, what: 'cost', recorded: 8, sheet: 9 },
        { code: 'cost-differs', proposal: 1, what: 'boost', recorded: 4, sheet: 5 },
      ],
    });
  });

  test('what became of it is taken all the same', () => {
    given(joined, first, importing(rows(...line(9, 4, said('hired'))))).proposal(1, { status: 'hired', cost: 8 });
  });

  test('two lines of one day and title remain two proposals, of which each meets its own', () => {
    const { book } = given(joined, importing(rows(...line(8), ...line(6))));
    expect([...stateOf(book).proposals.values()].map(({ cost }) => cost)).toEqual([6, 8]);
    expect(attempt(book, importing(rows(...line(8), ...line(6)))).decision).toMatchObject({
      entries: [],
      warnings: [],
    });
    expect(attempt(book, importing(rows(...line(9), ...line(6)))).decision).toMatchObject({
      entries: [],
      warnings: [{ code: 'cost-differs', proposal: 2, recorded: 8, sheet: 9 }],
    });
    const { book: more } = attempt(book, importing(rows(...line(8), ...line(6), ...line(9))));
    expect(stateOf(more).proposals.size).toBe(3);
  });

  test('a proposal that Upwork charged meets the line with another cost as well', () => {
    const history = importing(rows(applied('2026-01-05', 8, 'A zine', { upworkId: '9000000001' })));
    const { decision } = attempt(given(joined, history).book, importing(rows(...line(9))));
    expect(decision).toMatchObject({
      entries: [{ body: { kind: 'described' } }],
      warnings: [{ code: 'cost-differs', recorded: 8, sheet: 9 }],
    });
  });

  test('rows of Upwork itself with another cost are other proposals', () => {
    const page = (cost: number) => importing(rows(applied('2026-01-05', cost, 'A zine')));
    const { book } = given(joined, page(8), page(9));
    expect(stateOf(book).proposals.size).toBe(2);
  });
});

describe('what a sheet says that a proposal earned', () => {
  const earned = (valueCents: number) => sheet({ ...said(), valueCents });

  test('a proposal that a sheet brings has its value, and the same sheet again adds nothing', () => {
    const { book } = given(joined, earned(40000)).proposal(1, { valueCents: 40000 });
    expect(attempt(book, earned(40000)).decision).toMatchObject({ refusal: null, entries: [], warnings: [] });
  });

  test('a proposal that was typed without a value gets that of the sheet', () => {
    const typed = [joined, apply(8, '2026-01-05', { title: 'A zine', client: 'Bo' })] as const;
    given(...typed, earned(40000)).proposal(1, { valueCents: 40000, client: 'Bo', cost: 8 });
  });

  test('a proposal that was typed in other words gets the value and the outcome of its row', () => {
    const typed = [joined, apply(8, '2026-01-05', { title: 'A zine about snails' })] as const;
    given(...typed, sheet({ ...said('hired'), valueCents: 40000 })).proposal(1, { valueCents: 40000, status: 'hired' });
  });

  test('a hire that earned nothing has that value, which is said once', () => {
    const nothing = sheet({ ...said('hired'), valueCents: 0 });
    const { decision, book } = attempt(given(joined).book, nothing);
    expect(decision).toMatchObject({ warnings: [{ code: 'value-zero', proposals: [1] }] });
    expect(stateOf(book).proposals.get(1)).toMatchObject({ status: 'hired', valueCents: 0 });
    expect(attempt(book, nothing).decision).toMatchObject({ entries: [], warnings: [] });
    const typed = given(joined, apply(8, '2026-01-05', { title: 'A zine' })).book;
    expect(attempt(typed, nothing).decision).toMatchObject({ warnings: [{ code: 'value-zero', proposals: [1] }] });
  });

  test('a value that is recorded stays, and the other one is named', () => {
    const { book } = given(joined, earned(40000));
    expect(attempt(book, earned(50000)).decision).toMatchObject({
      entries: [],
      warnings: [{ code: 'value-differs', proposal: 1, recorded: 40000, sheet: 50000 }],
    });
  });
});
