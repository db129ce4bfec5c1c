/** The columns of a CSV that `import` understands, by the names that it knows. */
import { CSV_COLUMNS, SHEET_COLUMNS } from '../exchange/history-page.ts';
import { columnNames } from '../exchange/read/csv/csv-columns.ts';
import { sheetNames } from '../exchange/read/csv/sheet-columns.ts';
import type { TopicSection } from './topic.ts';

/** Names shown for a column; it has more. */
const SHOWN = 4;
const shown = (names: readonly string[]): string => names.slice(0, SHOWN).join(', ');

export const COLUMN_SECTIONS: readonly TopicSection[] = [
  {
    heading: 'Columns of a CSV, by these names or those that --map gives them',
    blocks: [
      { terms: CSV_COLUMNS.map((column) => [column, shown(columnNames(column))] as const) },
      'It needs a date and an amount: connects with its sign, or spent and earned, or connects without a sign beside a direction such as "spent", "used", "credit".',
    ],
  },
  {
    heading: 'A sheet of your proposals has a date, a title or url, a cost or total, and more',
    blocks: [{ terms: SHEET_COLUMNS.map((column) => [column, shown(sheetNames(column))] as const) }],
  },
];
