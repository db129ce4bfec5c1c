/** Which days the imported pages of Upwork's history show in full: what is not on them did not happen then. */
import { addDays, type Day } from '../values/calendar.ts';
import type { Entry } from '../vocabulary/transaction.ts';
import type { PageCover, StateCore } from './state.ts';
import type { StateDraft } from './state-draft.ts';

/**
 * An import has one instant of recording, by which its rows and its agreement are known to be of one page.
 * `since`: the first day of a page that agreed, where it brought no row.
 */
export function notePage(draft: StateDraft, { on, recordedAt: at }: Entry, hasAgreed: boolean, since?: Day): void {
  const page = draft.pages.findLast((each) => each.at === at);
  if (page?.isSheet || (!page && !since && hasAgreed)) return;
  const noted: PageCover = {
    at,
    from: since ?? page?.from ?? on,
    to: on,
    hasAgreed: hasAgreed || page?.hasAgreed === true,
  };
  if (page?.to === on && page.hasAgreed === noted.hasAgreed) return;
  draft.pages = [...draft.pages.filter((each) => each !== page), noted];
}

/** A sheet of one's own may leave out anything: no day of it is shown in full. */
export function noteSheet(draft: StateDraft, { on, recordedAt: at }: Entry): void {
  const others = draft.pages.filter((page) => page.at !== at);
  draft.pages = [...others, { at, from: on, to: on, hasAgreed: false, isSheet: true }];
}

/**
 * Whether a balance that was made to agree with Upwork counts what Upwork gave on that day. Nothing of it may be added.
 * Cycles begin at midnight UTC, so on the day itself nobody knows.
 */
export const isSettled = ({ settled }: Pick<StateCore, 'settled'>, day: Day): boolean =>
  settled !== null && addDays(day, 1) <= settled.on;

/** Whether a page shows the days before and after as well: in another time zone, a cycle may be a day off. */
export const isCovered = ({ pages }: Pick<StateCore, 'pages'>, day: Day, isAgreed: boolean): boolean =>
  pages.some(({ from, to, hasAgreed }) => from < day && addDays(day, 1) <= to && (hasAgreed || !isAgreed));
