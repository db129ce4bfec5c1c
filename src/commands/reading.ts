/** A file of Upwork's history read into the page that it holds, or refused. */
import type { Call } from '../call.ts';
import type { ColumnMap, DateOrder, HistoryPage, PageFormat } from '../exchange/history-page.ts';
import type { ReadProblem } from '../exchange/read/read-problem.ts';
import { parsePastDay } from '../parse/day.ts';
import { unreadLines } from '../render/unread.ts';
import type { Day } from '../rules/calendar.ts';
import { type Refusal, Refused } from '../rules/refusal.ts';
import type { Tell } from './progress.ts';

export interface ReadingOptions {
  readonly format: PageFormat | 'auto' | 'jsonl';
  readonly savedOn?: string;
  readonly map?: ColumnMap;
  readonly dayFirst?: boolean;
  readonly monthFirst?: boolean;
}

/** The share of an import that reading is. */
export const READING = 0.25;

export async function readHistory(
  call: Call,
  file: string,
  options: ReadingOptions,
  bytes: Uint8Array,
  fileDay: Day | null,
  tell: Tell,
): Promise<HistoryPage> {
  const savedOn = options.savedOn === undefined ? null : await parsePastDay('--saved-on', options.savedOn, call.today);
  const { readPage } = await import('../exchange/read/read-page.ts');
  const format = options.format === 'jsonl' ? 'auto' : options.format;
  const onProgress = (done: number, of: number): void => tell((READING * done) / of, 'Reading');
  const { today } = call;
  const order = dateOrder(options);
  const result = await readPage(bytes, {
    format,
    savedOn,
    fileDay,
    today,
    map: options.map ?? null,
    order,
    onProgress,
  });
  if (result.ok) {
    if (options.map && result.page.format !== 'csv') throw new Refused(NOT_MAPPED);
    return result.page;
  }
  throw new Refused(unreadable(file, result.problem));
}

function dateOrder({ dayFirst, monthFirst }: ReadingOptions): DateOrder | null {
  if (dayFirst && monthFirst) {
    const problem = '--day-first and --month-first contradict each other.';
    throw new Refused({ code: 'usage', problem, hint: 'Leave one of them out.' });
  }
  return dayFirst ? 'day-first' : monthFirst ? 'month-first' : null;
}

export const NOT_MAPPED: Refusal = {
  code: 'usage',
  problem: '--map names the columns of a CSV, but this file is not a CSV.',
  hint: 'Leave it out: only a CSV has columns to name.',
};

/** Reasons that are shown if nothing could be read. */
const NAMED = 3;

function unreadable(file: string, problem: ReadProblem): Refusal {
  const refusal = { code: 'unreadable-file', file, problem: problem.code, line: null, detail: '' } as const;
  switch (problem.code) {
    case 'missing-column':
      return { ...refusal, detail: problem.wanted === null ? `for the ${problem.column}` : `'${problem.wanted}'` };
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
    default:
      return problem satisfies never;
  }
}
