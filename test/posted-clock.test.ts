/** When a job was posted, on the user's own clock: with another today than the clock's, and where clocks go forward. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ProgramCall } from '../src/call.ts';
import { postedInstant } from '../src/commands/line/proposal-times.ts';
import type { Day } from '../src/rules/values/calendar.ts';
import { realSystem } from '../src/system/system.ts';

const zone = process.env['TZ'];
beforeEach(() => {
  process.env['TZ'] = 'Europe/Berlin';
});
afterEach(() => {
  process.env['TZ'] = zone;
});

const posted = (given: string, startedAt: string, today: string): string =>
  postedInstant({ env: { ...realSystem(), startedAt }, today } as unknown as ProgramCall, given, today as Day);

describe('so long ago', () => {
  test('a time before now counts back from the clock', () => {
    expect(posted('2 hours ago', '2026-11-28T12:00:00.000Z', '2026-11-28')).toBe('2026-11-28T10:00:00.000Z');
  });

  test('a time before now counts back from the same hour of a today that is set', () => {
    expect(posted('2 hours ago', '2026-11-28T12:00:00.000Z', '2026-06-10')).toBe('2026-06-10T09:00:00.000Z');
  });
});

describe('the hour that clocks skip in spring', () => {
  test('an hour that clocks skip in spring is refused', () => {
    expect(() => posted('2026-03-29 02:30', '2026-03-29T12:00:00.000Z', '2026-03-29')).toThrow();
  });

  test('a skipped hour is there with a zone of its own, and so are the hours around it', () => {
    expect(posted('2026-03-29T02:30Z', '2026-03-29T12:00:00.000Z', '2026-03-29')).toBe('2026-03-29T02:30:00.000Z');
    expect(posted('2026-03-29 03:30', '2026-03-29T12:00:00.000Z', '2026-03-29')).toBe('2026-03-29T01:30:00.000Z');
  });
});
