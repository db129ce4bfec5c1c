/** A file named on the command line, or standard input for a dash where that makes sense. */
import type { ProgramCall } from '../../call.ts';
import type { InputBytes } from '../../env.ts';
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

/** Most megabytes of what a command takes in; no more of it is ever read. */
const MOST_MEGABYTES = { page: 64, paste: 64, copy: 256, rulebook: 1 } as const;
const MEGABYTE = 1024 * 1024;

type InputKind = keyof typeof MOST_MEGABYTES;

/** A page, a copy or a rulebook, and the day in UTC that it was last written where it is a file. */
export async function readBytes(
  call: ProgramCall,
  path: string,
  kind: InputKind,
): Promise<{ bytes: Uint8Array; utcDay: Day | null }> {
  const { bytes, isWhole, utcDay } = await readUpTo(call, path, MOST_MEGABYTES[kind] * MEGABYTE);
  if (isWhole) return { bytes, utcDay };
  const problem = kind === 'page' ? 'too-large' : (`${kind}-too-large` as const);
  const detail = String(MOST_MEGABYTES[kind]);
  throw new Refused({ code: 'unreadable-file', file: nameOf(path), problem, line: null, detail });
}

/** The first bytes of a file. */
export const readHead = async (call: ProgramCall, path: string): Promise<Uint8Array> =>
  (await readUpTo(call, path, 0)).bytes;

const readUpTo = async (
  { env }: ProgramCall,
  path: string,
  most: number,
): Promise<InputBytes & { utcDay: Day | null }> =>
  path === '-'
    ? { ...(await env.stdin.bytes(most)), utcDay: null }
    : present(path, () => env.readBytes(env.fullPath(path), most));

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
