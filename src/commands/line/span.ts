/** The days an export is about: from one day on, up to another, or a whole year. */
import type { ProgramCall } from '../../call.ts';
import { Refused, usageRefused } from '../../rules/answers/refusal.ts';
import type { Day } from '../../rules/values/calendar.ts';
import { maybeLastDay, pastFirstDay } from './subcommand.ts';

export interface SpanOptions {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly year?: string | undefined;
}

export interface SpanOfDays {
  /** Null: from the beginning. */
  readonly since: Day | null;
  /** Today at the latest. */
  readonly until: Day;
  /** Nothing was said: all of it. */
  readonly whole: boolean;
}

export async function spanOf(call: ProgramCall, { since, until, year }: SpanOptions): Promise<SpanOfDays> {
  const { today } = call;
  if (year !== undefined) {
    if (since !== undefined || until !== undefined) throw usageRefused({ fault: 'days-twice' });
    return wholeYear(year, today);
  }
  const first = await pastFirstDay(call, '--since', since);
  const last = (await maybeLastDay(call, '--until', until)) ?? today;
  if (first && first > last) throw usageRefused({ fault: 'days-swapped', since: first, until: last });
  return { since: first, until: earlierDay(last, today), whole: since === undefined && until === undefined };
}

function wholeYear(year: string, today: Day): SpanOfDays {
  if (!/^[1-9]\d{3}$/.test(year)) throw usageRefused({ fault: 'not-a-year', given: year });
  const since = `${year}-01-01` as Day;
  if (since > today) throw new Refused({ code: 'future-day', flag: '--year', given: since.slice(0, 4), today });
  return { since, until: earlierDay(`${year}-12-31` as Day, today), whole: false };
}

export const earlierDay = (a: Day, b: Day): Day => (a < b ? a : b);

export const isWithin = ({ since, until }: SpanOfDays, on: Day): boolean =>
  on <= until && (since === null || on >= since);
