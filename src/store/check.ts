/** The whole ledger gone over: the file, its shape, the record, and all that is derived from it made anew and compared. Changes nothing. */
import type { Problem } from '../rules/problem.ts';
import { compareDerived } from './check-derived.ts';
import { checkRecord } from './check-record.ts';
import type { Db } from './db.ts';
import { migrate } from './migrations.ts';
import { connect, IN_MEMORY } from './open.ts';
import { derivedParts, type Part, partsOf } from './shape.ts';

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
  const expected = expectedParts();
  const shape = compareShape(partsOf(db), expected);
  if (shape.some(({ what, type }) => type === 'table' && what !== 'extra')) return shape;
  const record = [...shape, ...foreignKeys(db), ...checkRecord(db)];
  if (record.some(({ code }) => code === 'unreadable')) return record;
  return [...record, ...compareDerived(db, derivedParts(expected))];
}

/** More than these say nothing new. */
const MOST = 20;

function integrity(db: Db): readonly Problem[] {
  const rows = db.prepare(`PRAGMA integrity_check(${MOST})`).pluck().all() as string[];
  return rows.filter((detail) => detail !== 'ok').map((detail) => ({ code: 'integrity', detail }));
}

/** The shape that the migrations make. */
function expectedParts(): readonly Part[] {
  const fresh = connect(IN_MEMORY);
  try {
    migrate(fresh);
    return partsOf(fresh);
  } finally {
    fresh.close();
  }
}

type Shape = Extract<Problem, { code: 'schema' }>;

function compareShape(found: readonly Part[], expected: readonly Part[]): readonly Shape[] {
  const there = new Map(found.map((part) => [part.name, part]));
  const known = new Set(expected.map(({ name }) => name));
  return [
    ...expected.flatMap(({ type, name, sql }): Shape | readonly [] => {
      const part = there.get(name);
      if (part?.sql === sql) return [];
      return { code: 'schema', what: part ? 'changed' : 'missing', type, name };
    }),
    ...found
      .filter(({ name }) => !known.has(name))
      .map(({ type, name }): Shape => ({ code: 'schema', what: 'extra', type, name })),
  ];
}

function foreignKeys(db: Db): readonly Problem[] {
  const rows = db.pragma('main.foreign_key_check') as { table: string; rowid: number | null; parent: string }[];
  return rows.map(({ table, rowid, parent }) => ({ code: 'foreign-key', table, row: rowid, parent }));
}
