/** How a command answers: as one JSON object, as lines for a person, or as rows in columns, in tabs or in CSV. */
import type { Command as Cli, OptionValues } from '@commander-js/extra-typings';
import type { ProgramCall } from '../../call.ts';
import { csvRows, type ListColumn, shownRows, tabbedRows } from '../../render/listing.ts';
import type { PageStyle } from '../../render/paint.ts';

/** What a script gets: the name of the command, the fields of its object, and warnings. */
export interface JsonAnswer {
  readonly command: string;
  readonly fields: object;
  readonly warnings?: readonly { readonly code: string; readonly message: string }[];
}

/** Answers with one object, or with lines that are only made where a person reads them. */
export function answerLines(
  call: ProgramCall,
  { command, fields, warnings }: JsonAnswer,
  lines: (page: PageStyle) => Lines,
): void {
  if (call.json) call.emit(command, fields, warnings);
  else
    call.show(
      lines(call.page)
        .map((line) => `${line}\n`)
        .join(''),
    );
}

type Lines = readonly string[];

export const withCsvOption = <Arguments extends unknown[], Options extends OptionValues>(
  cli: Cli<Arguments, Options>,
) => cli.option('--csv', 'print CSV with a header');

export interface ListAnswer<T> {
  readonly json: JsonAnswer;
  readonly columns: readonly ListColumn<T>[];
  readonly items: readonly T[];
  readonly csv?: boolean | undefined;
  /** What a person reads where there is no item. */
  readonly empty?: string;
}

/** Answers with one object, or with the rows. */
export async function answerList<T>(call: ProgramCall, { json, ...listing }: ListAnswer<T>): Promise<void> {
  if (call.json) call.emit(json.command, json.fields, json.warnings);
  else await printRows(call, listing);
}

export async function printRows<T>(call: ProgramCall, listing: Omit<ListAnswer<T>, 'json'>): Promise<void> {
  const { columns, items, empty } = listing;
  const { stdout } = call.env;
  if (listing.csv) stdout.write(await csvRows(columns, items));
  else if (!stdout.isTTY) stdout.write(tabbedRows(columns, items));
  else if (items.length > 0) call.show(shownRows(columns, items, call.page));
  if (items.length === 0 && empty && stdout.isTTY) call.aside(call.addressed(empty));
}
