/** The days that a reader needs beside the text, and the day that "Today" means. */
import { addDays, type Day } from '../../rules/values/calendar.ts';
import type { DateOrder, SavedOn } from '../history-page.ts';

export interface ReadContext {
  /** Given by the user. */
  readonly savedOn: Day | null;
  /** From the mail's date, when the page is a single file. */
  readonly mailDay: Day | null;
  readonly fileDay: Day | null;
  readonly today: Day;
  /** Of a date of three numbers, given by the user. */
  /** `slashes-month-first`: the month is first, but the dates with dots show that the day is first there. */
  readonly order: DateOrder | 'slashes-month-first' | null;
}

/** The day that "Today" means: the user's, else the page's, the mail's or the file's. */
export function findSavedOn(context: ReadContext, page: Day | null, needed: boolean): SavedOn | null {
  const known = [
    { on: context.savedOn, from: 'option' },
    { on: page, from: 'page' },
    { on: context.mailDay, from: 'mail' },
    fileDay(context),
  ] as const;
  for (const { on, from } of known) if (on) return { on, from, needed };
  return null;
}

/** No page was saved in the future: for such a file's day, today counts, as one of the two clocks is wrong. */
const fileDay = ({ fileDay, today }: ReadContext): Pick<SavedOn, 'from'> & { readonly on: Day | null } =>
  fileDay && isFutureDay(fileDay, today) ? { on: today, from: 'today' } : { on: fileDay, from: 'file' };

/** Upwork's days are UTC, so tomorrow may have begun there, but no later day. */
export const isFutureDay = (on: Day, today: Day): boolean => on > today && on > addDays(today, 1);
