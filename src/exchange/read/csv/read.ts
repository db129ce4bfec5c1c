/** A CSV with a header, somebody's own or this program's. */
import type { Day } from '../../../rules/calendar.ts';
import type { ColumnMap, Page, PageRow, Unread } from '../../page.ts';
import { type Context, savedOn } from '../context.ts';
import { isRelative, writtenDay } from '../day.ts';
import type { ReadProblem } from '../problem.ts';
import { columnsIn, isOwn, missingIn } from './columns.ts';
import { headIn, nearestHead } from './head.ts';
import { newestFirst } from './order.ts';
import { records, type Take } from './records.ts';
import { rowReader } from './row.ts';

export async function readCsv(
  text: string,
  context: Context,
  map: ColumnMap | null,
  onProgress: (done: number) => void,
): Promise<Page | ReadProblem> {
  const saved = savedOn(context, null, false);
  const rows: PageRow[] = [];
  const unread: Unread[] = [];
  let needed = false;

  function dayOf(text: string): Day | null {
    needed ||= isRelative(text);
    return writtenDay(text, saved?.on ?? null);
  }
  function begin(header: readonly string[]): Take | null {
    const found = columnsIn(header, map);
    if (missingIn(found, map)) return null;
    const own = isOwn(header);
    const columns = { found, own, kind: own ? header.indexOf('kind') : null, idsGiven: map?.id !== undefined };
    const read = rowReader(columns, dayOf, context.today);
    return (record, line) => {
      const row = read(record, line);
      if (row === null) return;
      if ('problem' in row) unread.push(row);
      else rows.push(row);
    };
  }
  const { header, stopped } = await records(text, headIn(text, map) ?? nearestHead(text), begin, onProgress);
  const column = missingIn(columnsIn(header, map), map);
  if (column) return { code: 'missing-column', column, wanted: map?.[column] ?? null, header };
  if (stopped !== null) unread.push({ at: stopped, problem: 'open-quote', given: null });
  if (needed && !saved) return { code: 'no-saved-on' };
  if (rows.length === 0 && unread.length > 0) return { code: 'nothing-readable', format: 'csv', unread };
  return {
    format: 'csv',
    rows: newestFirst(rows),
    balance: null,
    savedOn: saved && needed ? { ...saved, needed } : null,
    more: false,
    own: isOwn(header),
    unread,
  };
}
