/** The store's sums equal those of a full replay, to the cent, whatever was recorded, back-dated or undone. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectCosts } from '../../src/insight/money/connect-costs.ts';
import { addSums } from '../../src/insight/proposals/add-sums.ts';
import { grantPrice, membershipRules } from '../../src/rules/amounts/membership-fee.ts';
import { startReplay } from '../../src/rules/state/evolve.ts';
import { paidAmong, type Slice } from '../../src/rules/state/grants.ts';
import { STATS_GROUPINGS, type StatsCell } from '../../src/rules/state/proposal-sums.ts';
import { EMPTY_STATE } from '../../src/rules/state/state.ts';
import type { Day } from '../../src/rules/values/calendar.ts';
import type { Entry, Transaction } from '../../src/rules/vocabulary/transaction.ts';
import { applied, LAST, ledgerOf, steps } from './ledgers.ts';
import { figuresOf } from './stats-oracle.ts';

const sorted = (cells: readonly StatsCell[]): readonly StatsCell[] =>
  cells.map((cell) => ({ ...cell, replyDays: merged(cell.replyDays) })).toSorted((a, b) => (key(a) < key(b) ? -1 : 1));

const key = ({ group, invited, boosted, settled, costed }: StatsCell): string =>
  JSON.stringify([group, invited, boosted, settled, costed]);

function merged(days: StatsCell['replyDays']): StatsCell['replyDays'] {
  const times = new Map<number, number>();
  for (const [value, count] of days) times.set(value, (times.get(value) ?? 0) + count);
  return [...times].sort(([a], [b]) => a - b);
}

/** What the Connects of all proposals cost, in fractions of a cent, and of how many slices of grants they are. */
function exactCost(entries: readonly Entry[]): { readonly cents: number; readonly slices: number } {
  const rules = membershipRules(entries);
  const brought = new Map<number, Transaction>();
  const exact = { cents: 0, slices: 0 };
  const count = ({ proposal, connects }: Transaction, slices: readonly Slice[]): void => {
    for (const { grant, from, to } of proposal === null ? [] : slices) {
      const { paid, cents } = grantPrice(brought.get(grant) as Transaction, rules);
      exact.slices += 1;
      exact.cents -= paid === 0 ? 0 : (Math.sign(connects) * paidAmong(paid, [from, to]) * (cents ?? 0)) / paid;
    }
  };
  const running = startReplay(EMPTY_STATE, { burned: count, returned: count });
  for (const entry of entries) {
    if (entry.type === 'transaction') brought.set(entry.id, entry);
    running.step(entry);
  }
  return exact;
}

test('the sums of the store equal the sums of a replay', async () => {
  await fc.assert(
    fc.asyncProperty(
      steps,
      fc.constantFrom(null, ...STATS_GROUPINGS),
      fc.constantFrom(null, '2021-03-01' as Day),
      async (all, by, since) => {
        const ledger = await ledgerOf(all);
        const asked = { by, since, until: LAST, settled: '2021-06-01' as Day };
        const entries = await ledger.entries();
        expect(sorted(await ledger.proposalStats(asked))).toEqual(sorted(figuresOf(entries, asked)));
        ledger.close();
      },
    ),
    { numRuns: 120 },
  );
});

test('the sums of proposals equal the cost and the Connects of their transactions', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const ledger = await ledgerOf(all);
      const entries = await ledger.entries();
      const { of } = connectCosts(entries, LAST);
      const own = entries.flatMap((entry) =>
        entry.type === 'transaction' && /^(proposal|boost|refund|boost-refund)$/.test(entry.kind) ? entry : [],
      );
      const total = addSums(await ledger.proposalStats({ by: null, since: null, until: LAST, settled: LAST }));
      const inBooks = own.reduce((cents, t) => cents - Math.sign(t.connects) * (of.get(t.id) ?? 0), 0);
      const { cents, slices } = exactCost(entries);
      expect(total.microCents / 1_000_000).toBeCloseTo(cents, 3);
      // The books hold whole cents, and so each slice may differ by less than one.
      expect(Math.abs(cents - inBooks)).toBeLessThanOrEqual(slices);
      expect(total.spent - total.refunded).toBe(own.reduce((connects, t) => connects - t.connects, 0));
      ledger.close();
    }),
    { numRuns: 60 },
  );
});

test('a refund returns the same Connects, and the next proposal spends them at their price', async () => {
  const on = '2021-02-01' as Day;
  const ledger = await ledgerOf([
    applied(3, on),
    // Ten cost $1.79: the first six cost 107 cents; without the refund, the six after the first two would cost 108.
    { name: 'buy', on, bundle: 10, coupon: null, taxMilli: 19_000, note: null, force: false },
    applied(2, on),
    { name: 'mark', on, proposal: 2, outcome: 'cancelled', reward: null, force: false },
    applied(6, on),
  ]);
  const cells = await ledger.proposalStats({ by: 'cost', since: null, until: LAST, settled: LAST });
  ledger.close();
  expect(
    cells.map(({ group, spent, refunded, unpriced, bought, microCents }) => [
      group,
      spent,
      refunded,
      unpriced,
      bought,
      microCents,
    ]),
  ).toEqual([
    ['2', 2, 2, 0, 0, 0],
    ['3', 3, 0, 3, 0, 0],
    ['6', 6, 0, 0, 6, 107_400_000],
  ]);
});
