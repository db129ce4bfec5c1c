/** Amounts of Connects as Upwork's pages and other people's files write them: whole, signed, with thousands separators. */

/** A larger number is not an amount of Connects; it belongs to another column. */
const MOST = 999_999;

const DIGITS = String.raw`(\d{1,3}(?:,\d{3})+|\d{1,6})`;
const SHOWN = new RegExp(`^([+\\-\u2212])${DIGITS}(?: connects?)?$`, 'i');
const WITNESS = new RegExp(`^(spent|added) ${DIGITS} connects?$`, 'i');
const BALANCE = new RegExp(`^${DIGITS} connects?$`, 'i');
/** Spaces and apostrophes separate thousands too, spreadsheets add `.0`, and exports put `'` before a sign. */
const WRITTEN = /^'?([+\-\u2212]?) ?(\d{1,3}(?:[, '\u2019\u00a0\u2009\u202f]\d{3})+|\d{1,6})(?:\.0+)?(?: connects?)?$/i;

const value = (digits: string): number => Number(digits.replace(/\D/g, ''));

function signed(negative: boolean, digits: string): number | null {
  const size = value(digits);
  if (size > MOST) return null;
  return negative && size > 0 ? -size : size;
}

/** `-20`, `+1,204 Connects`: always with its sign. */
export function shownAmount(text: string): number | null {
  const [, sign, digits] = SHOWN.exec(text) ?? [];
  return sign && digits ? signed(sign !== '+', digits) : null;
}

/** `Spent 20 Connects`, `Added 1 Connect`: the words for a screen reader, which a copied text contains. */
export function spokenAmount(text: string): number | null {
  const [, verb, digits] = WITNESS.exec(text) ?? [];
  return verb && digits ? signed(verb.toLowerCase() === 'spent', digits) : null;
}

/** `296 Connects`. */
export function shownBalance(text: string): number | null {
  const digits = BALANCE.exec(text)?.[1];
  return digits === undefined ? null : signed(false, digits);
}

/** An amount in a cell of a CSV, where a plus may be missing. */
export function writtenAmount(text: string): number | null {
  const [, sign, digits] = WRITTEN.exec(text) ?? [];
  return digits === undefined ? null : signed(sign === '-' || sign === '\u2212', digits);
}
