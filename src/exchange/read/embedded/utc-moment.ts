/** Reads moments as servers and mails write them, as days in UTC. */
import { addDays, type Day } from '../../../rules/calendar.ts';
import { dayOfParts, monthNumber } from '../upwork-day.ts';

const JAVA = /^[a-z]{3} ([a-z]{3}) (\d{1,2}) \d{2}:\d{2}:\d{2} (?:UTC|GMT|Z) (\d{4})$/i;
const ISO = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;
const MAIL = /^(?:[a-z]{3},? )?(\d{1,2}) ([a-z]{3}) (\d{4}) (\d{1,2}):(\d{2})(?::\d{2})? (UTC|GMT|UT|Z|[+-]\d{4})\b/i;

/** `Sat Jan 03 08:10:45 UTC 2026` or `2026-01-03T08:10:45Z`. */
export function momentDay(text: string): Day | null {
  const [, name, date, inYear] = JAVA.exec(text) ?? [];
  if (name && date && inYear) return dayOfParts(inYear, monthNumber(name), date);
  const [, year, month, day, hours, minutes, zone] = ISO.exec(text) ?? [];
  if (!year || !month || !day || !hours || !minutes || !zone) return null;
  return inUtc(dayOfParts(year, Number(month), day), hours, minutes, zone);
}

/** `Sat, 3 Jan 2026 12:00:00 +0000`, the date of a mail. */
export function mailDay(text: string): Day | null {
  const [, day, month, year, hours, minutes, zone] = MAIL.exec(text) ?? [];
  if (!year || !month || !day || !hours || !minutes || !zone) return null;
  return inUtc(dayOfParts(year, monthNumber(month), day), hours, minutes, zone);
}

const A_DAY = 24 * 60;

function inUtc(day: Day | null, hours: string, minutes: string, zone: string): Day | null {
  const [, sign, ahead, minutesAhead] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  const east = (Number(ahead ?? 0) * 60 + Number(minutesAhead ?? 0)) * (sign === '-' ? -1 : 1);
  return day && addDays(day, Math.floor((Number(hours) * 60 + Number(minutes) - east) / A_DAY));
}
