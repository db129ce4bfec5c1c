/** How a command answers: as one JSON object, as lines for a person, or as rows in columns, in tabs or in CSV. */
import type { Command as Cli, OptionValues } from '@commander-js/extra-typings';
import type { ProgramCall } from '../../call.ts';
import { csvRows, type ListColumn, shownOf, shownRows, tabbedRows } from '../../render/text/listing.ts';
import type { PageStyle } from '../../render/text/paint.ts';
import { visibleLines } from '../../render/text/visible.ts';
import { foldLine } from '../../render/text/wrap.ts';
import { usageRefused } from '../../rules/answers/refusal.ts';

/** What a script gets: the name of the command, the fields of its object, and warnings. */
export interface JsonAnswer {
  readonly command: string;
  /** A long listing makes them only where they are printed. */
  readonly fields: object | (() => object);
  readonly warnings?: readonly { readonly code: string; readonly message: string }[];
}

/** Answers with one object, or with lines that are only made where a person reads them. */
export function answerLines(
  call: ProgramCall,
  { command, fields, warnings }: JsonAnswer,
  lines: (page: PageStyle) => Lines,
): void {
  if (call.json) call.emit(command, fieldsOf(fields), warnings);
  else {
    const { page } = call;
    const folded = lines(page).map((line) => `${foldLine(line, page.columns)}\n`);
    call.show(folded.join(''));
  }
}

const fieldsOf = (fields: JsonAnswer['fields']): object => (typeof fields === 'function' ? fields() : fields);

type Lines = readonly string[];

/** How a listing is written where it is not a table on a screen. */
export type ListFormat = 'csv' | 'tsv' | 'plain';

export const withListOptions = <Arguments extends unknown[], Options extends OptionValues>(
  cli: Cli<Arguments, Options>,
) =>
  cli
    .option('--csv', 'print CSV with a header')
    .option('--tsv', 'print tab-separated lines with a header')
    .option('--plain', 'print tab-separated lines without a header, as in a pipe');

export interface ListOptions {
  readonly csv?: boolean | undefined;
  readonly tsv?: boolean | undefined;
  readonly plain?: boolean | undefined;
}

/** The format that was asked for; null: what suits the stream. */
export function listFormat({ csv, tsv, plain }: ListOptions): ListFormat | null {
  const asked = [csv && 'csv', tsv && 'tsv', plain && 'plain'].filter((each) => typeof each === 'string');
  const [format = null, other] = asked as readonly ListFormat[];
  if (format !== null && other) throw usageRefused({ fault: 'formats-both', formats: [format, other] });
  return format;
}

/** Whether a person reads a table. */
export const isTable = ({ json, env }: ProgramCall, format: ListFormat | null): boolean =>
  !json && format === null && env.stdout.isTTY;

export interface ListAnswer<T> {
  readonly json: JsonAnswer;
  readonly columns: readonly ListColumn<T>[];
  readonly items: readonly T[];
  readonly format?: ListFormat | null;
  /** What a person reads where there is no item. */
  readonly empty?: string;
  /** How many there are, where only the newest of them were asked for. */
  readonly total?: number;
}

/** Answers with one object, or with the rows. */
export async function answerList<T>(call: ProgramCall, { json, ...listing }: ListAnswer<T>): Promise<void> {
  if (call.json) call.emit(json.command, fieldsOf(json.fields), json.warnings);
  else await printRows(call, listing);
}

/** Makes rows for a script, or for a screen that shows the same, piece by piece, as the text of a long listing takes more memory than its items. */
export function rowTexts<T>(columns: readonly ListColumn<T>[], format: ListFormat | null, isScreen: boolean) {
  let isFirst = true;
  return async (items: readonly T[]): Promise<string> => {
    const hasHeader = isFirst;
    isFirst = false;
    if (format !== 'csv') return tabbedRows(columns, items, hasHeader && format === 'tsv');
    const text = await csvRows(columns, items, '\n', hasHeader);
    return isScreen ? visibleLines(text) : text;
  };
}

/** How many rows are written at once. */
const AT_ONCE = 1000;

export async function printRows<T>(call: ProgramCall, listing: Omit<ListAnswer<T>, 'json'>): Promise<void> {
  const { columns, items, empty, format = null, total = 0 } = listing;
  const { stdout } = call.env;
  if (format !== null || !stdout.isTTY) {
    const textOf = rowTexts(columns, format, stdout.isTTY);
    for (let at = 0; at === 0 || at < items.length; at += AT_ONCE)
      stdout.write(await textOf(items.slice(at, at + AT_ONCE)));
  } else if (items.length > 0) call.show(shownRows(columns, items, call.page));
  if (items.length === 0 && empty && stdout.isTTY) call.aside(call.addressed(empty));
  if (items.length < total) call.aside(shownOf(items.length, total));
}
