/** Amounts of Connects as people, spreadsheets and programs write them in a CSV. What could be two numbers is none. */
import { MOST_CONNECTS, spokenAmount } from '../upwork-amount.ts';

export interface WrittenAmount {
  /** Never negative. */
  readonly size: number;
  /** Null where none was written. */
  readonly sign: 1 | -1 | null;
}

/** The minus sign of a keyboard, the real one, and what word processors make of them. */
const MINUS = String.raw`[-\u2010-\u2015\u2212]`;
/** Commas, spaces and apostrophes separate thousands; a point does not, as `1.204` is a number a little above one. */
const SIZE = String.raw`(?<size>\d{1,3}(?:[, '\u2019]\d{3})+|\d{1,6})(?:[.,]0{1,2})?(?: connects?)?`;
const form = (...parts: readonly string[]): RegExp => new RegExp(`^${parts.join('')}$`, 'i');

/** Exports put an apostrophe before a sign, so that a spreadsheet does not compute it. */
const FORMS: readonly (readonly [RegExp, WrittenAmount['sign']])[] = [
  [form("'?", SIZE), null],
  [form(String.raw`'?\+ ?`, SIZE), 1],
  [form("'?", MINUS, ' ?', SIZE), -1],
  // As bookkeepers write what is taken off.
  [form(String.raw`\( ?`, SIZE, String.raw` ?\)`), -1],
  [form(SIZE, ' ?', MINUS), -1],
];

/** `text`: with single spaces. */
export function writtenAmount(text: string): WrittenAmount | null {
  const spoken = spokenAmount(text);
  if (spoken !== null) return { size: Math.abs(spoken), sign: spoken < 0 ? -1 : 1 };
  for (const [form, sign] of FORMS) {
    const digits = form.exec(text)?.groups?.['size'];
    if (digits === undefined) continue;
    const size = Number(digits.replace(/\D/g, ''));
    return size > MOST_CONNECTS ? null : { size, sign };
  }
  return null;
}
