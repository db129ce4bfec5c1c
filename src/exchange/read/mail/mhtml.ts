/** Reads a page saved as a single file, which is a mail: its HTML and the day when it was saved. */
import type { Day } from '../../../rules/values/calendar.ts';
import { momentDay } from '../utc-moment.ts';

export interface SavedMail {
  readonly html: string;
  readonly on: Day | null;
}

/** A saved page of 40 MB has half as many. For far more lines, the package would need gigabytes. */
const MOST_LINES = 1_000_000;
/** Browsers nest one level; the package throws when a mail nests deeper than the limit. */
const LIMITS = { maxNestingDepth: 8, forceRfc822Attachments: true };

/** Whether the text begins as a mail with parts does. */
export function looksLikeMail(text: string): boolean {
  const [headers = ''] = text
    .slice(0, 16_384)
    .trimStart()
    .split(/\r?\n\r?\n/, 1);
  return /^mime-version:/im.test(headers) && /^content-type:\s*(multipart\/|text\/html)/im.test(headers);
}

/** Null when the mail has no HTML. Several pages in it become one text, one after the other. */
export async function unpackMail(bytes: Uint8Array): Promise<SavedMail | null> {
  if (bytes.reduce((lines, byte) => (byte === 10 ? lines + 1 : lines), 0) > MOST_LINES) return null;
  const { default: PostalMime } = await import('postal-mime');
  // A blank line before the first header would end the headers.
  const mail = await PostalMime.parse(bytes.subarray(Math.max(0, bytes.findIndex(isPrinted))), LIMITS).catch(
    () => null,
  );
  const date = mail?.headers.find(({ key }) => key === 'date')?.value;
  return mail?.html ? { html: mail.html, on: momentDay(date ?? '') } : null;
}

const isPrinted = (byte: number): boolean => byte > 0x20 && byte < 0x7f;
