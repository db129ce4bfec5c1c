/** Reads a saved page: the rows on it, merged with the data embedded in it. Reads no names, pictures or addresses. */
import type { ImportRow } from '../../../rules/vocabulary/upwork-row.ts';
import type { HistoryPage, UnreadRow } from '../../history-page.ts';
import { readEmbeddedHistory } from '../embedded/embedded-history.ts';
import { findSavedOn, type ReadContext } from '../read-context.ts';
import type { ReadProblem } from '../read-problem.ts';
import { isRelativeDay } from '../upwork-day.ts';
import { mergeRows } from './merge-rows.ts';
import { mobileLayout } from './mobile-layout.ts';
import { pageHeader } from './page-header.ts';
import { readShownRow } from './shown-row.ts';
import { tableLayout } from './table-layout.ts';
import { sinksTogether, tokenizeHtml } from './tokenize-html.ts';

/** The server sends at most this many transactions with the page. */
const FIRST_PAGE = 20;

export async function readHtml(
  html: string,
  format: 'html' | 'mhtml' | 'webarchive',
  context: ReadContext,
): Promise<HistoryPage | ReadProblem> {
  const parts = { header: pageHeader(), table: tableLayout(), mobile: mobileLayout() };
  await tokenizeHtml(html, sinksTogether([parts.header, parts.table, parts.mobile]));
  parts.table.end();
  parts.mobile.end();

  const header = parts.header;
  const layout = parts.table.extent === 'none' ? parts.mobile : parts.table;
  const embedded = readEmbeddedHistory(header.dataCut ? null : header.data, context);
  if (!header.titled && layout.extent === 'none' && !embedded.found) return { code: 'not-history', format };

  const saved = findSavedOn(
    context,
    embedded.loadedOn ?? header.savedOn,
    layout.rows.some(({ day }) => isRelativeDay(day)),
  );
  if (!saved && layout.rows.some(({ day }) => isRelativeDay(day))) return { code: 'no-saved-on' };
  const seen = layout.rows.map((row) => readShownRow(row, saved?.on ?? null, context));
  const shown = seen.filter((row): row is ImportRow => !('problem' in row));
  const rows = mergeRows(embedded.rows, shown);
  const unread = [...seen.filter((row): row is UnreadRow => 'problem' in row), ...embedded.unread];
  if (layout.extent === 'cut' && unread.every(({ problem }) => problem !== 'cut-off')) {
    unread.push({ at: layout.rows.length, problem: 'cut-off', given: null });
  }
  if (header.dataCut) unread.push({ at: 0, problem: 'embedded-data', given: null });
  const legible =
    rows.length > 0 || (unread.length === 0 && (layout.extent === 'whole' || header.none || embedded.found));
  if (!legible) return { code: 'nothing-readable', format, unread };
  return {
    format,
    rows,
    balance: header.balance ?? embedded.balance,
    savedOn: saved,
    more: header.more || (layout.extent === 'none' && rows.length >= FIRST_PAGE),
    own: false,
    unread,
  };
}
