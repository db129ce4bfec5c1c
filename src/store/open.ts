/** Opening the file: made with mode 600 in a folder of mode 700, refused when it is not ours or too new, migrated when old. */
import fs from 'node:fs';
import path from 'node:path';
import type Sqlite from 'better-sqlite3';
import { type Refusal, Refused } from '../rules/refusal.ts';
import { APPLICATION_ID, MIGRATIONS } from './migrations.ts';

export type Db = Sqlite.Database;

/** How long to wait for another process that is writing, in milliseconds. */
const PATIENCE = 5000;

type StorageCode = Extract<Refusal, { code: `storage-${string}` }>['code'];

const refuse = (code: StorageCode, db: string, detail: string): Refused => new Refused({ code, db, detail });

/** Opens the ledger at `db`. `create`: makes the file when it is not there; otherwise that is `no-account`. */
export async function open(db: string, create: boolean, migrations = MIGRATIONS): Promise<Db> {
  return await guarded(db, async () => {
    if (db !== ':memory:') {
      const there = fs.statSync(db, { throwIfNoEntry: false });
      if (there?.isDirectory()) throw refuse('storage-unavailable', db, 'folder');
      if (!there && !create) throw new Refused({ code: 'no-account', db });
      if (!there) make(db);
    }
    const { default: Database } = await import('better-sqlite3');
    const connection = new Database(db, { timeout: PATIENCE, ...nativeBinding() });
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

function make(db: string): void {
  fs.mkdirSync(path.dirname(db), { recursive: true, mode: 0o700 });
  try {
    fs.closeSync(fs.openSync(db, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Naming the binary spares better-sqlite3 the search for it (about 2 ms). */
function nativeBinding(): { nativeBinding?: string } {
  try {
    return { nativeBinding: require.resolve('better-sqlite3/build/Release/better_sqlite3.node') };
  } catch {
    return {};
  }
}

const pragma = (db: Db, name: string): number => db.pragma(name, { simple: true }) as number;

/** Refuses what is not ours or newer than we are; brings an older file up to date, after a backup. */
function prepare(db: Db, file: string, migrations: readonly string[]): void {
  const version = pragma(db, 'user_version');
  if (version === migrations.length && pragma(db, 'application_id') === APPLICATION_ID) return;
  const empty = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (!empty && pragma(db, 'application_id') !== APPLICATION_ID) throw refuse('storage-corrupt', file, 'not a ledger');
  if (version > migrations.length) throw refuse('storage-newer', file, String(version));
  if (empty) return;
  db.prepare('VACUUM INTO ?').run(`${file}.before-v${migrations.length}-${version}`);
  migrate(db, migrations);
}

/** Applies the steps that the file lacks, all in one transaction. */
export function migrate(db: Db, migrations: readonly string[] = MIGRATIONS): void {
  const inside = db.inTransaction;
  if (!inside) db.exec('BEGIN IMMEDIATE');
  try {
    for (const step of migrations.slice(pragma(db, 'user_version'))) db.exec(step);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${migrations.length}`);
    if (!inside) db.exec('COMMIT');
  } catch (error) {
    if (!inside && db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** Runs storage work and turns what SQLite or the disk complains of into a refusal. */
export async function guarded<T>(db: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    const storage = typeof code === 'string' ? storageCode(code) : null;
    throw storage ? refuse(storage, db, (error as Error).message) : error;
  }
}

function storageCode(code: string): StorageCode | null {
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return 'storage-busy';
  if (/^SQLITE_FULL|^ENOSPC|^EDQUOT|^EFBIG|^SQLITE_IOERR_WRITE/.test(code)) return 'storage-full';
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return 'storage-corrupt';
  if (/^SQLITE_READONLY|^EROFS/.test(code)) return 'storage-readonly';
  if (/^SQLITE_(CANTOPEN|IOERR|PERM|AUTH)|^E[A-Z]+$/.test(code)) return 'storage-unavailable';
  return null;
}
