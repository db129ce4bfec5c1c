/** The parts of a file's schema as SQLite keeps them: which are derived from the record, and which this program never made. */
import { Refused } from '../../rules/answers/refusal.ts';
import { type Db, pragmaNumber } from './connection.ts';
import { ALTERED_TABLES, MIGRATION_STEPS, SCHEMA_VERSION } from './migrations.ts';

/** Tables whose rows follow from the record. */
export const DERIVED_TABLES = ['checkpoints', 'proposals', 'tallies', 'flows', 'lapses'] as const;

export interface SchemaPart {
  readonly type: string;
  readonly name: string;
  readonly table: string;
  readonly sql: string;
}

/** Tables of statistics that SQLite's own tools make, exactly as they make them. */
const OF_SQLITE = [
  'CREATE TABLE sqlite_stat1(tbl,idx,stat)',
  'CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)',
  'CREATE TABLE sqlite_sequence(name,seq)',
];

const PARTS = `
  SELECT type, name, tbl_name AS "table", sql FROM main.sqlite_schema WHERE sql IS NOT NULL ORDER BY name`;

export const schemaParts = (db: Db): readonly SchemaPart[] =>
  (db.prepare(PARTS).all() as SchemaPart[]).filter(({ sql }) => !OF_SQLITE.includes(sql));

/** The derived tables, with their indexes after them. */
export const derivedParts = (parts: readonly SchemaPart[]): readonly SchemaPart[] =>
  parts
    .filter(
      ({ type, table }) => DERIVED_TABLES.some((name) => name === table) && (type === 'table' || type === 'index'),
    )
    .toSorted((a, b) => (a.type === b.type ? 0 : a.type === 'table' ? -1 : 1));

/** SQLite keeps the text of each part as it was written, so every part that a migration made is in here word by word. */
const OUR_TEXT = [...MIGRATION_STEPS, ...ALTERED_TABLES].join('\n');

const ourNames = (): ReadonlySet<string | undefined> =>
  new Set([...OUR_TEXT.matchAll(/\bCREATE (?:TABLE|INDEX|TRIGGER|VIEW) (\w+)/g)].map(([, name]) => name));

/** A table of the user's own does nothing unless somebody asks for its rows, or it refers to a table of ours. */
const isHarmless = ({ type, sql }: SchemaPart): boolean =>
  type === 'table' && /^CREATE TABLE/i.test(sql) && !/references/i.test(sql);

/**
 * Parts that no version of this program made. SQLite evaluates what is in them without being asked: a foreign trigger
 * can run for ever, and so can a view, or a check of a table, that has one of our names.
 */
export const unknownParts = (db: Db): readonly (SchemaPart & { readonly isForeign: boolean })[] =>
  schemaParts(db)
    .filter(({ sql }) => !OUR_TEXT.includes(sql))
    .map((part) => ({ ...part, isForeign: !ourNames().has(part.name.toLowerCase()) }))
    .filter((part) => !(part.isForeign && isHarmless(part)));

/** Refuses a file with such parts. `orChanged`: parts of ours that were changed are accepted, to be reported or rebuilt. */
export function refuseUnknownParts(db: Db, file: string, { orChanged = false } = {}): void {
  const [found] = unknownParts(db).filter(({ isForeign }) => isForeign || !orChanged);
  if (!found) return;
  const version = pragmaNumber(db, 'user_version');
  if (version > SCHEMA_VERSION) throw new Refused({ code: 'storage-newer', db: file, detail: String(version) });
  const detail = `${found.isForeign ? 'foreign' : 'changed'} ${found.type} ${found.name}`;
  throw new Refused({ code: 'storage-corrupt', db: file, detail });
}
