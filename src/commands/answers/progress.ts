/** How far a long task has come, as a bar on stderr where a person watches it in a terminal. */
import type { ProgramCall } from '../../call.ts';

/** Told what is being done, and what share of the whole is done. */
export type TellProgress = (share: number, doing: string) => void;

/** Runs work that may take long, and shows how far it has come. */
export type WatchProgress = <T>(work: (tell: TellProgress) => Promise<T>) => Promise<T>;

/** A file smaller than this, in bytes, is done before a bar could be seen. */
const LONG = 500_000;

export function watchProgress(call: ProgramCall, bytes: number): WatchProgress {
  const { stderr, vars } = call.env;
  const isSeen = stderr.isTTY && vars['TERM'] !== 'dumb' && !call.quiet && !call.json && bytes >= LONG;
  if (!isSeen) return (work) => work(() => {});
  return async (work) => {
    const bar = await call.env.bar();
    try {
      return await work(bar.show);
    } finally {
      bar.end();
    }
  };
}
