/** Undos and redos of one command that both copies recorded: merged, they alternate, and the latest decides. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idleTurns, type UndoOrRedo } from '../../src/rules/merge/undo-parity.ts';

/** `undo 1 a`: the way, the instant and the uid. */
const turnsOf = (...lines: readonly string[]): readonly UndoOrRedo[] =>
  lines.map((line) => {
    const [way, recordedAt = '', uid = ''] = line.split(' ') as [UndoOrRedo['way'], string?, string?];
    return { way, recordedAt, uid };
  });

const idle = (lines: readonly string[], evened: readonly string[] = []) =>
  idleTurns(turnsOf(...lines), ({ uid }) => evened.includes(uid)).map(({ uid }) => uid);

test.each([
  ['an undo alone', ['undo 1 a'], []],
  ['undo and redo in turn', ['undo 1 a', 'redo 2 b', 'undo 3 c'], []],
  ['two undos', ['undo 1 a', 'undo 2 b'], ['b']],
  ['two undos, the later one first', ['undo 2 b', 'undo 1 a'], ['b']],
  ['two undos of one instant', ['undo 1 b', 'undo 1 a'], ['b']],
  ['three undos of one instant', ['undo 1 b', 'undo 1 c', 'undo 1 a'], ['b', 'c']],
  ['a redo of what is not undone', ['redo 1 a', 'undo 2 b'], ['a']],
  ['two redos after an undo', ['undo 1 a', 'redo 2 b', 'redo 3 c'], ['c']],
  ['an undo on both copies, then a redo on each', ['undo 1 a', 'undo 2 b', 'redo 3 c', 'redo 4 d'], ['b', 'd']],
  ['an undo and a redo of one instant', ['redo 1 b', 'undo 1 a'], []],
  ['an undo and two redos of one instant', ['redo 1 b', 'undo 1 a', 'redo 1 c'], ['c']],
  ['two undos and a redo of one instant, then an undo', ['undo 1 a', 'redo 1 b', 'undo 1 c', 'undo 2 d'], ['d']],
  ['an undo of two and a redo of one instant, undone before', ['undo 1 a', 'undo 2 b', 'redo 2 c', 'redo 3 d'], []],
] as const)('of %s only what changes nothing is idle', (_, lines, left) => {
  expect(idle(lines)).toEqual(left);
});

test('a turn that another one makes up for is not made up for again', () => {
  expect(idle(['undo 1 a', 'undo 1 b', 'undo 1 c'], ['c'])).toEqual(['a', 'b']);
  expect(idle(['undo 1 a', 'undo 2 b'], ['b'])).toEqual([]);
});

test('what is not idle alternates between undo and redo, and ends as the last instant that changed it', () => {
  const turn = fc.tuple(fc.constantFrom('undo', 'redo'), fc.integer({ min: 1, max: 9 }));
  fc.assert(
    fc.property(fc.uniqueArray(turn, { selector: ([, at]) => at, maxLength: 9 }), (drawn) => {
      const turns = turnsOf(...drawn.map(([way, at]) => `${way} ${at} ${at}`));
      const dropped = new Set(idleTurns(turns, () => false));
      const kept = turns
        .filter((each) => !dropped.has(each))
        .toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1));
      expect(kept.map(({ way }) => way)).toEqual(kept.map((__, i) => (i % 2 === 0 ? 'undo' : 'redo')));
      const last = turns.toSorted((a, b) => (a.recordedAt < b.recordedAt ? 1 : -1))[0]?.way ?? 'redo';
      expect(kept.length % 2 === 1 ? 'undo' : 'redo').toBe(last);
    }),
  );
});
