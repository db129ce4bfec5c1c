/** Recognises the format of a text by its content, never by the file's name. */
import type { ColumnMap, PageFormat } from '../history-page.ts';
import { findHeader } from './csv/csv-header.ts';
import { findSheetHeader } from './csv/sheet-columns.ts';
import { jsonIn } from './json/read-json.ts';
import { looksLikeMail } from './mail/mhtml.ts';

export function recogniseFormat(text: string, map: ColumnMap | null): PageFormat {
  if (looksLikeMail(text)) return 'mhtml';
  if (text.trimStart().startsWith('<') || text.includes('id="connects-history-table"')) return 'html';
  if (jsonIn(text) !== undefined) return 'json';
  return map || findHeader(text, null) || findSheetHeader(text, null) ? 'csv' : 'text';
}
