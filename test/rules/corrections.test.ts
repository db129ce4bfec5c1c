/** Corrections: what was recorded is put right by appending, and every day reads as if it had been recorded right at once. */
import { describe, expect, test } from 'vitest';
import type { CommandOf } from '../../src/rules/command/command.ts';
import {
  apply,
  attempt,
  buy,
  day,
  earn,
  edit,
  editPrice,
  given,
  init,
  join,
  mark,
  reconcile,
  type Step,
  stateOf,
  transactionsOf,
  voidOf,
} from './given.ts';
import { applied, imported, importing, rows } from './pages.ts';

const opened = init('2021-01-01', { balance: 20 });

describe('edit', () => {
  test('A new cost is voided and recorded again on the same day', () => {
    given(opened, apply(4, '2021-02-01', { title: 'Logo' }))
      .when(edit(1, { cost: 6 }))
      .records(
        { on: '2021-02-01', kind: 'reversal', label: 'Corrected: Applied to job', connects: 4, reverses: 2 },
        { on: '2021-02-01', kind: 'proposal', connects: -6, title: 'Logo', proposal: 1, reverses: 2 },
      )
      .proposal(1, { cost: 6 })
      .leaves({ '2021-01-31': 20, '2021-02-01': 14 });
  });

  test('A new day moves the cost and the boost, earlier or later', () => {
    const ledger = given(
      init('2021-01-01', { balance: 20, edition: '2024-02' }),
      apply(4, '2021-02-01', { boost: 3, tags: ['a'] }),
    );
    ledger
      .when(edit(1, { day: day('2021-01-20') }))
      .leaves({ '2021-01-19': 20, '2021-01-20': 13, '2021-02-01': 13 })
      .proposal(1, { on: '2021-01-20', cost: 4, boost: 3, tags: ['a'] });
    ledger
      .when(edit(1, { day: day('2021-02-10') }))
      .leaves({ '2021-02-01': 20, '2021-02-09': 20, '2021-02-10': 13 })
      .proposal(1, { on: '2021-02-10', cost: 4, boost: 3, tags: ['a'] });
  });

  test('A proposal that moves to another day is sent since that day', () => {
    const sent = given(opened, apply(4, '2021-02-01'));
    for (const on of ['2021-01-20', '2021-02-10'])
      sent.when(edit(1, { day: day(on) })).proposal(1, { status: 'sent', statusOn: on });
    given(opened, apply(4, '2021-02-01'), mark(1, 'viewed', '2021-02-05'))
      .when(edit(1, { day: day('2021-02-03') }))
      .proposal(1, { status: 'viewed', statusOn: '2021-02-05' });
  });

  test('New words and tags hold from the day of the proposal', () => {
    given(opened, apply(4, '2021-02-01', { title: 'Logo', client: 'Acme', tags: ['a', 'b'] }))
      .when(edit(1, { title: 'Logo for a bakery', client: null, addTags: ['B', 'c'], dropTags: ['A'] }))
      .records()
      .proposal(1, { title: 'Logo for a bakery', client: null, tags: ['b', 'c'], cost: 4 });
  });

  test('A value that was typed before the hire stays, and the last one that was recorded counts', () => {
    given(opened, apply(4, '2021-02-01'), edit(1, { valueCents: 40_000 }), mark(1, 'hired', '2021-02-05'))
      .when(edit(1, { valueCents: 0 }))
      .records()
      .proposal(1, { status: 'hired', valueCents: 0 });
    given(opened, apply(4, '2021-02-01'), edit(1, { valueCents: 40_000 }))
      .when(mark(1, 'hired', '2021-02-05', { valueCents: 50_000 }))
      .proposal(1, { status: 'hired', valueCents: 50_000 });
  });

  test('The value of a hire can be typed later with the same outcome, and an edit after it counts', () => {
    const hired = given(opened, apply(4, '2021-02-01'), mark(1, 'hired', '2021-02-05'));
    hired
      .when(mark(1, 'hired', '2021-02-09', { valueCents: 50_000 }))
      .proposal(1, { statusOn: '2021-02-05', valueCents: 50_000 });
    given(opened, apply(4, '2021-02-01'), mark(1, 'hired', '2021-02-05', { valueCents: 50_000 }))
      .when(edit(1, { valueCents: null }))
      .proposal(1, { status: 'hired', valueCents: null });
  });

  test('Several proposals get a tag at once', () => {
    given(opened, apply(2, '2021-02-01'), apply(3, '2021-02-02'))
      .when(edit([1, 2], { addTags: ['rust'] }))
      .proposal(1, { tags: ['rust'] })
      .proposal(2, { tags: ['rust'] });
  });

  test('A refund in full follows the new cost', () => {
    given(opened, apply(4, '2021-02-01'), mark(1, 'cancelled', '2021-02-05'))
      .when(edit(1, { cost: 6 }))
      .proposal(1, { cost: 6, back: { cost: 6, boost: 0 } })
      .leaves({ '2021-02-04': 14, '2021-02-05': 20 });
  });

  test('A cost that a later day cannot afford is refused', () => {
    given(opened, apply(4, '2021-02-01'), apply(6, '2021-02-02'), apply(6, '2021-02-03'))
      .when(edit(1, { cost: 6 }))
      .leaves({ '2021-02-03': 2 });
    given(init('2021-01-01', { balance: 10 }), apply(4, '2021-02-01'), apply(6, '2021-02-02'))
      .when(edit(1, { cost: 6 }))
      .isRefused({ code: 'overdraws-later', on: '2021-02-02', missing: 2 });
  });

  test('A cost that its own day cannot afford is refused with what that day had', () => {
    given(init('2021-01-01', { balance: 10 }), apply(4, '2021-02-01'), apply(6, '2021-02-02'))
      .when(edit(1, { cost: 30 }, true))
      .isRefused({ code: 'overdraws-later', on: '2021-02-01', missing: 26, needed: 30, left: 10 });
    given(init('2021-01-01', { balance: 10 }), apply(4, '2021-02-01'), apply(3, '2021-02-01'))
      .when(edit(1, { cost: 8 }, true))
      .isRefused({ code: 'overdraws-later', on: '2021-02-01', missing: 1, needed: 8, left: 7 });
  });

  test('A cost outside the rulebook needs force, as it does at first', () => {
    const ledger = given(opened, apply(4, '2021-02-01'));
    ledger.when(edit(1, { cost: 9 })).isRefused({ code: 'cost-out-of-range', given: 9, min: 1, max: 6 });
    ledger.when(edit(1, { cost: 9 }, true)).proposal(1, { cost: 9 });
  });

  test('A day after an outcome of the proposal is refused, and so is one before the account was opened', () => {
    const ledger = given(opened, apply(4, '2021-02-01'), mark(1, 'viewed', '2021-02-05'));
    ledger.when(edit(1, { day: day('2021-02-06') })).isRefused({
      code: 'depended-on',
      ids: [1],
      dependents: [{ of: 'outcome', proposal: 1, on: '2021-02-05', outcome: 'viewed' }],
    });
    ledger.when(edit(1, { day: day('2020-12-31') })).isRefused({ code: 'invalid-day', first: '2021-01-01' });
  });

  test('An outcome before the day to which a proposal was moved is refused', () => {
    given(opened, apply(4, '2021-02-01'), edit(1, { day: day('2021-02-06') }))
      .when(mark(1, 'expired', '2021-02-03'))
      .isRefused({ code: 'invalid-day', given: '2021-02-03', before: 'proposal', first: '2021-02-06' });
  });

  test('A proposal that is not there, or is voided, cannot be edited', () => {
    given(opened)
      .when(edit(1, { cost: 4 }))
      .isRefused({ code: 'unknown-proposal', given: 1 });
    given(opened, apply(4, '2021-02-01'), voidOf(2))
      .when(edit(1, { cost: 5 }))
      .isRefused({ code: 'unknown-proposal', given: 1 });
  });

  test('The key of another proposal is refused', () => {
    given(opened, apply(4, '2021-02-01', { key: '~1' }), apply(4, '2021-02-02'))
      .when(edit(2, { key: '~1' }))
      .isRefused({ code: 'duplicate-key', proposal: 1 });
  });

  test('A purchase gets its price, and what was spent or earned has none', () => {
    const ledger = given(
      opened,
      buy(40, '2021-02-01'),
      apply(4, '2021-02-02'),
      earn('other', '2021-02-03', { amount: 5 }),
    );
    ledger.when(editPrice(2, 1287)).records({ kind: 'reversal' }, { kind: 'purchase', connects: 40, cents: 1287 });
    ledger.when(editPrice(3, 1287)).isRefused({ code: 'unknown-transaction', is: 'proposal' });
    ledger.when(editPrice(4, 1287)).isRefused({ code: 'unknown-transaction', is: 'other' });
    ledger.when(editPrice(9, 1287)).isRefused({ code: 'unknown-transaction', given: 9, last: 4 });
  });

  test('An imported row with unknown words gets a price, and another import of its page does not bring it again', () => {
    const page = rows({ on: '2026-01-05', label: 'Special offer', connects: 60 });
    const ledger = imported(importing(page, { opening: 10 }));
    const { book } = attempt(ledger, editPrice(2, 900));
    expect(transactionsOf(book.commands.at(-1) ?? [])).toMatchObject([
      { kind: 'reversal', reverses: 2 },
      { kind: 'other', connects: 60, cents: 900, source: 'import' },
    ]);
    const again = attempt(book, importing(page));
    expect(again.decision.refusal).toBeNull();
    expect(transactionsOf(again.book.entries)).toEqual(transactionsOf(book.entries));
  });

  test('A supposed opening keeps its price until rows found later change what it was', () => {
    const page = rows(applied('2026-01-20', 10, 'A logo'));
    const ledger = imported(importing(page, { opening: 50 }));
    const { book } = attempt(ledger, editPrice(1, 750));
    const openings = (command: CommandOf<'import'>) =>
      transactionsOf(attempt(book, command).book.entries).filter(({ kind }) => kind === 'opening');
    expect(openings(importing(page))).toMatchObject([{ connects: 50, cents: 750 }]);
    const earlier = rows({ on: '2026-01-10', label: 'Added extra Connects', connects: 20 });
    expect(openings(importing(earlier))).toMatchObject([{ connects: 30, cents: null }]);
  });

  test('An opening balance and an adjustment upwards get a price, and it can be changed again', () => {
    const adjusted = given(opened, reconcile(50, '2021-02-01', true), reconcile(40, '2021-02-02', true));
    adjusted.when(editPrice(1, 300)).records({ kind: 'reversal' }, { kind: 'opening', connects: 20, cents: 300 });
    adjusted.when(editPrice(2, 450)).records({ kind: 'reversal' }, { kind: 'adjustment', connects: 30, cents: 450 });
    adjusted.when(editPrice(3, 450)).isRefused({ code: 'unknown-transaction', is: 'adjustment' });
    given(opened, reconcile(50, '2021-02-01', true), editPrice(2, 450))
      .when(editPrice(4, 400))
      .records({ kind: 'reversal' }, { kind: 'adjustment', connects: 30, cents: 400 });
  });
});

describe('void', () => {
  test('A voided cost takes its boost and its proposal along', () => {
    given(init('2021-01-01', { balance: 20, edition: '2024-02' }), apply(4, '2021-02-01', { boost: 3 }))
      .when(voidOf(2))
      .records(
        { kind: 'reversal', connects: 4, reverses: 2, label: 'Voided: Applied to job' },
        { kind: 'reversal', connects: 3, reverses: 3 },
      )
      .leaves({ '2021-02-01': 20 });
    expect(stateOf(given(opened, apply(4, '2021-02-01'), voidOf(2)).book).proposals.size).toBe(0);
  });

  test('What has an outcome is refused, and the outcome is named', () => {
    given(opened, apply(4, '2021-02-01'), mark(1, 'viewed', '2021-02-05'))
      .when(voidOf(2))
      .isRefused({
        code: 'depended-on',
        ids: [2],
        dependents: [{ of: 'outcome', proposal: 1, on: '2021-02-05', outcome: 'viewed' }],
      });
  });

  test('A refund depends on the cost that came back', () => {
    const ledger = given(opened, apply(4, '2021-02-01'), mark(1, 'cancelled', '2021-02-05'));
    ledger.when(voidOf(2)).isRefused({
      code: 'depended-on',
      dependents: [
        { of: 'outcome', proposal: 1, on: '2021-02-05', outcome: 'cancelled' },
        { of: 'transaction', id: 3, on: '2021-02-05', label: 'Job cancelled', connects: 4, title: null },
      ],
    });
    ledger.when(voidOf(3)).leaves({ '2021-02-05': 16 });
  });

  test('A grant that was spent is refused', () => {
    given(init('2021-01-01', { balance: 2 }), buy(10, '2021-02-01'), apply(6, '2021-02-02'))
      .when(voidOf(2))
      .isRefused({ code: 'depended-on', dependents: [{ of: 'balance', on: '2021-02-02', missing: 4 }] });
  });

  test('The opening of the account cannot be voided, nor anything twice', () => {
    given(opened).when(voidOf(1)).isRefused({ code: 'nothing-to-undo', opening: true });
    given(opened, buy(10, '2021-02-01'), voidOf(2)).when(voidOf(2)).isRefused({ code: 'already-undone', id: 2 });
    given(opened).when(voidOf(7)).isRefused({ code: 'unknown-transaction', given: 7, last: 1 });
  });

  test('A refund goes back to the grants of a replaced cost', () => {
    given(opened, apply(4, '2021-02-01'), edit(1, { cost: 6 }), mark(1, 'cancelled', '2021-03-01')).holds(
      '2021-03-01',
      [[20, '2022-01-01']],
    );
  });
});

describe('join', () => {
  test('Two typed proposals become one, and the Connects counted twice come back', () => {
    given(opened, apply(4, '2021-02-01', { title: 'Logo', tags: ['a'] }), apply(4, '2021-02-02', { client: 'Acme' }))
      .when(join(1, 2))
      .proposal(1, { on: '2021-02-01', title: 'Logo', client: 'Acme', tags: ['a'], cost: 4 })
      .leaves({ '2021-02-01': 16, '2021-02-02': 16 });
  });

  test('A proposal is not joined with itself or with one that is not there', () => {
    given(opened, apply(4, '2021-02-01')).when(join(1, 1)).isRefused({ code: 'not-together', why: 'same' });
    given(opened, apply(4, '2021-02-01')).when(join(1, 2)).isRefused({ code: 'unknown-proposal', given: 2 });
  });
});

/** Two proposals for the same job, joined in both orders. */
const eitherWay = (...steps: readonly Step[]) =>
  (
    [
      [1, 2],
      [2, 1],
    ] as const
  ).map(([a, b]) => ({
    first: a,
    joined: given(init('2021-01-01', { balance: 40 }), apply(4, '2021-02-01'), apply(4, '2021-02-02'), ...steps).when(
      join(a, b),
    ),
  }));

describe('outcomes of joined proposals', () => {
  test('An end stays the end where the other one has an answer of the same day', () => {
    const marks = [
      mark(1, 'viewed', '2021-02-05'),
      mark(2, 'replied', '2021-02-05'),
      mark(1, 'cancelled', '2021-02-05', { others: [2] }),
    ];
    for (const { first, joined } of eitherWay(...marks)) {
      joined.proposal(first, { status: 'cancelled', reached: 2, back: { cost: 4, boost: 0 } });
      joined.leaves({ '2021-02-05': 40 });
    }
  });

  test('What was recorded after the end of the other one comes before the end', () => {
    for (const { first, joined } of eitherWay(mark(1, 'declined', '2021-02-04'), mark(2, 'interview', '2021-02-05')))
      joined.proposal(first, { status: 'declined', reached: 3, earned: 10 });
  });

  test('The furthest of two answers holds, whichever was recorded first', () => {
    for (const { first, joined } of eitherWay(mark(1, 'replied', '2021-02-04'), mark(2, 'viewed', '2021-02-06')))
      joined.proposal(first, { status: 'replied', reached: 2 });
    for (const { first, joined } of eitherWay(mark(1, 'hired', '2021-02-04'), mark(2, 'interview', '2021-02-06')))
      joined.proposal(first, { status: 'hired', reached: 4 });
  });

  test('Two that ended otherwise are not one, in either order', () => {
    for (const { joined } of eitherWay(mark(1, 'declined', '2021-02-04'), mark(2, 'hired', '2021-02-06')))
      joined.isRefused({ code: 'not-together', why: 'other-ends' });
  });

  test('Two typed ones with the links of two jobs are not one', () => {
    const url = (id: number) => `https://www.upwork.com/jobs/~0${id}1111111111111111111`;
    given(opened, apply(4, '2021-02-01', { url: url(21) }), apply(4, '2021-02-02', { url: url(22) }))
      .when(join(1, 2))
      .isRefused({ code: 'not-together', proposals: [1, 2], why: 'other-jobs' });
  });
});

test('Marking several proposals at once is marking them one after the other', () => {
  const sent = given(opened, apply(4, '2021-02-01'), apply(5, '2021-02-01'), apply(6, '2021-02-01'));
  const together = sent.when(mark(1, 'cancelled', '2021-02-05', { others: [2, 3] })).book;
  const alone = [1, 2, 3].reduce((ledger, id) => ledger.when(mark(id, 'cancelled', '2021-02-05')), sent).book;
  expect(stateOf(together).grants).toEqual(stateOf(alone).grants);
  expect(together.entries).toHaveLength(alone.entries.length);
});

describe('what came later', () => {
  const interviewed = given(
    init('2021-01-01', { balance: 20, edition: '2024-02' }),
    apply(4, '2021-02-01', { boost: 6 }),
    mark(1, 'interview', '2021-02-05'),
  );

  test('A late reward is added once', () => {
    interviewed
      .when(mark(1, 'interview', '2021-02-07', { reward: 10 }))
      .records({ kind: 'interview', connects: 10, on: '2021-02-07' })
      .when(mark(1, 'interview', '2021-02-08', { reward: 10 }))
      .isRefused({ code: 'invalid-transition', why: 'same' });
  });

  test('Part of an outbid boost comes back, and never more than all of it', () => {
    interviewed
      .when(mark(1, 'outbid', '2021-02-06', { returned: 4 }))
      .records({ kind: 'boost-refund', connects: 4 })
      .proposal(1, { back: { cost: 0, boost: 4 } });
    interviewed.when(mark(1, 'outbid', '2021-02-06', { returned: 7 })).isRefused({ code: 'invalid-amount' });
  });
});
