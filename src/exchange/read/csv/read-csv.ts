/** A CSV with a header, somebody's own or this program's. */
import type { ImportRow } from '../../../rules/vocabulary/upwork-row.ts';
import type { ColumnMap, HistoryPage, UnreadRow } from '../../history-page.ts';
import type { ReadContext } from '../read-context.ts';
import type { ReadProblem } from '../read-problem.ts';
import { findColumns, isOwnHeader, missingColumn } from './csv-columns.ts';
import { findHeader, likeliestHeader } from './csv-header.ts';
import { csvPage } from './csv-page.ts';
import { readRecords, type TakeRecord } from './csv-records.ts';
import { createRowReader, type RowReader, settleSign, type UnsignedRow } from './csv-row.ts';
import { orderNewestFirst } from './csv-row-order.ts';

export async function readCsv(
  text: string,
  context: ReadContext,
  map: ColumnMap | null,
  onProgress: (done: number) => void,
): Promise<HistoryPage | ReadProblem> {
  const page = csvPage(context);
  const found: (ImportRow | UnreadRow | UnsignedRow)[] = [];
  let reader: RowReader | null = null;

  function begin(header: readonly string[]): TakeRecord | null {
    const columns = findColumns(header, map);
    if (missingColumn(columns, map)) return null;
    const own = isOwnHeader(header);
    const kind = own ? header.indexOf('kind') : null;
    const made = createRowReader(
      { found: columns, own, kind, idsGiven: map?.id !== undefined },
      page.dayOf,
      context.today,
    );
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
  return page.end({ rows, unread, stopped, own: isOwnHeader(header) }, orderNewestFirst);
}
