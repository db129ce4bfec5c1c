/** Possible causes of a drift as data, each with the Connects that it would explain. */
import { type Day, daysBetween } from '../calendar.ts';
import type { Rulebook } from '../rulebook.ts';
import type { Proposal, State } from '../state.ts';
import type { StatementLine } from '../statement.ts';

/** One cause. `connects`: how much of the drift it would explain, with its sign. */
export type SingleCause = {
  readonly connects: number;
} /** `all`: no later cycle is due; `cut`: the carry-over limit takes some. */ & (
  | { readonly code: 'cycle-due'; readonly cycles: readonly Day[]; readonly all: boolean; readonly cut: boolean }
  | { readonly code: 'cycle-soon'; readonly on: Day }
  | { readonly code: 'expired'; readonly on: Day }
  | { readonly code: 'expiring'; readonly on: Day }
  /** `boost`: the part of the refund that is for the boost. */
  | { readonly code: 'refund-due'; readonly proposal: Proposal; readonly boost: number }
  | { readonly code: 'boost-due'; readonly proposal: Proposal }
  | { readonly code: 'reward-due'; readonly proposal: Proposal }
  | { readonly code: 'duplicate'; readonly line: StatementLine; readonly twin: StatementLine }
  | { readonly code: 'proposal-unrecorded' }
  | { readonly code: 'not-on-upwork'; readonly line: StatementLine }
  | { readonly code: 'cost-differs'; readonly proposal: Proposal; readonly cost: number }
  | { readonly code: 'unrecorded' }
);

export type DriftCause =
  | SingleCause
  | { readonly code: 'several'; readonly parts: readonly SingleCause[]; readonly connects: number };

export interface DriftContext {
  /** Upwork's balance minus the ledger's. */
  readonly drift: number;
  readonly on: Day;
  /** As of that day, with the proposals that may be a cause. */
  readonly state: State;
  /** The newest lines of the statement up to that day, newest first. */
  readonly lines: readonly StatementLine[];
  /** The state of the day before the first due cycle, if there is one and the lines reach back that far. */
  readonly eve: State | null;
  readonly rulebooks: ReadonlyMap<string, Rulebook>;
}

/** A cause with a penalty for being unlikely. */
export interface DriftCandidate {
  readonly cause: SingleCause;
  /** A higher penalty is less likely. Several causes together have the sum of their penalties. */
  readonly penalty: number;
  /** Of two with the same penalty, the newer one is likelier. */
  readonly on: Day;
  /** What the cause is about. Two causes about the same thing cannot both hold. */
  readonly subjects: readonly string[];
}

/** What follows from the rules is likelier than what somebody may have done; a mistake in recording is less likely. */
const PENALTIES: Readonly<Record<SingleCause['code'], number>> = {
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

export const toCandidate = (
  cause: SingleCause,
  { on, subjects, more = 0 }: Pick<DriftCandidate, 'on' | 'subjects'> & { readonly more?: number },
): DriftCandidate => ({
  cause,
  penalty: PENALTIES[cause.code] + more,
  on,
  subjects,
});

/** The order in which several are recorded: an interview is won before its job is closed. */
export const inRecordingOrder = (parts: readonly SingleCause[]): readonly SingleCause[] =>
  parts.toSorted((a, b) => PENALTIES[a.code] - PENALTIES[b.code]);

/** The older something is, the less likely it explains a drift of today. */
export const monthsOld = (on: Day, today: Day): number => Math.floor(daysBetween(on, today) / 31);

export const likeliestFirst = (candidates: readonly DriftCandidate[]): readonly DriftCandidate[] =>
  candidates.toSorted((a, b) => a.penalty - b.penalty || (a.on === b.on ? 0 : a.on < b.on ? 1 : -1));

/** Recorded lines that were not undone. */
export function liveLines(lines: readonly StatementLine[]): readonly StatementLine[] {
  const reversed = new Map(lines.map((line) => [line.id, line.reverses]));
  // A redo reverses the reversal of an undo. Each of them turns the transaction at the root of the chain over.
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
