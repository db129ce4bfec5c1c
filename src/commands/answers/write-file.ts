/** A file that a command writes: whole or not at all, and never over a ledger. */
import type { ProgramCall } from '../../call.ts';
import { Refused, usageRefused } from '../../rules/answers/refusal.ts';
import { openVault } from '../../store/open-store.ts';
import { refuseUrl } from '../line/file.ts';

export async function writeFile(call: ProgramCall, path: string, text: string | Iterable<Uint8Array>): Promise<void> {
  const { env } = call;
  refuseUrl(path, 'output');
  const full = env.fullPath(path);
  const vault = await openVault(call);
  const kind = await named(path, () => vault.kindOf(full));
  if (kind === 'this-ledger' || kind === 'any-ledger')
    throw usageRefused({ fault: 'output-is-ledger', own: kind === 'this-ledger' });
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

function refused(path: string, error: NodeJS.ErrnoException & { readonly isInPlace?: boolean }): unknown {
  const { code, message, isInPlace = false } = error;
  if (code === undefined) return error;
  if (/^ENO(ENT|TDIR)$/.test(code)) return new Refused({ code: 'no-such-file', path, problem: 'no-folder' });
  if (code === 'EISDIR') return new Refused({ code: 'no-such-file', path, problem: 'folder', instead: 'output' });
  if (code === 'ELOOP') return new Refused({ code: 'file-exists', path, is: 'link' });
  const isFull = /^(ENOSPC|EDQUOT|EFBIG)$/.test(code);
  const why = /^(EACCES|EPERM|EROFS)$/.test(code)
    ? 'storage-readonly'
    : isFull
      ? 'storage-full'
      : 'storage-unavailable';
  return new Refused({ code: why, db: path, detail: message, of: isInPlace ? 'settling' : 'target' });
}
