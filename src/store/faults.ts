/** What SQLite or the disk complains of, as a refusal. The only file that knows their codes. */
import { type Refusal, Refused } from '../rules/refusal.ts';

type StorageCode = Extract<Refusal, { code: `storage-${string}` }>['code'];

export const fault = (code: StorageCode, db: string, detail: string): Refused => new Refused({ code, db, detail });

/** Runs storage work on the file at `db`; what goes wrong there comes out as a refusal, bugs as they are. */
export async function guarded<T>(db: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw refusedBy(error, db) ?? error;
  }
}

/** The refusal that an error comes to; null for a bug. */
export function refusedBy(error: unknown, db: string): Refused | null {
  if (error instanceof Refused) return error;
  const { code, message } = error as { readonly code?: unknown; readonly message: string };
  if (isOfDriver(code, message)) return new Refused({ code: 'storage-unavailable', db, detail: message, of: 'driver' });
  const storage = typeof code === 'string' ? storageCode(code) : null;
  return storage && fault(storage, db, message);
}

/** The driver's binary is not there, or the system does not load it: the only one that this program loads. */
const isOfDriver = (code: unknown, message: string): boolean =>
  code === 'ERR_DLOPEN_FAILED' || (code === 'MODULE_NOT_FOUND' && /better[-_]sqlite3/.test(message));

/** The same for work that reads one file and writes another: what cannot be written is told of that one. */
export function refusedBetween(error: unknown, source: string, target: string): Refused | null {
  const refused = refusedBy(error, target);
  const isOfWriting = refused && /^storage-(full|readonly)$/.test(refused.refusal.code);
  return isOfWriting ? refused : refusedBy(error, source);
}

export const isCorrupt = (error: unknown): boolean =>
  error instanceof Refused && error.refusal.code === 'storage-corrupt';

function storageCode(code: string): StorageCode | null {
  // Moved: a restore put another file in its place meanwhile; the next try finds that one.
  if (/^SQLITE_(BUSY|LOCKED|READONLY_DBMOVED)/.test(code)) return 'storage-busy';
  // A quota or a limit on file sizes reaches us as a failed write, not as a full disk.
  if (/^SQLITE_(FULL|IOERR_WRITE)|^ENOSPC|^EDQUOT|^EFBIG/.test(code)) return 'storage-full';
  if (/^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(code)) return 'storage-corrupt';
  if (/^SQLITE_READONLY|^EROFS/.test(code)) return 'storage-readonly';
  if (/^SQLITE_(CANTOPEN|IOERR|PERM|AUTH|NOLFS|PROTOCOL|TOOBIG)|^E[A-Z0-9]+$/.test(code)) return 'storage-unavailable';
  return null;
}
