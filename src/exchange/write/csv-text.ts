/** CSV for spreadsheets: a header, and no text that one would take for a formula. */
import { escapeFormula } from '../../rules/values/formula.ts';

export type CsvCell = string | number | boolean | null;

/** Tells a spreadsheet that the file is UTF-8. */
export const CSV_BOM = '\ufeff';

/** `lineEnd`: RFC 4180 has CRLF; a terminal and a pipe have LF. */
export async function csvText(
  header: readonly string[] | null,
  rows: readonly (readonly CsvCell[])[],
  lineEnd: '\r\n' | '\n',
): Promise<string> {
  if (header === null && rows.length === 0) return '';
  const { default: papa } = await import('papaparse');
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? escapeFormula(cell) : cell)));
  return papa.unparse(header ? [header, ...cells] : cells, { newline: lineEnd }) + lineEnd;
}
