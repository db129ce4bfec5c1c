/** Reads bytes or a text as the tests need it: with nothing known about it, and today long after. */
import type { HistoryPage } from '../../src/exchange/history-page.ts';
import { type PageReading, type ReadOptions, readPage } from '../../src/exchange/read/read-page.ts';
import type { ReadProblem } from '../../src/exchange/read/read-problem.ts';
import type { Day } from '../../src/rules/values/calendar.ts';

const NOTHING_KNOWN: ReadOptions = {
  format: 'auto',
  savedOn: null,
  fileDay: null,
  today: '2026-06-01' as Day,
  map: null,
};

const readingOf = (given: string | Uint8Array, options: Partial<ReadOptions>): Promise<PageReading> =>
  readPage(typeof given === 'string' ? new TextEncoder().encode(given) : given, { ...NOTHING_KNOWN, ...options });

/** The page; a problem fails the test. */
export async function pageOf(given: string | Uint8Array, options: Partial<ReadOptions> = {}): Promise<HistoryPage> {
  const reading = await readingOf(given, options);
  if (!reading.ok) throw new Error(`Not read: ${JSON.stringify(reading.problem).slice(0, 500)}`);
  return reading.page;
}

/** The problem; a page fails the test. */
export async function problemOf(given: string | Uint8Array, options: Partial<ReadOptions> = {}): Promise<ReadProblem> {
  const reading = await readingOf(given, options);
  if (reading.ok) throw new Error(`Read, with ${reading.page.rows.length} rows`);
  return reading.problem;
}
