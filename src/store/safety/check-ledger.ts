/** Looks for problems in the whole ledger: the file, its schema, the record, and everything derived from it. Changes nothing. */
import { type IntegrityProblem, isUnknownWord } from '../../rules/integrity-problem.ts';
import { compareDerived } from '../derived/compare-derived.ts';
import { type Db, pragmaNumber } from '../file/connection.ts';
import { SCHEMA_VERSION } from '../file/migrations.ts';
import { derivedParts } from '../file/schema.ts';
import { expectedParts, isFatal, schemaProblems } from '../file/schema-check.ts';
import { checkHistory } from '../record/check-history.ts';
import { checkRecord } from '../record/check-record.ts';

/** All problems. If one step finds any that the next steps depend on, those are left out. */
export function checkLedger(db: Db): readonly IntegrityProblem[] {
  // A full disk must not keep anybody from checking. This cannot be set within a transaction.
  db.pragma('temp_store = MEMORY');
  db.exec('BEGIN');
  try {
    return problemsIn(db);
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    if (!code?.startsWith('SQLITE_CORRUPT')) throw error;
    return [{ code: 'integrity', detail: message }];
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
  }
}

function problemsIn(db: Db): readonly IntegrityProblem[] {
  const damage = integrity(db);
  if (damage.length > 0) return damage;
  const schema = schemaProblems(db);
  // The next command migrates an older file. Until then nothing more can be checked.
  if (schema.some(isFatal) || pragmaNumber(db, 'user_version') < SCHEMA_VERSION) return schema;
  const record = [...schema, ...checkRecord(db)];
  const hasDerived = schema.every(({ what, type }) => type !== 'table' || what === 'extra');
  if (!hasDerived || record.some((found) => found.code === 'unreadable' || isUnknownWord(found))) return record;
  return [...record, ...compareDerived(db, derivedParts(expectedParts()), checkHistory)];
}

/** More of SQLite's messages say nothing new. */
const MOST_MESSAGES = 20;

function integrity(db: Db): readonly IntegrityProblem[] {
  const rows = db.prepare(`PRAGMA integrity_check(${MOST_MESSAGES})`).pluck().all() as string[];
  return rows.filter((detail) => detail !== 'ok').map((detail) => ({ code: 'integrity', detail }));
}
