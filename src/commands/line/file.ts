/** A file named on the command line, or standard input for a dash where that makes sense. */
import type { ProgramCall } from '../../call.ts';
import { Refused, usageRefused } from '../../rules/answers/refusal.ts';
import type { UsageFaultOf } from '../../rules/answers/usage-fault.ts';
import type { Day } from '../../rules/values/calendar.ts';
import { isUrlForFile } from '../../rules/values/ledger-place.ts';

/** What a sentence calls it. */
export const nameOf = (path: string): string => (path === '-' ? 'standard input' : path);

/** An unset variable in a script names no file, and must not be taken for the folder it is run in. */
export function refuseEmpty(path: string | undefined, instead: 'nothing' | 'latest' | null = null): void {
  if (path?.trim() === '') throw usageRefused({ fault: 'empty-path', name: 'FILE', instead });
}

/** For a ledger as a whole, which is put in place as a file or not at all. */
export function refuseDash(path: string | undefined, instead: 'export' | 'latest'): void {
  if (path === '-') throw usageRefused({ fault: 'not-a-file', name: 'FILE', instead });
}

/** Such a URL is not repeated: it may have a password. */
export function refuseUrl(path: string | undefined, wanted: UsageFaultOf<'url-as-file'>['wanted']): void {
  if (path !== undefined && isUrlForFile(path)) throw usageRefused({ fault: 'url-as-file', wanted });
}

export const readFile = ({ env }: ProgramCall, path: string): Promise<string> =>
  path === '-' ? env.stdin.text() : present(path, () => env.readText(env.fullPath(path)));

/** Its bytes, and the day in UTC that it was last written where it is a file. */
export const readBytes = async (
  { env }: ProgramCall,
  path: string,
): Promise<{ bytes: Uint8Array; utcDay: Day | null }> =>
  path === '-'
    ? { bytes: await env.stdin.bytes(), utcDay: null }
    : present(path, () => env.readBytes(env.fullPath(path)));

async function present<T>(path: string, reading: () => Promise<T>): Promise<T> {
  refuseEmpty(path);
  refuseUrl(path, 'input');
  try {
    return await reading();
  } catch (error) {
    const { code, message } = error as { readonly code?: unknown; readonly message: string };
    if (code === 'EIO') throw new Refused({ code: 'storage-unavailable', db: path, detail: message, of: 'copy' });
    const problem = code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : code === 'EISDIR' ? 'folder' : 'unreadable';
    throw new Refused({ code: 'no-such-file', path, problem });
  }
}
