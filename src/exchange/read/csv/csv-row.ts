/** One record of a CSV as a row of the history. */
import type { Day } from '../../../rules/calendar.ts';
import { unescapeFormula } from '../../../rules/formula.ts';
import { jobKeyIn } from '../../../rules/import/job-key.ts';
import { meaningOf } from '../../../rules/import/row-labels.ts';
import type { ImportRow } from '../../../rules/upwork-row.ts';
import type { UnreadProblem, UnreadRow } from '../../history-page.ts';
import { isFutureDay } from '../read-context.ts';
import { writtenAmount } from '../upwork-amount.ts';
import { isAmbiguousDay } from '../upwork-day.ts';
import type { FoundColumns } from './csv-columns.ts';

export interface RowColumns {
  readonly found: FoundColumns;
  readonly own: boolean;
  /** In a file of this program: the column that names the kind of a row without a label. */
  readonly kind: number | null;
  /** Whether the user named the column of ids. */
  readonly idsGiven: boolean;
}

/** Upwork's ids have ten digits; a short number is somebody's own. */
const UPWORK_ID = /^\d{8,20}$/;
const LINK = /^https?:\/\/\S+$/i;

const MOST_REMEMBERED = 10_000;

/** Remembers results: a hundred thousand rows have only some thousand different days and amounts. */
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

/** Reads one record; `at` is its line. Null for an empty record. */
export type RowReader = (record: readonly string[], at: number) => ImportRow | UnreadRow | null;

/** `dayOf` returns the day that a text means, null when it means none. */
export function createRowReader(
  { found, own, kind, idsGiven }: RowColumns,
  dayOf: (text: string) => Day | null,
  today: Day,
): RowReader {
  const reach = Math.max(found.date ?? 0, found.connects ?? 0);
  const dayIn = remembering(dayOf);
  const isLate = remembering((day) => isFutureDay(day as Day, today));
  const amountIn = remembering(writtenAmount);
  // All rows with one label share one string, as the label is looked up for each of them.
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
    if (!on) return unread(at, isAmbiguousDay(given) ? 'ambiguous-day' : 'bad-day', given);
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

const unread = (at: number, problem: UnreadProblem, given: string | null): UnreadRow => ({
  at,
  problem,
  given: given?.slice(0, 60) ?? null,
});

const isOpposite = (label: string | null, connects: number): boolean =>
  !meaningOf(label, connects).known && meaningOf(label, -connects).known;
