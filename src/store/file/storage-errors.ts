/** Turns errors of SQLite or the disk into refusals. The only file that knows their codes. */
import fs from 'node:fs';
import { type Refusal, Refused } from '../../rules/answers/refusal.ts';

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
  const { code, message } = error as { readonly code?: unknown; readonly message: string };
  if (isOfDriver(code, message)) return new Refused({ code: 'storage-unavailable', db, detail: message, of: 'driver' });
  const storage = isOfHeader(code, message) ? 'storage-corrupt' : typeof code === 'string' ? storageCode(code) : null;
  if (storage === 'storage-unavailable' && UNEXPLAINED.test(String(code)) && isOutOfSpace(db))
    return storageFault('storage-full', db, message);
  if (storage === 'storage-corrupt' && isUnreadable(db))
    return storageFault('storage-unavailable', db, 'disk I/O error');
  return storage && storageFault(storage, db, message);
}

/** SQLite calls a file damaged if the disk does not give some of its pages. */
function isUnreadable(db: string): boolean {
  let file: number | undefined;
  try {
    file = fs.openSync(db, 'r');
    const page = Buffer.alloc(ROOM);
    for (let at = 0; fs.readSync(file, page, 0, ROOM, at) > 0; at += ROOM);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EIO';
  } finally {
    if (file !== undefined) fs.closeSync(file);
  }
}

/** Whether the driver's binary is missing, or the system cannot load it. This program loads no other binary. */
const isOfDriver = (code: unknown, message: string): boolean =>
  code === 'ERR_DLOPEN_FAILED' ||
  code === 'ERR_DLOPEN_DISABLED' ||
  (code === 'MODULE_NOT_FOUND' && /better[-_]sqlite3/.test(message));

/** SQLite has no code of its own for a file whose first bytes are wrong. */
const isOfHeader = (code: unknown, message: string): boolean =>
  code === 'SQLITE_ERROR' && /^unsupported file format|same text encoding/.test(message);

/** The same for work that only reads one file and writes another: what fails in writing names the target. */
export function refusedBetween(error: unknown, source: string, target: string): Refused | null {
  const { code } = error as { readonly code?: unknown };
  return refusedBy(error, OF_READING.test(String(code)) ? source : target);
}

const OF_READING = /^SQLITE_(CORRUPT|NOTADB|FORMAT|ERROR|BUSY|LOCKED|IOERR_(READ|SHORT_READ|CORRUPTFS))/;

/** SQLite does not say why it could not write or make a file. */
const UNEXPLAINED = /^SQLITE_(IOERR_(WRITE|FSYNC|DIR_FSYNC|TRUNCATE)|CANTOPEN)/;

/** How much a write of SQLite's may need beside a file. */
const ROOM = 65_536;

/** Tries to write a file of that size beside this one. A quota, a limit on file sizes, or a lack of inodes shows only so. */
function isOutOfSpace(db: string): boolean {
  const probe = `${db}.probe`;
  let file: number | undefined;
  try {
    file = fs.openSync(probe, 'wx', 0o600);
    fs.writeSync(file, Buffer.alloc(ROOM), 0, ROOM, fs.statSync(db, { throwIfNoEntry: false })?.size ?? 0);
    fs.fsyncSync(file);
    return false;
  } catch (error) {
    return OUT_OF_SPACE.test((error as NodeJS.ErrnoException).code ?? '');
  } finally {
    if (file !== undefined) {
      fs.closeSync(file);
      fs.rmSync(probe, { force: true });
    }
  }
}

const OUT_OF_SPACE = /^(ENOSPC|EDQUOT|EFBIG)$/;

export const isCorrupt = (error: unknown): boolean =>
  error instanceof Refused && error.refusal.code === 'storage-corrupt';

/** The code of an error that a word raises which a file holds and this version does not know. */
export const UNKNOWN_WORD = 'UNKNOWN_WORD';

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
