/** Opening the file: made with mode 600 in a folder of mode 700, refused when it is not ours or too new, migrated when old. */
import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Refused } from '../rules/refusal.ts';
import { type Db, isBlank, pragma } from './db.ts';
import { fault, guarded, refusedBy, UNKNOWN_WORD } from './faults.ts';
import { hold } from './hold.ts';
import { APPLICATION_ID, MIGRATIONS, type Migrations, migrate, VERSION } from './migrations.ts';

/** A ledger that is forgotten when it is closed. */
export const IN_MEMORY = ':memory:';

export interface OpenOptions {
  /** Make the file when it is not there; otherwise that is `no-account`. */
  readonly create?: boolean;
  /** How long to wait for another process that is writing, in milliseconds. */
  readonly patience?: number;
  readonly migrations?: Migrations;
  /** Called to bring an older file up to date, which it does by `work`; what it throws before that stops it. */
  readonly migrating?: (work: () => void) => Promise<void>;
}

/** Opens the ledger at `db`, an absolute path or `IN_MEMORY`. */
export async function open(
  db: string,
  { create = false, patience = PATIENCE, migrations = MIGRATIONS, migrating }: OpenOptions = {},
): Promise<Db> {
  return await guarded(db, async () => {
    if (db !== IN_MEMORY) find(db, create);
    const connection = connect(db, { patience });
    try {
      if (ageOf(connection, db, migrations.steps.length) === 'older') {
        const work = () => bringUpToDate(connection, db, migrations);
        await (migrating ? migrating(work) : work());
      }
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  });
}

const PATIENCE = 5000;

/** A connection to whatever stands there, which is neither looked at nor brought up to date. */
export function connect(
  file: string,
  { patience = PATIENCE, readonly = false }: { readonly patience?: number; readonly readonly?: boolean } = {},
): Db {
  const connection = new Database(file, { timeout: patience, readonly, ...binary() });
  hold(connection);
  try {
    connection.pragma('synchronous = FULL');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
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
  const there = statSync(db, { throwIfNoEntry: false });
  if (there?.isDirectory()) throw fault('storage-unavailable', db, 'folder');
  if (there) return;
  // Some versions of Node say of a file on the way that nothing is there, or that it is there already.
  const folder = statSync(dirname(db), { throwIfNoEntry: false });
  if (folder && !folder.isDirectory()) throw fault('storage-unavailable', db, 'ENOTDIR: not a directory');
  if (!create) throw new Refused({ code: 'no-account', db });
  mkdirSync(dirname(db), { recursive: true, mode: 0o700 });
  make(db);
}

/** Makes an empty file that only its owner can read, unless another process just did. */
function make(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** How a file stands to what this program reads and writes. What is not ours, newer, or of no version is refused. */
export function ageOf(db: Db, file: string, latest: number = VERSION): 'blank' | 'older' | 'current' {
  const version = pragma(db, 'user_version');
  const id = pragma(db, 'application_id');
  if (version === latest && id === APPLICATION_ID) return 'current';
  if (isBlank(db)) return 'blank';
  if (id !== APPLICATION_ID) throw fault('storage-corrupt', file, 'not a ledger');
  if (version > latest) throw fault('storage-newer', file, String(version));
  if (version < 1) throw fault('storage-corrupt', file, `it is of format ${version}`);
  return 'older';
}

/** A sound file can be brought up to date: where that fails, the file is at fault. */
export function bringUpToDate(db: Db, file: string, migrations: Migrations = MIGRATIONS): void {
  try {
    migrate(db, migrations);
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    // An older file holds no newer words.
    const refused = code === UNKNOWN_WORD ? null : refusedBy(error, file);
    throw refused ?? fault('storage-corrupt', file, message);
  }
}
