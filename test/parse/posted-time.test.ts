/** The time when a job was posted, as people type it. */
import { expect, test } from 'vitest';
import { parsePostedTime } from '../../src/parse/posted-time.ts';
import type { Day } from '../../src/rules/values/calendar.ts';

const today = '2026-03-01' as Day;

test.each([
  ['10:30', { time: '2026-03-01T10:30:00' }],
  ['9:05', { time: '2026-03-01T09:05:00' }],
  ['yesterday 18:00', { time: '2026-02-28T18:00:00' }],
  ['2026-02-27 10:30', { time: '2026-02-27T10:30:00' }],
  ['2026-02-27T10:30:15.250Z', { time: '2026-02-27T10:30:15.250Z' }],
  ['2026-02-27T10:30+0530', { time: '2026-02-27T10:30:00+05:30' }],
  ['2 hours ago', { minutesAgo: 120 }],
  ['Posted  an hour ago', { minutesAgo: 60 }],
  ['45 mins ago', { minutesAgo: 45 }],
  ['3 days ago', { minutesAgo: 4320 }],
  ['2026-02-27', 'no-hour'],
  ['Yesterday', 'no-hour'],
  ['2026-02-30 10:30', 'unreadable'],
  ['24:00', 'unreadable'],
  ['10:30 CET', 'unreadable'],
  ['soon', 'unreadable'],
  ['', 'unreadable'],
])('"%s" is read', (text, read) => {
  expect(parsePostedTime(text, today)).toEqual(read);
});
