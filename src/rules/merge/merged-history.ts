/** Two copies of one account, merged: which commands are in force, and which side made them so. */
import type { ConflictCause, MergeSide } from '../conflict.ts';
import { foldEntries } from '../evolve.ts';
import type { Rulebook } from '../rulebook.ts';
import { EMPTY_STATE, type State } from '../state.ts';
import { type Entry, inOrder, type Transaction } from '../transaction.ts';

interface RecordedCommand {
  readonly uid: string;
  /** Its number in this copy. */
  readonly command: number;
  /** When it was recorded, or last undone or redone. */
  readonly at: string;
  readonly entries: readonly Entry[];
}

/** A command, and whether it is in force in each copy and in the merged ledger. */
export interface MergedCommand extends RecordedCommand {
  /** Whether both copies have it. */
  readonly isShared: boolean;
  readonly inMine: boolean;
  readonly inTheirs: boolean;
  readonly inMerged: boolean;
}

/** A command, whether it is in force, and which side made it so; null: it is the same in both copies. */
export interface MergeContribution extends RecordedCommand {
  readonly isInForce: boolean;
  readonly side: MergeSide | null;
}

/** What the checks read: all commands, the newest first, with the ledger that those in force make. */
export interface MergeContext {
  readonly contributions: readonly MergeContribution[];
  /** Entries of the commands in force, in order. */
  readonly entries: readonly Entry[];
  readonly state: State;
  readonly rulebooks: ReadonlyMap<string, Rulebook>;
}

/** A conflict, with the commands of each side that cause it, in the order in which they would be taken back. */
export interface FoundConflict {
  readonly clash: ConflictCause;
  readonly mine: readonly MergeContribution[];
  readonly theirs: readonly MergeContribution[];
}

export const foundConflict = (clash: ConflictCause, contributions: readonly MergeContribution[]): FoundConflict => ({
  clash,
  mine: contributions.filter(({ side }) => side === 'mine'),
  theirs: contributions.filter(({ side }) => side === 'theirs'),
});

/** The merged ledger. A side is responsible for whatever differs from the other side's copy. */
export const mergedContributions = (commands: readonly MergedCommand[]): readonly MergeContribution[] =>
  commands.map((each) => ({ ...each, isInForce: each.inMerged, side: sideOf(each) }));

/** The commands that both copies have, as they were before either side undid or redid any of them. */
export const contributionsBefore = (commands: readonly MergedCommand[]): readonly MergeContribution[] =>
  commands.map((each) => {
    const { isShared, inMine, inTheirs, inMerged } = each;
    const isTurned = isShared && inMine !== inTheirs;
    return { ...each, isInForce: isShared && inMerged !== isTurned, side: isTurned ? sideOf(each) : null };
  });

function sideOf({ inMine, inTheirs, inMerged }: MergedCommand): MergeSide | null {
  if (inMerged !== inTheirs) return 'mine';
  return inMerged === inMine ? null : 'theirs';
}

/** Entries and state take long to compute, so they are computed when first read. */
export function mergeContext(given: readonly MergeContribution[], rulebooks: MergeContext['rulebooks']): MergeContext {
  const contributions = given.toSorted(newestFirst);
  let entries: readonly Entry[] | undefined;
  let state: State | undefined;
  const counting = (): readonly Entry[] => {
    entries ??= contributions
      .flatMap((contribution) => (contribution.isInForce ? contribution.entries : []))
      .sort(inOrder);
    return entries;
  };
  return {
    contributions,
    rulebooks,
    get entries() {
      return counting();
    },
    get state() {
      state ??= foldEntries(EMPTY_STATE, counting());
      return state;
    },
  };
}

const newestFirst = (a: RecordedCommand, b: RecordedCommand): number =>
  a.at === b.at ? (a.uid < b.uid ? 1 : -1) : a.at < b.at ? 1 : -1;

/** Commands in force that one side is responsible for. */
export const contributionsOf = ({ contributions }: MergeContext, side: MergeSide): readonly MergeContribution[] =>
  contributions.filter(({ isInForce, side: of }) => isInForce && of === side);

export const transactionsOf = ({ entries }: MergeContribution): readonly Transaction[] =>
  entries.filter((entry): entry is Transaction => entry.type === 'transaction');

/** Items by their key, in the order in which the keys first occur. */
export function groupBy<T, K>(items: Iterable<T>, key: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
