/** Finds the columns of a CSV: by the usual names, or by the names that the user gave. */
import { type ColumnMap, CSV_COLUMNS, type CsvColumn } from '../../history-page.ts';

export type FoundColumns = Readonly<Partial<Record<CsvColumn, number>>>;

/** The better name first. Case, spaces and signs do not matter. */
const NAMES: Readonly<Record<CsvColumn, readonly string[]>> = {
  date: [
    'date',
    'day',
    'on',
    'transaction date',
    'timestamp',
    'time',
    'date applied',
    'applied on',
    'date sent',
    'sent on',
    'submitted',
  ],
  connects: ['connects', 'amount', 'change', 'connects change', 'connects amount', 'delta'],
  spent: ['spent', 'used', 'debit', 'out', 'connects spent', 'connects used', 'connects out', 'debits', 'withdrawal'],
  earned: ['earned', 'received', 'credit', 'in', 'connects earned', 'connects in', 'credits', 'added', 'deposit'],
  label: ['label', 'what', 'action', 'type', 'transaction type', 'kind', 'activity', 'reason'],
  direction: ['direction', 'in/out', 'debit/credit', 'type', 'credit/debit', 'dr/cr', 'cr/dr', 'flow', 'sign', 'kind'],
  title: ['title', 'job', 'job title', 'job name', 'description', 'proposal title', 'project', 'project title'],
  id: ['upwork id', 'id', 'transaction id'],
  balance: ['balance', 'running total', 'running balance', 'balance after'],
  url: ['url', 'link', 'job url', 'job link', 'source url', 'upwork url', 'upwork link', 'proposal link'],
};

/** Any of these tells an amount. */
const AMOUNTS: readonly CsvColumn[] = ['connects', 'spent', 'earned'];

export const plainName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

export function findColumns(header: readonly string[], map: ColumnMap | null): FoundColumns {
  const names = header.map(plainName);
  const found: Partial<Record<CsvColumn, number>> = {};
  const taken = new Set<number>();
  for (const column of [...CSV_COLUMNS.filter((each) => map?.[each]), ...COLUMNS_BY_NAME]) {
    if (found[column] !== undefined) continue;
    const given = map?.[column];
    const wanted = (given === undefined ? NAMES[column] : [given]).map(plainName);
    const places = [
      ...(given === undefined ? [] : [header.indexOf(given)]),
      ...wanted.map((name) => names.indexOf(name)),
    ];
    const at = places.find((place) => place >= 0 && (given !== undefined || !taken.has(place)));
    if (at === undefined) continue;
    found[column] = at;
    taken.add(at);
  }
  return found;
}

/** A word that may name two columns names the first of them. */
const COLUMNS_BY_NAME = CSV_COLUMNS.toSorted((a, b) => Number(a === 'direction') - Number(b === 'direction'));

/** The last cell without which a record tells nothing. */
export const lastNeeded = (found: FoundColumns): number =>
  Math.max(found.date ?? 0, Math.min(...AMOUNTS.flatMap((column) => found[column] ?? [])));

/** The first column that is required, or that the user named, and that the header does not have. */
export function missingColumn(found: FoundColumns, map: ColumnMap | null): CsvColumn | null {
  const hasAmount = AMOUNTS.some((column) => found[column] !== undefined);
  const isNeeded = (column: CsvColumn): boolean => column === 'date' || (column === 'connects' && !hasAmount);
  return CSV_COLUMNS.find((column) => found[column] === undefined && (isNeeded(column) || map?.[column])) ?? null;
}

/** The names that a column is found by, the usual one first, for people. */
export const columnNames = (column: CsvColumn): readonly string[] => NAMES[column];

const OWN = ['on', 'kind', 'connects', 'balance'];

/** Whether this program wrote the file: then its ids are not Upwork's, and its formulas are escaped. */
export const isOwnHeader = (header: readonly string[]): boolean =>
  header[0] === 'id' && OWN.every((name) => header.includes(name));
