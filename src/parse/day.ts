/** Days as typed: `2026-11-22`, `today`, `yesterday`, `3 days ago`, `last monday`. */

import { Refused } from '../rules/answers/refusal.ts';
import { addDays, type Day, isDay } from '../rules/values/calendar.ts';

/** `03/04/2026` is March in one country and April in another. */
const AMBIGUOUS = /\b\d{1,2}[/.-]\d{1,2}([/.-]\d{2,4})?\b/;
const LOOKS_ISO = /^\d{4}-\d/;

/** Any day, also a future one. */
export async function parseDay(flag: string, text: string, today: Day): Promise<Day> {
  const given = text.trim();
  if (isDay(given)) return given;
  const plain = given.toLowerCase();
  if (plain === 'today') return today;
  if (plain === 'yesterday') return addDays(today, -1);
  if (LOOKS_ISO.test(given) || given === '') throw new Refused({ code: 'invalid-day', flag, given: text });
  if (AMBIGUOUS.test(given)) throw new Refused({ code: 'ambiguous-day', flag, given: text });
  const { spokenDay } = await import('./spoken-day.ts');
  const day = spokenDay(given, today);
  if (!day) throw new Refused({ code: 'invalid-day', flag, given: text });
  return day;
}

type DayParser = (flag: string, text: string, today: Day) => Promise<Day>;

/** The same, but refuses a day that is still to come. */
export const pastOnly =
  (parse: DayParser): DayParser =>
  async (flag, text, today) => {
    const day = await parse(flag, text, today);
    if (day > today) throw new Refused({ code: 'future-day', flag, given: day, today });
    return day;
  };

/** Today or an earlier day. */
export const parsePastDay = pastOnly(parseDay);
