/** Opening the file: made with mode 600 in a folder of mode 700, refused when it is not ours or too new, migrated when old. */
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Refused } from '../rules/refusal.ts';
import { type Db, pragma } from './db.ts';
import { fault, guarded } from './faults.ts';
import { APPLICATION_ID, MIGRATIONS, migrate } from './migrations.ts';

/** A ledger that is forgotten when it is closed. */
export const IN_MEMORY = ':memory:';

export interface OpenOptions {
  /** Make the file when it is not there; otherwise that is `no-account`. */
  readonly create?: boolean;
  /** How long to wait for another process that is writing, in milliseconds. */
  readonly patience?: number;
  readonly migrations?: readonly string[];
}

/** Opens the ledger at `db`, an absolute path or `IN_MEMORY`. */
export async function open(
  db: string,
  { create = false, patience = 5000, migrations = MIGRATIONS }: OpenOptions = {},
): Promise<Db> {
  return await guarded(db, () => {
    if (db !== IN_MEMORY) find(db, create);
    const connection = new Database(db, { timeout: patience, ...binary() });
    try {
      connection.pragma('synchronous = FULL');
      prepare(connection, db, migrations);
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  });
}

/** The bundle holds the package's JavaScript but not its binary. Anywhere else the package finds that itself. */
function binary(): { nativeBinding?: string } {
  try {
    return { nativeBinding: require.resolve('better-sqlite3/build/Release/better_sqlite3.node') };
  } catch {
    return {};
  }
}

function find(db: string, create: boolean): void {
  const there = fs.statSync(db, { throwIfNoEntry: false });
  if (there?.isDirectory()) throw fault('storage-unavailable', db, 'folder');
  if (there) return;
  if (!create) throw new Refused({ code: 'no-account', db });
  fs.mkdirSync(path.dirname(db), { recursive: true, mode: 0o700 });
  make(db);
}

/** Makes an empty file that only its owner can read. False: it is there already. */
function make(file: string): boolean {
  try {
    fs.closeSync(fs.openSync(file, 'wx', 0o600));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Refuses what is not ours or newer than we are; brings an older file up to date, after a backup. */
function prepare(db: Db, file: string, migrations: readonly string[]): void {
  const version = pragma(db, 'user_version');
  const id = pragma(db, 'application_id');
  if (version === migrations.length && id === APPLICATION_ID) return;
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  // Nothing written yet: `init` will.
  if (tables === 0 && version === 0 && id === 0) return;
  if (id !== APPLICATION_ID) throw fault('storage-corrupt', file, 'not a ledger');
  if (version > migrations.length) throw fault('storage-newer', file, String(version));
  if (file !== IN_MEMORY) backUp(db, `${file}.v${version}.bak`);
  migrate(db, migrations);
}

/** Copies the ledger to a file beside it, never over one that is there. */
function backUp(db: Db, name: string): void {
  let copy = name;
  for (let n = 2; !make(copy); n += 1) copy = `${name}.${n}`;
  try {
    db.prepare('VACUUM INTO ?').run(copy);
  } catch (error) {
    fs.rmSync(copy, { force: true });
    throw error;
  }
}
