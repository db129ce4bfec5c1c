/** Commands that both copies undid or redid: in the merged record undo and redo must alternate, and the latest decides. */

/** An undo or a redo of a command. */
export interface UndoOrRedo {
  readonly uid: string;
  readonly way: 'undo' | 'redo';
  readonly recordedAt: string;
}

/**
 * The undos and redos of one command that change nothing. Those of the same instant may come in any order.
 * `isEvened`: whether another one already makes up for it.
 */
export function idleTurns<T extends UndoOrRedo>(turns: readonly T[], isEvened: (turn: T) => boolean): readonly T[] {
  const idle: T[] = [];
  let undone = false;
  const instants = [...new Set(turns.map(({ recordedAt }) => recordedAt))].sort();
  for (const instant of instants) {
    const of = (way: UndoOrRedo['way']) => turns.filter((turn) => turn.recordedAt === instant && turn.way === way);
    const [turning, back] = undone ? [of('redo'), of('undo')] : [of('undo'), of('redo')];
    const changes = turning.length > back.length;
    // Undos and redos of this instant alternate; the surplus of either kind does nothing.
    const left = changes ? turning.length - back.length - 1 : back.length - turning.length;
    const spare = (changes ? turning : back)
      .filter((turn) => !isEvened(turn))
      .toSorted((a, b) => (a.uid < b.uid ? -1 : 1));
    idle.push(...spare.slice(spare.length - left));
    if (changes) undone = !undone;
  }
  return idle;
}
