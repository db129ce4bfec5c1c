/** One record of a CSV as a row of the history. */
import type { Day } from '../../../rules/calendar.ts';
import { meaning } from '../../../rules/import/labels.ts';
import type { PageRow, Unread, UnreadProblem } from '../../page.ts';
import { writtenAmount } from '../amount.ts';
import { inFuture } from '../context.ts';
import { isAmbiguous, writtenDay } from '../day.ts';
import { jobKeyIn } from '../job.ts';
import type { Column } from '../problem.ts';
import type { Found } from './columns.ts';

export interface Columns {
  readonly found: Found;
  readonly own: boolean;
  /** Where this program's own rows say what they are when nothing else does. */
  readonly kind: number | null;
  /** Whether the column of ids was named by hand. */
  readonly idsGiven: boolean;
}

/** Upwork's ids have ten digits; a short number is somebody's own. */
const UPWORK_ID = /^\d{8,20}$/;
const LINK = /^https?:\/\/\S+$/i;
const DEFUSED = /^'(?=\s*[=+\-@\uff0b\uff0d\uff1d\uff20])/;

export type DayReader = (text: string) => Day | null;

/** Days repeat; a hundred thousand rows have some thousand. */
export function dayReader(savedOn: Day | null): DayReader {
  const read = new Map<string, Day | null>();
  return (text) => {
    const known = read.get(text);
    if (known !== undefined) return known;
    const day = writtenDay(text, savedOn);
    if (read.size < 10_000) read.set(text, day);
    return day;
  };
}

export function csvRow(
  record: readonly string[],
  at: number,
  { found, own, kind, idsGiven }: Columns,
  dayOf: DayReader,
  today: Day,
): PageRow | Unread {
  const unread = (problem: UnreadProblem, given: string | null): Unread => ({
    at,
    problem,
    given: given?.slice(0, 60) ?? null,
  });
  const cell = (column: Column): string => {
    const index = found[column];
    const text = index === undefined ? '' : (record[index] ?? '').trim();
    return own ? text.replace(DEFUSED, '') : text;
  };
  if (record.length <= Math.max(found.date ?? 0, found.connects ?? 0)) return unread('too-few-columns', null);
  const given = cell('date');
  const on = dayOf(given);
  if (given === '') return unread('no-day', null);
  if (!on) return unread(isAmbiguous(given) ? 'ambiguous-day' : 'bad-day', given);
  if (inFuture(on, today)) return unread('future-day', given);
  const amount = cell('connects');
  const connects = amount === '' ? null : writtenAmount(amount);
  if (amount === '') return unread('no-amount', null);
  if (connects === null || (connects === 0 && !own)) return unread('bad-amount', amount);
  const label = cell('label') || (kind === null ? null : record[kind]) || null;
  if (!own && isOpposite(label, connects)) return unread('wrong-sign', amount);
  const id = cell('id');
  const url = LINK.test(cell('url')) ? cell('url') : null;
  return {
    at,
    on,
    label,
    title: cell('title') || null,
    connects,
    upworkId: !own && id !== '' && (idsGiven || UPWORK_ID.test(id)) ? id : null,
    jobKey: url && jobKeyIn(url),
    url,
    runningTotal: writtenAmount(cell('balance')),
  };
}

const isOpposite = (label: string | null, connects: number): boolean =>
  !meaning(label, connects).known && meaning(label, -connects).known;
