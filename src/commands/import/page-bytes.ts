/** The bytes of what is to be imported: out of a file or standard input, or pasted by a person at a terminal. */
import type { ProgramCall } from '../../call.ts';
import type { SavedOn } from '../../exchange/history-page.ts';
import type { Day } from '../../rules/values/calendar.ts';
import { readBytes } from '../line/file.ts';

export interface PageBytes {
  readonly bytes: Uint8Array;
  /** The day it was last written, or pasted. */
  readonly utcDay: Day | null;
  readonly isPasted: boolean;
}

export async function readPageBytes(call: ProgramCall, file: string): Promise<PageBytes> {
  if (file !== '-' || !call.mayAsk) return { ...(await readBytes(call, file, 'page')), isPasted: false };
  const { paste } = await call.ask();
  const text = await paste({ message: 'Paste the page, then press Ctrl-D:' });
  return { bytes: new TextEncoder().encode(text), utcDay: call.today, isPasted: true };
}

/** What is pasted has no file whose date could be meant. */
export const pastedToday = (savedOn: SavedOn | null): SavedOn | null =>
  savedOn?.from === 'file' ? { ...savedOn, from: 'paste' } : savedOn;
