/** A proposal is known by every title that Upwork showed, whatever the user calls it. */
import { describe, expect, test } from 'vitest';
import { apply, attempt, type Book, day, edit, given, init, join, stateOf } from './given.ts';
import { applied, importing, page, rows, shown, upwork } from './pages.ts';

const opened = init('2026-02-01', { edition: '2026', balance: 100 });

const seen = { on: day('2026-02-10'), seenOn: day('2026-02-10') };
const saved = page(
  [
    shown('Bugs in a style sheet', '2026-02-06', {
      upworkId: '2008000000000000000',
      jobKey: '~0123',
      url: 'https://x',
    }),
  ],
  seen,
);
const copied = page([shown('Bugs in a style sheet', '2026-02-06', { outcome: 'viewed' })], {
  on: day('2026-02-20'),
  seenOn: day('2026-02-20'),
});
const charged = importing(rows(applied('2026-02-06', 3, 'Bugs in a style sheet')), {
  on: day('2026-02-20'),
  ...upwork(97, '2026-02-20'),
});

const onlyOne = (book: Book, more: object): void =>
  expect([...stateOf(book).proposals.values()]).toMatchObject([{ id: 1, ...more }]);

describe('a copied page, which has no key', () => {
  test.each([
    ['was typed under another title', given(opened, apply(3, '2026-02-06', { title: 'X' }), saved).book],
    [
      'was typed and met a copied page',
      given(opened, apply(3, '2026-02-06', { title: 'X' }), {
        ...copied,
        rows: copied.rows.map((row) => ({ ...row, outcome: 'sent' as const })),
      }).book,
    ],
    ['came with a saved page and got another title', given(opened, saved, edit(1, { title: 'X' })).book],
    ['came with the history and got another title', given(opened, charged, edit(1, { title: 'X' })).book],
    [
      'was joined after it had got another title',
      given(opened, apply(3, '2026-02-08', { title: 'mine' }), saved, edit(2, { title: 'X' }), join(1, 2)).book,
    ],
  ])('a copied page finds the proposal again that %s', (_, book) => {
    const { book: after, decision } = attempt(book, copied);
    expect(decision.refusal).toBeNull();
    onlyOne(after, { status: 'viewed' });
    expect(attempt(after, copied).decision).toMatchObject({ entries: [] });
  });
});

test('the history charges a proposal of a page under the title that the page gave it', () => {
  const { book } = attempt(given(opened, saved, edit(1, { title: 'X' })).book, charged);
  onlyOne(book, { title: 'X', cost: 3, costUnknown: false });
});

describe('two equal rows of a Proposals page and one charge of the history', () => {
  const twice = page([shown('A map', '2026-02-06', { outcome: 'viewed' }), shown('A map', '2026-02-06')], seen);
  const one = importing(rows(applied('2026-02-06', 3, 'A map')), {
    on: day('2026-02-20'),
    ...upwork(97, '2026-02-20'),
  });

  test.each([
    ['page first', [twice, one]],
    ['history first', [one, twice]],
  ])('one is charged and the other has no known cost, and stays so (%s)', (_, commands) => {
    let { book } = given(opened);
    for (const command of commands) book = attempt(book, command).book;
    const both = [
      { id: 1, cost: 3, costUnknown: false },
      { id: 2, cost: 0, costUnknown: true },
    ];
    expect([...stateOf(book).proposals.values()].toSorted((a, b) => a.id - b.id)).toMatchObject(both);
    for (const again of commands) expect(attempt(book, again).decision).toMatchObject({ entries: [] });
  });
});
