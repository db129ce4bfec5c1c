/** Whether Connects were spent or came in, where a CSV says so in words instead of a sign. */
import { meaningOf } from '../../../rules/import/row-labels.ts';

/** -1: spent. 1: came in. */
export type AmountDirection = 1 | -1;

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Each of these alone says it. */
const SPENT = words(
  'spent spend spending used use debit debited dr out outgoing outflow deducted deduction charge charged minus withdrawal',
);
const CAME_IN = words(`
  earned earn earning credit credited cr in incoming inflow added add received receive refund refunded returned granted
  grant allocation allocated allowance bonus purchase purchased bought deposit plus gained gain income reward
`);

/** These say it only beside nothing that says the opposite, and never against a sign. */
const SPENDING = words('proposal proposals application applied apply bid boost boosted expired expiry');
const GIVING = words('renewal renewed gift free monthly promo promotion topup');
/** What comes back of a spending names the spending too. */
const BACK = words('refund refunded returned back');

const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '' && !/^connects?$/.test(word));

/** The direction that a whole text is the name of: `SPENT`, `Connects used`, `debit`. */
export function namedDirection(text: string): AmountDirection | null {
  const sign = text.trim();
  if (sign === '+') return 1;
  if (/^[-\u2013\u2212]$/.test(sign)) return -1;
  const [word = '', ...more] = wordsOf(text);
  if (more.length > 0) return null;
  return SPENT.has(word) ? -1 : CAME_IN.has(word) ? 1 : null;
}

/** The direction that the words of a text suggest, all together. */
export function suggestedDirection(text: string): AmountDirection | null {
  const found = wordsOf(text);
  const isBack = found.some((word) => BACK.has(word));
  const isSpent = found.some((word) => SPENT.has(word) || SPENDING.has(word));
  const cameIn = found.some((word) => (CAME_IN.has(word) && !BACK.has(word)) || GIVING.has(word));
  if (isBack) return cameIn ? null : 1;
  return isSpent === cameIn ? null : isSpent ? -1 : 1;
}

/** The only direction that a known label of Upwork's can have. */
export function labelDirection(label: string): AmountDirection | null {
  const [takes, gives] = [meaningOf(label, -1).known, meaningOf(label, 1).known];
  return takes === gives ? null : takes ? -1 : 1;
}
