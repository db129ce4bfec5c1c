/** What is derived from the record, made anew: in its place, or beside it to be compared with. */
import { refold, START } from './checkpoints.ts';
import type { Db } from './db.ts';
import { MIGRATIONS, migrate } from './migrations.ts';
import { connect, IN_MEMORY } from './open.ts';

/** The truth. Every other table follows from these. */
const RECORD = ['commands', 'transactions', 'facts'];

/** A part of a file's shape, as SQLite keeps it. */
export interface Part {
  readonly type: string;
  readonly name: string;
  readonly table: string;
  readonly sql: string;
}

const PARTS = `
  SELECT type, name, tbl_name AS "table", sql FROM main.sqlite_schema
  WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name`;

export const partsOf = (db: Db): readonly Part[] => db.prepare(PARTS).all() as Part[];

/** The shape that the migrations make. */
export function expectedParts(): readonly Part[] {
  const fresh = connect(IN_MEMORY);
  try {
    migrate(fresh, MIGRATIONS);
    return partsOf(fresh);
  } finally {
    fresh.close();
  }
}

/** The derived tables, with their indexes after them. */
export const derivedParts = (parts: readonly Part[]): readonly Part[] =>
  parts
    .filter(({ type, table }) => !RECORD.includes(table) && (type === 'table' || type === 'index'))
    .toSorted((a, b) => (a.type === b.type ? 0 : a.type === 'table' ? -1 : 1));

/** Fills the derived tables from the record alone. The write lock must be held, unless they stand in `temp`. */
export function derive(db: Db, parts: readonly Part[] = derivedParts(expectedParts())): void {
  const tables = parts.filter(({ type }) => type === 'table');
  for (const { name } of tables) db.exec(`DELETE FROM ${name}`);
  const put = db.prepare('INSERT OR REPLACE INTO undone (command, undoing) VALUES (?, ?)');
  const drop = db.prepare('DELETE FROM undone WHERE command = ?');
  const turns = db.prepare('SELECT id, name, reverses FROM commands WHERE reverses IS NOT NULL ORDER BY id').all();
  for (const { id, name, reverses } of turns as { id: number; name: string; reverses: number }[]) {
    if (name === 'redo') drop.run(reverses);
    else put.run(reverses, id);
  }
  refold(db, START, []);
}

/** Runs work while unqualified names mean derived tables made anew in `temp`. The file itself is only read. */
export function withDerived<T>(db: Db, parts: readonly Part[], work: () => T): T {
  try {
    for (const { type, name, sql } of parts) {
      const made = sql.replace(/\s+REFERENCES \w+ \(\w+\)/g, '');
      db.exec(
        type === 'table' ? made.replace('CREATE TABLE', 'CREATE TEMP TABLE') : made.replace(name, `temp.${name}`),
      );
    }
    derive(db, parts);
    return work();
  } finally {
    for (const { type, name } of parts) if (type === 'table') db.exec(`DROP TABLE IF EXISTS temp.${name}`);
  }
}
