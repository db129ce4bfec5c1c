/** Days as Upwork's pages and other people's files write them. Numeric dates with slashes are never guessed at. */
import { addDays, type Day, isDay } from '../../rules/calendar.ts';

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** 1 to 12, by the English name, its first three letters, or `Sept`; 0 where it is none. */
export function monthNumber(name: string): number {
  const given = name.toLowerCase();
  return MONTHS.findIndex((month) => given === month || given === month.slice(0, 3) || given === month.slice(0, 4)) + 1;
}

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

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?Z| ?UTC)?)?$/i;
const YEAR_FIRST = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/;
const DAY_FIRST = /^(\d{1,2})\.? ([a-z]{3,9})\.?,? (\d{4})$/i;
const NUMERIC = /^\d{1,2}[/.-]\d{1,2}[/.-](\d{4}|\d{2})$/;

/** `03/04/2026` is March in one country and April in another. */
export const isAmbiguousDay = (text: string): boolean => NUMERIC.test(text);

/** A day in a cell of a CSV; null for a text that is no day or could be two. */
export function writtenDay(text: string, savedOn: Day | null): Day | null {
  const iso = ISO.exec(text)?.[1];
  if (iso !== undefined) return isDay(iso) ? iso : null;
  const [, year, month, day] = YEAR_FIRST.exec(text) ?? [];
  if (year && month && day) return dayOfParts(year, Number(month), day);
  const [, first, name, last] = DAY_FIRST.exec(text) ?? [];
  if (first && name && last) return dayOfParts(last, monthNumber(name), first);
  return shownDay(text, savedOn);
}
