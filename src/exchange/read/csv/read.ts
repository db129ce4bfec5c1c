/** A CSV with a header, somebody's own or this program's. */
import type { Page, PageRow, Unread } from '../../page.ts';
import { type Context, savedOn } from '../context.ts';
import { isRelative } from '../day.ts';
import type { ReadProblem } from '../problem.ts';
import { type ColumnMap, columnsIn, isOwn, missingIn } from './columns.ts';
import { headIn, nearestHead } from './head.ts';
import { newestFirst } from './order.ts';
import { records } from './records.ts';
import { type Columns, csvRow, dayReader } from './row.ts';

export async function readCsv(
  text: string,
  context: Context,
  map: ColumnMap | null,
  onProgress: (done: number) => void,
): Promise<Page | ReadProblem> {
  const saved = savedOn(context, null, false);
  const dayOf = dayReader(saved?.on ?? null);
  const rows: PageRow[] = [];
  const unread: Unread[] = [];
  let header: readonly string[] | null = null;
  let columns: Columns | null = null;
  let needed = false;

  function take(record: readonly string[], line: number): void {
    if (!header) {
      header = record.map((name) => name.trim());
      const found = columnsIn(header, map);
      const own = isOwn(header);
      const kind = own ? header.indexOf('kind') : null;
      if (!missingIn(found, map)) columns = { found, own, kind, idsGiven: map?.id !== undefined };
    } else if (columns && !record.every((cell) => cell.trim() === '')) {
      needed ||= isRelative(record[columns.found.date ?? 0]?.trim() ?? '');
      const row = csvRow(record, line, columns, dayOf, context.today);
      if ('problem' in row) unread.push(row);
      else rows.push(row);
    }
  }
  const stopped = await records(text, headIn(text, map) ?? nearestHead(text), take, onProgress);
  if (stopped) unread.push({ at: stopped.line, problem: 'open-quote', given: null });

  const known = columns as Columns | null;
  if (!known) {
    const column = missingIn(columnsIn(header ?? [], map), map) ?? 'date';
    return { code: 'missing-column', column, wanted: map?.[column] ?? null, header: header ?? [] };
  }
  if (needed && !saved) return { code: 'no-saved-on' };
  if (rows.length === 0 && unread.length > 0) return { code: 'nothing-readable', format: 'csv', unread };
  return {
    format: 'csv',
    rows: newestFirst(rows),
    balance: null,
    savedOn: saved && needed ? { ...saved, needed } : null,
    more: false,
    own: known.own,
    unread,
  };
}
