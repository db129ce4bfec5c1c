/** What was joined or edited stays so, and a page that is imported again records nothing. */
import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/rules/command/command.ts';
import { stageOf } from '../../src/rules/vocabulary/outcomes.ts';
import { apply, attempt, type Book, day, edit, given, init, join, mark, stateOf } from './given.ts';
import { applied, importing, page, rows, shown, upwork } from './pages.ts';

const opened = init('2026-02-01', { edition: '2026', balance: 100 });

/** The ledger after the command, which a second time must record nothing. */
function onceOnly(book: Book, command: Command): Book {
  const { decision, book: after } = attempt(book, command);
  expect(decision.refusal).toBeNull();
  expect(attempt(after, command).decision).toMatchObject({ entries: [] });
  return after;
}

describe.each(['2026-02-05', '2026-02-08'])('a proposal typed on %s and joined with a row of 6 February', (on) => {
  const history = (more: object) =>
    importing(rows(applied('2026-02-07', 3, 'A map', more), applied('2026-02-06', 3, 'CSS bugs', more)), {
      on: day('2026-02-20'),
      ...upwork(94, '2026-02-20'),
    });
  const joined = given(opened, history({}), apply(1, on), join(1, 3)).book;

  test('it meets the Proposals page once, and what that shows lasts', () => {
    const rowsOfPage = [
      shown('A map', '2026-02-07'),
      shown('CSS bugs', '2026-02-06', { upworkId: '2008000000000000000', bid: 9, outcome: 'viewed' }),
    ];
    const after = onceOnly(joined, page(rowsOfPage, { on: day('2026-02-21'), seenOn: day('2026-02-21') }));
    expect(stateOf(after).proposals.get(3)).toMatchObject({
      upworkId: '2008000000000000000',
      bid: 9,
      seenOn: '2026-02-21',
    });
  });

  test('it gets its link from the history once', () => {
    const again = history({ jobKey: '~0123' });
    const last = again.rows.at(-1);
    const after = onceOnly(joined, { ...again, rows: last ? [last] : [] });
    expect(stateOf(after).proposals.get(3)).toMatchObject({ key: '~0123' });
  });

  test('it can be edited', () => {
    given(opened, history({}), apply(1, on), join(1, 3), edit(3, { title: 'Bugs', client: 'Ada' })).proposal(3, {
      title: 'Bugs',
      client: 'Ada',
      on: '2026-02-06',
    });
  });
});

test('a proposal of a page that was moved to an earlier day meets the page once', () => {
  const first = page([shown('A map', '2026-02-07')], { on: day('2026-02-08'), seenOn: day('2026-02-08') });
  const moved = given(opened, first, edit(1, { day: day('2026-02-06') })).book;
  onceOnly(moved, { ...first, on: day('2026-02-21'), seenOn: day('2026-02-21') });
});

test('an answer that a page showed still counts where the end is typed for an earlier day than the page', () => {
  const shownOn = { on: day('2026-02-13'), seenOn: day('2026-02-13') };
  const seen = page([shown('A map', '2026-02-07', { outcome: 'replied' })], shownOn);
  const { book } = given(opened, seen, mark(1, 'declined', '2026-02-09'));
  expect(stateOf(book).proposals.get(1)).toMatchObject({
    status: 'declined',
    statusOn: '2026-02-09',
    reached: stageOf('replied'),
    repliedOn: null,
  });
});
