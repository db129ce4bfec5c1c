/** What may explain that Upwork and the ledger differ: guesses as data, each with the Connects it would explain. */
import { type Day, daysBetween } from '../calendar.ts';
import type { Rulebook } from '../rulebook.ts';
import type { Proposal, State } from '../state.ts';
import type { Line } from '../statement.ts';

/** One thing alone. `connects`: how much of the drift it would explain, with its sign. */
export type Single = {
  readonly connects: number;
} /** `all`: no later cycle is due; `cut`: the carry-over limit takes some. */ & (
  | { readonly code: 'cycle-due'; readonly cycles: readonly Day[]; readonly all: boolean; readonly cut: boolean }
  | { readonly code: 'cycle-soon'; readonly on: Day }
  | { readonly code: 'expired'; readonly on: Day }
  | { readonly code: 'expiring'; readonly on: Day }
  /** `boost`: what of it is the boost. */
  | { readonly code: 'refund-due'; readonly proposal: Proposal; readonly boost: number }
  | { readonly code: 'boost-due'; readonly proposal: Proposal }
  | { readonly code: 'reward-due'; readonly proposal: Proposal }
  | { readonly code: 'duplicate'; readonly line: Line; readonly twin: Line }
  | { readonly code: 'proposal-unrecorded' }
  | { readonly code: 'not-on-upwork'; readonly line: Line }
  | { readonly code: 'cost-differs'; readonly proposal: Proposal; readonly cost: number }
  | { readonly code: 'unrecorded' }
);

export type Cause = Single | { readonly code: 'several'; readonly parts: readonly Single[]; readonly connects: number };

export interface Drift {
  /** What Upwork shows less what the ledger says. */
  readonly drift: number;
  readonly on: Day;
  /** As of that day, with the proposals that may have a part in it. */
  readonly state: State;
  /** The newest of the statement up to that day, newest first. */
  readonly lines: readonly Line[];
  /** As of the eve of the first cycle that is due, if there is one and the lines reach back as far. */
  readonly eve: State | null;
  readonly rulebooks: ReadonlyMap<string, Rulebook>;
}

/** A cause with how unlikely it is. */
export interface Clue {
  readonly cause: Single;
  /** The more, the less likely; that several hold together is as unlikely as the sum. */
  readonly unlikely: number;
  /** The newer, the likelier, where all else is equal. */
  readonly on: Day;
  /** What it is of. Of one thing no two causes can hold. */
  readonly of: readonly string[];
}

/** What follows from the rules comes before what somebody may have done, and that before a mistake in recording. */
const UNLIKELY: Readonly<Record<Single['code'], number>> = {
  'cycle-due': 1,
  'cycle-soon': 2,
  expired: 2,
  expiring: 2,
  duplicate: 3,
  'reward-due': 3,
  'refund-due': 4,
  'boost-due': 4,
  'proposal-unrecorded': 5,
  'not-on-upwork': 6,
  'cost-differs': 7,
  unrecorded: 20,
};

export const clue = (
  cause: Single,
  { on, of, more = 0 }: Pick<Clue, 'on' | 'of'> & { readonly more?: number },
): Clue => ({
  cause,
  unlikely: UNLIKELY[cause.code] + more,
  on,
  of,
});

/** The order in which several are recorded: an interview was won before its job was closed. */
export const inTurn = (parts: readonly Single[]): readonly Single[] =>
  parts.toSorted((a, b) => UNLIKELY[a.code] - UNLIKELY[b.code]);

/** With each month that something is old, it is less likely to be what differs now. */
export const age = (on: Day, today: Day): number => Math.floor(daysBetween(on, today) / 31);

export const likeliestFirst = (clues: readonly Clue[]): readonly Clue[] =>
  clues.toSorted((a, b) => a.unlikely - b.unlikely || (a.on === b.on ? 0 : a.on < b.on ? 1 : -1));

/** Lines that were recorded and still count. */
export function live(lines: readonly Line[]): readonly Line[] {
  const reversed = new Map(lines.map((line) => [line.id, line.reverses]));
  // A reversal may be of another one, when `redo` brought back what `undo` took: each turns over what is at their root.
  const rootOf = (id: number): number => {
    const of = reversed.get(id);
    return of == null ? id : rootOf(of);
  };
  const undone = new Set<number>();
  for (const { reverses } of lines) {
    if (reverses !== null && !undone.delete(rootOf(reverses))) undone.add(rootOf(reverses));
  }
  return lines.filter(({ id, kind }) => id !== null && kind !== 'reversal' && !undone.has(id));
}
