/** A day to begin or to end with, as typed: a day, or a period, which is meant as the whole of it. */

import { addDays, type Day, monthAfter, weekStart } from '../rules/values/calendar.ts';
import { parseDay, pastOnly } from './day.ts';
import { monthNumber } from './month-name.ts';

export interface DayPeriod {
  readonly from: Day;
  readonly to: Day;
}

/** `month`: as `2026-11`. */
const monthPeriod = (month: string): DayPeriod => ({
  from: `${month}-01` as Day,
  to: addDays(`${monthAfter(month)}-01` as Day, -1),
});
const yearPeriod = (year: string): DayPeriod => ({ from: `${year}-01-01` as Day, to: `${year}-12-31` as Day });
const weekPeriod = (day: Day): DayPeriod => ({ from: weekStart(day), to: addDays(weekStart(day), 6) });

const MONTH = /^([1-9]\d{3})-(0[1-9]|1[0-2])$/;
const YEAR = /^[1-9]\d{3}$/;
const NAMED_MONTH = /^([a-z]{3,9})\.? ([1-9]\d{3})$/;
const RELATIVE = /^(this|last|next) (week|month|year)$/;

/** `2026`, `2026-11`, `November 2026`, `this month`, `last week`, `next year`; null for any other text. */
export function periodOfText(text: string, today: Day): DayPeriod | null {
  const plain = text.trim().replace(/\s+/g, ' ').toLowerCase();
  if (MONTH.test(plain)) return monthPeriod(plain);
  if (YEAR.test(plain)) return yearPeriod(plain);
  const [, name, year] = NAMED_MONTH.exec(plain) ?? [];
  const month = name === undefined ? 0 : monthNumber(name);
  if (month > 0) return monthPeriod(`${year}-${String(month).padStart(2, '0')}`);
  const [, which, unit] = RELATIVE.exec(plain) ?? [];
  return which && unit ? relativePeriod(which, unit, today) : null;
}

/** Steps over the near end of the period that today is in, so that no length of a month matters. */
function relativePeriod(which: string, unit: string, today: Day): DayPeriod {
  const around = (day: Day): DayPeriod =>
    unit === 'week' ? weekPeriod(day) : unit === 'month' ? monthPeriod(day.slice(0, 7)) : yearPeriod(day.slice(0, 4));
  const { from, to } = around(today);
  return around(which === 'last' ? addDays(from, -1) : which === 'next' ? addDays(to, 1) : today);
}

/** Any day, or the first of a period. */
export const parseFirstDay = async (flag: string, text: string, today: Day): Promise<Day> =>
  periodOfText(text, today)?.from ?? parseDay(flag, text, today);

/** The same, today or earlier. */
export const parsePastFirstDay = pastOnly(parseFirstDay);

/** Any day, or the last of a period, which may be still to come. */
export const parseLastDay = async (flag: string, text: string, today: Day): Promise<Day> =>
  periodOfText(text, today)?.to ?? parseDay(flag, text, today);
