/** Reads moments as servers, mails and browsers write them, as days in UTC. A moment without a zone is none. */
import { monthNumber } from '../../parse/month-name.ts';
import { addDays, type Day } from '../../rules/values/calendar.ts';
import { dayOfParts } from './upwork-day.ts';

const CLOCK = String.raw`(?<hours>[01]?\d|2[0-3]):(?<minutes>[0-5]\d)(?::\d{2}(?:[.,]\d+)?)?`;
const ZONE = String.raw`(?<zone>UTC|GMT|UT|Z|(?:UTC|GMT)?[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)`;
const form = (...parts: readonly string[]): RegExp => new RegExp(`^${parts.join('')}$`, 'i');

/** All have the groups `year`, `month`, `day`, `hours`, `minutes` and `zone`. */
const FORMS: readonly RegExp[] = [
  // 2026-01-03T08:10:45Z
  form(String.raw`(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})[T ]`, CLOCK, ' ?', ZONE),
  // Sat Jan 03 08:10:45 UTC 2026, as Java writes it
  form(String.raw`[a-z]{3} (?<month>[a-z]{3}) (?<day>\d{1,2}) `, CLOCK, ' ', ZONE, String.raw` (?<year>\d{4})`),
  // Sat, 3 Jan 2026 12:00:00 +0000, the date of a mail, which may name the zone as well
  form(String.raw`(?:[a-z]{3},? )?(?<day>\d{1,2}) (?<month>[a-z]{3}) (?<year>\d{4}) `, CLOCK, ' ', ZONE, '(?: .*)?'),
  // Fri Jan 16 2026 03:04:05 GMT+0500 (Pakistan Standard Time), as JavaScript writes it
  form(
    String.raw`[a-z]{3} (?<month>[a-z]{3}) (?<day>\d{1,2}) (?<year>\d{4}) `,
    CLOCK,
    ' ',
    ZONE,
    String.raw`(?: \(.*\))?`,
  ),
];

export function momentDay(text: string): Day | null {
  for (const form of FORMS) {
    const { year, month, day, hours, minutes, zone } = form.exec(text)?.groups ?? {};
    if (!year || !month || !day || !hours || !minutes || !zone) continue;
    const there = dayOfParts(year, Number(month) || monthNumber(month), day);
    return there && addDays(there, Math.floor((Number(hours) * 60 + Number(minutes) - minutesEast(zone)) / A_DAY));
  }
  return null;
}

const A_DAY = 24 * 60;

function minutesEast(zone: string): number {
  const [, sign, hours, minutes] = /([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  return (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === '-' ? -1 : 1);
}
