/** Opens a ledger's file. It is made with mode 600 in a folder of mode 700, and refused if it is not ours or too new. */
import { closeSync, lstatSync, openSync, readlinkSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { makeFolders } from '../../make-folders.ts';
import { Refused } from '../../rules/answers/refusal.ts';
import { type Db, isBlank, pragmaNumber, whileWaiting } from './connection.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from './migrations.ts';
import { ledgerFile, readableFile, refuseBadHeader } from './same-file.ts';
import { refuseUnknownParts } from './schema.ts';
import { storageFault, withRefusals } from './storage-errors.ts';

/** The path of a ledger that is forgotten when it is closed. */
export const IN_MEMORY = ':memory:';

export interface FileOptions {
  /** Make the file if it is not there; otherwise that is `no-account`. */
  readonly create?: boolean;
  /** How long to wait for another process that is writing, in milliseconds. */
  readonly patience?: number | undefined;
  /** Called if another process keeps this one waiting for long. */
  readonly onWait?: (() => void) | undefined;
  /** Migrates a file of an older version. */
  readonly upgrade: (connection: Db) => Promise<void> | void;
  /** The version of a file that needs no upgrade. */
  readonly latest?: number;
  /** Open a file whose derived tables or indexes were changed, so that a check can report them. */
  readonly orChanged?: boolean;
}

/** Opens the ledger at `file`, an absolute path or `IN_MEMORY`. */
export async function openFile(file: string, { create = false, upgrade, ...how }: FileOptions): Promise<Db> {
  return await withRefusals(file, async () => {
    if (file !== IN_MEMORY) findOrMake(file, create);
    const { db, age } = openTrusted(file, file, how);
    try {
      if (age === 'older') await upgrade(db);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

interface TrustOptions extends Pick<FileOptions, 'patience' | 'onWait' | 'latest' | 'orChanged'> {}

/**
 * Opens a file, or the bytes of one, that may come from anybody, and refuses it if its header is damaged, if it is not a
 * ledger or too new, or if this program did not make all that SQLite would run in it. `file`: its name in a refusal.
 */
export function openTrusted(
  file: string,
  from: string | Buffer,
  { patience, onWait, latest, orChanged = false }: TrustOptions = {},
): { readonly db: Db; readonly age: FileAge } {
  if (typeof from !== 'string') refuseBadHeader(from, file);
  else if (from !== IN_MEMORY) readableFile(from);
  const db = openConnection(from, { patience });
  try {
    const age = whileWaiting(db, onWait, () => ageOf(db, file, latest));
    refuseUnknownParts(db, file, { orChanged });
    return { db, age };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** SQLite asks for a lock only now and then, so that one of many writers may have to wait for long. */
const PATIENCE = 30_000;

/** For a command that only reads: the prompt of a shell must not stand still for long. */
export const READING_PATIENCE = 5_000;

/** A connection to whatever is at the path, or in the bytes of a file. It reads nothing and migrates nothing. */
export function openConnection(
  file: string | Buffer,
  {
    patience = PATIENCE,
    readonly = false,
  }: { readonly patience?: number | undefined; readonly readonly?: boolean } = {},
): Db {
  const connection = new Database(file, { timeout: patience, readonly });
  try {
    // The driver is defensive by itself. A file may come from anybody, so nothing in its schema may call a function.
    connection.pragma('trusted_schema = OFF');
    // FULL would not wait until the folder knows that the journal is gone: after a power cut, the journal would come
    // back and undo the last command.
    connection.pragma('synchronous = EXTRA');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function findOrMake(file: string, create: boolean): void {
  if (ledgerFile(file)) return;
  // If a file is in the folder's place, some versions of Node report that nothing is there, or that it is there already.
  const folder = statSync(dirname(file), { throwIfNoEntry: false });
  if (folder && !folder.isDirectory()) throw storageFault('storage-unavailable', file, 'ENOTDIR: not a directory');
  if (!create) throw new Refused({ code: 'no-account', db: file });
  makeFolders(dirname(file));
  makeEmpty(linkTarget(file));
}

/** Where a link leads, although nothing is there yet: SQLite would make the file there, for everybody to read. */
function linkTarget(file: string, most = 40): string {
  const isLink = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink();
  return isLink && most > 0 ? linkTarget(resolve(dirname(file), readlinkSync(file)), most - 1) : file;
}

/** Makes an empty file that only its owner can read, unless another process has just made it. */
function makeEmpty(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

type FileAge = 'blank' | 'older' | 'current';

/** How old a file is for this program. A file that is not ours, newer, or without a version is refused. */
export function ageOf(db: Db, file: string, latest: number = SCHEMA_VERSION): FileAge {
  const version = pragmaNumber(db, 'user_version');
  const id = pragmaNumber(db, 'application_id');
  if (version === latest && id === APPLICATION_ID) return 'current';
  if (isBlank(db)) return 'blank';
  if (id !== APPLICATION_ID) throw storageFault('storage-corrupt', file, 'not a ledger');
  if (version > latest) throw storageFault('storage-newer', file, String(version));
  if (version < 1) throw storageFault('storage-corrupt', file, `it is of format ${version}`);
  return 'older';
}
