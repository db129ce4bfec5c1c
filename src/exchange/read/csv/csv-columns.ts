/** Finds the columns of a CSV: by the usual names, or by the names that the user gave. */
import { type ColumnMap, CSV_COLUMNS, type CsvColumn } from '../../history-page.ts';

export type FoundColumns = Readonly<Partial<Record<CsvColumn, number>>>;

/** The better name first. Case, spaces and signs do not matter. */
const NAMES: Readonly<Record<CsvColumn, readonly string[]>> = {
  date: ['date', 'day', 'on', 'transactiondate', 'timestamp', 'time'],
  connects: ['connects', 'amount', 'change', 'connectschange', 'delta'],
  label: ['label', 'what', 'action', 'type', 'kind', 'activity', 'reason'],
  title: ['title', 'job', 'jobtitle', 'jobname', 'description', 'proposaltitle'],
  id: ['upworkid', 'id', 'transactionid'],
  balance: ['balance', 'runningtotal', 'runningbalance', 'balanceafter'],
  url: ['url', 'link', 'joburl', 'joblink'],
};

/** Without these no row can be read. */
const NEEDED: readonly CsvColumn[] = ['date', 'connects'];

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

export function findColumns(header: readonly string[], map: ColumnMap | null): FoundColumns {
  const names = header.map(plain);
  const found: Partial<Record<CsvColumn, number>> = {};
  for (const column of CSV_COLUMNS) {
    const given = map?.[column];
    const wanted = given === undefined ? NAMES[column] : [plain(given)];
    const index = given === undefined ? -1 : header.indexOf(given);
    const by = wanted.map((name) => names.indexOf(name)).find((each) => each >= 0);
    const at = index >= 0 ? index : by;
    if (at !== undefined) found[column] = at;
  }
  return found;
}

/** The first column that is required, or that the user named, and that the header does not have. */
export function missingColumn(found: FoundColumns, map: ColumnMap | null): CsvColumn | null {
  return (
    CSV_COLUMNS.find((column) => found[column] === undefined && (NEEDED.includes(column) || map?.[column])) ?? null
  );
}

const OWN = ['on', 'kind', 'connects', 'balance'];

/** Whether this program wrote the file: then its ids are not Upwork's, and its formulas are escaped. */
export const isOwnHeader = (header: readonly string[]): boolean =>
  header[0] === 'id' && OWN.every((name) => header.includes(name));
