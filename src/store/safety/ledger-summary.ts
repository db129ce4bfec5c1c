/** Sums up a ledger, to compare it with another copy, and brings a copy into a state that can be restored. */

import { type CheckProblem, isDerived } from '../../rules/answers/check-problem.ts';
import { balanceOn } from '../../rules/state/state.ts';
import type { Day } from '../../rules/values/calendar.ts';
import { KEPT_PROPOSAL, liveSql, PROPOSAL_UIDS } from '../derived/live-sql.ts';
import { endOf } from '../derived/positions.ts';
import { migrateOlder, repairDerived } from '../derived/rebuild.ts';
import { stateAt } from '../derived/state-at.ts';
import type { Db } from '../file/connection.ts';
import { openTrusted } from '../file/open-file.ts';
import { isFatal, mustBeWhole } from '../file/schema-check.ts';
import { refusedOfCopy, storageFault } from '../file/storage-errors.ts';
import { accountIn } from '../record/ledger-queries.ts';
import type { LedgerSummary } from '../vault.ts';
import { checkLedger } from './check-ledger.ts';

/** Sums up a ledger of the present version. Throws SQLite's own error if it cannot be read. */
export function summaryOf(db: Db, today: Day): LedgerSummary {
  mustBeWhole(db, db.name);
  const uids = (sql: string) => new Set(db.prepare(sql).pluck().all() as string[]);
  return {
    account: accountIn(db),
    balance: balanceOn(stateAt(db, endOf(today)), today),
    recordedAt: db.prepare('SELECT max(recorded_at) FROM commands').pluck().get() as string | null,
    transactions: uids('SELECT uid FROM transactions'),
    proposals: uids(`SELECT uid FROM (${PROPOSAL_UIDS}) WHERE ${liveSql()} AND ${KEPT_PROPOSAL}`),
  };
}

/** Whether it keeps the record from being read. */
const isUnreadable = (problem: CheckProblem): boolean =>
  ['integrity', 'unreadable', 'opening'].includes(problem.code) || (problem.code === 'schema' && isFatal(problem));

/** A derived value that does not follow from the record. A missing one contradicts nothing. */
const contradictsRecord = (problem: CheckProblem): boolean => isDerived(problem) && problem.why !== 'missing';

/**
 * Makes sure that a copy is a whole ledger, rebuilds everything derived, and sums it up. `source`: the file that was
 * copied; `target`: the copy's place; `force`: accept a record that contradicts itself, as long as it can be read.
 */
export function preparedSummary(
  copy: string,
  { source, target, today, force }: { source: string; target: string; today: Day; force: boolean },
): LedgerSummary {
  let copied: Db | undefined;
  const corrupt = (detail: 'not a backup' | 'unsound') => storageFault('storage-corrupt', source, detail);
  try {
    const { db, age } = openTrusted(source, copy, { orChanged: true });
    copied = db;
    const problems = checkLedger(db);
    if (age === 'blank' || problems.some(isUnreadable)) throw corrupt('not a backup');
    // A journal of another kind would stay behind when the copy is moved.
    db.pragma('journal_mode = DELETE');
    if (age === 'current' && problems.length === 0) return summaryOf(db, today);
    // Everything derived is rebuilt below. If it contradicts the record, the record itself may have been changed.
    if (!force && problems.some(contradictsRecord)) throw corrupt('unsound');
    if (age === 'older') migrateOlder(db, source);
    db.transaction(repairDerived)(db);
    const left = checkLedger(db).filter(({ code }) => code !== 'schema');
    if (left.some(isUnreadable)) throw corrupt('not a backup');
    if (!force && left.length > 0) throw corrupt('unsound');
    return summaryOf(db, today);
  } catch (error) {
    // A record that cannot be replayed is as bad as one that cannot be read.
    throw refusedOfCopy(error, { part: copy, source, target }) ?? corrupt('not a backup');
  } finally {
    copied?.close();
  }
}
