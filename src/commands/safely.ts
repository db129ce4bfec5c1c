/** Work that takes in much at once: the ledger is backed up before it, and the copy dropped again when nothing changed. */
import type { Call } from '../call.ts';

export async function safely<T>(
  call: Call,
  reason: 'import' | 'merge',
  work: (copy: { readonly path: string } | null) => Promise<T>,
  changed: (result: T) => boolean,
): Promise<T> {
  const backup = await import('../store/safety/backup.ts');
  return await backup.safely(call, reason, work, changed);
}
