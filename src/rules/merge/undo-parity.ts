/** A command that both copies undid or redid: in the joined record each turn must turn it over, and the latest holds. */

/** An undo or a redo of a command. */
export interface Turn {
  readonly uid: string;
  readonly way: 'undo' | 'redo';
  readonly recordedAt: string;
}

/**
 * Of all turns of one command, those that change nothing where they stand. Turns of one instant may stand in any order.
 * `isEvened`: whether a turn was made up for already.
 */
export function idleTurns<T extends Turn>(turns: readonly T[], isEvened: (turn: T) => boolean): readonly T[] {
  const idle: T[] = [];
  let undone = false;
  const instants = [...new Set(turns.map(({ recordedAt }) => recordedAt))].sort();
  for (const instant of instants) {
    const of = (way: Turn['way']) => turns.filter((turn) => turn.recordedAt === instant && turn.way === way);
    const [turning, back] = undone ? [of('redo'), of('undo')] : [of('undo'), of('redo')];
    const changes = turning.length > back.length;
    // One after the other, they take turns; what is left of either kind does nothing.
    const left = changes ? turning.length - back.length - 1 : back.length - turning.length;
    const spare = (changes ? turning : back)
      .filter((turn) => !isEvened(turn))
      .toSorted((a, b) => (a.uid < b.uid ? -1 : 1));
    idle.push(...spare.slice(spare.length - left));
    if (changes) undone = !undone;
  }
  return idle;
}
