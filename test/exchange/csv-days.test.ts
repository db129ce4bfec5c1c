/** Days in a CSV, in every form that means one day only; what could mean two, or none, is named and never guessed at. */
import { describe, expect, test } from 'vitest';
import type { DateOrder } from '../../src/exchange/history-page.ts';
import type { Day } from '../../src/rules/values/calendar.ts';
import { pageOf, problemOf } from './reading.ts';

/** The day that a cell means, or why it means none. The other row is read either way. */
async function dayIn(cell: string, order: DateOrder | null = null): Promise<string | undefined> {
  const csv = `date,connects\n2026-01-01,1\n"${cell}",-8`;
  const { rows, unread } = await pageOf(csv, { savedOn: '2026-01-03' as Day, order });
  return unread[0]?.problem ?? rows.find(({ connects }) => connects === -8)?.on;
}

describe('a day', () => {
  test.each([
    '2026-01-02',
    '2026-1-2',
    '2026/1/2',
    '2026.01.02',
    '20260102',
    '2026-Jan-02',
    'January 2, 2026',
    'January 2nd, 2026',
    'Jan 2, 2026',
    'Jan 2 2026',
    'JAN 02 2026',
    'jan. 2, 2026',
    'Jan-02-2026',
    '2 Jan 2026',
    '2. Jan. 2026',
    '02 January 2026',
    '2nd of January, 2026',
    '02-Jan-26',
    '2-Jan-2026',
    '02/Jan/2026',
    'Fri, Jan 2, 2026',
    'Friday, January 2, 2026',
    'Fri 02 Jan 2026',
    'Yesterday',
    'YESTERDAY',
    '\u00a02\u202fJan\u00a02026\u200e',
  ])('the day written as %s is read', async (cell) => {
    expect(await dayIn(cell)).toBe('2026-01-02');
  });

  test.each([
    '2. Januar 2026',
    '2 janvier 2026',
    '2 de enero de 2026',
    '2 stycznia 2026',
    '2 січня 2026 р.',
    '2 января 2026 г.',
    '2 Ocak 2026',
  ])('the day in another language, %s, is read', async (cell) => {
    expect(await dayIn(cell)).toBe('2026-01-02');
  });

  test('a month that is another one in another language is not read', async () => {
    // October in Croatia, November in Poland.
    expect(await dayIn('2 listopad 2025')).toBe('bad-day');
  });

  test.each([
    '2026-01-02T08:10:45',
    '2026-01-02 08:10',
    '2026-01-02 23:59:59.999',
    'Jan 2, 2026, 3:45 PM',
    'January 2, 2026 at 11:45 p.m.',
    '2 Jan 2026 00:00',
  ])('the day with a time, %s, is that day', async (cell) => {
    expect(await dayIn(cell)).toBe('2026-01-02');
  });

  test.each([
    ['2026-01-02T08:10:45Z', '2026-01-02'],
    ['2026-01-02T08:10:45.123+00:00', '2026-01-02'],
    ['2026-01-02T08:10:45+05:00', '2026-01-02'],
    ['2026-01-02 08:10:45-0800', '2026-01-02'],
    ['2026-01-02T23:00:00-05:00', '2026-01-03'],
    ['2026-01-02T01:00:00+0530', '2026-01-01'],
    ['Fri Jan 02 2026 10:00:00 GMT+0500 (Pakistan Standard Time)', '2026-01-02'],
    ['Fri, 2 Jan 2026 10:00:00 +0000', '2026-01-02'],
  ])('the moment %s is on its day in UTC, as Upwork has it', async (cell, day) => {
    expect(await dayIn(cell)).toBe(day);
  });

  test.each([
    ['2026-02-30', 'bad-day'],
    ['2026-13-01', 'bad-day'],
    ['20260230', 'bad-day'],
    ['February 30, 2026', 'bad-day'],
    ['31-Feb-26', 'bad-day'],
    ['Foo 3, 2026', 'bad-day'],
    ['Jan 2', 'bad-day'],
    ['46024', 'bad-day'],
    ['2026-01-02T25:00', 'bad-day'],
    ['2026-01-02T10:00:00+99:00', 'bad-day'],
    ['2026-01/02', 'bad-day'],
    ['soon', 'bad-day'],
    ['2026-06-03', 'future-day'],
  ])('the day %s is reported as %s', async (cell, problem) => {
    expect(await dayIn(cell)).toBe(problem);
  });
});

describe('a date of three numbers', () => {
  const APRIL_3 = '2025-04-03';
  const MARCH_4 = '2025-03-04';
  test.each([
    ['03/04/2025', 'ambiguous-day', APRIL_3, MARCH_4],
    ['3.4.25', 'ambiguous-day', APRIL_3, MARCH_4],
    ['03-04-2025', 'ambiguous-day', APRIL_3, MARCH_4],
    ['03/04/2025 10:30', 'ambiguous-day', APRIL_3, MARCH_4],
    ['13/01/2026', '2026-01-13', '2026-01-13', 'bad-day'],
    ['01/13/2026', '2026-01-13', 'bad-day', '2026-01-13'],
    ['05/05/2025', '2025-05-05', '2025-05-05', '2025-05-05'],
    // With two digits, the year may come first.
    ['13/01/26', 'ambiguous-day', '2026-01-13', 'bad-day'],
    ['31/02/2026', 'bad-day', 'bad-day', 'bad-day'],
    ['13/13/2026', 'bad-day', 'bad-day', 'bad-day'],
    ['1/2-2026', 'bad-day', 'bad-day', 'bad-day'],
  ])('the date %s is read only in the order that is known', async (cell, alone, dayFirst, monthFirst) => {
    expect(await dayIn(cell)).toBe(alone);
    expect(await dayIn(cell, 'day-first')).toBe(dayFirst);
    expect(await dayIn(cell, 'month-first')).toBe(monthFirst);
  });
});

describe('dates with dots beside dates with slashes', () => {
  const daysOf = async (...cells: readonly string[]) => {
    const csv = `date,connects\n${cells.map((cell) => `${cell},-8`).join('\n')}`;
    const { rows, unread } = await pageOf(csv, { order: 'month-first' });
    return [...rows.map(({ on }) => on), ...unread.map(({ problem }) => problem)];
  };

  test('one dot date that can only have the day first tells how those with dots are meant', async () => {
    expect(await daysOf('13.01.2026', '03.01.2026', '02/01/2026')).toEqual(['2026-02-01', '2026-01-13', '2026-01-03']);
  });

  test('the order that was given holds where the dots say both', async () => {
    expect(await daysOf('13.01.2026', '01.13.2026')).toEqual(['2026-01-13', 'bad-day']);
    expect(await daysOf('03.01.2026')).toEqual(['2026-03-01']);
  });
});

test('"Today" in a CSV needs a known day', async () => {
  expect(await problemOf('date,connects\nToday,-8')).toEqual({ code: 'no-saved-on' });
  expect((await pageOf('date,connects\nToday,-8', { fileDay: '2026-01-03' as Day })).savedOn).toEqual({
    on: '2026-01-03',
    from: 'file',
    needed: true,
  });
});
