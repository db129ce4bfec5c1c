/** The records of a CSV, each with its line; Papa Parse reads, and nothing is held but what is handed on. */
import type { Parser, ParseStepResult } from 'papaparse';
import type { HeaderPlace } from './csv-header.ts';

/** Is handed a record's cells and its line. */
export type TakeRecord = (cells: readonly string[], line: number) => void;

/** A quotation mark that never closes, or closes far behind, would swallow the file. */
const LONGEST_RECORD = 1_000_000;
/** Characters between two tellings of how far it has come. */
const PIECE = 65_536;

/**
 * Reads from the header on. `begin` is handed the names of the columns, and says who takes what comes below them;
 * null: nobody can. `stopped`: the line of a record that never ends, behind which nothing was read.
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
  let told = at;

  function hand(cells: readonly string[]): void {
    if (header) take?.(cells, line);
    else {
      header = cells.map((name) => name.trim());
      take = begin(header);
    }
  }

  function tell(): void {
    if (at - told < PIECE) return;
    onProgress(at);
    told = at;
  }

  /** The line at `at` as it stands, where quotation marks mean nothing. */
  function handLine(): void {
    const end = text.indexOf(newline, at);
    const here = text.slice(at, end < 0 ? text.length : end);
    hand((here.endsWith('\r') ? here.slice(0, -1) : here).split(from.delimiter));
    line += 1;
    at = end < 0 ? text.length : end + 1;
    tell();
  }

  const { default: papa } = await import('papaparse');

  /** Reads on from `at`, up to the end or to a record that cannot be read. */
  function read(): 'all' | 'open-quote' | 'stray-quote' {
    const start = at;
    let how: ReturnType<typeof read> = 'all';
    const step = ({ data, errors, meta }: ParseStepResult<string[]>, parser: Parser): void => {
      const end = start + meta.cursor;
      for (const { code } of errors) if (how === 'all') how = code === 'InvalidQuotes' ? 'stray-quote' : 'open-quote';
      if (end - at > LONGEST_RECORD) how = 'open-quote';
      if (how === 'all') {
        const last = data[data.length - 1] ?? '';
        if (last.endsWith('\r')) data[data.length - 1] = last.slice(0, -1);
        hand(data);
        for (let i = text.indexOf(newline, at); i >= 0 && i < end; i = text.indexOf(newline, i + 1)) line += 1;
        at = end;
      }
      if (how !== 'all' || !take) parser.abort();
      tell();
    };
    papa.parse<string[]>(text.slice(start), { delimiter: from.delimiter, newline, step });
    return how;
  }

  let how = read();
  // A field begins with a quotation mark that does not enclose it: its line is read as it stands.
  for (; how === 'stray-quote'; how = read()) handLine();
  if (how === 'all') onProgress(text.length);
  return { header: header ?? [], stopped: how === 'open-quote' ? line : null };
}
