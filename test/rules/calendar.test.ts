/** Days and months by themselves, at the edges where a calendar is not regular. */
import { describe, expect, test } from 'vitest';
import {
  addDays,
  byDay,
  connectsByDay,
  cycleStart,
  type Day,
  daysBetween,
  daysFrom,
  earlierFirst,
  isDay,
  laterFirst,
  momentText,
  monthAfter,
  monthsBetween,
  monthsLater,
  sameDayOfMonth,
  weekStart,
} from '../../src/rules/values/calendar.ts';
import { day } from './given.ts';

test.each([
  ['2021-01-01', true],
  ['2021-12-28', true],
  ['2021-10-10', true],
  ['2021-01-29', true],
  ['2021-04-31', false],
  ['2024-02-29', true],
  ['2023-02-29', false],
  ['2021-00-10', false],
  ['2021-13-10', false],
  ['2021-10-00', false],
  ['2021-10-32', false],
  ['0999-10-10', false],
  ['12021-01-01', false],
  ['2021-01-011', false],
  ['2021-01-311', false],
  ['x2021-01-31', false],
  ['2021-1-31', false],
  ['2021-01-3', false],
  ['2021-01-1x', false],
  ['2021-0x-31', false],
  ['202x-01-31', false],
  ['20210131', false],
  ['+002021-01-31', false],
  ['2021-01-31T10:00', false],
])('the text %s is a day: %s', (text, is) => {
  expect(isDay(text)).toBe(is);
});

describe('days', () => {
  test('days that follow a day run over the ends of months and years', () => {
    expect(daysFrom(day('2021-02-27'), 4)).toEqual(['2021-02-27', '2021-02-28', '2021-03-01', '2021-03-02']);
    expect(daysFrom(day('2024-02-27'), 4)).toEqual(['2024-02-27', '2024-02-28', '2024-02-29', '2024-03-01']);
    expect(daysFrom(day('2021-12-30'), 4)).toEqual(['2021-12-30', '2021-12-31', '2022-01-01', '2022-01-02']);
    expect(daysFrom(day('2021-01-08'), 3)).toEqual(['2021-01-08', '2021-01-09', '2021-01-10']);
  });

  test('the days between two days count backwards from the later one', () => {
    expect(daysBetween(day('2021-02-27'), day('2021-03-01'))).toBe(2);
    expect(daysBetween(day('2021-03-01'), day('2021-02-27'))).toBe(-2);
    expect(addDays(day('2021-03-01'), -2)).toBe('2021-02-27');
  });

  test('a week starts on its Monday, a Sunday belongs to the Monday before', () => {
    expect(['2021-03-01', '2021-03-03', '2021-03-07', '2021-03-08'].map((each) => weekStart(day(each)))).toEqual([
      '2021-03-01',
      '2021-03-01',
      '2021-03-01',
      '2021-03-08',
    ]);
  });

  test('dated things sort by their day, and things of one day keep their order', () => {
    const dated = ['2021-01-02', '2021-01-01', '2021-01-02'].map((on, i) => ({ on: day(on), i }));
    const order = (compare: typeof earlierFirst) => dated.toSorted(compare).map(({ i }) => i);
    expect(order(earlierFirst)).toEqual([1, 0, 2]);
    expect(order(laterFirst)).toEqual([0, 2, 1]);
    expect(order((a, b) => -earlierFirst(b, a))).toEqual([1, 0, 2]);
  });

  test('what is computed for a day is computed once', () => {
    const asked: Day[] = [];
    const lengthOf = byDay((each) => asked.push(each));
    const [first, second] = [day('2021-01-01'), day('2021-01-02')];
    expect([first, second, first].map(lengthOf)).toEqual([1, 2, 1]);
    expect(asked).toEqual([first, second]);
  });

  test('what moved on a day is the sum of all that moved on it', () => {
    const moved = [
      ['2021-01-01', 5],
      ['2021-01-02', 3],
      ['2021-01-01', -7],
    ] as const;
    expect([...connectsByDay(moved.map(([on, connects]) => ({ on: day(on), connects })))]).toEqual([
      ['2021-01-01', -2],
      ['2021-01-02', 3],
    ]);
  });

  test('a moment is written as ISO 8601 in UTC', () => {
    expect(momentText(Date.UTC(2021, 0, 2, 3, 4, 5, 6))).toBe('2021-01-02T03:04:05.006Z');
  });
});

describe('months', () => {
  test.each([
    ['2021-01-28', 1, '2021-02-28'],
    ['2021-01-31', 1, '2021-03-01'],
    ['2021-01-29', 1, '2021-03-01'],
    ['2024-01-29', 1, '2024-02-29'],
    ['2021-03-31', 1, '2021-05-01'],
    ['2021-03-10', 12, '2022-03-10'],
    ['2024-02-29', 12, '2025-03-01'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2021-03-10', -12, '2020-03-10'],
    ['2021-11-30', 3, '2022-03-01'],
    ['2021-03-31', 0, '2021-03-31'],
    ['2021-05-31', 12, '2022-05-31'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(monthsLater(day(from), months)).toBe(to);
  });

  test.each([
    ['2021-01-15', 0, 28, '2021-01-15'],
    ['2021-01-28', 1, 28, '2021-02-28'],
    ['2021-01-29', 0, 28, '2021-02-01'],
    ['2021-01-29', 1, 28, '2021-03-01'],
    ['2021-01-31', 1, 31, '2021-03-01'],
    ['2021-01-31', 2, 31, '2021-03-31'],
  ])('a cycle of %s, %i later, with the last day %i, starts on %s', (anchor, k, lastDay, start) => {
    expect(cycleStart(day(anchor), k, lastDay)).toBe(start);
  });

  test.each([
    ['2021-01-15', '2021-03-15', '2021-03-15'],
    ['2021-01-15', '2021-03-14', '2021-02-15'],
    ['2021-01-15', '2021-03-16', '2021-03-15'],
    ['2021-01-31', '2021-02-28', '2021-02-28'],
    ['2021-01-31', '2021-03-30', '2021-02-28'],
    ['2021-01-15', '2021-01-15', '2021-01-15'],
  ])('the same day of the month as %s, up to %s, is %s', (of, until, found) => {
    expect(sameDayOfMonth(day(of), day(until))).toBe(found);
  });

  test('the months between two days have no gap, and both ends belong to them', () => {
    expect([...monthsBetween('2021-11-30', '2022-02-01')]).toEqual(['2021-11', '2021-12', '2022-01', '2022-02']);
    expect([...monthsBetween('2021-11', '2021-11')]).toEqual(['2021-11']);
    expect([...monthsBetween('2021-12', '2021-11')]).toEqual([]);
    expect(monthAfter('2021-12')).toBe('2022-01');
  });
});
