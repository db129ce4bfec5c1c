/** Finds the columns of a sheet of one's own proposals, as trackers and spreadsheets name them. */
import { type ColumnMap, SHEET_COLUMNS, type SheetColumn } from '../../history-page.ts';
import { findColumns, isOwnHeader, plainName } from './csv-columns.ts';
import { type HeaderPlace, headerWhere } from './csv-header.ts';

export type SheetCell = SheetColumn | 'date' | 'title' | 'url';
export type SheetPlaces = Readonly<Partial<Record<SheetCell, number>>>;

/** The one name of a column whose amounts are in cents. */
const CENTS_NAME = 'valueCents';

/** The better name first. Case, spaces and signs do not matter. */
const NAMES: Readonly<Record<SheetColumn, readonly string[]>> = {
  cost: ['cost', 'connects used', 'connects spent', 'connects cost', 'proposal cost', 'connects', 'used', 'spent'],
  boost: ['boost', 'boost connects', 'connects boost', 'boosted', 'boost bid', 'boosted connects', 'boost cost'],
  total: ['total', 'total connects', 'connects total'],
  client: ['client', 'client name', 'company'],
  status: ['status', 'job status', 'proposal status', 'outcome', 'result'],
  viewed: ['viewed', 'seen', 'opened'],
  replied: ['replied', 'reply', 'response', 'responded', 'answered'],
  interview: ['interview', 'interviewed', 'interviewing'],
  hired: ['hired', 'won'],
  closed: ['closed', 'job closed'],
  value: [
    ...['value', 'earned', 'earnings', 'revenue', 'contract value', 'amount won', 'amount earned', 'project value'],
    // As `connects proposals --csv` writes it.
    CENTS_NAME,
  ],
  note: ['note', 'notes', 'comment', 'comments'],
};

/** No history has these. */
const TELLING: readonly SheetColumn[] = ['boost', 'viewed', 'replied', 'interview', 'hired'];
const MORE: readonly SheetColumn[] = ['client', 'status'];

export function findSheetColumns(header: readonly string[], map: ColumnMap | null): SheetPlaces {
  const names = header.map(plainName);
  const { date, title, url } = findColumns(header, map);
  const found: Partial<Record<SheetCell, number>> = {};
  for (const [column, at] of Object.entries({ date, title, url }))
    if (at !== undefined) found[column as SheetCell] = at;
  for (const column of SHEET_COLUMNS) {
    const given = map?.[column];
    const at = (given === undefined ? NAMES[column] : [given]).map((name) => names.indexOf(plainName(name)));
    const place = at.find((each) => each >= 0);
    if (place !== undefined) found[column] = place;
  }
  return found;
}

/**
 * Whether each line is a proposal: it has a title and a cost, and no label of a history. `Connects` may be either, unless
 * a column beside it is one that only proposals have.
 */
function isSheetHeader(header: readonly string[], map: ColumnMap | null): boolean {
  const found = findSheetColumns(header, map);
  const has = (column: SheetCell): boolean => found[column] !== undefined;
  if (SHEET_COLUMNS.some((column) => map?.[column] && !has(column))) return false;
  if (!has('date') || !(has('title') || has('url')) || !(has('cost') || has('total'))) return false;
  const { label, earned } = findColumns(header, map);
  if (isOwnHeader(header) || label !== undefined) return false;
  if (TELLING.some(has) || SHEET_COLUMNS.some((column) => map?.[column])) return true;
  const cost = found.cost === undefined ? 'total' : plainName(header[found.cost] ?? '');
  return cost !== 'connects' && earned === undefined && (cost !== 'total' || MORE.some(has));
}

/** Whether what a proposal earned is in cents there, and not in dollars. */
export const isInCents = (header: readonly string[], { value }: SheetPlaces): boolean =>
  value !== undefined && plainName(header[value] ?? '') === plainName(CENTS_NAME);

export const findSheetHeader = (text: string, map: ColumnMap | null): HeaderPlace | null =>
  headerWhere(text, (header) => isSheetHeader(header, map));

/** The names that a column is found by, the usual one first, for people. */
export const sheetNames = (column: SheetColumn): readonly string[] => NAMES[column];
