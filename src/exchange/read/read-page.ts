/** Reads the rows of Upwork's history from the bytes of a file of any known format. Reads no file and no clock itself. */
import { shortenText } from '../../parse/text.ts';
import type { Day } from '../../rules/values/calendar.ts';
import type { ImportRow } from '../../rules/vocabulary/upwork-row.ts';
import type { ColumnMap, DateOrder, HistoryPage, PageFormat } from '../history-page.ts';
import { looksLikeArchive, unpackArchive } from './archive/safari-archive.ts';
import { tableColumns } from './csv/csv-header.ts';
import { readCsv } from './csv/read-csv.ts';
import { readSheet } from './csv/read-sheet.ts';
import { findSheetHeader } from './csv/sheet-columns.ts';
import { decodeBytes } from './decode-bytes.ts';
import { readHtml } from './html/read-html.ts';
import { readJson } from './json/read-json.ts';
import { looksLikeMail, unpackMail } from './mail/mhtml.ts';
import type { ReadContext } from './read-context.ts';
import type { ReadProblem } from './read-problem.ts';
import { recogniseFormat } from './recognise-format.ts';
import { readCopiedText } from './text/read-copied-text.ts';

export interface ReadOptions {
  readonly format: PageFormat | 'auto';
  /** The day that "Today" means, given by the user. */
  readonly savedOn: Day | null;
  /** The day the file was last changed; null for a stream. */
  readonly fileDay: Day | null;
  readonly today: Day;
  /** Names of a CSV's columns, given by the user. */
  readonly map: ColumnMap | null;
  /** Of a date of three numbers in a CSV, given by the user. */
  readonly order?: DateOrder | null;
  /** For a CSV: characters read, and how many there are. */
  readonly onProgress?: (done: number, of: number) => void;
}

export type PageReading =
  | { readonly ok: true; readonly page: HistoryPage }
  | { readonly ok: false; readonly problem: ReadProblem };

/** No saved page comes near this size. */
const MOST_MEGABYTES = 64;
const MEGABYTE = 1024 * 1024;

export async function readPage(bytes: Uint8Array, options: ReadOptions): Promise<PageReading> {
  const read = await pageOrProblem(bytes, options);
  if ('code' in read) return { ok: false, problem: read };
  return { ok: true, page: { ...read, rows: read.rows.map(withShortTexts) } };
}

/** Dots between numbers mean the day first where one of the dates can mean nothing else, whatever slashes mean. */
const orderIn = (text: string, order: DateOrder | null): ReadContext['order'] =>
  order === 'month-first' && DOTTED_DAY.test(text) && !DOTTED_MONTH.test(text) ? 'slashes-month-first' : order;

const DOTTED_DAY = /(?<![\d.])(?:1[3-9]|2\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:20)?\d{2}(?![\d.])/;
const DOTTED_MONTH = /(?<![\d.])(?:0?[1-9]|1[0-2])\.(?:1[3-9]|2\d|3[01])\.(?:20)?\d{2}(?![\d.])/;

/** A text is never longer than one that can be typed, so that whatever is recorded can be exported and read again. */
function withShortTexts(row: ImportRow): ImportRow {
  const short = (text: string | null) => text && shortenText(text);
  const { label, title, upworkId, jobKey, url, sheet } = row;
  const texts = [label, title, upworkId, jobKey, url, sheet?.client ?? null, sheet?.note ?? null];
  if (texts.every((text) => short(text) === text)) return row;
  return {
    ...row,
    ...(sheet ? { sheet: { ...sheet, client: short(sheet.client), note: short(sheet.note) } } : {}),
    label: short(label),
    title: short(title),
    upworkId: short(upworkId),
    jobKey: short(jobKey),
    url: short(url),
  };
}

async function pageOrProblem(bytes: Uint8Array, options: ReadOptions): Promise<HistoryPage | ReadProblem> {
  const megabytes = Math.ceil(bytes.length / MEGABYTE);
  if (megabytes > MOST_MEGABYTES) return { code: 'too-large', megabytes, most: MOST_MEGABYTES };
  const isArchive = looksLikeArchive(bytes);
  const decoded = decodeBytes((isArchive ? unpackArchive(bytes) : null) ?? bytes);
  if (isArchive && 'problem' in decoded) return { code: 'not-history', format: 'webarchive' };
  if ('problem' in decoded) return { code: decoded.problem };
  const { text } = decoded;
  const { savedOn, fileDay, today, map, order = null } = options;
  const context: ReadContext = { savedOn, fileDay, today, mailDay: null, order: orderIn(text, order) };
  const format: PageFormat =
    options.format !== 'auto' ? options.format : isArchive ? 'webarchive' : recogniseFormat(text, map);
  switch (format) {
    case 'html':
    case 'webarchive':
      return readHtml(text, format, context);
    case 'mhtml': {
      const mail = looksLikeMail(text) ? await unpackMail(bytes) : null;
      if (!mail) return { code: 'not-history', format };
      return readHtml(mail.html, format, { ...context, mailDay: mail.on });
    }
    case 'text': {
      const read = readCopiedText(text, context);
      const isNone = 'code' in read && read.code === 'not-history';
      const header = isNone && options.format === 'auto' ? tableColumns(text) : null;
      return header ? { code: 'unknown-columns', header } : read;
    }
    case 'csv': {
      const onProgress = (done: number): void => options.onProgress?.(done, text.length);
      const sheet = findSheetHeader(text, map);
      return sheet ? readSheet(text, sheet, context, map, onProgress) : readCsv(text, context, map, onProgress);
    }
    case 'json':
      return readJson(text, context);
  }
}
