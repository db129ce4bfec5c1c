/** Days as Upwork's own page writes them, and what every reader of days needs. */
import { monthNumber } from '../../parse/month-name.ts';
import { addDays, type Day, isDay } from '../../rules/values/calendar.ts';

/** Null where no such day exists. */
export function dayOfParts(year: string, month: number, day: string): Day | null {
  const text = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) ? text : null;
}

export const isRelativeDay = (text: string): boolean => /^(today|yesterday)$/i.test(text);

const MONTH_FIRST = /^([a-z]{3,9})\.? (\d{1,2}), ?(\d{4})$/i;

/** `Today`, `Yesterday`, `January 2, 2026`, `Jan 2, 2026`. Null for anything else, and for "Today" when no day is known. */
export function shownDay(text: string, savedOn: Day | null): Day | null {
  if (isRelativeDay(text)) return savedOn && (text.toLowerCase() === 'today' ? savedOn : addDays(savedOn, -1));
  const [, month, day, year] = MONTH_FIRST.exec(text) ?? [];
  return month && day && year ? dayOfParts(year, monthNumber(month), day) : null;
}
