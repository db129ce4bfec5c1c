/** The columns of a CSV as `--map` names them. */
import {
  type ColumnMap,
  CSV_COLUMNS,
  type CsvColumn,
  SHEET_COLUMNS,
  type SheetColumn,
} from '../../exchange/history-page.ts';
import { parseChoice } from '../../parse/choice.ts';
import { usageRefused } from '../../rules/answers/refusal.ts';

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
