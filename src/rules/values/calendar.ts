/** Calendar days and month arithmetic. Days are text, `YYYY-MM-DD`; no clock and no zone is ever read here. */
import { addDays as addDaysTo } from 'date-fns/addDays';
import { addMonths } from 'date-fns/addMonths';
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays';
import { differenceInCalendarMonths } from 'date-fns/differenceInCalendarMonths';
import { getDate } from 'date-fns/getDate';
import { isValid } from 'date-fns/isValid';
import { lightFormat } from 'date-fns/lightFormat';
import { parseISO } from 'date-fns/parseISO';
import { startOfISOWeek } from 'date-fns/startOfISOWeek';
import { startOfMonth } from 'date-fns/startOfMonth';
import { toDate } from 'date-fns/toDate';

/** A calendar day as `YYYY-MM-DD`. Days compare as text. */
export type Day = string & { readonly brand: 'Day' };

const FORM = /^[1-9]\d{3}-\d{2}-\d{2}$/;
/** Days that every month of every year has. Most days of a history are such days, and they need no arithmetic. */
const COMMON = /^[1-9]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/;

/** Whether the text is a day that exists: `2024-02-29` is, `2026-02-30` is not. */
export const isDay = (text: string): text is Day => COMMON.test(text) || (FORM.test(text) && isValid(parseISO(text)));

/** An import asks for the same few thousand days again and again, and to read one takes longer than to add to it. */
const dateOf = byDay((day) => parseISO(day));
const FIRST_DAY = '1970-01-01' as Day;
const dayNumber = byDay((day) => differenceInCalendarDays(dateOf(day), dateOf(FIRST_DAY)));

const toDay = (date: ReturnType<typeof parseISO>): Day => lightFormat(date, 'yyyy-MM-dd') as Day;

const DAY = 86_400_000;
/** From here on a text of UTC may have a year of more than four digits. */
const LATE = '9900';

/** Counted in UTC, as no zone has a part in it: that takes a tenth of the time. */
export const addDays = (day: Day, days: number): Day =>
  day < LATE ? (momentText((dayNumber(day) + days) * DAY).slice(0, 10) as Day) : toDay(addDaysTo(dateOf(day), days));

/** Consecutive days, `count` of them. Days within one month need no arithmetic. */
export function daysFrom(first: Day, count: number): readonly Day[] {
  const days = [first];
  for (let day = first; days.length < count; days.push(day)) {
    const next = Number(day.slice(8)) + 1;
    day = next <= 28 ? (`${day.slice(0, 8)}${String(next).padStart(2, '0')}` as Day) : addDays(day, 1);
  }
  return days;
}

/** Days from `a` to `b`; negative when `b` is the earlier one. */
export const daysBetween = (a: Day, b: Day): number => dayNumber(b) - dayNumber(a);

/** The Monday of the day's week. */
export const weekStart = (day: Day): Day => toDay(startOfISOWeek(dateOf(day)));

const firstOfMonth = (day: Day, months: number): Day => toDay(startOfMonth(addMonths(dateOf(day), months)));

/**
 * The same day of the month, `months` later; where that month is too short, the 1st of the month after.
 * So a grant of 29 February expires on 1 March.
 */
export function monthsLater(day: Day, months: number): Day {
  const year = Number(day.slice(0, 4)) + months / 12;
  if (months % 12 === 0 && year < 10_000 && COMMON.test(day)) return `${year}${day.slice(4)}` as Day;
  const there = addMonths(dateOf(day), months);
  return getDate(there) === getDate(dateOf(day)) ? toDay(there) : firstOfMonth(day, months + 1);
}

/**
 * The day the k-th billing cycle after the anchor starts, always counted from the anchor.
 * An anchor after `lastDay` of its month moves every start to the 1st of the month after
 * (Upwork moves, it does not clamp: help centre, "Membership billing").
 */
export function cycleStart(anchor: Day, k: number, lastDay: number): Day {
  return getDate(dateOf(anchor)) > lastDay ? firstOfMonth(anchor, k + 1) : monthsLater(anchor, k);
}

/** The latest day up to `until` that has the same day of the month as `day`. */
export function sameDayOfMonth(day: Day, until: Day): Day {
  const months = differenceInCalendarMonths(parseISO(until), parseISO(day));
  const there = toDay(addMonths(parseISO(day), months));
  return there <= until ? there : toDay(addMonths(parseISO(day), months - 1));
}

interface Dated {
  readonly on: Day;
}

/** Compares two dated things for a sort. Most of them have the same day, so equality is tested first. */
export const earlierFirst = (a: Dated, b: Dated): number => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1);
export const laterFirst = (a: Dated, b: Dated): number => earlierFirst(b, a);

/** Remembers the result for each day, because most rows of a long history share their day with the row before. */
export function byDay<T>(make: (day: Day) => T): (day: Day) => T {
  const made = new Map<Day, T>();
  return (day) => {
    const known = made.get(day);
    if (known !== undefined) return known;
    const fresh = make(day);
    made.set(day, fresh);
    return fresh;
  };
}

/** The month after `2021-12` is `2022-01`. */
export const monthAfter = (month: string): string => lightFormat(addMonths(parseISO(`${month}-01`), 1), 'yyyy-MM');

/** A moment, in milliseconds of 1970, as ISO 8601 in UTC. */
export const momentText = (moment: number): string => toDate(moment).toISOString();

/** The months of two days or months, and all between them. */
export function* monthsBetween(first: string, last: string): Generator<string> {
  for (let month = first.slice(0, 7); month <= last.slice(0, 7); month = monthAfter(month)) yield month;
}

/** What moved on each day, in all. */
export function connectsByDay(moved: Iterable<{ readonly on: Day; readonly connects: number }>): Map<Day, number> {
  const sums = new Map<Day, number>();
  for (const { on, connects } of moved) sums.set(on, (sums.get(on) ?? 0) + connects);
  return sums;
}
