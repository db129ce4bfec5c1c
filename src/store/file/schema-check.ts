/** Compares a file's schema with the one that the migrations make, and rebuilds the parts that hold nothing recorded. */
import type { CheckProblem } from '../../rules/answers/check-problem.ts';
import { type Db, pragmaNumber, withConnection } from './connection.ts';
import { MIGRATION_STEPS, SCHEMA_VERSION } from './migrations.ts';
import { IN_MEMORY, openConnection } from './open-file.ts';
import { DERIVED_TABLES, refuseUnknownParts, type SchemaPart, schemaParts } from './schema.ts';
import { storageFault } from './storage-errors.ts';

type SchemaProblem = Extract<CheckProblem, { code: 'schema' }>;

/** One command asks for the same version several times. */
const partsOfVersion = new Map<number, readonly SchemaPart[]>();

/** The parts of a file of that version. */
export function expectedParts(version: number = SCHEMA_VERSION): readonly SchemaPart[] {
  const known = partsOfVersion.get(version);
  if (known) return known;
  const parts = withConnection(openConnection(IN_MEMORY), (fresh) => {
    for (const step of MIGRATION_STEPS.slice(0, version)) fresh.exec(step);
    return schemaParts(fresh);
  });
  partsOfVersion.set(version, parts);
  return parts;
}

/** Where the schema differs from that of the file's own version. */
export function schemaProblems(db: Db): readonly SchemaProblem[] {
  const version = pragmaNumber(db, 'user_version');
  const expected = expectedParts(version);
  const stored = schemaParts(db);
  const byName = new Map(stored.map((part) => [part.name, part]));
  const known = new Set(expected.map(({ name }) => name));
  return [
    ...expected.flatMap((part): SchemaProblem | readonly [] => {
      const { type, name, sql } = part;
      if (byName.get(name)?.sql === sql) return [];
      const what = byName.has(name) ? 'changed' : 'missing';
      return { code: 'schema', what, type, name, mendable: version === SCHEMA_VERSION && holdsNoRecord(part) };
    }),
    ...stored
      .filter(({ name }) => !known.has(name))
      .map(({ type, name }): SchemaProblem => ({ code: 'schema', what: 'extra', type, name, mendable: false })),
  ];
}

/** Whether the problem keeps the record from being read. A part that somebody added does not. */
export const isFatal = ({ what, mendable }: SchemaProblem): boolean => what !== 'extra' && !mendable;

const holdsNoRecord = ({ type, name }: SchemaPart): boolean =>
  type !== 'table' || DERIVED_TABLES.some((derived) => derived === name);

/** Whether every table is there as it was made. This cannot be said of a newer file. */
const hasAllTables = (db: Db): boolean =>
  pragmaNumber(db, 'user_version') > SCHEMA_VERSION ||
  !schemaProblems(db).some(({ type, what }) => type === 'table' && what !== 'extra');

/** What SQLite finds damaged. If a table of the user's own is there, only ours are read: it would evaluate what is in that. */
export function integrityFaults(db: Db, pragma: 'integrity_check' | 'quick_check', most = 1): readonly string[] {
  const names = new Set(expectedParts().map(({ name }) => name));
  const tables = schemaParts(db).filter(({ type }) => type === 'table');
  const own = tables.filter(({ name }) => names.has(name)).map(({ name }) => `'${name}'`);
  const which = own.length === tables.length ? [String(most)] : own;
  const look = (): readonly string[] =>
    which.flatMap((what) => db.prepare(`PRAGMA main.${pragma}(${what})`).pluck().all() as string[]);
  const found = look();
  if (found.every((detail) => detail === 'ok')) return [];
  // What is damaged stays so. A page that the disk gives at the second time was only not read.
  if (found.some(isReadError) || look().every((detail) => detail === 'ok'))
    throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_READ' });
  return found.filter((detail) => detail !== 'ok').slice(0, most);
}

/** SQLite lists a page that the disk does not give among the damaged ones. The last byte of its code is that of I/O errors. */
const isReadError = (detail: string): boolean => (Number(/error code=(\d+)/.exec(detail)?.[1] ?? 0) & 0xff) === 10;

/** Refuses a file that SQLite finds damaged, or that lacks a table. */
export function mustBeWhole(db: Db, file: string): void {
  refuseUnknownParts(db, file);
  if (!hasAllTables(db)) throw storageFault('storage-corrupt', file, 'schema');
  const [found] = integrityFaults(db, 'quick_check');
  if (found) throw storageFault('storage-corrupt', file, found);
}

/** Rebuilds missing or changed parts where that is possible. The caller holds the write lock, and rebuilds afterwards. */
export function repairSchema(db: Db): void {
  const expected = expectedParts();
  // Tables come first, because an index goes with its table.
  for (const isTable of [true, false]) {
    const byName = new Map(schemaParts(db).map((part) => [part.name, part]));
    for (const part of expected) {
      const found = byName.get(part.name);
      if ((part.type === 'table') !== isTable || found?.sql === part.sql || !holdsNoRecord(part)) continue;
      if (found) db.exec(`DROP ${found.type} ${found.name}`);
      db.exec(part.sql);
    }
  }
}
