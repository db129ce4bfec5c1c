/** CSV as RFC 4180 has it, for a spreadsheet: a header, CRLF, and no text that it would take for a formula. */
import { escapeFormula } from '../../rules/formula.ts';

export type Cell = string | number | boolean | null;

/** Tells a spreadsheet that the file is UTF-8. */
export const BOM = '\ufeff';

/** Rows go through in parts, so that a long ledger is not held twice. */
const PART = 1000;

export async function* csv(
  columns: readonly string[],
  rows: readonly Readonly<Record<string, Cell>>[],
): AsyncGenerator<string> {
  const { stringify } = await import('csv-stringify/sync');
  const part = (records: readonly (readonly Cell[])[]): string =>
    stringify(
      records.map((record) => [...record]),
      {
        record_delimiter: 'windows',
        quoted_match: /[\r\n]/,
        cast: { boolean: String, string: escapeFormula },
      },
    );
  yield part([columns]);
  for (let i = 0; i < rows.length; i += PART) {
    yield part(rows.slice(i, i + PART).map((row) => columns.map((column) => row[column] ?? null)));
  }
}
