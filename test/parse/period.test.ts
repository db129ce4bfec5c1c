/** A period given as a beginning is its first day, as an end its last, whatever the lengths of months and years. */
import { describe, expect, test } from 'vitest';
import { parseFirstDay, parseLastDay, parsePastFirstDay, periodOfText } from '../../src/parse/period.ts';
import type { Day } from '../../src/rules/values/calendar.ts';

/** A Tuesday. */
const today = '2026-03-31' as Day;

describe('a period', () => {
  test.each([
    ['2026-02', '2026-02-01', '2026-02-28'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2026-12', '2026-12-01', '2026-12-31'],
    ['2025', '2025-01-01', '2025-12-31'],
    ['November 2025', '2025-11-01', '2025-11-30'],
    ['sept. 2025', '2025-09-01', '2025-09-30'],
    ['this month', '2026-03-01', '2026-03-31'],
    ['Last  Month', '2026-02-01', '2026-02-28'],
    ['last\u00a0month', '2026-02-01', '2026-02-28'],
    ['next month', '2026-04-01', '2026-04-30'],
    ['this week', '2026-03-30', '2026-04-05'],
    ['last week', '2026-03-23', '2026-03-29'],
    ['next week', '2026-04-06', '2026-04-12'],
    ['this year', '2026-01-01', '2026-12-31'],
    ['last year', '2025-01-01', '2025-12-31'],
  ])('the period %s is meant as the whole of it', async (text, from, to) => {
    expect(await parseFirstDay('--since', text, today)).toBe(from);
    expect(await parseLastDay('--until', text, today)).toBe(to);
  });

  test.each(['2026-13', '2026-00', '202', '0026', 'last', 'month', 'a month', 'Foo 2025', '2026-1', '2026-01-01'])(
    'the text %s is no period',
    (text) => {
      expect(periodOfText(text, today)).toBeNull();
    },
  );
});

test('a day is a day, as a beginning and as an end', async () => {
  for (const [text, day] of [
    ['yesterday', '2026-03-30'],
    ['2026-01-02', '2026-01-02'],
    ['last monday', '2026-03-30'],
  ] as const) {
    expect(await parseFirstDay('--since', text, today)).toBe(day);
    expect(await parseLastDay('--until', text, today)).toBe(day);
  }
  await expect(parseLastDay('--until', '2026-1-5', today)).rejects.toMatchObject({ refusal: { code: 'invalid-day' } });
});

test('a period that has begun is not in the future', async () => {
  expect(await parsePastFirstDay('--since', 'this week', today)).toBe('2026-03-30');
  const next = { refusal: { code: 'future-day', flag: '--since', given: '2026-04-01' } };
  await expect(parsePastFirstDay('--since', '2026-04', today)).rejects.toMatchObject(next);
});
