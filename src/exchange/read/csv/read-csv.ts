/** A CSV with a header, somebody's own or this program's. */
import type { ImportRow } from '../../../rules/vocabulary/upwork-row.ts';
import type { ColumnMap, HistoryPage, UnreadRow } from '../../history-page.ts';
import { findSavedOn, type ReadContext } from '../read-context.ts';
import type { ReadProblem } from '../read-problem.ts';
import { isRelativeDay } from '../upwork-day.ts';
import { findColumns, isOwnHeader, missingColumn } from './csv-columns.ts';
import { findHeader, likeliestHeader } from './csv-header.ts';
import { readRecords, type TakeRecord } from './csv-records.ts';
import { createRowReader, type DayReader, type RowReader, settleSign, type UnsignedRow } from './csv-row.ts';
import { orderNewestFirst } from './csv-row-order.ts';
import { writtenDay } from './written-day.ts';

export async function readCsv(
  text: string,
  context: ReadContext,
  map: ColumnMap | null,
  onProgress: (done: number) => void,
): Promise<HistoryPage | ReadProblem> {
  const saved = findSavedOn(context, null, false);
  const found: (ImportRow | UnreadRow | UnsignedRow)[] = [];
  let reader: RowReader | null = null;
  let needed = false;

  const dayOf: DayReader = (text) => {
    needed ||= isRelativeDay(text);
    return writtenDay(text, saved?.on ?? null, context.order);
  };
  function begin(header: readonly string[]): TakeRecord | null {
    const columns = findColumns(header, map);
    if (missingColumn(columns, map)) return null;
    const own = isOwnHeader(header);
    const kind = own ? header.indexOf('kind') : null;
    const made = createRowReader({ found: columns, own, kind, idsGiven: map?.id !== undefined }, dayOf, context.today);
    reader = made;
    return (record, line) => {
      const row = made.read(record, line);
      if (row !== null) found.push(row);
    };
  }
  const { header, stopped } = await readRecords(
    text,
    findHeader(text, map) ?? likeliestHeader(text),
    begin,
    onProgress,
  );
  const column = missingColumn(findColumns(header, map), map);
  if (column) return { code: 'missing-column', column, wanted: map?.[column] ?? null, header };
  const isSigned = (reader as RowReader | null)?.isSigned ?? false;
  const settled = found.map((row) => ('amount' in row ? settleSign(row, isSigned) : row));
  const rows = settled.filter((row): row is ImportRow => !('problem' in row));
  const unread = settled.filter((row): row is UnreadRow => 'problem' in row);
  if (stopped !== null) unread.push({ at: stopped, problem: 'open-quote', given: null });
  if (needed && !saved) return { code: 'no-saved-on' };
  if (rows.length === 0 && unread.length > 0) return { code: 'nothing-readable', format: 'csv', unread };
  return {
    format: 'csv',
    rows: orderNewestFirst(rows),
    balance: null,
    savedOn: saved && needed ? { ...saved, needed } : null,
    more: false,
    own: isOwnHeader(header),
    unread,
  };
}
