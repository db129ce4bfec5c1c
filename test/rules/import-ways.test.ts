/** When a row of a page and something in the ledger are one: each way by itself, up to where it ends. */
import { describe, expect, test } from 'vitest';
import {
  LIKELY_WAYS,
  likenessToTitles,
  type TypedEntry,
  wayBetween,
} from '../../src/rules/import/match/entry-match-ways.ts';
import { indexKnownRows } from '../../src/rules/import/match/known-rows.ts';
import { type KnownJob, meetJobs } from '../../src/rules/import/match/meet-jobs.ts';
import { indexProposals } from '../../src/rules/import/post/proposal-index.ts';
import type { Kind } from '../../src/rules/vocabulary/kinds.ts';
import type { Transaction } from '../../src/rules/vocabulary/transaction.ts';
import { apply, attempt, day, given, init, mark, spend, stateOf, transactionsOf } from './given.ts';
import { applied, importing, type Row, rows } from './pages.ts';

const [, some] = transactionsOf(
  given(init('2026-01-01', { edition: '2026', balance: 90 }), apply(8, '2026-01-10')).book.entries,
);
if (!some) throw new Error('there is an entry');
const KEY = '~01aaaaaaaaaaaaaaaaaa';
const entry = (
  more: Partial<Omit<Transaction, 'on'>> & { on?: string } = {},
  of: Partial<TypedEntry> = {},
): TypedEntry => ({
  transaction: { ...some, ...more, on: day(more.on ?? '2026-01-10') },
  key: null,
  titles: ['Logo for a bakery'],
  ...of,
});
const row = (more: Partial<Row> = {}) => {
  const [only] = rows({ ...applied('2026-01-10', 8, 'Logo for a bakery'), ...more });
  if (!only) throw new Error('there is a row');
  return only;
};
const NONE = () => new Set<number>();
const way = (of: Partial<Row>, typed: TypedEntry, proposals = NONE, boost?: () => number) =>
  wayBetween(row(of), typed, proposals, boost)?.way ?? null;

describe('A row and a typed entry', () => {
  test('the same key is one job up to a week apart, whatever it is called and costs', () => {
    const keyed = entry({ connects: -5 }, { key: KEY, titles: ['Mine'] });
    expect(way({ jobKey: KEY, on: '2026-01-17' }, keyed)).toBe('key');
    expect(way({ jobKey: KEY, on: '2026-01-03' }, keyed)).toBe('key');
    expect(way({ jobKey: KEY, on: '2026-01-18' }, keyed)).toBeNull();
    expect(way({ jobKey: '~01bbbbbbbbbbbbbbbbbb' }, entry({}, { key: KEY }))).toBeNull();
  });

  test('the day, the amount and a title that is a part of the other make them one', () => {
    expect(way({}, entry())).toBe('title');
    expect(way({ title: 'a bakery' }, entry())).toBe('title');
    expect(way({ on: '2026-01-11' }, entry())).toBe('next-day');
    expect(way({ on: '2026-01-09' }, entry())).toBe('next-day');
    expect(way({ on: '2026-01-12' }, entry())).toBeNull();
  });

  test('the title and the day are enough for another amount, of a proposal or a boost alone', () => {
    expect(way({ connects: -9 }, entry())).toBe('amount');
    expect(way({ connects: -9, on: '2026-01-11' }, entry())).toBe('near');
    const badge = { label: 'Availability Badge', title: null };
    expect(way({ ...badge, connects: -9 }, entry({ kind: 'availability-badge' }, { titles: [] }))).toBeNull();
  });

  test('some words in common, or no title at all, are enough for the same amount', () => {
    expect(way({ title: 'bakery logo sign' }, entry())).toBe('words');
    expect(way({ title: 'bakery logo sign', on: '2026-01-11' }, entry())).toBe('next-day-words');
    expect(way({ title: null }, entry())).toBe('words');
    expect(way({ title: null }, entry({ connects: -7 }))).toBeNull();
    expect(way({ title: 'bakery logo sign', connects: -9 }, entry())).toBeNull();
  });

  test('other words are one only by the day and the amount', () => {
    expect(way({ title: 'Zine' }, entry())).toBe('day');
    expect(way({ title: 'Zine', on: '2026-01-11' }, entry())).toBe('near');
    expect(way({ title: 'Zine', connects: -9 }, entry())).toBeNull();
  });

  test('a cost with its boost is the row and its boost together, up to a day apart', () => {
    const whole = entry({ connects: -20 }, { titles: ['Mine'] });
    const boosted = () => -12;
    expect(way({ title: 'Zine' }, whole, NONE, boosted)).toBe('total');
    expect(way({ title: 'Zine', on: '2026-01-11' }, whole, NONE, boosted)).toBe('total');
    expect(way({ title: 'Zine', on: '2026-01-12' }, whole, NONE, boosted)).toBeNull();
    expect(way({ title: 'Zine' }, entry({ connects: -21 }, { titles: ['Mine'] }), NONE, boosted)).toBeNull();
    expect(way({ title: 'Zine' }, whole, NONE, () => 0)).toBeNull();
    expect(LIKELY_WAYS).toEqual(new Set(['total', 'late']));
  });

  test('what was typed late has the same amount, a like title and a day within the week after', () => {
    const late = (on: string) => entry({ on });
    expect(way({}, late('2026-01-17'))).toBe('late');
    expect(way({}, late('2026-01-18'))).toBeNull();
    expect(way({}, late('2026-01-08'))).toBeNull();
    expect(way({ title: 'bakery logo sign' }, late('2026-01-13'))).toBe('late');
    expect(way({ title: 'Zine' }, late('2026-01-13'))).toBeNull();
    expect(way({ connects: -9 }, late('2026-01-13'))).toBeNull();
  });

  test('what came of a proposal is the row of it, whatever its day, and never more than was recorded', () => {
    const refund = (connects: number, on: string, kind: Kind = 'refund') =>
      entry({ on, kind, connects, proposal: 3 }, { titles: ['Mine'] });
    const back = { label: 'Job cancelled', title: 'Zine' };
    const of = () => new Set([3]);
    expect(way({ ...back, connects: 8 }, refund(8, '2026-03-11'), of)).toBe('proposal');
    expect(way({ ...back, connects: 6 }, refund(8, '2026-03-11'), of)).toBe('proposal');
    expect(way({ ...back, connects: 9 }, refund(8, '2026-03-11'), of)).toBeNull();
    expect(way({ ...back, connects: 8 }, refund(8, '2026-03-12'), of)).toBeNull();
    expect(way({ ...back, connects: 8 }, refund(8, '2026-03-11'), NONE)).toBeNull();
    expect(
      way({ ...back, connects: 8 }, entry({ ...refund(8, '2026-03-11').transaction, proposal: null }), of),
    ).toBeNull();
  });

  test('a boost of its proposal is the row of a day beside it, unless the row is the final charge of another bid', () => {
    const boost = (connects: number, on = '2026-01-10') =>
      entry({ kind: 'boost', connects, proposal: 3, on }, { titles: ['Mine'] });
    const of = () => new Set([3]);
    const bid = { label: 'Connects bid for boosted proposal.', title: 'Zine', connects: -12 };
    expect(way(bid, boost(-9), of)).toBe('proposal');
    expect(way(bid, boost(-9, '2026-01-11'), of)).toBe('proposal');
    expect(way(bid, boost(-9, '2026-01-12'), of)).toBeNull();
    const charged = { ...bid, label: 'We accepted your bid to boost a proposal. This is the final bid charge.' };
    expect(way(charged, boost(-9), of)).toBeNull();
    expect(way(charged, boost(-12), of)).toBe('proposal');
  });

  test('another kind is never one, but for a label that nobody knows', () => {
    expect(way({}, entry({ kind: 'boost' }))).toBeNull();
    expect(way({ label: 'Something new', title: null }, entry({ kind: 'other' }, { titles: [] }))).toBe('words');
    expect(way({ label: 'Something new', title: null }, entry({ kind: 'proposal' }, { titles: [] }))).toBeNull();
  });

  test('of several, the nearest has the least between its amounts, then its titles, then its days', () => {
    const distance = (of: Partial<Row>, typed = entry()) => wayBetween(row(of), typed, NONE)?.distance ?? null;
    expect(distance({})).toBe(0);
    expect(distance({ on: '2026-01-11' })).toBe(1);
    expect(distance({ title: 'a bakery' })).toBe(100);
    expect(distance({ connects: -10 })).toBe(2000);
    expect(distance({ title: null })).toBe(500);
  });

  test('a job known under several titles is as near as the nearest of them', () => {
    expect(likenessToTitles('Logo', ['Zine', 'logo'])).toBe(0);
    expect(likenessToTitles('Logo', ['Zine'])).toBe(20);
    expect(likenessToTitles(null, ['Zine'])).toBe(10);
    expect(likenessToTitles('Logo', [])).toBe(10);
  });
});

describe('A row of a Proposals page and a proposal', () => {
  const job = (name: string, more: Partial<Omit<KnownJob, 'on'>> & { on?: string } = {}) => ({
    name,
    ...{ isExact: true, isTyped: false, upworkId: null, key: null, titles: ['Logo for a bakery'] },
    ...more,
    on: day(more.on ?? '2026-01-10'),
  });
  const meet = (
    list: readonly ReturnType<typeof job>[],
    known: readonly ReturnType<typeof job>[],
    takesFirst = false,
  ) => {
    const { met, unsure } = meetJobs(list, known, { takesFirst });
    return {
      met: [...met].map(([a, b]) => `${a.name}=${b.known.name} ${b.way}`),
      unsure: [...unsure].map(({ name }) => name),
    };
  };
  const one = (a: Parameters<typeof job>[1], b: Parameters<typeof job>[1]) =>
    meet([job('row', a)], [job('own', b)]).met[0]?.split(' ')[1] ?? null;

  test('an id of Upwork decides before all else', () => {
    expect(one({ upworkId: '1', titles: ['Zine'], on: '2026-03-01' }, { upworkId: '1' })).toBe('id');
    expect(one({ upworkId: '1' }, { upworkId: '2' })).toBeNull();
    expect(one({ upworkId: '1', key: KEY }, { upworkId: '1', key: '~01bbbbbbbbbbbbbbbbbb' })).toBe('id');
    expect(one({ upworkId: '1' }, {})).toBe('title');
  });

  test('the key of a job decides on the day, and within a week where one of the days was typed', () => {
    expect(one({ key: KEY, titles: ['Zine'] }, { key: KEY })).toBe('key');
    expect(one({ key: KEY, titles: ['Zine'], on: '2026-01-11' }, { key: KEY })).toBeNull();
    expect(one({ key: KEY, titles: ['Zine'], on: '2026-01-17' }, { key: KEY, isExact: false })).toBe('key');
    expect(one({ key: KEY, titles: ['Zine'], on: '2026-01-18' }, { key: KEY, isExact: false })).toBeNull();
    expect(one({ key: KEY, isExact: false }, { key: '~01bbbbbbbbbbbbbbbbbb' })).toBeNull();
  });

  test('a title decides on its day, and on the day beside it where one of the days was typed', () => {
    expect(one({}, {})).toBe('title');
    expect(one({ on: '2026-01-11' }, {})).toBeNull();
    expect(one({ on: '2026-01-11' }, { isExact: false })).toBe('next-day');
    expect(one({ on: '2026-01-12' }, { isExact: false })).toBeNull();
    expect(one({ titles: ['bakery logo sign'] }, {})).toBeNull();
  });

  test('some words or none decide only for what was typed', () => {
    expect(one({ titles: ['bakery logo sign'] }, { isTyped: true })).toBe('words');
    expect(one({ titles: ['bakery logo sign'], on: '2026-01-09' }, { isTyped: true })).toBe('next-day-words');
    expect(one({ titles: ['Zine'] }, { isTyped: true })).toBe('day');
    expect(one({ titles: ['Zine'], on: '2026-01-09' }, { isTyped: true })).toBeNull();
    expect(one({ titles: ['Zine'] }, {})).toBeNull();
    expect(one({}, { isTyped: true, titles: [] })).toBe('words');
  });

  test('each is one of one, the most certain way first', () => {
    const list = [job('a', { titles: ['Zine'] }), job('b', { titles: ['Logo'] })];
    const known = [job('own', { isTyped: true }), job('other', { isTyped: true, titles: ['Book'] })];
    expect(meet(list, known)).toEqual({ met: ['b=own title', 'a=other day'], unsure: [] });
  });

  test('rows of one title are sure only where proposals are as many, or where the first is taken', () => {
    const twice = [job('a'), job('b')];
    expect(meet([job('row')], twice)).toEqual({ met: [], unsure: ['row'] });
    expect(meet([job('row')], twice, true)).toEqual({ met: ['row=a title'], unsure: [] });
    expect(meet([job('one'), job('two')], twice)).toEqual({ met: ['one=a title', 'two=b title'], unsure: [] });
    expect(meet([job('one'), job('two')], [job('a')])).toEqual({ met: ['one=a title'], unsure: [] });
    expect(meet([job('row')], [job('a'), job('near', { titles: ['Logo'] })])).toEqual({
      met: ['row=a title'],
      unsure: [],
    });
  });
});

describe('Rows that earlier imports brought', () => {
  const opened = init('2026-01-01', { balance: 100, edition: '2026', on: '2026-01-01' });
  const bring = (...list: readonly Row[]) =>
    indexKnownRows(
      attempt(given(opened, spend(1, '2026-01-02', 'availability-badge')).book, importing(rows(...list))).book.entries,
    );
  const [zine] = rows(applied('2026-01-05', 8, 'Zine'));
  const [labelled] = rows({ on: '2026-01-05', label: 'Something new', connects: -3 });
  if (!zine || !labelled) throw new Error('there are rows');

  test('an equal row is found as often as it was seen, and no oftener', () => {
    const known = bring(applied('2026-01-05', 8, 'Zine'), applied('2026-01-05', 8, 'Zine'));
    const ids = [known.claim(zine)?.id, known.claim(zine)?.id, known.claim(zine)?.id];
    expect(ids[0]).toBeLessThan(ids[1] ?? 0);
    expect(ids[2]).toBeUndefined();
  });

  test('a row of another day, amount or title is another one', () => {
    const known = bring(applied('2026-01-05', 8, 'Zine'));
    expect(known.claim({ ...zine, on: day('2026-01-06') })).toBeNull();
    expect(known.claim({ ...zine, connects: -9 })).toBeNull();
    expect(known.claim({ ...zine, title: 'Book' })).toBeNull();
    expect(known.claimJob({ ...zine, connects: -9, title: 'zine!' })).not.toBeNull();
    expect(known.claimJob(zine)).toBeNull();
  });

  test('an id tells rows apart where both have one, and claims its row', () => {
    const known = bring(applied('2026-01-05', 8, 'Zine', { upworkId: 'a' }));
    expect(known.claim({ ...zine, upworkId: 'b' })).toBeNull();
    expect(known.byId('b')).toBeNull();
    expect(known.byId('a')).not.toBeNull();
    expect(known.claim(zine)).toBeNull();
  });

  test('a row without a label is one whose label nobody knows, but no job and no badge', () => {
    const relabelled = (was: Row, label: string | null) => bring(was).claimRelabelled({ ...labelled, label });
    const at = { on: '2026-01-05', connects: -3 };
    expect(relabelled({ ...at, label: 'Something new' }, null)).not.toBeNull();
    expect(relabelled({ ...at, label: 'Something new' }, 'Connects expired')).not.toBeNull();
    expect(relabelled({ ...at, label: 'Something new' }, 'Something new')).toBeNull();
    expect(relabelled({ ...at, label: null }, 'Availability Badge')).toBeNull();
    expect(relabelled({ ...at, label: null }, 'Applied to job')).toBeNull();
    expect(relabelled({ ...at, label: null }, 'Something new')).not.toBeNull();
  });

  test('what was typed is told apart from what pages brought, and the badge is added up by day', () => {
    const known = bring(applied('2026-01-05', 8, 'Zine'), {
      on: '2026-01-05',
      label: 'Availability Badge',
      connects: -2,
    });
    expect(known.typed.map(({ kind }) => kind)).toEqual(['opening', 'availability-badge']);
    expect([...known.badgeSpending]).toEqual([
      ['2026-01-02', 1],
      ['2026-01-05', 2],
    ]);
  });
});

describe('The proposal that a row of the history belongs to', () => {
  const { book } = given(
    init('2026-01-01', { balance: 200, edition: '2026', on: '2026-01-01' }),
    apply(8, '2026-01-05', { title: 'Zine', boost: 12 }),
    apply(9, '2026-01-06', { title: '  zine ' }),
    apply(8, '2026-01-07', { title: 'Book', key: KEY }),
    apply(7, '2026-01-08', { title: 'Book', key: '~01bbbbbbbbbbbbbbbbbb' }),
    apply(6, '2026-01-09', { title: 'Never asked' }),
    mark(2, 'cancelled', '2026-01-20'),
  );
  const hint = (on: string, connects: number, title: string | null, jobKey: string | null = null) => ({
    ...{ connects, title, jobKey },
    on: day(on),
  });
  const asked = [
    hint('2026-01-30', 8, 'ZINE'),
    hint('2026-01-30', 8, 'Book', KEY),
    hint('2026-01-30', 8, 'Page title'),
  ];
  const index = () => indexProposals(stateOf(book).proposals.values(), asked, new Map([[1, ['Page title']]]));
  const find = (kind: Kind, ...of: Parameters<typeof hint>) => index().find(hint(...of), { kind })?.id ?? null;

  test('a refund is of the latest proposal of its title that it gives back to the last Connect', () => {
    expect(find('refund', '2026-01-30', 8, 'zine')).toBe(1);
    expect(find('refund', '2026-01-30', 5, 'zine')).toBe(1);
    expect(find('refund', '2026-01-30', 9, 'zine')).toBeNull();
    expect(find('refund', '2026-01-04', 8, 'zine')).toBeNull();
    expect(find('refund', '2026-01-05', 8, 'zine')).toBe(1);
  });

  test('what is no refund is of the latest proposal of its title', () => {
    expect(find('interview', '2026-01-30', 10, 'zine')).toBe(2);
    expect(find('interview', '2026-01-05', 10, 'zine')).toBe(1);
    expect(find('interview', '2026-01-30', 10, 'Page  title')).toBe(1);
    expect(find('interview', '2026-01-30', 10, 'Never asked')).toBeNull();
    expect(find('interview', '2026-01-30', 10, null)).toBeNull();
  });

  test('a boost comes back up to what was bid', () => {
    expect(find('boost-refund', '2026-01-30', 12, 'zine')).toBe(1);
    expect(find('boost-refund', '2026-01-30', 4, 'zine')).toBe(1);
    expect(find('boost-refund', '2026-01-30', 13, 'zine')).toBeNull();
  });

  test('a key decides before the title, and another key is another job', () => {
    expect(find('interview', '2026-01-30', 10, 'Other', '~01AAAAAAAAAAAAAAAAAA')).toBe(3);
    expect(find('interview', '2026-01-30', 10, 'Book', '~01cccccccccccccccccc')).toBeNull();
    expect(find('interview', '2026-01-30', 10, 'Book')).toBe(4);
    expect(find('interview', '2026-01-30', 10, 'zine', '~01cccccccccccccccccc')).toBe(2);
  });

  test('a proposal that was found is the next one of its job, with its boost and its cost', () => {
    const known = index();
    known.add({ id: 9, on: day('2026-01-12'), key: null, title: 'Zine', cost: 0 }, 5);
    expect(known.find(hint('2026-01-30', 5, 'Zine'), { kind: 'boost-refund' })?.id).toBe(9);
    expect(known.find(hint('2026-01-30', 3, 'Zine'), { kind: 'refund' })?.id).toBe(1);
    known.charge(9, 3);
    known.charge(77, 3);
    expect(known.find(hint('2026-01-30', 3, 'Zine'), { kind: 'refund' })?.id).toBe(9);
  });

  test('a proposal has ended where its outcome says so', () => {
    const found = index().find(hint('2026-01-30', 1, 'zine'), { kind: 'interview' });
    expect(found).toMatchObject({ id: 2, refunded: true, ended: true, interviewed: true });
    const open = index().find(hint('2026-01-05', 1, 'zine'), { kind: 'interview' });
    expect(open).toMatchObject({
      id: 1,
      boost: 12,
      refunded: false,
      boostRefunded: 0,
      ended: false,
      interviewed: false,
    });
  });
});
