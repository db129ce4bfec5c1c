/** Looks for problems in the whole ledger: the file, its schema, the record, and everything derived from it. Changes nothing. */
import { type CheckProblem, isUnknownWord } from '../../rules/answers/check-problem.ts';
import { compareDerived } from '../derived/compare-derived.ts';
import { type Db, pragmaNumber } from '../file/connection.ts';
import { SCHEMA_VERSION } from '../file/migrations.ts';
import { derivedParts, refuseUnknownParts } from '../file/schema.ts';
import { expectedParts, integrityFaults, isFatal, schemaProblems } from '../file/schema-check.ts';
import { refusedBy } from '../file/storage-errors.ts';
import { checkHistory } from '../record/check-history.ts';
import { checkRecord } from '../record/check-record.ts';

/** All problems. A part of the schema that is not of this program is refused. If one step finds any that the next steps depend on, those are left out. */
export function checkLedger(db: Db): readonly CheckProblem[] {
  // A check must also work on a full disk. This cannot be set within a transaction.
  db.pragma('temp_store = MEMORY');
  db.exec('BEGIN');
  try {
    refuseUnknownParts(db, db.name, { orChanged: true });
    return problemsIn(db);
  } catch (error) {
    const { code } = error as { readonly code?: string };
    const refused = code?.startsWith('SQLITE_CORRUPT') ? refusedBy(error, db.name)?.refusal : null;
    if (refused?.code !== 'storage-corrupt') throw error;
    return [{ code: 'integrity', detail: refused.detail }];
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
  }
}

/** Whether anything in a ledger is not as this program writes it. */
export function hasProblem(db: Db): boolean {
  try {
    if (db.inTransaction) db.exec('ROLLBACK');
    // A part that somebody added to the file does no harm.
    return checkLedger(db).some((problem) => problem.code !== 'schema' || problem.what !== 'extra');
  } catch {
    return true;
  }
}

function problemsIn(db: Db): readonly CheckProblem[] {
  const schema = schemaProblems(db);
  // SQLite would evaluate what somebody wrote there.
  if (schema.some(({ what }) => what === 'changed')) return schema;
  const damage = integrityFaults(db, 'integrity_check', MOST_MESSAGES);
  if (damage.length > 0) return damage.map((detail) => ({ code: 'integrity', detail }));
  // The next command migrates an older file. Until then nothing more can be checked.
  if (schema.some(isFatal) || pragmaNumber(db, 'user_version') < SCHEMA_VERSION) return schema;
  const record = [...schema, ...checkRecord(db)];
  const hasDerived = schema.every(({ what, type }) => type !== 'table' || what === 'extra');
  if (!hasDerived || record.some((found) => found.code === 'unreadable' || isUnknownWord(found))) return record;
  return [...record, ...compareDerived(db, derivedParts(expectedParts()), checkHistory)];
}

/** More of SQLite's messages say nothing new. */
const MOST_MESSAGES = 20;
