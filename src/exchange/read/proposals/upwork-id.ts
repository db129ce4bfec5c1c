/** The moments and the day that Upwork's ids contain: of a proposal, when it was sent; of a job, when it was posted. */
import { addDays, type Day } from '../../../rules/values/calendar.ts';

/** Ids count from this moment, in milliseconds of 1970, above 22 bits that number the machine. */
const EPOCH = 1_288_834_974_657n;
const MACHINE_BITS = 22n;
const FORM = /^\d{18,19}$/;
const DAY = 86_400_000;
const FIRST = '1970-01-01' as Day;

/** Milliseconds of 1970; null where the text is no such id. An id is never a number: it has more digits. */
export function idMoment(id: string): number | null {
  return FORM.test(id) ? Number((BigInt(id) >> MACHINE_BITS) + EPOCH) : null;
}

export const dayOfMoment = (moment: number): Day => addDays(FIRST, Math.floor(moment / DAY));

/** As ISO 8601 in UTC, with milliseconds. */
export function momentText(moment: number): string {
  const within = moment - Math.floor(moment / DAY) * DAY;
  const part = (unit: number, size: number, width = 2): string =>
    String(Math.floor(within / unit) % size).padStart(width, '0');
  const clock = `${part(3_600_000, 24)}:${part(60_000, 60)}:${part(1000, 60)}.${part(1, 1000, 3)}`;
  return `${dayOfMoment(moment)}T${clock}Z`;
}

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
