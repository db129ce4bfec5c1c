/** From the bytes of a file to the rows of Upwork's history in it, whatever it is. Reads no file and no clock. */
import type { Day } from '../../rules/calendar.ts';
import type { ColumnMap, Format, Page } from '../page.ts';
import type { Context } from './context.ts';
import { readCsv } from './csv/read.ts';
import { decode } from './decode.ts';
import { readHtml } from './html/read-html.ts';
import { isMail, unpacked } from './mail/mhtml.ts';
import type { ReadProblem } from './problem.ts';
import { recognised } from './recognise.ts';
import { readText } from './text/read.ts';

export interface ReadOptions {
  readonly format: Format | 'auto';
  /** The day "Today" means, said by hand. */
  readonly savedOn: Day | null;
  /** The day the file was last changed; null where it is no file. */
  readonly fileDay: Day | null;
  readonly today: Day;
  /** Names of a CSV's columns, said by hand. */
  readonly map: ColumnMap | null;
  /** For a CSV: characters read, and how many there are. */
  readonly onProgress?: (done: number, of: number) => void;
}

export type ReadPage =
  | { readonly ok: true; readonly page: Page }
  | { readonly ok: false; readonly problem: ReadProblem };

/** No page comes near it. */
const MOST_MEGABYTES = 64;
const MEGABYTE = 1024 * 1024;

export async function readPage(bytes: Uint8Array, options: ReadOptions): Promise<ReadPage> {
  const read = await pageOrProblem(bytes, options);
  return 'code' in read ? { ok: false, problem: read } : { ok: true, page: read };
}

async function pageOrProblem(bytes: Uint8Array, options: ReadOptions): Promise<Page | ReadProblem> {
  const megabytes = Math.ceil(bytes.length / MEGABYTE);
  if (megabytes > MOST_MEGABYTES) return { code: 'too-large', megabytes, most: MOST_MEGABYTES };
  const decoded = decode(bytes);
  if ('problem' in decoded) return { code: decoded.problem };
  const { text } = decoded;
  const { savedOn, fileDay, today, map } = options;
  const context: Context = { savedOn, fileDay, today, mailDay: null };
  const format = options.format === 'auto' ? recognised(text, map) : options.format;
  switch (format) {
    case 'html':
      return readHtml(text, format, context);
    case 'mhtml': {
      const mail = isMail(text) ? await unpacked(bytes) : null;
      if (!mail) return { code: 'not-history', format };
      return readHtml(mail.html, format, { ...context, mailDay: mail.on });
    }
    case 'text':
      return readText(text, context);
    case 'csv':
      return readCsv(text, context, map, (done) => options.onProgress?.(done, text.length));
    default:
      return format satisfies never;
  }
}
