/** What may explain that Upwork and the ledger differ, most likely first. Guesses, from what the rules and the ledger know. */
import { addDays, type Day } from './calendar.ts';
import { dueGrants } from './cycles.ts';
import type { Rulebook } from './rulebook.ts';
import type { State } from './state.ts';
import type { Line } from './statement.ts';

/** `connects`: how much of the drift this would explain, with its sign. */
export type Cause =
  | { readonly code: 'cycle-due'; readonly on: Day; readonly connects: number }
  | { readonly code: 'expired'; readonly on: Day; readonly connects: number }
  | { readonly code: 'not-on-upwork'; readonly line: Line; readonly connects: number }
  | { readonly code: 'unrecorded'; readonly connects: number };

export interface Drift {
  /** What Upwork shows less what the ledger says. */
  readonly drift: number;
  readonly on: Day;
  readonly state: State;
  /** The last weeks of the statement, newest first. */
  readonly recent: readonly Line[];
  readonly rulebooks: ReadonlyMap<string, Rulebook>;
}

/** Expiries are told apart from Upwork's by at most this many days: zones, and a nightly run. */
const JUST_DAYS = 2;

export function causes({ drift, on, state, recent, rulebooks }: Drift): readonly Cause[] {
  const found: Cause[] = [];
  if (drift > 0) {
    for (const due of dueGrants(state, on, rulebooks)) found.push({ code: 'cycle-due', ...due });
  }
  for (const line of recent) {
    if (line.kind === 'expiry' && drift > 0 && line.on > addDays(on, -JUST_DAYS)) {
      found.push({ code: 'expired', on: line.on, connects: -line.connects });
    }
  }
  const reversals = new Map(recent.map((line) => [line.reverses, line.id]));
  // What `redo` brought back is reversed by a line that is itself reversed.
  const undone = (id: number): boolean => {
    const by = reversals.get(id);
    return by != null && !undone(by);
  };
  for (const line of recent) {
    const counts = line.id !== null && line.kind !== 'reversal' && !undone(line.id);
    if (counts && line.connects === -drift) found.push({ code: 'not-on-upwork', line, connects: drift });
  }
  if (drift < 0) found.push({ code: 'unrecorded', connects: drift });
  const exact = (cause: Cause): number => Math.abs(drift - cause.connects);
  return found.toSorted((a, b) => Number(exact(a) !== 0) - Number(exact(b) !== 0));
}
