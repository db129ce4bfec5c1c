/** The days, periods and spans that `connects help dates` shows mean what it says. */
import { expect, test } from 'vitest';
import { DAY_EXAMPLES, EXAMPLE_TODAY, PERIOD_EXAMPLES, SPAN_EXAMPLES } from '../../src/manual/topics/dates.ts';
import { parseDays } from '../../src/parse/amount.ts';
import { parseDay } from '../../src/parse/day.ts';
import { parseFirstDay, parseLastDay } from '../../src/parse/period.ts';
import { parsePostedTime } from '../../src/parse/posted-time.ts';
import type { Day } from '../../src/rules/values/calendar.ts';

const today = EXAMPLE_TODAY as Day;

test.each(DAY_EXAMPLES)('the manual says rightly that "%s" is %s', async (typed, day) => {
  expect(await parseDay('--on', typed, today)).toBe(day);
});

test.each(PERIOD_EXAMPLES)('the manual says rightly that "%s" goes from %s to %s', async (typed, from, to) => {
  expect(await parseFirstDay('--since', typed, today)).toBe(from);
  expect(await parseLastDay('--until', typed, today)).toBe(to);
});

test.each(SPAN_EXAMPLES)('the manual says rightly that "%s" is a span of %i days', (typed, days) => {
  expect(parseDays('--within')(typed)).toBe(days);
});

test.each(['10:30', 'yesterday 18:00', '2026-11-27 10:30', '2026-11-27T10:30Z', '2 hours ago'])(
  'the manual says rightly that "%s" is a time',
  (typed) => {
    expect(typeof parsePostedTime(typed, today)).toBe('object');
  },
);
