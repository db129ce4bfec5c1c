/** Sums up a ledger, to compare it with another copy, and brings a copy into a state that can be restored. */
import type { Day } from '../../rules/calendar.ts';
import { type IntegrityProblem, isDerived } from '../../rules/integrity-problem.ts';
import { balanceOn } from '../../rules/state.ts';
import { liveSql } from '../derived/live-sql.ts';
import { endOf } from '../derived/positions.ts';
import { migrateOlder, rebuild } from '../derived/rebuild.ts';
import { stateAt } from '../derived/state-at.ts';
import type { Db } from '../file/connection.ts';
import { ageOf, openConnection } from '../file/open-file.ts';
import { hasAllTables, isFatal, repairSchema, schemaProblems } from '../file/schema-check.ts';
import { refusedBetween, storageFault } from '../file/storage-errors.ts';
import { checkHistory } from '../record/check-history.ts';
import { checkRecord } from '../record/check-record.ts';
import type { LedgerSummary } from '../vault.ts';
import { checkLedger } from './check-ledger.ts';

/** Sums up a ledger of the present version. Throws SQLite's own error if it cannot be read. */
export function summaryOf(db: Db, today: Day): LedgerSummary {
  const [damage] = db.pragma('quick_check(1)') as { quick_check: string }[];
  if (damage?.quick_check !== 'ok' || !hasAllTables(db))
    throw storageFault('storage-corrupt', db.name, damage?.quick_check ?? '');
  const uids = (sql: string) => new Set(db.prepare(sql).pluck().all() as string[]);
  return {
    account: accountIn(db),
    balance: balanceOn(stateAt(db, endOf(today)), today),
    recordedAt: db.prepare('SELECT max(recorded_at) FROM commands').pluck().get() as string | null,
    transactions: uids('SELECT uid FROM transactions'),
    proposals: uids(PROPOSALS),
  };
}

/** The uid of a proposal is that of the fact that recorded it, or of its cost, as in `ledger-copy.ts`. */
const PROPOSALS = `
  SELECT uid FROM facts WHERE kind = 'proposal' AND ${liveSql()} UNION ALL
  SELECT uid FROM transactions t WHERE kind = 'proposal' AND ${liveSql()}
    AND NOT EXISTS (SELECT 1 FROM facts WHERE kind = 'proposal' AND proposal = t.proposal)`;

/** The uid of the command that opened the account. */
export const accountIn = (db: Db): string | null =>
  (db
    .prepare(
      "SELECT uid FROM commands WHERE id = (SELECT command FROM facts WHERE kind = 'opened' ORDER BY seq LIMIT 1)",
    )
    .pluck()
    .get() as string | undefined) ?? null;

/** A derived value that does not follow from the record. A missing one contradicts nothing. */
const contradictsRecord = (problem: IntegrityProblem): boolean => isDerived(problem) && problem.why !== 'missing';

/**
 * Makes sure that a copy is a whole ledger, makes everything derived anew, and sums it up. `source`: the file that was
 * copied; `target`: the copy's place; `force`: accept a record that contradicts itself, as long as it can be read.
 */
export function preparedSummary(
  copy: string,
  { source, target, today, force }: { source: string; target: string; today: Day; force: boolean },
): LedgerSummary {
  const db = openConnection(copy);
  const corrupt = (detail: 'not a backup' | 'unsound') => storageFault('storage-corrupt', source, detail);
  try {
    const age = ageOf(db, source);
    const [damage] = db.pragma('integrity_check(1)') as { integrity_check: string }[];
    if (age === 'blank' || damage?.integrity_check !== 'ok' || schemaProblems(db).some(isFatal))
      throw corrupt('not a backup');
    // A journal of another kind would stay behind when the copy is moved.
    db.pragma('journal_mode = DELETE');
    if (age === 'older') migrateOlder(db, source);
    else {
      const problems = checkLedger(db);
      if (problems.length === 0) return summaryOf(db, today);
      // Everything derived is made anew below. If it contradicts the record, the record itself may have been changed.
      if (!force && problems.some(contradictsRecord)) throw corrupt('unsound');
    }
    db.transaction(() => {
      repairSchema(db);
      const record = checkRecord(db);
      if (record.some(({ code }) => code === 'unreadable' || code === 'opening')) throw corrupt('not a backup');
      rebuild(db);
      if (!force && (record.length > 0 || checkHistory(db).length > 0)) throw corrupt('unsound');
    })();
    return summaryOf(db, today);
  } catch (error) {
    // A record that cannot be replayed is as bad as one that cannot be read.
    throw refusedBetween(error, source, target) ?? corrupt('not a backup');
  } finally {
    db.close();
  }
}
