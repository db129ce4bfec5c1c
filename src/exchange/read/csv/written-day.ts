/** Days as people, spreadsheets and programs write them in a CSV. A text that could mean two days is never guessed at. */
import type { Day } from '../../../rules/values/calendar.ts';
import type { DateOrder } from '../../history-page.ts';
import type { ReadContext } from '../read-context.ts';
import { dayOfParts, isRelativeDay, shownDay } from '../upwork-day.ts';
import { momentDay } from '../utc-moment.ts';
import { namedMonth } from './month-names.ts';

const NAME = String.raw`(?<name>\p{L}{3,12})\.?`;
const NUMBER = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th)?`;
/** A year of two digits is one of this century: there were no Connects in the last one. */
const YEAR = String.raw`(?:20)?(?<year>\d{2})`;
const form = (...parts: readonly string[]): RegExp => new RegExp(`^${parts.join('')}$`, 'iu');

/** Forms that can mean one day only; the month is a number, or a name. */
const FORMS: readonly RegExp[] = [
  // 2026-01-12, 2026/1/12, 20260112, 2026-Jan-12
  /^20(?<year>\d{2})(?<sep>[-/.])(?<month>\d{1,2})\k<sep>(?<day>\d{1,2})$/,
  /^20(?<year>\d{2})(?<month>\d{2})(?<day>\d{2})$/,
  form(String.raw`20(?<year>\d{2})[ -]`, NAME, '[ -]', NUMBER),
  // January 12, 2026; Jan 12 2026; Jan-12-26
  form(NAME, '[ -]', NUMBER, '(?:, ?|[ -])', YEAR),
  // 12 January 2026; 12-Jan-26; 12. Januar 2026; 12 de enero de 2026; 12th of January, 2026
  form(NUMBER, String.raw`\.?(?:[ /-]| of | de )`, NAME, '(?:, ?|[ /-]| de )', YEAR, String.raw`(?: ?(?:г|р)\.)?`),
];

/** `03/04/2026`: March in one country and April in another. */
const NUMERIC = /^(\d{1,2})([/.-])(\d{1,2})\2(?:20)?(\d{2})$/;

const WEEKDAY = /^(?:mon|tue|tues|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?\.?,? /i;
/** A time of that day; one with a zone is a moment, and may be of another day in UTC. */
const TIME =
  /(?:,? at |[T,]? ?)(?:[01]?\d|2[0-4]):[0-5]\d(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?(?: ?(?:Z|UTC|GMT))?$/i;

export type DayReading = Day | { readonly problem: 'ambiguous-day' | 'bad-day' };

const BAD: DayReading = { problem: 'bad-day' };
const AMBIGUOUS: DayReading = { problem: 'ambiguous-day' };

/** `text`: with single spaces. */
export function writtenDay(text: string, savedOn: Day | null, order: ReadContext['order']): DayReading {
  const moment = isRelativeDay(text) ? shownDay(text, savedOn) : momentDay(text);
  if (moment) return moment;
  const date = text.replace(TIME, '').replace(WEEKDAY, '');
  for (const each of FORMS) {
    const { year, month, name, day } = each.exec(date)?.groups ?? {};
    if (year && day) return dayOfParts(`20${year}`, name ? namedMonth(name) : Number(month), day) ?? BAD;
  }
  const [, first, separator, second, last] = NUMERIC.exec(date) ?? [];
  if (!first || !second || !last) return BAD;
  const here = order === 'slashes-month-first' ? (separator === '.' ? 'day-first' : 'month-first') : order;
  return numericDay(first, second, last, here, date.endsWith(`20${last}`));
}

/** The only day that the three numbers can mean: the order that was given, or whichever there are. */
function numericDay(
  first: string,
  second: string,
  last: string,
  order: DateOrder | null,
  isWhole: boolean,
): DayReading {
  const meant = new Set<Day | null>();
  if (order !== 'month-first') meant.add(dayOfParts(`20${last}`, Number(second), first));
  if (order !== 'day-first') meant.add(dayOfParts(`20${last}`, Number(first), second));
  // With two digits, the year may also come first.
  if (order === null && !isWhole) meant.add(dayOfParts(`20${first.padStart(2, '0')}`, Number(second), last));
  const [day, ...others] = [...meant].filter((each) => each !== null);
  if (!day) return BAD;
  return others.length > 0 ? AMBIGUOUS : day;
}
