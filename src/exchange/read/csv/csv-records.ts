/** Reads the records of a CSV one by one with Papa Parse, each with its line number. Keeps none of them. */
import type { Parser, ParseStepResult } from 'papaparse';
import type { HeaderPlace } from './csv-header.ts';

/** Receives the cells of a record and its line. */
export type TakeRecord = (cells: readonly string[], line: number) => void;

/** Without a limit, a quotation mark that never closes would swallow the rest of the file. */
const MAX_RECORD = 1_000_000;
/** Characters between two reports of progress. */
const PROGRESS_STEP = 65_536;

/**
 * Reads from the header on. `begin` receives the column names and returns the receiver of the records below them;
 * null stops the reading. `stopped` is the line of a record that never ends; nothing after it was read.
 */
export async function readRecords(
  text: string,
  from: HeaderPlace,
  begin: (header: readonly string[]) => TakeRecord | null,
  onProgress: (done: number) => void,
): Promise<{ readonly header: readonly string[]; readonly stopped: number | null }> {
  const newline = text.includes('\n', from.at) ? '\n' : '\r';
  let header: readonly string[] | null = null;
  let take: TakeRecord | null = null;
  let { at, line } = from;
  let reported = at;

  function pass(cells: readonly string[]): void {
    if (header) take?.(cells, line);
    else {
      header = cells.map((name) => name.trim());
      take = begin(header);
    }
  }

  function reportProgress(): void {
    if (at - reported < PROGRESS_STEP) return;
    onProgress(at);
    reported = at;
  }

  /** Passes on the line at `at` as plain text: its quotation marks mean nothing. */
  function passLine(): void {
    const end = text.indexOf(newline, at);
    const here = text.slice(at, end < 0 ? text.length : end);
    pass((here.endsWith('\r') ? here.slice(0, -1) : here).split(from.delimiter));
    line += 1;
    at = end < 0 ? text.length : end + 1;
    reportProgress();
  }

  const { default: papa } = await import('papaparse');

  /** Reads from `at` to the end, or to a record that cannot be read. */
  function read(): 'all' | 'open-quote' | 'stray-quote' {
    const start = at;
    let outcome: ReturnType<typeof read> = 'all';
    const step = ({ data, errors, meta }: ParseStepResult<string[]>, parser: Parser): void => {
      const end = start + meta.cursor;
      for (const { code } of errors)
        if (outcome === 'all') outcome = code === 'InvalidQuotes' ? 'stray-quote' : 'open-quote';
      if (end - at > MAX_RECORD) outcome = 'open-quote';
      if (outcome === 'all') {
        const last = data[data.length - 1] ?? '';
        if (last.endsWith('\r')) data[data.length - 1] = last.slice(0, -1);
        pass(data);
        for (let i = text.indexOf(newline, at); i >= 0 && i < end; i = text.indexOf(newline, i + 1)) line += 1;
        at = end;
      }
      if (outcome !== 'all' || !take) parser.abort();
      reportProgress();
    };
    papa.parse<string[]>(text.slice(start), { delimiter: from.delimiter, newline, step });
    return outcome;
  }

  let outcome = read();
  // A field begins with a quotation mark that does not enclose it: read its line as plain text.
  for (; outcome === 'stray-quote'; outcome = read()) passLine();
  if (outcome === 'all') onProgress(text.length);
  return { header: header ?? [], stopped: outcome === 'open-quote' ? line : null };
}
