/** The parts of a file's schema as SQLite keeps them, and which of them are derived from the record. */
import type { Db } from './connection.ts';

/** Tables whose rows follow from the record. */
export const DERIVED_TABLES = ['checkpoints', 'proposals'] as const;

export interface SchemaPart {
  readonly type: string;
  readonly name: string;
  readonly table: string;
  readonly sql: string;
}

const PARTS = `
  SELECT type, name, tbl_name AS "table", sql FROM main.sqlite_schema
  WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name`;

export const schemaParts = (db: Db): readonly SchemaPart[] => db.prepare(PARTS).all() as SchemaPart[];

/** The derived tables, with their indexes after them. */
export const derivedParts = (parts: readonly SchemaPart[]): readonly SchemaPart[] =>
  parts
    .filter(
      ({ type, table }) => DERIVED_TABLES.some((name) => name === table) && (type === 'table' || type === 'index'),
    )
    .toSorted((a, b) => (a.type === b.type ? 0 : a.type === 'table' ? -1 : 1));
