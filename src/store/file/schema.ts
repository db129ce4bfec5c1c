/** The parts of a file's shape, as SQLite keeps them: what is the record, and what is derived from it. */
import type { Db } from './connection.ts';

/** Tables that follow from the record: what was undone first, as the others need to know it. */
export const DERIVED = ['undone', 'checkpoints', 'proposals', 'burns'] as const;

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

/** The derived tables, with their indexes after them. */
export const derivedParts = (parts: readonly Part[]): readonly Part[] =>
  parts
    .filter(({ type, table }) => DERIVED.some((name) => name === table) && (type === 'table' || type === 'index'))
    .toSorted((a, b) => (a.type === b.type ? 0 : a.type === 'table' ? -1 : 1));
