/** A page saved as a single file, which is a mail: its HTML, and the day it was saved. */
import type { Day } from '../../../rules/calendar.ts';
import { mailDay } from '../embedded/utc-moment.ts';

export interface SavedMail {
  readonly html: string;
  readonly on: Day | null;
}

/** 40 MB as browsers write them have half as many. Of far more lines, the package would make gigabytes. */
const MOST_LINES = 1_000_000;
/** Browsers nest one level; a mail made to nest without end is refused by an error. */
const LIMITS = { maxNestingDepth: 8, forceRfc822Attachments: true };

/** Whether the text begins as a mail with parts does. */
export function looksLikeMail(text: string): boolean {
  const [headers = ''] = text
    .slice(0, 16_384)
    .trimStart()
    .split(/\r?\n\r?\n/, 1);
  return /^mime-version:/im.test(headers) && /^content-type:\s*(multipart\/|text\/html)/im.test(headers);
}

/** Null where it holds no HTML. Several pages in it come as one text, one after the other. */
export async function unpackMail(bytes: Uint8Array): Promise<SavedMail | null> {
  if (bytes.reduce((lines, byte) => (byte === 10 ? lines + 1 : lines), 0) > MOST_LINES) return null;
  const { default: PostalMime } = await import('postal-mime');
  // White space before the first header would be taken for the end of all headers.
  const mail = await PostalMime.parse(bytes.subarray(Math.max(0, bytes.findIndex(isPrinted))), LIMITS).catch(
    () => null,
  );
  const date = mail?.headers.find(({ key }) => key === 'date')?.value;
  return mail?.html ? { html: mail.html, on: mailDay(date ?? '') } : null;
}

const isPrinted = (byte: number): boolean => byte > 0x20 && byte < 0x7f;
