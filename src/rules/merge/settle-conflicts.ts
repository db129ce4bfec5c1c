/** Finds what two copies cannot both have; if one side is preferred, finds what the other must take back. */
import type { MergeConflict, MergeSide } from '../answers/conflict.ts';
import { danglingReferences, droppedProposals } from './dangling-references.ts';
import { claimedTwice } from './duplicate-claims.ts';
import { importedAndTyped, importedTwice } from './duplicate-rows.ts';
import { couponUsedAgain, negativeDay, refundedTwice, rewardsOverCap } from './limit-conflicts.ts';
import {
  contributionBefore,
  type FoundConflict,
  type MergeContext,
  type MergeContribution,
  type MergedCommand,
  mergeContext,
  mergedContribution,
} from './merged-history.ts';
import { markedDifferently, markedUncorrected } from './outcome-conflicts.ts';
import { repeatedMarks } from './repeated-marks.ts';

/** Conflicts are shown and settled in this order: duplicates first, as they may cause wrong sums. */
const CONFLICT_CHECKS: readonly ((context: MergeContext) => readonly FoundConflict[])[] = [
  danglingReferences,
  importedTwice,
  claimedTwice,
  droppedProposals,
  markedDifferently,
  refundedTwice,
  markedUncorrected,
  rewardsOverCap,
  couponUsedAgain,
  importedAndTyped,
  negativeDay,
];

/** What no ledger may hold, even if one side knew of what the other had recorded. */
export const isLasting = ({ clash: { code } }: FoundConflict): boolean =>
  code === 'still-needed' || code === 'corrected-twice' || code === 'refunded-twice';

export interface MergeSettlement {
  /** Where the two copies contradict each other. */
  readonly conflicts: readonly MergeConflict[];
  /** Commands that say what the other copy says too: to undo, whichever side is preferred. */
  readonly repeated: readonly MergeContribution[];
  /** Commands to undo, or to redo if they were undone, in this order. */
  readonly takenBack: readonly TakenBack[];
}

/** `against`: the uids of the other side's commands that it gives way to. */
type TakenBack = MergeContribution & { readonly against: readonly string[] };

type Rulebooks = MergeContext['rulebooks'];

/**
 * If a side is preferred, takes back the other side's commands one by one until no conflict is left. This ends:
 * with all of them taken back, the preferred copy is left.
 */
export function settleConflicts(
  commands: readonly MergedCommand[],
  rulebooks: Rulebooks,
  prefer: MergeSide | null,
): MergeSettlement {
  const repeated = repeatedMarks(mergeContext(commands.map(mergedContribution), rulebooks));
  let now = turned(commands, repeated);
  const found = [...contradictions(now, rulebooks)];
  const conflicts = found
    .filter((each, i) => !found.slice(0, i).some((other) => isSameConflict(other, each)))
    .map(({ clash, mine, theirs }) => ({
      ...clash,
      mine: mine.map(({ uid }) => uid),
      theirs: theirs.map(({ uid }) => uid),
    }));
  const takenBack: TakenBack[] = [];
  if (prefer === null) return { conflicts, repeated, takenBack };
  for (;;) {
    const [first] = contradictions(now, rulebooks);
    const loser = first?.[prefer === 'mine' ? 'theirs' : 'mine'][0];
    if (!first || !loser) return { conflicts, repeated, takenBack };
    takenBack.push({ ...loser, against: first[prefer].map(({ uid }) => uid).sort() });
    now = turned(now, [loser]);
  }
}

function turned(commands: readonly MergedCommand[], which: readonly MergeContribution[]): readonly MergedCommand[] {
  const uids = new Set(which.map(({ uid }) => uid));
  return commands.map((each) => (uids.has(each.uid) ? { ...each, inMerged: !each.inMerged } : each));
}

function* contradictions(commands: readonly MergedCommand[], rulebooks: Rulebooks): Generator<FoundConflict> {
  const now = (each: MergeContribution): MergeContribution => ({ ...each, isInForce: !each.isInForce });
  for (const { clash: over, mine, theirs } of conflictsBetween(commands.map(contributionBefore), rulebooks)) {
    // Each side was preferred on its own machine and took back what the other kept. Merged, neither would be left.
    yield { clash: { code: 'settled-differently', over }, mine: mine.map(now), theirs: theirs.map(now) };
  }
  yield* conflictsBetween(commands.map(mergedContribution), rulebooks);
}

/** Only conflicts that both sides take part in: what one copy holds alone was checked when it was recorded. */
export function* conflictsBetween(
  contributions: readonly MergeContribution[],
  rulebooks: Rulebooks,
): Generator<FoundConflict> {
  if (new Set(contributions.flatMap(({ side }) => side ?? [])).size < 2) return;
  const context = mergeContext(contributions, rulebooks);
  for (const find of CONFLICT_CHECKS)
    yield* find(context).filter(({ mine, theirs }) => mine.length > 0 && theirs.length > 0);
}

/** A conflict whose commands are all named by another conflict is a duplicate of it. */
function isSameConflict(other: FoundConflict, found: FoundConflict): boolean {
  if (other.clash.code === found.clash.code) return false;
  const named = new Set([...other.mine, ...other.theirs].map(({ uid }) => uid));
  return [...found.mine, ...found.theirs].every(({ uid }) => named.has(uid));
}
