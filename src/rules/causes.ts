/** What may explain that Upwork and the ledger differ, most likely first. Guesses, from what the rules and the ledger know. */
import { addDays, type Day } from './calendar.ts';
import { dueGrants } from './cycles.ts';
import type { Rulebook } from './rulebook.ts';
import { editionOn, type Proposal, type State } from './state.ts';
import type { Line } from './statement.ts';

/** `connects`: how much of the drift this would explain, with its sign. */
export type Cause =
  | { readonly code: 'cycle-due'; readonly on: Day; readonly connects: number }
  | { readonly code: 'expired'; readonly on: Day; readonly connects: number }
  | { readonly code: 'refund-due'; readonly proposal: Proposal; readonly connects: number }
  | { readonly code: 'boost-due'; readonly proposal: Proposal; readonly connects: number }
  | { readonly code: 'reward-due'; readonly proposal: Proposal; readonly connects: number }
  | { readonly code: 'not-on-upwork'; readonly line: Line; readonly connects: number }
  | { readonly code: 'several'; readonly lines: readonly Line[]; readonly connects: number }
  | { readonly code: 'unrecorded'; readonly connects: number };

export interface Drift {
  /** What Upwork shows less what the ledger says. */
  readonly drift: number;
  readonly on: Day;
  readonly state: State;
  /** The last weeks of the statement, newest first. */
  readonly recent: readonly Line[];
  /** Proposals, newest first. */
  readonly proposals: readonly Proposal[];
  readonly rulebooks: ReadonlyMap<string, Rulebook>;
}

/** Expiries are told apart from Upwork's by at most this many days: zones, and a nightly run. */
const JUST_DAYS = 2;
/** Combinations are sought among so many of the newest lines, and up to so many at once. */
const NEWEST_LINES = 20;
const AT_ONCE = 4;

/** Causes that explain the whole drift come first, and among them the more usual. */
export function causes(given: Drift): readonly Cause[] {
  const { drift } = given;
  const counting = countingLines(given.recent);
  const alone = counting.filter(({ connects }) => connects === -drift);
  const found: readonly Cause[] = [
    ...(drift > 0 ? owed(given) : []),
    ...alone.map((line): Cause => ({ code: 'not-on-upwork', line, connects: drift })),
    ...(alone.length === 0 ? together(counting, -drift) : []),
  ];
  const partly = (cause: Cause): number => Number(cause.connects !== drift);
  const sorted = found.toSorted((a, b) => partly(a) - partly(b));
  return drift < 0 || sorted.length === 0 ? [...sorted, { code: 'unrecorded', connects: drift }] : sorted;
}

/** What Upwork may have given that the ledger does not count. */
function owed({ drift, on, state, recent, proposals, rulebooks }: Drift): readonly Cause[] {
  const cycles = dueGrants(state, on, rulebooks).map((due): Cause => ({ code: 'cycle-due', ...due }));
  const expiries = recent
    .filter((line) => line.kind === 'expiry' && line.on > addDays(on, -JUST_DAYS))
    .map((line): Cause => ({ code: 'expired', on: line.on, connects: -line.connects }));
  const reward = rulebooks.get(editionOn(state, on))?.interview.connects ?? null;
  const jobs = proposals.flatMap((proposal): readonly Cause[] => {
    const { status, cost, boost, back } = proposal;
    const waiting = status === 'sent' || status === 'viewed' || status === 'replied';
    const each: Cause[] = [];
    if (waiting && cost === drift) each.push({ code: 'refund-due', proposal, connects: drift });
    if (boost > 0 && boost - back.boost === drift) each.push({ code: 'boost-due', proposal, connects: drift });
    if (waiting && !proposal.invited && reward === drift && status === 'replied') {
      each.push({ code: 'reward-due', proposal, connects: drift });
    }
    return each;
  });
  return [...cycles, ...expiries, ...jobs.slice(0, AT_ONCE)];
}

/** Lines that were recorded and still count, newest first. */
function countingLines(recent: readonly Line[]): readonly Line[] {
  const reversals = new Map(recent.map((line) => [line.reverses, line.id]));
  // What `redo` brought back is reversed by a line that is itself reversed.
  const undone = (id: number): boolean => {
    const by = reversals.get(id);
    return by != null && !undone(by);
  };
  return recent.filter(({ id, kind }) => id !== null && kind !== 'reversal' && !undone(id));
}

/** The fewest of the newest lines that come to `sum`, if a few do. */
function together(lines: readonly Line[], sum: number): readonly Cause[] {
  const newest = lines.slice(0, NEWEST_LINES);
  for (let count = 2; count <= AT_ONCE; count += 1) {
    const chosen = choose(newest, count, sum);
    if (chosen) return [{ code: 'several', lines: chosen, connects: -sum }];
  }
  return [];
}

/** So many of the lines that come to `sum`, the newest first; null when there are none. */
function choose(lines: readonly Line[], count: number, sum: number): readonly Line[] | null {
  if (count === 0) return sum === 0 ? [] : null;
  for (const [i, line] of lines.entries()) {
    const rest = choose(lines.slice(i + 1), count - 1, sum - line.connects);
    if (rest) return [line, ...rest];
  }
  return null;
}
