/** Many unread rows are reported by the first of each kind and the places of the others. */
import { expect, test } from 'vitest';
import type { UnreadProblem, UnreadRow } from '../../src/exchange/history-page.ts';
import { unreadLines } from '../../src/render/imports/unread.ts';

const bad = (problem: UnreadProblem, ...places: readonly number[]): UnreadRow[] =>
  places.map((at) => ({ at, problem, given: `x${at}` }));

test('up to ten unread rows have a line each', () => {
  const ten = bad('bad-day', 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  expect(unreadLines(ten, 'csv')).toEqual(ten.map(({ at }) => `line ${at}: 'x${at}' is not a day`));
});

test('more than ten unread rows have a line for each kind, with the places of the rest as ranges', () => {
  const unread = [
    ...bad('bad-day', 2, 3, 4, 5, 9),
    ...bad('bad-amount', 6, 7, 8, 12, 13),
    ...bad('wrong-sign', 20, 21),
  ];
  expect(unreadLines(unread, 'csv')).toEqual([
    "line 2: 'x2' is not a day (and lines 3-5, 9)",
    "line 6: 'x6' is not a valid number of Connects (and lines 7-8, 12-13)",
    "line 20: 'x20' has the wrong sign for its label (and line 21)",
  ]);
  expect(unreadLines(unread, 'html')[0]).toBe("row 2: 'x2' is not a day (and rows 3-5, 9)");
});

test('unread rows list at most twenty ranges', () => {
  const others = Array.from({ length: 21 }, (_, i) => 3 + 2 * i);
  const told = (count: number) => unreadLines(bad('bad-day', 1, ...others.slice(0, count)), 'text');
  const twenty = others.slice(0, 20).join(', ');
  expect(told(20)).toEqual([`line 1: 'x1' is not a day (and lines ${twenty})`]);
  expect(told(21)).toEqual([`line 1: 'x1' is not a day (and lines ${twenty}, …)`]);
});
