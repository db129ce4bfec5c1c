/** A CSV with a header, somebody's own or this program's. */
import type { Day } from '../../../rules/calendar.ts';
import type { ImportRow } from '../../../rules/upwork-row.ts';
import type { ColumnMap, HistoryPage, UnreadRow } from '../../history-page.ts';
import { findSavedOn, type ReadContext } from '../read-context.ts';
import type { ReadProblem } from '../read-problem.ts';
import { isRelativeDay, writtenDay } from '../upwork-day.ts';
import { findColumns, isOwnHeader, missingColumn } from './csv-columns.ts';
import { findHeader, likeliestHeader } from './csv-header.ts';
import { readRecords, type TakeRecord } from './csv-records.ts';
import { createRowReader } from './csv-row.ts';
import { orderNewestFirst } from './csv-row-order.ts';

export async function readCsv(
  text: string,
  context: ReadContext,
  map: ColumnMap | null,
  onProgress: (done: number) => void,
): Promise<HistoryPage | ReadProblem> {
  const saved = findSavedOn(context, null, false);
  const rows: ImportRow[] = [];
  const unread: UnreadRow[] = [];
  let needed = false;

  function dayOf(text: string): Day | null {
    needed ||= isRelativeDay(text);
    return writtenDay(text, saved?.on ?? null);
  }
  function begin(header: readonly string[]): TakeRecord | null {
    const found = findColumns(header, map);
    if (missingColumn(found, map)) return null;
    const own = isOwnHeader(header);
    const columns = { found, own, kind: own ? header.indexOf('kind') : null, idsGiven: map?.id !== undefined };
    const read = createRowReader(columns, dayOf, context.today);
    return (record, line) => {
      const row = read(record, line);
      if (row === null) return;
      if ('problem' in row) unread.push(row);
      else rows.push(row);
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
