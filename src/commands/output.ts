/** A file that a command writes: whole or not at all, and never over a ledger. */
import type { Call } from '../call.ts';
import { Refused } from '../rules/refusal.ts';
import { isLedger, sameFile } from '../store/same-file.ts';

export async function writeFile({ env, db }: Call, path: string, text: string): Promise<void> {
  const full = env.fullPath(path);
  if (await named(path, () => sameFile(full, db))) {
    throw new Refused({ code: 'usage', problem: '--output names the ledger itself.', hint: 'Name another file.' });
  }
  if (await named(path, () => isLedger(full))) {
    const problem = '--output names another ledger, or a backup of one.';
    throw new Refused({ code: 'usage', problem, hint: 'Name another file.' });
  }
  await named(path, () => env.writeText(full, text));
}

/** What fails names the file. */
async function named<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw refused(path, error as NodeJS.ErrnoException);
  }
}

function refused(path: string, error: NodeJS.ErrnoException): unknown {
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new Refused({ code: 'no-such-file', path, problem: 'no-folder' });
    case 'EISDIR':
      return new Refused({ code: 'no-such-file', path, problem: 'folder', instead: 'output' });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new Refused({ code: 'storage-readonly', db: path, detail: error.message });
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new Refused({ code: 'storage-full', db: path, detail: error.message });
    case undefined:
      return error;
    default:
      return new Refused({ code: 'storage-unavailable', db: path, detail: error.message });
  }
}
