/** The whole ledger gone over: the file, its shape, the record, and all that is derived from it made anew and compared. Changes nothing. */
import { isUnknownWord, type Problem } from '../rules/problem.ts';
import { compareDerived } from './check-derived.ts';
import { checkRecord } from './check-record.ts';
import { type Db, pragma } from './db.ts';
import { expectedParts, isFatal, misshapen } from './expected.ts';
import { VERSION } from './migrations.ts';
import { derivedParts } from './shape.ts';

/** What is wrong; nothing when all is well. Where one step finds the ground unsound, the steps that stand on it are left out. */
export function check(db: Db): readonly Problem[] {
  // Not to be changed within a transaction, and a disk that is full must not keep anyone from checking.
  db.pragma('temp_store = MEMORY');
  db.exec('BEGIN');
  try {
    return goOver(db);
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    if (!code?.startsWith('SQLITE_CORRUPT')) throw error;
    return [{ code: 'integrity', detail: message }];
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
  }
}

function goOver(db: Db): readonly Problem[] {
  const damage = integrity(db);
  if (damage.length > 0) return damage;
  const shape = misshapen(db);
  // An older file is brought up to date by the next command, and says no more until then.
  if (shape.some(isFatal) || pragma(db, 'user_version') < VERSION) return shape;
  const record = [...shape, ...checkRecord(db)];
  const hasDerived = shape.every(({ what, type }) => type !== 'table' || what === 'extra');
  if (!hasDerived || record.some((found) => found.code === 'unreadable' || isUnknownWord(found))) return record;
  return [...record, ...compareDerived(db, derivedParts(expectedParts()))];
}

/** More than these say nothing new. */
const MOST = 20;

function integrity(db: Db): readonly Problem[] {
  const rows = db.prepare(`PRAGMA integrity_check(${MOST})`).pluck().all() as string[];
  return rows.filter((detail) => detail !== 'ok').map((detail) => ({ code: 'integrity', detail }));
}
