/** Which format a text is, by what stands in it and never by a file's name. */
import type { ColumnMap, Format } from '../page.ts';
import { headIn } from './csv/head.ts';
import { isMail } from './mail/mhtml.ts';

export function recognised(text: string, map: ColumnMap | null): Format {
  if (isMail(text)) return 'mhtml';
  if (text.trimStart().startsWith('<') || text.includes('id="connects-history-table"')) return 'html';
  return map || headIn(text, null) ? 'csv' : 'text';
}
