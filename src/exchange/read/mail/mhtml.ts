/** A page saved as a single file, which is a mail: its HTML, and the day it was saved. */
import type { Day } from '../../../rules/calendar.ts';
import { decode } from '../decode.ts';
import { mailDay } from '../embedded/moment.ts';
import { base64, bytesOf, characters, quotedPrintable } from './transfer.ts';

export interface Mail {
  readonly html: string;
  readonly on: Day | null;
}

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Parts within parts; browsers write one level. */
const DEEPEST = 3;

/** Whether the text begins as a mail with parts does. */
export function isMail(text: string): boolean {
  const { headers } = part(text.slice(0, 16_384));
  return headers.has('mime-version') && /^(multipart\/|text\/html)/i.test(headers.get('content-type') ?? '');
}

/** Null where it holds no HTML. */
export function unpacked(bytes: Uint8Array): Mail | null {
  const whole = part(characters(bytes));
  const html = pages(whole, DEEPEST).sort((a, b) => Number(isHistory(b)) - Number(isHistory(a)))[0];
  const text = html && decode(content(html));
  if (!text || 'problem' in text) return null;
  return { html: text.text, on: mailDay(whole.headers.get('date') ?? '') };
}

const isHistory = ({ headers }: Part): boolean => (headers.get('content-location') ?? '').includes('/connects/history');

function part(text: string): Part {
  const start = text.length - text.trimStart().length;
  const crlf = text.indexOf('\r\n\r\n', start);
  const lf = text.indexOf('\n\n', start);
  const [end, body] =
    crlf >= 0 && (lf < 0 || crlf < lf) ? [crlf, crlf + 4] : lf >= 0 ? [lf, lf + 2] : [text.length, text.length];
  const headers = new Map<string, string>();
  const lines = text
    .slice(start, end)
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/);
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: text.slice(body) };
}

function pages(whole: Part, deepest: number): Part[] {
  const type = whole.headers.get('content-type') ?? 'text/plain';
  if (/^text\/html\b/i.test(type)) return [whole];
  const boundary = /^multipart\//i.test(type) ? /\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type) : null;
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined || deepest === 0) return [];
  return between(whole.body, `--${mark}`).flatMap((text) => pages(part(text), deepest - 1));
}

/** What stands between the lines that begin with the mark; cut short, the last goes to the end. */
function between(text: string, mark: string): string[] {
  const found: string[] = [];
  let from = -1;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) {
    if (at > 0 && text[at - 1] !== '\n') continue;
    if (from >= 0) found.push(text.slice(from, at));
    const closes = text.startsWith('--', at + mark.length);
    from = closes ? -1 : text.indexOf('\n', at) + 1;
    if (from === 0 || closes) return found;
  }
  if (from >= 0) found.push(text.slice(from));
  return found;
}

function content({ headers, body }: Part): Uint8Array {
  switch ((headers.get('content-transfer-encoding') ?? '').toLowerCase()) {
    case 'quoted-printable':
      return quotedPrintable(body);
    case 'base64':
      return base64(body);
    default:
      return bytesOf(body);
  }
}
