/** An import of Upwork's history meets boosts that ad credits paid in part, and cycles with a membership's fee. */
import { describe, expect, test } from 'vitest';
import { adCredits, apply, attempt, balance, day, given, init, plan, stateOf, transactionsOf } from './given.ts';
import { applied, importing, rows, upwork } from './pages.ts';

const BID = 'Connects bid for boosted proposal.';
const bid = (connects: number) => ({ on: '2026-02-05', label: BID, title: 'A zine', connects: -connects });

describe('a boost that ad credits paid in part', () => {
  const typed = given(
    init('2026-02-01', { edition: '2026', balance: 100 }),
    adCredits(10, '2026-02-01', '2026-03-03'),
    apply(16, '2026-02-05', { boost: 20, credits: 6, title: 'A zine' }),
  );
  const history = (connects: number, left: number) =>
    importing(rows(bid(connects), applied('2026-02-05', 16, 'A zine')), {
      on: day('2026-02-20'),
      ...upwork(left, '2026-02-20'),
    });

  test('its row in the history is its Connects alone: it confirms them, and nothing is doubled or adjusted', () => {
    const { book } = attempt(typed.book, history(14, 70));
    expect(balance(book, '2026-02-20')).toBe(70);
    expect(stateOf(book).proposals.size).toBe(1);
    expect(stateOf(book).proposals.get(1)).toMatchObject({ cost: 16, boost: 14, credits: 6 });
    expect(transactionsOf(book.entries).filter(({ kind }) => kind === 'adjustment')).toEqual([]);
    expect(attempt(book, history(14, 70)).decision).toMatchObject({ entries: [], warnings: [] });
  });

  test('the final charge of its auction takes the place of the bid, and contradicts no credits', () => {
    const settled = importing(
      rows(
        {
          ...{ on: '2026-02-12', title: 'A zine', connects: -10 },
          label: 'We accepted your bid to boost a proposal. This is the final bid charge.',
        },
        {
          ...{ on: '2026-02-12', title: 'A zine', connects: 14 },
          label: 'We accepted your bid to boost a proposal. This is a refund for your total bid.',
        },
        bid(14),
        applied('2026-02-05', 16, 'A zine'),
      ),
      { on: day('2026-02-20'), ...upwork(74, '2026-02-20') },
    );
    const { book, decision } = attempt(typed.book, settled);
    expect(decision).toMatchObject({ warnings: [] });
    expect(stateOf(book).proposals.get(1)).toMatchObject({ boost: 14, back: { boost: 4 }, credits: 6 });
  });

  test('an imported row corrects the Connects where Upwork took more, the credits stay, and it is said once', () => {
    const { book, decision } = attempt(typed.book, history(15, 69));
    const contradicts = { code: 'credits-contradicted', proposal: 1, title: 'A zine', credits: 6, transaction: 2 };
    expect(decision).toMatchObject({ warnings: [{ ...contradicts, recorded: 14, shown: 15 }] });
    expect(attempt(book, history(15, 69)).decision).toMatchObject({ entries: [], warnings: [] });
    expect(balance(book, '2026-02-20')).toBe(69);
    expect(stateOf(book).proposals.get(1)).toMatchObject({ boost: 15, credits: 6 });
  });
});

test('a boost that ad credits paid whole is in no history: a row of it contradicts them', () => {
  const whole = given(
    init('2026-02-01', { edition: '2026', balance: 100 }),
    adCredits(10, '2026-02-01', '2026-03-03'),
    apply(16, '2026-02-05', { boost: 6, credits: 6, title: 'A zine' }),
  );
  const history = importing(rows(bid(6), applied('2026-02-05', 16, 'A zine')), { on: day('2026-02-20') });
  const { decision } = attempt(whole.book, history);
  expect(decision).toMatchObject({ warnings: [{ code: 'credits-contradicted', recorded: 0, shown: 6, credits: 6 }] });
});

describe('the fee of a membership whose cycles are imported', () => {
  const page = importing(rows({ on: '2026-02-15', label: 'Monthly Connects renewal', connects: 100 }), {
    on: day('2026-02-20'),
  });
  const fees = (typed: ReturnType<typeof given>) =>
    transactionsOf(attempt(typed.book, page).book.entries).flatMap(({ kind, cents }) =>
      kind === 'renewal' ? [cents] : [],
    );
  const joined = init('2026-01-15', { edition: '2026', balance: 10 });

  test('a fee that was typed counts for an imported cycle too', () => {
    const plus = { ...plan('plus', '2026-01-16'), fee: { cents: 1999, taxMilli: 0 } };
    expect(fees(given(joined, plus))).toEqual([1999]);
  });

  test('without a typed fee, what an imported cycle cost stays unknown', () => {
    expect(fees(given(joined, plan('plus', '2026-01-16')))).toEqual([null]);
  });
});
