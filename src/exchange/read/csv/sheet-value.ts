/** What a line of a sheet says a proposal earned, in US dollars. Another currency, and what could be two numbers, is not read. */
import { bareText } from '../fold-space.ts';

/** What can be recorded, in cents. */
const MOST_CENTS = 99_999_999;

/** Words for nothing earned yet. */
const NONE = /^(?:[-\u2010-\u2015\u2212]|no|none|n\/?a|tbd|\?)?$/i;

/** Commas and spaces separate thousands, a point the cents. `1,20` and `1.204` are other countries' forms, or mistakes. */
const DOLLARS =
  /^'?(?:us ?\$|\$|usd)? ?(?<whole>\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d{1,7})(?:\.(?<cents>\d{1,2}))?(?: ?(?:us ?\$|\$|usd|(?:us )?dollars?))?$/i;

/** The same where a comma separates the cents: in files of countries that write so. */
const COMMA_DOLLARS =
  /^'?(?:us ?\$|\$|usd)? ?(?<whole>\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d{1,7}),(?<cents>\d{1,2})(?: ?(?:us ?\$|\$|usd|(?:us )?dollars?))?$/i;

export interface ValueForm {
  readonly inCents: boolean;
  /** Whether a comma may separate the cents. */
  readonly hasComma: boolean;
}

/** Null where nothing is written; 0 may be an empty cell of a spreadsheet. */
export function sheetValue(text: string, { inCents, hasComma }: ValueForm): number | null | 'unreadable' {
  const given = bareText(text);
  if (NONE.test(given)) return null;
  if (inCents) return /^\d{1,8}$/.test(given) ? Number(given) : 'unreadable';
  const { whole, cents = '' } = (DOLLARS.exec(given) ?? (hasComma ? COMMA_DOLLARS.exec(given) : null))?.groups ?? {};
  if (whole === undefined) return 'unreadable';
  const value = Number(whole.replace(/\D/g, '')) * 100 + Number(cents.padEnd(2, '0'));
  return value > MOST_CENTS ? 'unreadable' : value;
}
