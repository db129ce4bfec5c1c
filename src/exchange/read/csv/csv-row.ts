/** One record of a CSV as a row of the history. */

import { meaningOf } from '../../../rules/import/row-labels.ts';
import type { Day } from '../../../rules/values/calendar.ts';
import { unescapeFormula } from '../../../rules/values/formula.ts';
import { jobKeyIn } from '../../../rules/values/job-key.ts';
import type { ImportRow } from '../../../rules/vocabulary/upwork-row.ts';
import type { CsvColumn, UnreadProblem, UnreadRow } from '../../history-page.ts';
import { bareText, collapseSpace, plainSpace } from '../fold-space.ts';
import { splitLabel } from '../glued-label.ts';
import { isFutureDay } from '../read-context.ts';
import {
  type AmountReading,
  amountInOne,
  amountInTwo,
  type SignedAmount,
  signOf,
  type UnsignedAmount,
} from './csv-amount.ts';
import { type FoundColumns, lastNeeded } from './csv-columns.ts';
import { writtenAmount } from './written-amount.ts';
import type { DayReading } from './written-day.ts';

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

/** A row that waits for the rest of the file to tell its sign; `row.connects` is its size. */
export interface UnsignedRow {
  readonly row: ImportRow;
  readonly amount: UnsignedAmount;
}

export interface RowReader {
  /** Reads one record; `at` is its line. Null for an empty record. */
  read(record: readonly string[], at: number): ImportRow | UnreadRow | UnsignedRow | null;
  /** Whether minus signs, and no words, tell what was spent, in what was read so far. */
  readonly isSigned: boolean;
}

export type DayReader = (text: string) => DayReading;

export function createRowReader({ found, own, kind, idsGiven }: RowColumns, dayOf: DayReader, today: Day): RowReader {
  const reach = lastNeeded(found);
  const dayIn = remembering((text) => dayOf(bareText(text)));
  const isLate = remembering((day) => isFutureDay(day as Day, today));
  const amountIn = remembering((text) => writtenAmount(bareText(text)));
  /** What told of Connects that were spent. */
  const told = new Set<SignedAmount['toldBy']>();
  // All rows with one label share one string, as the label is looked up for each of them.
  const labelIn = remembering(collapseSpace);
  const cellOf = (record: readonly string[], column: CsvColumn): string => {
    const index = found[column];
    const text = index === undefined ? '' : (record[index] ?? '');
    return own ? unescapeFormula(text.trim()) : plainSpace(text);
  };
  const readOwnAmount = (text: string): AmountReading => {
    if (text === '') return { problem: 'no-amount', given: null };
    const amount = amountIn(text);
    if (!amount) return { problem: 'bad-amount', given: text };
    return { connects: (amount.sign ?? 1) * amount.size, toldBy: 'sign' };
  };

  function read(record: readonly string[], at: number): ReturnType<RowReader['read']> {
    const cell = (column: CsvColumn): string => cellOf(record, column);
    const given = cell('date');
    if (given === '' && record.every((each) => each.trim() === '')) return null;
    if (record.length <= reach) return unread(at, 'too-few-columns', null);
    if (given === '') return unread(at, 'no-day', null);
    const on = dayIn(given);
    if (typeof on === 'object') return unread(at, on.problem, given);
    if (isLate(on)) return unread(at, 'future-day', given);
    const amount = own
      ? readOwnAmount(cell('connects'))
      : found.connects === undefined
        ? amountInTwo(cell)
        : amountInOne(cell, amountIn);
    if ('problem' in amount) return unread(at, amount.problem, amount.given);
    const written = cell('label') || (kind === null ? null : record[kind]) || null;
    const label = written && (own ? written : labelIn(written));
    const id = cell('id');
    const link = cell('url');
    const url = link !== '' && LINK.test(link) ? link : null;
    const balance = writtenAmount(bareText(cell('balance')));
    const row = {
      at,
      on,
      label,
      title: cell('title') || null,
      connects: 'size' in amount ? amount.size : amount.connects,
      upworkId: !own && id !== '' && (idsGiven || UPWORK_ID.test(id)) ? id : null,
      jobKey: url && jobKeyIn(url),
      url,
      runningTotal: balance && (balance.sign ?? 1) * balance.size,
    };
    if ('size' in amount) return { row, amount };
    if (amount.connects < 0) told.add(amount.toldBy);
    return own ? row : namedRow(row);
  }

  return {
    read,
    get isSigned() {
      return told.has('sign') && !told.has('word');
    },
  };
}

/** The row with the sign that the whole file gives it. */
export function settleSign({ row, amount }: UnsignedRow, isSigned: boolean): ImportRow | UnreadRow {
  const sign = signOf(amount, isSigned);
  if (typeof sign === 'string') return unread(row.at, sign, String(amount.size));
  return namedRow({ ...row, connects: sign * amount.size });
}

/** The row with its title told from its label, unless that label always has the other sign. */
function namedRow(row: ImportRow): ImportRow | UnreadRow {
  const named = splitLabel(row, true);
  if (isKnown(named)) return named;
  const opposite = splitLabel({ ...row, connects: -row.connects }, true);
  return isKnown(opposite) ? unread(row.at, 'wrong-sign', String(row.connects)) : named;
}

const isKnown = ({ label, connects }: ImportRow): boolean => meaningOf(label, connects).known;

const unread = (at: number, problem: UnreadProblem, given: string | null): UnreadRow => ({
  at,
  problem,
  given: given?.slice(0, 60) ?? null,
});
