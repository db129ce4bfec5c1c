/** The columns of a CSV: those that `import` knows, for its help, and what `--map` calls them. */
import {
  type ColumnMap,
  CSV_COLUMNS,
  type CsvColumn,
  SHEET_COLUMNS,
  type SheetColumn,
} from '../../exchange/history-page.ts';
import { columnNames } from '../../exchange/read/csv/csv-columns.ts';
import { sheetNames } from '../../exchange/read/csv/sheet-columns.ts';
import { parseChoice } from '../../parse/choice.ts';
import { usageRefused } from '../../rules/refusal.ts';

/** Names shown for a column; it has more. */
const SHOWN = 4;
const nameLine = (column: string, names: readonly string[]): string =>
  `  ${column.padEnd(11)}${names.slice(0, SHOWN).join(', ')}`;

/** The columns of a CSV that import understands, for its help. */
export const COLUMN_HELP = `Columns of a CSV, by these names or those that --map gives them:
${CSV_COLUMNS.map((column) => nameLine(column, columnNames(column))).join('\n')}
It needs a date and an amount: connects with its sign, or spent and earned, or
connects without a sign beside a direction such as "spent", "used", "credit".

A sheet of your proposals has a date, a title or url, a cost or total, and more:
${SHEET_COLUMNS.map((column) => nameLine(column, sheetNames(column))).join('\n')}`;

/** `date=Day,connects=Change` as an object: what is looked for, and the column that holds it. */
export function parseColumns(text: string): ColumnMap {
  const map: Partial<Record<CsvColumn | SheetColumn, string>> = {};
  for (const pair of text.split(',')) {
    const [name = '', given = '', ...more] = pair.split('=').map((part) => part.trim());
    if (name === '' || given === '' || more.length > 0) throw usageRefused({ fault: 'bad-map', given: text });
    const column = parseChoice('column to map', [...CSV_COLUMNS, ...SHEET_COLUMNS])(name);
    if (map[column] !== undefined) throw usageRefused({ fault: 'mapped-twice', column });
    map[column] = given;
  }
  return map;
}
