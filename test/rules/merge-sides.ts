/** Two copies of one ledger as data, and what the rules say of their merge. Ids are those of the merged ledger from the start. */
import { expect } from 'vitest';
import type { MergeConflict, MergeSide } from '../../src/rules/answers/conflict.ts';
import type { Command } from '../../src/rules/command/command.ts';
import type { MergedCommand } from '../../src/rules/merge/merged-history.ts';
import { settleConflicts } from '../../src/rules/merge/settle-conflicts.ts';
import type { Entry } from '../../src/rules/vocabulary/transaction.ts';
import { inOrder, transactionsOf } from '../../src/rules/vocabulary/transaction.ts';
import { withoutVoided } from '../../src/rules/vocabulary/voided.ts';
import { attempt, type Book, EMPTY, rulebooksOf } from './given.ts';

interface Apart {
  /** What both copies have: the commands `common 1`, `common 2` … */
  readonly given: readonly Command[];
  /** The number of a common command that this copy undid first of all. */
  readonly undone?: { readonly [side in MergeSide]?: number };
  /** Common commands that are in force in the merged ledger although one copy undid them: the other's redo came last. */
  readonly redone?: boolean;
  readonly mine: readonly Command[];
  readonly theirs: readonly Command[];
  /** Both copies took the other's commands in, and each undid them in favour of its own. */
  readonly settled?: boolean;
  /** All commands of both sides were recorded in one instant. */
  readonly atOnce?: boolean;
  /** The outcomes do not say that an import showed them, as those of older versions do not. */
  readonly older?: boolean;
}

/** What such a merge says. Not given: it has no conflict, and nothing is taken back. */
export interface MergeCase extends Apart {
  /** The conflicts, each with the commands of both sides, in the order in which they would be taken back. */
  readonly conflicts?: readonly object[];
  /** What is taken back in favour of mine, and in favour of theirs. */
  readonly lost?: readonly [forMine: readonly string[], forTheirs: readonly string[]];
}

/** Merges both ways: each copy must say the same. */
export function expectMerge({ conflicts = [], lost = [[], []], ...apart }: MergeCase): void {
  expect(conflictsBetween(apart)).toEqual(conflicts);
  expect([takenBack(apart, 'mine'), takenBack(apart, 'theirs')]).toEqual(lost);
}

interface Copy {
  readonly book: Book;
  readonly fresh: readonly (readonly Entry[])[];
}

const OTHER = { mine: 'theirs', theirs: 'mine' } as const;

/** The conflicts of the merge, each with the commands of both sides. The other copy must say the same of it. */
function conflictsBetween(apart: Apart): readonly object[] {
  const { conflicts } = settle(apart, null);
  expect(settle(turnedRound(apart), null).conflicts.map(swapped)).toEqual(conflicts);
  return conflicts;
}

/** The commands that are taken back in favour of a side. The other copy must take back the same. */
function takenBack(apart: Apart, prefer: MergeSide): readonly string[] {
  const { repeated, takenBack: lost } = settle(apart, prefer);
  const there = settle(turnedRound(apart), OTHER[prefer]);
  const uids = [...repeated, ...lost].map(({ uid }) => uid);
  expect([...there.repeated, ...there.takenBack].map(({ uid }) => swappedUid(uid))).toEqual(uids);
  expect(correctedTwice(apart, uids)).toEqual([]);
  return uids;
}

/** The transactions that more than one command in force takes back once the merge is settled: the history would not add up. */
function correctedTwice(apart: Apart, turned: readonly string[]): readonly number[] {
  const reversed = commandsOf(apart)
    .filter(({ uid, inMerged }) => inMerged !== turned.includes(uid))
    .flatMap(({ entries }) => transactionsOf(entries))
    .flatMap(({ kind, reverses }) => (kind === 'reversal' && reverses !== null ? reverses : []));
  return reversed.filter((id, i) => reversed.indexOf(id) !== i);
}

function settle(apart: Apart, prefer: MergeSide | null) {
  const commands = commandsOf(apart).map((command) =>
    apart.older ? { ...command, entries: command.entries.map(withoutSource) } : command,
  );
  const entries = commands.flatMap((command) => command.entries);
  return settleConflicts(commands, rulebooksOf({ ...EMPTY, entries }), prefer);
}

function withoutSource(entry: Entry): Entry {
  if (entry.type !== 'fact' || entry.body.kind !== 'outcome') return entry;
  const { source: _, ...body } = entry.body;
  return { ...entry, body };
}

/** The other copy's own merge: its commands are `mine` there. Numbers and instants stay. */
const turnedRound = ({ undone = {}, mine, theirs, ...apart }: Apart): Turned => ({
  ...apart,
  undone: { ...(undone.theirs && { mine: undone.theirs }), ...(undone.mine && { theirs: undone.mine }) },
  mine: theirs,
  theirs: mine,
  isTurned: true,
});

type Turned = Apart & { readonly isTurned: true };

/** Their ids and instants come after mine. */
const LATER = 100;

function commandsOf(apart: Apart | Turned): readonly MergedCommand[] {
  const { given, undone = {}, redone = false, settled = false, atOnce = false } = apart;
  const common = recorded(EMPTY, given);
  const [mine, theirs] = (['mine', 'theirs'] as const).map((side) => {
    const isLater = (side === 'theirs') !== 'isTurned' in apart;
    return recorded(without(common.book, undone[side], isLater ? LATER : 1), apart[side]);
  }) as [Copy, Copy];
  const shared = common.fresh.map((entries, i) => {
    const [inMine, inTheirs] = [undone.mine !== i + 1, undone.theirs !== i + 1];
    const isTurned = inMine !== inTheirs;
    const here = { isShared: true, inMine, inTheirs, inMerged: isTurned ? redone : inMine };
    return { ...named('common', entries, i), ...(isTurned && { at: '000500' }), ...here };
  });
  const own = { isShared: settled, inMine: false, inTheirs: false, inMerged: !settled };
  const at = atOnce ? { at: '000300' } : {};
  return [
    ...shared,
    ...mine.fresh.map((entries, i) => ({ ...named('mine', entries, i), ...at, ...own, inMine: true })),
    ...theirs.fresh.map((entries, i) => ({ ...named('theirs', entries, i), ...at, ...own, inTheirs: true })),
  ];
}

const named = (whose: string, entries: readonly Entry[], i: number) => ({
  uid: `${whose} ${i + 1}`,
  command: i + 1,
  at: entries[0]?.recordedAt ?? '',
  entries,
});

function without({ commands, next }: Book, undone: number | undefined, shift: number): Book {
  const kept = commands.filter((_, i) => i + 1 !== undone);
  return {
    commands: kept,
    entries: withoutVoided(kept.flat()).toSorted(inOrder),
    next: { transaction: next.transaction + shift, proposal: next.proposal + shift, seq: next.seq + shift },
  };
}

function recorded(from: Book, commands: readonly Command[]): Copy {
  let book = from;
  for (const command of commands) {
    const { decision, book: after } = attempt(book, command);
    expect([command.name, decision.refusal]).toEqual([command.name, null]);
    book = after;
  }
  return { book, fresh: book.commands.slice(from.commands.length) };
}

const swappedUid = (uid: string): string => uid.replace(/^(mine|theirs)/, (side) => OTHER[side as MergeSide]);

function swapped(conflict: MergeConflict): object {
  const { mine, theirs, ...clash } = conflict;
  const outcomes = 'outcomes' in clash && { outcomes: { mine: clash.outcomes.theirs, theirs: clash.outcomes.mine } };
  const over = 'over' in clash && { over: swappedCause(clash.over) };
  return { ...clash, ...outcomes, ...over, mine: theirs.map(swappedUid), theirs: mine.map(swappedUid) };
}

const swappedCause = (clash: object): object => {
  const {
    mine: _,
    theirs: __,
    ...cause
  } = swapped({ ...clash, mine: [], theirs: [] } as unknown as MergeConflict) as {
    mine: unknown;
    theirs: unknown;
  };
  return cause;
};
