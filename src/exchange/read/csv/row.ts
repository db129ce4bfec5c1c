/** One record of a CSV as a row of the history. */
import type { Day } from '../../../rules/calendar.ts';
import { unescapeFormula } from '../../../rules/formula.ts';
import { jobKeyIn } from '../../../rules/import/job-key.ts';
import { meaningOf } from '../../../rules/import/row-labels.ts';
import type { PageRow, Unread, UnreadProblem } from '../../page.ts';
import { writtenAmount } from '../amount.ts';
import { inFuture } from '../context.ts';
import { isAmbiguous } from '../day.ts';
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

const MOST_REMEMBERED = 10_000;

/** Remembers what was made of a text: of a hundred thousand days and amounts, some thousand differ. */
function remembering<T>(make: (text: string) => T): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) return known;
    const fresh = make(text);
    if (made.size < MOST_REMEMBERED) made.set(text, fresh);
    return fresh;
  };
}

/** Reads one record after the other; `at` is a record's line. Null for one with nothing in it. */
export type RowReader = (record: readonly string[], at: number) => PageRow | Unread | null;

/** `dayOf`: the day a text stands for, null where it is none. */
export function rowReader(
  { found, own, kind, idsGiven }: Columns,
  dayOf: (text: string) => Day | null,
  today: Day,
): RowReader {
  const reach = Math.max(found.date ?? 0, found.connects ?? 0);
  const dayIn = remembering(dayOf);
  const isLate = remembering((day) => inFuture(day as Day, today));
  const amountIn = remembering(writtenAmount);
  // One text for all rows that have it: a label is looked up for each of them.
  const sameLabel = remembering((label) => label);
  const cell = (record: readonly string[], index: number | undefined): string => {
    const text = index === undefined ? '' : (record[index] ?? '').trim();
    return own ? unescapeFormula(text) : text;
  };
  return (record, at) => {
    const given = cell(record, found.date);
    if (given === '' && record.every((each) => each.trim() === '')) return null;
    if (record.length <= reach) return unread(at, 'too-few-columns', null);
    if (given === '') return unread(at, 'no-day', null);
    const on = dayIn(given);
    if (!on) return unread(at, isAmbiguous(given) ? 'ambiguous-day' : 'bad-day', given);
    if (isLate(on)) return unread(at, 'future-day', given);
    const amount = cell(record, found.connects);
    if (amount === '') return unread(at, 'no-amount', null);
    const connects = amountIn(amount);
    if (connects === null || (connects === 0 && !own)) return unread(at, 'bad-amount', amount);
    const written = cell(record, found.label) || (kind === null ? null : record[kind]) || null;
    const label = written && sameLabel(written);
    if (!own && isOpposite(label, connects)) return unread(at, 'wrong-sign', amount);
    const id = cell(record, found.id);
    const link = cell(record, found.url);
    const url = link !== '' && LINK.test(link) ? link : null;
    const balance = cell(record, found.balance);
    return {
      at,
      on,
      label,
      title: cell(record, found.title) || null,
      connects,
      upworkId: !own && id !== '' && (idsGiven || UPWORK_ID.test(id)) ? id : null,
      jobKey: url && jobKeyIn(url),
      url,
      runningTotal: balance === '' ? null : writtenAmount(balance),
    };
  };
}

const unread = (at: number, problem: UnreadProblem, given: string | null): Unread => ({
  at,
  problem,
  given: given?.slice(0, 60) ?? null,
});

const isOpposite = (label: string | null, connects: number): boolean =>
  !meaningOf(label, connects).known && meaningOf(label, -connects).known;
