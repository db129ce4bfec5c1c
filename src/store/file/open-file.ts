/** Opens a ledger's file. It is made with mode 600 in a folder of mode 700, and refused if it is not ours or too new. */
import { closeSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { makeFolders } from '../../make-folders.ts';
import { Refused } from '../../rules/refusal.ts';
import { type Db, isBlank, pragmaNumber } from './connection.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from './migrations.ts';
import { ledgerFile } from './same-file.ts';
import { storageFault, withRefusals } from './storage-errors.ts';

/** The path of a ledger that is forgotten when it is closed. */
export const IN_MEMORY = ':memory:';

export interface FileOptions {
  /** Make the file if it is not there; otherwise that is `no-account`. */
  readonly create?: boolean;
  /** How long to wait for another process that is writing, in milliseconds. */
  readonly patience?: number;
  /** Migrates a file of an older version. */
  readonly upgrade: (connection: Db) => Promise<void> | void;
  /** The version of a file that needs no upgrade. */
  readonly latest?: number;
}

/** Opens the ledger at `file`, an absolute path or `IN_MEMORY`. */
export async function openFile(
  file: string,
  { create = false, patience = PATIENCE, upgrade, latest = SCHEMA_VERSION }: FileOptions,
): Promise<Db> {
  return await withRefusals(file, async () => {
    if (file !== IN_MEMORY) findOrMake(file, create);
    const connection = openConnection(file, { patience });
    try {
      if (ageOf(connection, file, latest) === 'older') await upgrade(connection);
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  });
}

const PATIENCE = 5000;

/** A connection to whatever is at the path. It reads nothing and migrates nothing. */
export function openConnection(
  file: string,
  { patience = PATIENCE, readonly = false }: { readonly patience?: number; readonly readonly?: boolean } = {},
): Db {
  const connection = new Database(file, { timeout: patience, readonly });
  try {
    connection.pragma('synchronous = FULL');
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
  makeEmpty(file);
}

/** Makes an empty file that only its owner can read, unless another process has just made it. */
function makeEmpty(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** How old a file is for this program. A file that is not ours, newer, or without a version is refused. */
export function ageOf(db: Db, file: string, latest: number = SCHEMA_VERSION): 'blank' | 'older' | 'current' {
  const version = pragmaNumber(db, 'user_version');
  const id = pragmaNumber(db, 'application_id');
  if (version === latest && id === APPLICATION_ID) return 'current';
  if (isBlank(db)) return 'blank';
  if (id !== APPLICATION_ID) throw storageFault('storage-corrupt', file, 'not a ledger');
  if (version > latest) throw storageFault('storage-newer', file, String(version));
  if (version < 1) throw storageFault('storage-corrupt', file, `it is of format ${version}`);
  return 'older';
}
