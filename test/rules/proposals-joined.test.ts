/** A proposal of a Proposals page is joined with a typed one: the page's facts stay, and the page meets it again. */
import { describe, expect, test } from 'vitest';
import { apply, attempt, day, given, init, join, stateOf } from './given.ts';
import { applied, importing, page, rows, shown, upwork } from './pages.ts';

const opened = init('2026-02-01', { edition: '2026', balance: 100 });
const LATER = { on: day('2026-03-15'), seenOn: day('2026-03-15') };
const closed = { section: 'archived', outcome: 'expired', sure: false, shown: 'Job is closed' } as const;

describe('a typed proposal joined with one of a Proposals page', () => {
  const copied = page([shown('CSS bugs', '2026-02-22', closed)], { ...LATER });
  const two = given(opened, apply(3, '2026-02-21', { title: 'mine', client: 'Ada' }), copied);

  test.each([
    [1, 2],
    [2, 1],
  ])('it has the title and the day of the page in either order (%i, %i)', (a, b) => {
    const { book } = two
      .when(join(a, b))
      .proposal(1, { title: 'CSS bugs', on: '2026-02-22', client: 'Ada', cost: 3, costUnknown: false });
    expect(stateOf(book).proposals.size).toBe(1);
  });

  test('the same page and the history find it again, and nothing is charged twice', () => {
    const joined = two.when(join(1, 2)).book;
    const again = attempt(joined, copied);
    expect(again.decision).toMatchObject({ entries: [] });
    const { book } = attempt(
      again.book,
      importing(rows(applied('2026-02-22', 3, 'CSS bugs', { upworkId: '9001' })), {
        on: copied.on,
        ...upwork(97, '2026-03-15'),
      }),
    );
    expect([...stateOf(book).proposals.values()]).toMatchObject([{ id: 1, cost: 3 }]);
  });
});

test('two rows of the Proposals page that have an id each cannot be joined', () => {
  given(
    opened,
    page([
      shown('A zine', '2026-02-05', { upworkId: '2008000000000000000', jobKey: '~021' }),
      shown('A map', '2026-02-06', { upworkId: '2008000000000000001', jobKey: '~022' }),
    ]),
  )
    .when(join(1, 2))
    .isRefused({ code: 'not-together', proposals: [1, 2], why: 'both-imported' });
});

describe('two proposals that Upwork shows with a key each', () => {
  const two = (jobKey: string) =>
    given(
      opened,
      page([shown('A zine', '2026-02-05', { jobKey: '~021' }), shown('A map', '2026-02-06', { jobKey })], LATER),
    ).when(join(1, 2));

  test('they cannot be joined where the keys differ', () => {
    two('~022').isRefused({ code: 'not-together', proposals: [1, 2], why: 'both-imported' });
  });

  test('they can where the key is the same', () => {
    expect(stateOf(two('021').book).proposals.size).toBe(1);
  });

  test.each([
    [1, 2],
    [2, 1],
  ])('a typed one that met a row cannot be joined with another row of the page (%i, %i)', (a, b) => {
    given(
      opened,
      apply(3, '2026-02-05', { title: 'A zine', key: '~021' }),
      page([shown('A zine', '2026-02-05'), shown('A map', '2026-02-06', { jobKey: '~022' })], LATER),
    )
      .when(join(a, b))
      .isRefused({ code: 'not-together', proposals: [a, b], why: 'both-imported' });
  });

  test('a typed one that the history confirmed cannot be joined with a row that it charged', () => {
    given(
      opened,
      apply(3, '2026-02-05', { title: 'A zine' }),
      importing(rows(applied('2026-02-06', 4, 'A map'), applied('2026-02-05', 3, 'A zine')), {
        on: day('2026-02-20'),
        ...upwork(93, '2026-02-20'),
      }),
    )
      .when(join(1, 2))
      .isRefused({ code: 'not-together', proposals: [1, 2], why: 'both-imported' });
  });
});

test('a proposal that a Proposals page brought as sent has its status from the page', () => {
  given(opened, page([shown('A zine', '2026-02-05')])).proposal(1, { status: 'sent', statusSource: 'page' });
  given(opened, apply(3, '2026-02-05', { title: 'A zine' })).proposal(1, { status: 'sent', statusSource: 'typed' });
});
