/** The entries that say what Upwork owes. An index of their own finds them, however long the ledger is. */
import { type Entry, inOrder } from '../../rules/vocabulary/transaction.ts';
import { liveRowSql } from '../derived/live-sql.ts';
import type { Db } from '../file/connection.ts';
import { type SqlRow, toFact, toTransaction } from '../file/entry-rows.ts';

/** Word by word as in the indexes, or SQLite does not use them. */
const WHICH = {
  transactions: `kind IN ('renewal', 'interview', 'refund', 'boost-refund', 'carry-over-cut', 'boost', 'adjustment')
      AND (source <> 'import' OR kind = 'boost')`,
  facts: `kind IN ('confirmed', 'reconciled')`,
};

export function owedEntries(db: Db): readonly Entry[] {
  const rows = (table: 'transactions' | 'facts') =>
    db.prepare(`SELECT * FROM ${table} WHERE ${WHICH[table]} AND ${liveRowSql(table)}`).all() as SqlRow[];
  return [...rows('transactions').map(toTransaction), ...rows('facts').map(toFact)].sort(inOrder);
}
