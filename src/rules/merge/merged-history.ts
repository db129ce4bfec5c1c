/** Two copies of one account, merged: which commands are in force, and which side made them so. */
import type { ConflictCause, MergeSide } from '../answers/conflict.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { foldEntries } from '../state/evolve.ts';
import { EMPTY_STATE, type State } from '../state/state.ts';
import { type Entry, inOrder, transactionsOf } from '../vocabulary/transaction.ts';
import { withoutFreed, withoutVoided } from '../vocabulary/voided.ts';

/** A command, and whether it is in force in each copy and in the merged ledger. */
export interface MergedCommand {
  readonly uid: string;
  /** Its number in this copy. */
  readonly command: number;
  /** When it was recorded, or last undone or redone. */
  readonly at: string;
  readonly entries: readonly Entry[];
  /** Whether both copies have it. */
  readonly isShared: boolean;
  readonly inMine: boolean;
  readonly inTheirs: boolean;
  readonly inMerged: boolean;
}

/** A command, whether it is in force, and which side made it so; null: it is the same in both copies. */
export interface MergeContribution extends MergedCommand {
  readonly isInForce: boolean;
  readonly side: MergeSide | null;
}

/** What the checks read: all commands, the newest first, with the ledger that those in force make. */
export interface MergeContext {
  readonly contributions: readonly MergeContribution[];
  /** Commands in force that one of the sides is responsible for. */
  readonly mine: readonly MergeContribution[];
  readonly theirs: readonly MergeContribution[];
  /** Entries of the commands in force, in order. */
  readonly entries: readonly Entry[];
  readonly state: State;
  readonly rulebooks: ReadonlyMap<string, Rulebook>;
  /** The transaction that a chain of corrections began with; one that corrects nothing is its own. */
  originOf(transaction: number): number;
}

/** A conflict, with the commands of each side that cause it, in the order in which they would be taken back. */
export interface FoundConflict {
  readonly clash: ConflictCause;
  readonly mine: readonly MergeContribution[];
  readonly theirs: readonly MergeContribution[];
}

/** A conflict that these commands cause, each named once. */
export function foundConflict(clash: ConflictCause, contributions: Iterable<MergeContribution>): FoundConflict {
  const all = [...new Set(contributions)];
  return {
    clash,
    mine: all.filter(({ side }) => side === 'mine'),
    theirs: all.filter(({ side }) => side === 'theirs'),
  };
}

export const newestFirst = (a: MergeContribution, b: MergeContribution): number =>
  a.at === b.at ? (a.uid < b.uid ? 1 : -1) : a.at < b.at ? 1 : -1;

/** The merged ledger. A side is responsible for whatever differs from the other side's copy. */
export const mergedContribution = (command: MergedCommand): MergeContribution => ({
  ...command,
  isInForce: command.inMerged,
  side: sideOf(command),
});

/** A command that both copies have, as it was before either side undid or redid it. */
export function contributionBefore(command: MergedCommand): MergeContribution {
  const { isShared, inMine, inTheirs, inMerged } = command;
  const isTurned = isShared && inMine !== inTheirs;
  return { ...command, isInForce: isShared && inMerged !== isTurned, side: isTurned ? sideOf(command) : null };
}

function sideOf({ inMine, inTheirs, inMerged }: MergedCommand): MergeSide | null {
  if (inMerged !== inTheirs) return 'mine';
  return inMerged === inMine ? null : 'theirs';
}

/** The state takes long to compute, so it is computed when first read. */
export function mergeContext(given: readonly MergeContribution[], rulebooks: MergeContext['rulebooks']): MergeContext {
  const contributions = withoutCorrected(given).toSorted(newestFirst);
  const inForce = contributions.filter(({ isInForce }) => isInForce);
  const entries = withoutVoided(inForce.flatMap((contribution) => contribution.entries)).toSorted(inOrder);
  let state: State | undefined;
  let corrects: ReadonlyMap<number, number> | undefined;
  return {
    contributions,
    mine: inForce.filter(({ side }) => side === 'mine'),
    theirs: inForce.filter(({ side }) => side === 'theirs'),
    entries,
    rulebooks,
    get state() {
      state ??= foldEntries(EMPTY_STATE, entries);
      return state;
    },
    originOf(transaction) {
      corrects ??= new Map(
        given.flatMap((each) =>
          transactionsOf(each.entries).flatMap(({ id, reverses }) => (reverses === null ? [] : [[id, reverses]])),
        ),
      );
      let origin = transaction;
      for (let next = corrects.get(origin); next !== undefined; next = corrects.get(origin)) origin = next;
      return origin;
    },
  };
}

/** The same ledger before any command that one side alone has was taken back. What a correction replaced is there again. */
export function contextBefore(context: MergeContext): MergeContext {
  const isTakenBack = ({ isInForce, isShared, side, entries }: MergeContribution): boolean =>
    !isInForce && !isShared && side !== null && transactionsOf(entries).every(({ reverses }) => reverses === null);
  if (!context.contributions.some(isTakenBack)) return context;
  const before = context.contributions.map(
    (each): MergeContribution =>
      isTakenBack(each) ? { ...each, isInForce: true, side: each.inMine ? 'mine' : 'theirs' } : each,
  );
  return mergeContext(before, context.rulebooks);
}

/** The commands without what a correction in force voids, replaces or frees. Its reversals stay. */
function withoutCorrected(given: readonly MergeContribution[]): readonly MergeContribution[] {
  const inForce = given.filter(({ isInForce }) => isInForce).flatMap(({ entries }) => entries);
  const corrected = new Set(transactionsOf(inForce).flatMap(({ reverses }) => reverses ?? []));
  if (corrected.size === 0) return given;
  const kept = new Set(withoutFreed(inForce));
  const isCorrected = (entry: Entry): boolean =>
    entry.type === 'transaction' ? corrected.has(entry.id) : !kept.has(entry);
  return given.map((each) =>
    each.isInForce ? { ...each, entries: each.entries.filter((entry) => !isCorrected(entry)) } : each,
  );
}
