/** Turns errors of SQLite or the disk into refusals. The only file that knows their codes. */
import fs from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { partName } from '../../part-files.ts';
import { type Refusal, Refused } from '../../rules/answers/refusal.ts';
import { isInPlace, removeFile, withFile } from './atomic-file.ts';
import { unknownParts } from './schema.ts';

type StorageCode = Extract<Refusal, { code: `storage-${string}` }>['code'];

export const storageFault = (code: StorageCode, db: string, detail: string): Refused =>
  new Refused({ code, db, detail });

/** Runs storage work on the file at `db`. A storage error becomes a refusal; a bug is thrown as it is. */
export async function withRefusals<T>(db: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw refusedBy(error, db) ?? error;
  }
}

/** The refusal for an error; null for a bug. */
export function refusedBy(error: unknown, db: string): Refused | null {
  if (error instanceof Refused) return error;
  const refused = refusedAs(error, db);
  return refused && isInPlace(error) ? unsettledRefusal(refused) : refused;
}

/** What was written is there, but may not last. */
export const unsettledRefusal = ({ refusal }: Refused): Refused =>
  new Refused('db' in refusal && 'detail' in refusal ? { ...refusal, of: 'settling' } : refusal);

/** Whether an error says so. */
export const isUnsettled = (error: unknown): boolean =>
  error instanceof Refused && 'of' in error.refusal && error.refusal.of === 'settling';

function refusedAs(error: unknown, db: string): Refused | null {
  const { code, message } = error as { readonly code?: unknown; readonly message: string };
  if (isOfDriver(code, message)) return new Refused({ code: 'storage-unavailable', db, detail: message, of: 'driver' });
  const storage = isOfHeader(code, message) ? 'storage-corrupt' : typeof code === 'string' ? storageCode(code) : null;
  if (storage === 'storage-corrupt' && code === 'SQLITE_CORRUPT' && wasMisread(db)) return diskFault(db);
  if (UNEXPLAINED.test(String(code)))
    return explained(String(code), db) ?? storageFault(storage ?? 'storage-unavailable', db, message);
  return storage && storageFault(storage, db, message);
}

const diskFault = (db: string): Refused => storageFault('storage-unavailable', db, DISK_ERROR);

/** What SQLite says of a disk that fails. */
const DISK_ERROR = 'disk I/O error';

/** SQLite calls a file damaged if the disk does not give some of its pages. Whether this one is sound, or cannot be read now. */
const wasMisread = (file: string): boolean => isUnreadable(file) || isSound(file);

/** Whether the disk does not give all of a file. */
export function isUnreadable(file: string): boolean {
  try {
    // It stays open: closing it would release the lock that SQLite may have on it.
    const opened = fs.openSync(file, 'r');
    const page = Buffer.alloc(ROOM);
    for (let at = 0; fs.readSync(opened, page, 0, ROOM, at) > 0; at += ROOM);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EIO';
  }
}

/** Whether SQLite finds nothing wrong in a ledger. A part that is not of this program would be evaluated. */
function isSound(file: string): boolean {
  let db: Sqlite.Database | undefined;
  try {
    if (!fs.statSync(file).isFile()) return false;
    db = new Sqlite(file, { fileMustExist: true, timeout: SHORT_WAIT });
    db.pragma('trusted_schema = OFF');
    return unknownParts(db).length === 0 && db.pragma('integrity_check(1)', { simple: true }) === 'ok';
  } catch {
    return false;
  } finally {
    db?.close();
  }
}

const SHORT_WAIT = 2000;

/** Whether the driver's binary is missing, or the system cannot load it. This program loads no other binary. */
const isOfDriver = (code: unknown, message: string): boolean =>
  code === 'ERR_DLOPEN_FAILED' ||
  code === 'ERR_DLOPEN_DISABLED' ||
  (code === 'MODULE_NOT_FOUND' && /better[-_]sqlite3/.test(message));

/** SQLite has no code of its own for a file whose first bytes are wrong. */
const isOfHeader = (code: unknown, message: string): boolean =>
  code === 'SQLITE_ERROR' && /^unsupported file format|same text encoding/.test(message);

/** The same for work that only reads one file, which can be read, and writes another: what fails in writing names the target. */
export function refusedBetween(error: unknown, source: string, target: string): Refused | null {
  const { code } = error as { readonly code?: unknown };
  return refusedBy(error, OF_READING.test(String(code)) ? source : target);
}

const OF_READING = /^SQLITE_(CORRUPT|NOTADB|FORMAT|ERROR|BUSY|LOCKED)/;

/** The same for work on a new copy: it is damaged only if its source is. What else fails names the target that it will become. */
export function refusedOfCopy(
  error: unknown,
  copy: { readonly part: string; readonly source: string; readonly target: string },
): Refused | null {
  const { code } = error as { readonly code?: unknown };
  if (code === 'SQLITE_CORRUPT' && wasMisread(copy.part)) return diskFault(copy.target);
  return refusedBy(error, /^SQLITE_(CORRUPT|NOTADB|FORMAT|ERROR)/.test(String(code)) ? copy.source : copy.target);
}

/** SQLite does not say why it could not write or make a file, and opens one to read that it cannot open to write. */
const UNEXPLAINED = /^SQLITE_(IOERR(_(WRITE|FSYNC|DIR_FSYNC|TRUNCATE|DELETE))?|CANTOPEN|READONLY)$/;

/** How much a write of SQLite's may need beside a file. */
const ROOM = 65_536;

/** The refusal that a try of the same work gives; null: SQLite's own words say as much. */
function explained(code: string, db: string): Refused | null {
  const found = triedError(db);
  if (found === null) return diskFault(db);
  if (OUT_OF_SPACE.test(found.code ?? '')) return storageFault('storage-full', db, found.message);
  if (found.code === 'EIO') return diskFault(db);
  const isForbidden = /^(EACCES|EPERM|EROFS)$/.test(found.code ?? '');
  return isForbidden && code.startsWith('SQLITE_IOERR') ? storageFault('storage-readonly', db, found.message) : null;
}

/**
 * Why a file cannot be opened and written, and a file of its size beside it. A quota, a limit on file sizes, or a lack
 * of inodes shows only so. Null: all of that works now.
 */
function triedError(db: string): NodeJS.ErrnoException | null {
  try {
    // It stays open: closing it would release the lock that SQLite may have on it.
    if (fs.existsSync(db)) fs.openSync(db, 'r+');
    for (const side of ['-journal', '-wal']) {
      const found = fs.lstatSync(`${db}${side}`, { throwIfNoEntry: false });
      if (found && !found.isFile()) return Object.assign(new Error(`${db}${side} is no file`), { code: 'EEXIST' });
      if (found) fs.closeSync(fs.openSync(`${db}${side}`, 'r+'));
    }
    writeProbe(db);
    return null;
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}

/** Where it cannot be removed, the next write does that. */
function writeProbe(db: string): void {
  const probe = partName(db, 'probe');
  const size = fs.statSync(db, { throwIfNoEntry: false })?.size ?? 0;
  try {
    withFile(probe, 'wx', (file) => {
      fs.writeSync(file, Buffer.alloc(ROOM), 0, ROOM, size);
      fs.fsyncSync(file);
    });
  } finally {
    removeFile(probe);
  }
  withFile(path.dirname(db), 'r', fs.fsyncSync);
}

const OUT_OF_SPACE = /^(ENOSPC|EDQUOT|EFBIG)$/;

export const isCorrupt = (error: unknown): boolean =>
  error instanceof Refused && error.refusal.code === 'storage-corrupt';

/** The code of an error that a word raises which a file holds and this version does not know. */
export const UNKNOWN_WORD = 'UNKNOWN_WORD';

/** The code of an error that a value raises which is no word at all. */
export const DAMAGED_WORD = 'SQLITE_CORRUPT_WORD';

function storageCode(code: string): StorageCode | null {
  if (code === UNKNOWN_WORD) return 'storage-newer';
  // MOVED: a restore has replaced the file in the meantime. The next try finds the new one.
  if (/^SQLITE_(BUSY|LOCKED|READONLY_DBMOVED)/.test(code)) return 'storage-busy';
  if (/^SQLITE_FULL/.test(code) || OUT_OF_SPACE.test(code)) return 'storage-full';
  if (/^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(code)) return 'storage-corrupt';
  if (/^SQLITE_READONLY|^EROFS/.test(code)) return 'storage-readonly';
  if (/^SQLITE_(CANTOPEN|IOERR|PERM|AUTH|NOLFS|PROTOCOL|TOOBIG)|^E[A-Z0-9]+$/.test(code)) return 'storage-unavailable';
  return null;
}
