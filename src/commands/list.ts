/** How a listing command shows its rows: as JSON, CSV, aligned columns or tab-separated lines. */
import type { Command as Cli } from 'commander';
import type { Call } from '../call.ts';
import { aligned, csv, type ListColumn, tabbed } from '../render/listing.ts';

export interface ListOptions {
  readonly csv?: boolean;
}

export const lists = (cli: Cli): Cli => cli.option('--csv', 'print CSV with a header');

/** Prints the rows; `empty` is said to a person where there are none. */
export async function showList<T>(
  call: Call,
  { csv: asCsv }: ListOptions,
  columns: readonly ListColumn<T>[],
  items: readonly T[],
  empty: string,
): Promise<void> {
  const { stdout } = call.env;
  if (asCsv) stdout.write(await csv(columns, items));
  else if (!stdout.isTTY) stdout.write(tabbed(columns, items));
  else if (items.length > 0) stdout.write(aligned(columns, items, stdout.columns, call.paint));
  if (items.length === 0 && stdout.isTTY) call.aside(call.addressed(empty));
}
