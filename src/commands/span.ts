/** The days an export is about: from one day on, up to another, or a whole year. */
import type { Call } from '../call.ts';
import { parseLastDay, parsePastFirstDay } from '../parse/period.ts';
import type { Day } from '../rules/calendar.ts';
import { Refused } from '../rules/refusal.ts';

export interface SpanOptions {
  readonly since?: string;
  readonly until?: string;
  readonly year?: string;
}

export interface Span {
  /** Null: from the beginning. */
  readonly since: Day | null;
  /** Today at the latest. */
  readonly until: Day;
  /** Nothing was said: all of it. */
  readonly whole: boolean;
}

const usage = (problem: string, hint: string): Refused => new Refused({ code: 'usage', problem, hint });

export async function spanOf({ today }: Call, { since, until, year }: SpanOptions): Promise<Span> {
  if (year !== undefined) {
    if (since !== undefined || until !== undefined)
      throw usage('--year already sets the days.', 'Leave out --since and --until, or --year.');
    return wholeYear(year, today);
  }
  const first = since === undefined ? null : await parsePastFirstDay('--since', since, today);
  const last = until === undefined ? today : await parseLastDay('--until', until, today);
  if (first && first > last) throw usage(`--since ${first} is after --until ${last}.`, 'Swap them.');
  return { since: first, until: earlier(last, today), whole: since === undefined && until === undefined };
}

function wholeYear(year: string, today: Day): Span {
  if (!/^[1-9]\d{3}$/.test(year)) throw usage(`--year '${year}' is not a year.`, 'Write it in four digits, as 2026.');
  const since = `${year}-01-01` as Day;
  if (since > today) throw new Refused({ code: 'future-day', flag: '--year', given: since.slice(0, 4), today });
  return { since, until: earlier(`${year}-12-31` as Day, today), whole: false };
}

const earlier = (a: Day, b: Day): Day => (a < b ? a : b);

export const within = ({ since, until }: Span, on: Day): boolean => on <= until && (since === null || on >= since);
