/** Amounts of Connects as Upwork's pages write them: whole, signed, with thousands separators. */

/** A larger number is not an amount of Connects; it belongs to another column. */
export const MOST_CONNECTS = 999_999;

const DIGITS = String.raw`(\d{1,3}(?:,\d{3})+|\d{1,6})`;
const SHOWN = new RegExp(`^([+\\-\u2013\u2212])${DIGITS}(?: connects?)?$`, 'i');
const WITNESS = new RegExp(`^(spent|added) ${DIGITS} connects?$`, 'i');
const BALANCE = new RegExp(`^${DIGITS} connects?$`, 'i');
const value = (digits: string): number => Number(digits.replace(/\D/g, ''));

function signed(negative: boolean, digits: string): number | null {
  const size = value(digits);
  if (size > MOST_CONNECTS) return null;
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
