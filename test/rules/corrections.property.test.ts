/** Properties of corrections: taken back, they leave nothing; and an edited cost is one typed right at first. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as arbitrary from './arbitrary.ts';
import { apply, attempt, edit, given, init, mark, renew, stateOf, takeBack } from './given.ts';

const correction = arbitrary.command(undefined, [
  'init',
  'apply',
  'mark',
  'buy',
  'coupon add',
  'earn',
  'spend',
  'renew',
  'plan',
  'reconcile',
  'rules use',
  'rules add',
]);

test('A correction that is taken back leaves the ledger as it was', () => {
  fc.assert(
    fc.property(arbitrary.steps, correction, (before, correct) => {
      const book = arbitrary.run(before);
      const { decision, book: after } = attempt(book, correct);
      fc.pre(decision.refusal === null && decision.entries.length > 0);
      expect(takeBack(after).entries).toEqual(book.entries);
      expect(stateOf(after).overdrawn).toBeNull();
    }),
    { numRuns: 300 },
  );
});

test('An edited cost is the cost recorded at first, for every balance and every grant', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 6 }),
      fc.boolean(),
      (wrong, right, isCancelled) => {
        const rest = [
          apply(3, '2021-02-03'),
          renew('2021-03-10'),
          ...(isCancelled ? [mark(1, 'cancelled', '2021-03-11')] : []),
        ];
        const first = init('2021-01-05', { balance: 25 });
        const edited = given(first, apply(wrong, '2021-02-02'), ...rest, edit(1, { cost: right }));
        const typed = given(first, apply(right, '2021-02-02'), ...rest);
        const grants = (ledger: typeof typed) =>
          stateOf(ledger.book).grants.map(({ left, expiresOn }) => [left, expiresOn]);
        expect(grants(edited)).toEqual(grants(typed));
      },
    ),
  );
});
