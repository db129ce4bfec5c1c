/** What came back of a proposal follows its cost and its boost when an import or a join puts them right. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refundedConnects } from '../../src/rules/state/state.ts';
import { apply, balance, given, init, join, mark, stateOf } from './given.ts';
import { applied, importing, rows } from './pages.ts';

const opened = init('2026-01-01', { edition: '2026', balance: 150 });
const sent = apply(18, '2026-01-10', { title: 'A zine' });
const row = (cost: number, on = '2026-01-10') => importing(rows(applied(on, cost, 'A zine')));

describe('a typed refund', () => {
  test('the refund of the whole follows the cost that an imported row shows, down and up', () => {
    for (const cost of [5, 20]) {
      const book = given(opened, sent, mark(1, 'cancelled', '2026-01-20'), row(cost));
      book.proposal(1, { cost, back: { cost, boost: 0 } });
    }
  });

  test('a boost that came back in part comes back by no more than the row shows', () => {
    const boosted = apply(5, '2026-01-10', { title: 'A zine', boost: 20 });
    const shown = importing(
      rows(
        { on: '2026-01-10', label: 'Connects bid for boosted proposal.', title: 'A zine', connects: -6 },
        applied('2026-01-10', 5, 'A zine'),
      ),
    );
    given(opened, boosted, mark(1, 'outbid', '2026-01-20'), shown).proposal(1, {
      boost: 6,
      back: { cost: 0, boost: 6 },
    });
  });

  test('after a join the refund is that of the cost that holds, and not before its day', () => {
    const { book } = given(opened, sent, mark(1, 'cancelled', '2026-01-12'), row(5, '2026-01-25'), join(1, 2)).proposal(
      1,
      {
        cost: 5,
        back: { cost: 5, boost: 0 },
      },
    );
    expect(balance(book, '2026-01-24')).toBe(150);
  });

  test('no more comes back than was taken, whatever was typed, imported and joined', () => {
    const amount = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(amount, amount, fc.constantFrom('2026-01-10', '2026-01-25'), (typed, shown, on) => {
        const first = given(
          opened,
          apply(typed, '2026-01-10', { title: 'A zine' }),
          mark(1, 'cancelled', '2026-01-12'),
          row(shown, on),
        );
        const proposals = stateOf(first.book).proposals.size;
        const { book } = proposals === 2 ? first.when(join(1, 2)) : first;
        const [proposal] = stateOf(book).proposals.values();
        expect(proposal && refundedConnects(proposal)).toBe(shown);
      }),
    );
  });
});
