/** What a reader is told beside the text: the days. */
import { addDays, type Day } from '../../rules/calendar.ts';
import type { SavedOn } from '../history-page.ts';

export interface ReadContext {
  /** Given by hand. */
  readonly savedOn: Day | null;
  /** From the mail that a single-file page is. */
  readonly mailDay: Day | null;
  readonly fileDay: Day | null;
  readonly today: Day;
}

/** The day that "Today" means: what was said by hand, else what the page, the mail, the file tells. */
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

/** No page was saved on a day to come: such a file's clock, or this one's, is wrong. */
const fileDay = ({ fileDay, today }: ReadContext): Pick<SavedOn, 'from'> & { readonly on: Day | null } =>
  fileDay && isFutureDay(fileDay, today) ? { on: today, from: 'today' } : { on: fileDay, from: 'file' };

/** Upwork's day is UTC, so it may be tomorrow there already; not later. */
export const isFutureDay = (on: Day, today: Day): boolean => on > today && on > addDays(today, 1);
