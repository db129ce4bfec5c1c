/** A file of Upwork's history read into the page that it holds, or refused. */

import type { ProgramCall } from '../../call.ts';
import type { DateOrder, HistoryPage } from '../../exchange/history-page.ts';
import type { ReadOptions } from '../../exchange/read/read-page.ts';
import type { ReadProblem } from '../../exchange/read/read-problem.ts';
import { unreadLines } from '../../render/imports/unread.ts';
import { type Refusal, Refused, usageRefused } from '../../rules/answers/refusal.ts';
import type { TellProgress } from '../answers/progress.ts';

type ReadingOptions = Omit<ReadOptions, 'today' | 'onProgress'>;

/** The share of an import that reading is. */
export const READING_SHARE = 0.25;

export async function readHistory(
  { today }: ProgramCall,
  file: string,
  bytes: Uint8Array,
  options: ReadingOptions,
  tell: TellProgress,
): Promise<HistoryPage> {
  const { readPage } = await import('../../exchange/read/read-page.ts');
  const onProgress = (done: number, of: number): void => tell((READING_SHARE * done) / of, 'Reading');
  const result = await readPage(bytes, { ...options, today, onProgress });
  if (!result.ok) throw new Refused(unreadable(file, result.problem));
  if (options.map && result.page.format !== 'csv') throw usageRefused({ fault: 'map-without-csv' });
  return result.page;
}

/** What the options say of dates such as 03/04/2026. */
export function dateOrder(dayFirst: boolean, monthFirst: boolean): DateOrder | null {
  if (dayFirst && monthFirst) throw usageRefused({ fault: 'two-orders' });
  return dayFirst ? 'day-first' : monthFirst ? 'month-first' : null;
}

/** Columns that are shown, and how much of a name. */
const MOST_COLUMNS = 20;
const LONGEST_NAME = 40;

function namedColumns(header: readonly string[]): readonly string[] {
  const names = header.filter((name) => name !== '').map((name) => name.slice(0, LONGEST_NAME));
  return names.length > MOST_COLUMNS ? [...names.slice(0, MOST_COLUMNS), '…'] : names;
}

/** Reasons that are shown if nothing could be read. */
const NAMED = 3;

function unreadable(file: string, problem: ReadProblem): Refusal {
  const refusal = { code: 'unreadable-file', file, problem: problem.code, line: null, detail: '' } as const;
  switch (problem.code) {
    case 'missing-column':
      return {
        ...refusal,
        detail: problem.wanted === null ? `for the ${problem.column}` : `'${problem.wanted}'`,
        columns: namedColumns(problem.header),
      };
    case 'unknown-columns':
      return { ...refusal, columns: namedColumns(problem.header) };
    case 'too-large':
      return { ...refusal, detail: String(problem.most) };
    case 'nothing-readable':
      return {
        ...refusal,
        line: problem.unread[0]?.at ?? null,
        detail: unreadLines(problem.unread, problem.format).slice(0, NAMED).join('; '),
      };
    case 'empty':
    case 'binary':
    case 'not-history':
    case 'no-saved-on':
      return refusal;
  }
}
