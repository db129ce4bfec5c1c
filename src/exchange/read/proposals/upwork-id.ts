/** The moments and the day that Upwork's ids contain: of a proposal, when it was sent; of a job, when it was posted. */
import { type Day, momentText } from '../../../rules/values/calendar.ts';

/** Ids count from this moment, in milliseconds of 1970, above 22 bits that number the machine. */
const EPOCH = 1_288_834_974_657n;
const MACHINE_BITS = 22n;
const FORM = /^\d{18,19}$/;

/** Milliseconds of 1970; null where the text is no such id. An id is never a number: it has more digits. */
export function idMoment(id: string): number | null {
  return FORM.test(id) ? Number((BigInt(id) >> MACHINE_BITS) + EPOCH) : null;
}

export const dayOfMoment = (moment: number): Day => momentText(moment).slice(0, 10) as Day;

const WRITTEN = /^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

/** A moment as the page's data writes it. */
export function writtenMoment(text: string): number | null {
  const moment = WRITTEN.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? null : moment;
}

/** The key of a job is its id behind a mark. */
export const keyOfJob = (id: string): string | null => (FORM.test(id) ? `~02${id}` : null);

/** An accepted invitation keeps the id that the invitation got, which is older than the proposal. */
const INVITED_AFTER = 2000;
export const isAnswered = (sent: number, given: number): boolean => sent - given > INVITED_AFTER;

export const linkOfId = (id: string): string => `https://www.upwork.com/nx/proposals/${id}`;
