/** Rebuilds everything derived from the record: in its place, or in `temp` to compare it with what is stored. */
import type { Entry } from '../../rules/vocabulary/transaction.ts';
import { type Db, pragmaNumber } from '../file/connection.ts';
import { APPLICATION_ID, MIGRATION_STEPS } from '../file/migrations.ts';
import { DERIVED_TABLES, refuseUnknownParts, type SchemaPart } from '../file/schema.ts';
import { repairSchema } from '../file/schema-check.ts';
import { refusedBy, storageFault, UNKNOWN_WORD } from '../file/storage-errors.ts';
import { LEDGER_START } from './positions.ts';
import { replayFrom } from './replay-from.ts';

/**
 * Fills the derived tables from the record alone. The caller holds the write lock, unless they are in `temp`.
 * `whole`: all live entries in order, if the caller has them.
 */
export function rebuildDerived(db: Db, whole: readonly Entry[] | null = null): void {
  for (const name of DERIVED_TABLES) db.exec(`DELETE FROM ${name}`);
  replayFrom(db, null, whole ? { after: LEDGER_START, entries: whole } : undefined);
}

/** The same, after rebuilding missing or changed tables and indexes that hold nothing recorded. */
export function repairDerived(db: Db): void {
  repairSchema(db);
  // Nothing runs before the whole schema is ours.
  refuseUnknownParts(db, db.name);
  rebuildDerived(db);
}

/** Applies the steps that the file lacks, all or none of them, within the caller's transaction if there is one. */
export function runMigrations(
  db: Db,
  steps: readonly string[] = MIGRATION_STEPS,
  refill: (db: Db) => void = (older) => rebuildDerived(older),
): void {
  const work = () => {
    const before = pragmaNumber(db, 'user_version');
    for (const step of steps.slice(before)) db.exec(step);
    if (before > 0 && before < steps.length) refill(db);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${steps.length}`);
  };
  db.transaction(work).immediate();
}

/** The same for a file that is known to be older. A sound file can be migrated: if that fails, the file is damaged. */
export function migrateOlder(
  db: Db,
  file: string,
  ...how: [steps?: readonly string[], refill?: (db: Db) => void]
): void {
  try {
    runMigrations(db, ...how);
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    // An older file holds no newer words.
    const refused = code === UNKNOWN_WORD ? null : refusedBy(error, file);
    throw refused ?? storageFault('storage-corrupt', file, message);
  }
}

/** Runs work while unqualified names mean derived tables rebuilt in `temp`. The file itself is only read. */
export function withDerived<T>(db: Db, parts: readonly SchemaPart[], whole: readonly Entry[], work: () => T): T {
  try {
    for (const { type, name, sql } of parts) {
      db.exec(type === 'table' ? sql.replace('CREATE TABLE', 'CREATE TEMP TABLE') : sql.replace(name, `temp.${name}`));
    }
    rebuildDerived(db, whole);
    return work();
  } finally {
    for (const { type, name } of parts) if (type === 'table') db.exec(`DROP TABLE IF EXISTS temp.${name}`);
  }
}
