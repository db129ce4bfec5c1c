/** The small parts of an import by themselves: labels, titles, the badge's days, and rows that say what lapsed. */
import { describe, expect, test } from 'vitest';
import { badgeBalance } from '../../src/rules/import/match/badge-days.ts';
import { expiryRows } from '../../src/rules/import/match/derived-expiry.ts';
import { indexJobs } from '../../src/rules/import/match/job-index.ts';
import { titleLikeness } from '../../src/rules/import/match/title-likeness.ts';
import { proposalsToCome } from '../../src/rules/import/post/proposals-to-come.ts';
import { warnOfForeignProposals } from '../../src/rules/import/proposals/foreign-proposals.ts';
import { meaningOf } from '../../src/rules/import/row-labels.ts';
import type { PageCover } from '../../src/rules/state/state.ts';
import { apply, attempt, day, given, init, stateOf } from './given.ts';
import { applied, importing, type Row, rows, shown } from './pages.ts';

describe('What a label says', () => {
  test.each([
    ['  applied TO job ', -4, 'proposal'],
    ['Applied to job', 4, 'other'],
    ['Monthly Connects renewal', 10, 'renewal'],
    ['monthly connects renewal for May', 10, 'renewal'],
    ['Monthly Connects renewal for May', -10, 'other'],
    ['Available now Badge', -1, 'availability-badge'],
    ['Promo code', 20, 'promotion'],
    ['Connects expired', -20, 'expiry'],
    ['Connects expired', 20, 'other'],
    ['Conexiones caducadas', -20, 'expiry'],
    ['Something new', -3, 'other'],
  ])('the label "%s" of %d Connects is one of a %s', (label, connects, kind) => {
    expect(meaningOf(label, connects).kind).toBe(kind);
  });

  test('a curved apostrophe is as good as a straight one, and an achievement names its badge', () => {
    const outbid = { kind: 'boost-refund', outcome: 'outbid' };
    expect(meaningOf("You've been outbid to boost your proposal", 4)).toMatchObject(outbid);
    expect(meaningOf('You’ve been outbid to boost your proposal', 4)).toMatchObject(outbid);
    expect(meaningOf('Top Rated Achievement', 30)).toMatchObject({ kind: 'badge', title: 'Top Rated', known: true });
    expect(meaningOf('Top Rated Achievement', -30)).toMatchObject({ kind: 'other', known: false });
    expect(meaningOf(null, -4)).toEqual({ kind: 'other', outcome: null, title: null, known: false });
  });
});

test.each([
  ['Logo for a bakery', 'logo, for a BAKERY!', 0],
  ['Logo', 'Logo for a bakery', 1],
  ['for a bakery', 'Logo for a bakery', 2],
  ['Log', 'Logo for a bakery', null],
  ['bakery logo sign', 'Logo for a bakery', 3],
  ['bakery sign', 'Logo for a bakery', null],
  ['go for', 'Logo for a bakery', null],
  ['!!', 'Logo', null],
  ['!!', ' !! ', 0],
  ['!!', '??', null],
])('the titles "%s" and "%s" are alike in the grade %s', (a, b, grade) => {
  expect([titleLikeness(a, b), titleLikeness(b, a)]).toEqual([grade, grade]);
});

describe('The badge of a day', () => {
  const [row] = rows({ on: '2026-01-05', label: 'Availability Badge', connects: -4, upworkId: 'x' });
  if (!row) throw new Error('there is a row');

  test('only what a row has beyond the known part of its day is new', () => {
    const beyond = (known: number) => badgeBalance(new Map([['2026-01-05', known]])).beyond(row);
    expect(beyond(0)).toBe(row);
    expect(beyond(3)).toEqual({ ...row, connects: -1, upworkId: null });
    expect(beyond(4)).toBeNull();
    expect(beyond(9)).toBeNull();
  });

  test('what one row has covered, the next of its day does not find again', () => {
    const badges = badgeBalance(new Map([['2026-01-05', 6]]));
    expect([badges.cover(row), badges.leftOn(day('2026-01-05')), badges.cover(row)]).toEqual([4, 2, 2]);
    expect([badges.leftOn(day('2026-01-05')), badges.cover(row), badges.leftOn(day('2026-01-06'))]).toEqual([0, 0, 0]);
  });
});

describe('Rows that say what lapsed', () => {
  const { book } = given(init('2021-01-10', { balance: 25 }));
  const lapse = (on: string, connects: number, more: object = {}) => ({ on, label: 'Gone', connects, ...more });
  const found = (...list: readonly Row[]) =>
    [...expiryRows(rows(...list), book.entries)].map(({ on, label }) => `${on} ${label}`);

  test('a row without known words is one where it takes what lapsed on its day or the day beside it', () => {
    expect(found(lapse('2022-01-10', -25))).toEqual(['2022-01-10 Gone']);
    expect(found(lapse('2022-01-09', -25))).toEqual(['2022-01-09 Gone']);
    expect(found(lapse('2022-01-11', -25))).toEqual(['2022-01-11 Gone']);
    expect(found(lapse('2022-01-12', -25))).toEqual([]);
    expect(found(lapse('2022-01-08', -25))).toEqual([]);
    expect(found(lapse('2022-01-10', -24))).toEqual([]);
    expect(found(lapse('2022-01-10', 25))).toEqual([]);
    expect(found(lapse('2022-01-10', -25, { title: 'A job' }))).toEqual([]);
  });

  test('what lapsed once is found in one row alone', () => {
    expect(found(lapse('2022-01-11', -25), lapse('2022-01-10', -25))).toHaveLength(1);
  });

  test('a row whose words say so is one, and what it took no other row takes', () => {
    const named = lapse('2022-01-10', -25, { label: 'Connects expired' });
    expect(found(named)).toEqual(['2022-01-10 Connects expired']);
    expect(found(lapse('2022-01-11', -25), named)).toEqual(['2022-01-10 Connects expired']);
    expect(found(lapse('2022-03-01', -3), lapse('2021-06-01', -7, { label: 'Connects expired' }))).toEqual([
      '2021-06-01 Connects expired',
    ]);
  });
});

describe('The proposals that a row may be of', () => {
  const { book } = given(
    init('2026-01-01', { edition: '2026', balance: 90 }),
    apply(4, '2026-01-02', { title: 'Logo', key: '~01aaaaaaaaaaaaaaaaaa' }),
    apply(4, '2026-01-03', { title: 'Logo' }),
    apply(4, '2026-01-04'),
  );
  const index = indexJobs(stateOf(book).proposals.values(), book.entries);
  const of = (title: string | null, jobKey: string | null) => [...index.proposalsOf({ title, jobKey })];

  test('a key finds its job before any title, and an unknown one leaves the title to tell', () => {
    expect(of('Other', '~01AAAAAAAAAAAAAAAAAA')).toEqual([1]);
    expect(of('logo!', null)).toEqual([1, 2]);
    expect(of('Logo', '~02bbbbbbbbbbbbbbbbbb')).toEqual([1, 2]);
    expect(of(null, null)).toEqual([]);
    expect(of('Other', null)).toEqual([]);
  });

  test('a proposal keeps all of its titles, and its first key', () => {
    const own = indexJobs(stateOf(book).proposals.values(), book.entries);
    own.add(2, { title: 'Logo for a bakery', jobKey: '~02bbbbbbbbbbbbbbbbbb' });
    own.add(2, { title: 'Logo', jobKey: '~03cccccccccccccccccc' });
    expect(own.titlesOf(2)).toEqual(['Logo', 'Logo for a bakery']);
    expect([own.keyOf(1), own.keyOf(2), own.keyOf(3)]).toEqual([
      '~01aaaaaaaaaaaaaaaaaa',
      '~02bbbbbbbbbbbbbbbbbb',
      null,
    ]);
    expect([...own.proposalsOf({ title: null, jobKey: '~03cccccccccccccccccc' })]).toEqual([2]);
    expect(own.titlesOf(3)).toEqual([]);
  });

  test('a row that an import brought is known under its title, whatever it is called since', () => {
    const { book: brought } = attempt(
      given(init('2026-01-01', { edition: '2026', balance: 90 })).book,
      importing(rows(applied('2026-01-02', 8, 'Zine')), { on: day('2026-01-03') }),
    );
    const id = [...stateOf(brought).proposals.keys()];
    expect([...indexJobs([], brought.entries).proposalsOf({ title: 'Zine', jobKey: null })]).toEqual(id);
  });
});

test('a boost that is listed before its proposal is of the first one of its job and day without a boost', () => {
  const [boost, first, second, other] = rows(
    { on: '2026-01-02', label: 'Connects bid for boosted proposal.', connects: -5, title: 'Zine' },
    applied('2026-01-02', 8, 'Zine'),
    applied('2026-01-02', 8, 'Zine'),
    applied('2026-01-03', 8, 'Zine'),
  );
  if (!boost || !first || !second || !other) throw new Error('there are rows');
  const coming = proposalsToCome([boost, first, second, other], 7, new Map([[second, { id: 3 }]]));
  expect([first, second, other].map(coming.numberOf)).toEqual([7, 3, 8]);
  expect(coming.boosted(boost, null)).toEqual({ id: 7 });
  expect([first, second].map(coming.boostOf)).toEqual([5, 0]);
  expect(coming.boosted(boost, null)).toEqual({ id: 3 });
  expect(coming.boosted(boost, null)).toBeNull();
  expect(second && coming.boostOf(second)).toBe(5);
});

describe('A page of another account', () => {
  const typed = given(
    init('2026-01-01', { edition: '2026', balance: 90 }),
    apply(4, '2026-01-05'),
    apply(4, '2026-01-20'),
  );
  const at = (...days: readonly string[]) => days.map((on) => shown('Strange', on));
  const cover: PageCover = { at: 'x', from: day('2026-01-04'), to: day('2026-01-10'), hasAgreed: false };
  const warned = (fresh: ReturnType<typeof at>, pages: readonly PageCover[] = [], more: object = {}) =>
    warnOfForeignProposals(
      { met: [], unsure: [], fresh, ...more } as unknown as Parameters<typeof warnOfForeignProposals>[0],
      { ...stateOf(typed.book), pages },
      typed.book.entries,
    );

  test('one strange proposal is enough on a day that a page has shown in full', () => {
    const found = [{ code: 'proposals-foreign', rows: 1, since: '2026-01-06', until: '2026-01-06' }];
    expect(warned(at('2026-01-06'), [cover])).toEqual(found);
    const other = { ...cover, from: day('2026-02-01'), to: day('2026-02-10') };
    expect(warned(at('2026-01-06'), [other, cover])).toEqual(found);
    expect(warned(at('2026-01-04'), [cover])).toEqual([]);
    expect(warned(at('2026-01-10'), [cover])).toEqual([]);
  });

  test('three are needed among typed proposals, from the first day of these to the last', () => {
    expect(warned(at('2026-01-05', '2026-01-06'))).toEqual([]);
    expect(warned(at('2026-01-20', '2026-01-05', '2026-01-06'))).toEqual([
      { code: 'proposals-foreign', rows: 3, since: '2026-01-05', until: '2026-01-20' },
    ]);
    expect(warned(at('2026-01-04', '2026-01-06', '2026-01-07'))).toEqual([]);
    expect(warned(at('2026-01-21', '2026-01-06', '2026-01-07'))).toEqual([]);
  });

  test('a page with a proposal that is known, or may be, is no page of another account', () => {
    const strange = at('2026-01-06', '2026-01-07', '2026-01-08');
    expect(warned(strange, [], { met: [{}] })).toEqual([]);
    expect(warned(strange, [], { unsure: [{}] })).toEqual([]);
    expect(warned([...strange.slice(1), shown('Strange', '2026-01-06', { invited: true })])).toEqual([]);
    expect(warned([...strange.slice(1), shown('Strange', null)])).toEqual([]);
  });
});

describe('A row that corrects a typed amount', () => {
  const opened = init('2026-01-01', { balance: 100, edition: '2026', on: '2026-01-01' });
  const back = (on: string, label: string, connects: number): Row => ({ on, label, connects, title: 'Zine' });

  test('the refund of the corrected cost is one of all of it', () => {
    given(opened, apply(7, '2026-01-05', { title: 'Zine' }))
      .when(importing(rows(back('2026-01-08', 'Job cancelled', 9), applied('2026-01-05', 9, 'Zine'))))
      .proposal(1, { cost: 9, back: { cost: 9, boost: 0 }, status: 'cancelled' })
      .leaves({ '2026-01-08': 100 });
  });

  test('the refund of the corrected boost is one of all of it, and leaves the cost', () => {
    const bid = 'Connects bid for boosted proposal.';
    given(opened, apply(7, '2026-01-05', { title: 'Zine', boost: 10 }))
      .when(
        importing(
          rows(
            back('2026-01-08', "You've been outbid to boost your proposal", 12),
            back('2026-01-05', bid, -12),
            applied('2026-01-05', 7, 'Zine'),
          ),
        ),
      )
      .proposal(1, { cost: 7, boost: 12, back: { cost: 0, boost: 12 } })
      .leaves({ '2026-01-08': 93 });
  });
});
