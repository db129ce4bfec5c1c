/** Which rows of one copy of a ledger are entries that were typed into another copy: as an import would find them. */

import type { ComparableRow } from '../import/match/entry-match-ways.ts';
import { indexJobs } from '../import/match/job-index.ts';
import { asTypedEntry, meetTyped } from '../import/match/meet-typed-entries.ts';
import type { Proposal } from '../state/state.ts';
import type { Transaction } from '../vocabulary/transaction.ts';

export function meetTypedRows<Row extends ComparableRow>(
  rows: readonly Row[],
  typed: readonly Transaction[],
  proposals: ReadonlyMap<number, Proposal>,
): ReadonlyMap<Row, Transaction> {
  const jobs = indexJobs(proposals.values(), []);
  const met = meetTyped(
    rows,
    typed.map((transaction) => asTypedEntry(transaction, jobs)),
    { proposalsOf: jobs.proposalsOf, loose: false, likely: false, cutDay: null, mayMeet: () => true },
  );
  return new Map([...met].map(([row, { transaction }]) => [row, transaction]));
}
