/** Quarters of a year as people keep them: whatever was typed and however, the ledger ends as Upwork's page does, one row a fact. */
import { expect, test } from 'vitest';
import { attempt, type Book, balance, reconcile, stateOf, transactionsOf } from './given.ts';
import { balanceAfter, type TrueQuarter, trueQuarter } from './quarter-truth.ts';
import { habitsOf, keepLedger } from './quarter-typist.ts';

const [from, to] = (process.env['VITEST_QUARTERS'] ?? '1-60').split('-').map(Number) as [number, number];

/** What of a quarter does not hold in the ledger; empty if all of it does. */
function faultsOf(seed: number): readonly string[] {
  const truth = trueQuarter(seed);
  const { book } = keepLedger(truth, habitsOf(seed));
  const { last, events } = truth;
  const faults: string[] = [];
  const expectEqual = (what: string, is: number, wanted: number): void => {
    if (is !== wanted) faults.push(`${what} ${is}, not ${wanted}`);
  };
  expectEqual('balance', balance(book, last), balanceAfter(truth, events.length));
  expectEqual('proposals', stateOf(book).proposals.size, countOf(truth, 'proposal'));
  for (const what of ['proposal', 'boost', 'purchase', 'refund', 'boost-refund', 'renewal'] as const)
    expectEqual(`rows of ${what}`, countIn(book, what), countOf(truth, what));
  const { decision } = attempt(book, reconcile(balanceAfter(truth, events.length), last));
  if (decision.refusal || decision.detail.of !== 'drift' || decision.detail.ledger !== decision.detail.observed)
    faults.push('reconcile');
  if (stateOf(book).overdrawn) faults.push('overdrawn');
  return faults;
}

const countOf = ({ events }: TrueQuarter, kind: string): number => events.filter(({ what }) => what === kind).length;
const countIn = ({ entries }: Book, kind: string): number =>
  transactionsOf(entries).filter((each) => each.kind === kind).length;

test(`quarters ${from} to ${to} end on Upwork's balance, with one row a fact`, () => {
  const failed: string[] = [];
  for (let seed = from; seed <= to; seed += 1) {
    const faults = faultsOf(seed);
    if (faults.length > 0) failed.push(`${seed} ${JSON.stringify(habitsOf(seed))}: ${faults.join('; ')}`);
  }
  expect(failed).toEqual([]);
});
