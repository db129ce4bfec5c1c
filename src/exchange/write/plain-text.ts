/** What hledger and ledger read alike: a booking as lines of plain text. */
import type { Account, Booking, Posting } from './books.ts';
import { dollars, oneLine, told } from './text.ts';

/** What the two do differently. */
export interface Dialect {
  /** Who was dealt with, before the description. */
  readonly payee: string;
  /** State the balance after each booking, for the program to check. */
  readonly asserts: boolean;
}

export const accountName = (account: Account): string => account.join(':');

/** A semicolon begins a comment, and cannot be escaped. */
const described = (text: string): string => oneLine(text).replaceAll(';', ',');

export function plainText(booking: Booking, { payee, asserts }: Dialect): string {
  const { on, id, label, title, note, proposal, postings, left } = booking;
  const what = told(described(label), described(title ?? ''));
  const lines = [
    `${on} * ${id === null ? '' : `(${id}) `}${payee}${what}`,
    ...(proposal === null ? [] : [`    ; proposal: ${proposal}`]),
    // Under a name of its own, nothing in it is read as a date or a tag.
    ...(note === null ? [] : [`    ; note: ${oneLine(note)}`]),
    ...postings.map((posting, i) => `${amount(posting)}${asserts && i === 0 ? ` = ${left} CONNECTS` : ''}`),
  ];
  return `\n${lines.join('\n')}\n`;
}

function amount(posting: Posting): string {
  const account = `    ${accountName(posting.account).padEnd(NAME)}`;
  if ('cents' in posting) return `${account}  ${dollars(posting.cents).padStart(NUMBER)} USD`;
  return `${account}  ${String(posting.connects).padStart(NUMBER)} CONNECTS @@ ${dollars(posting.costCents)} USD`;
}

const NAME = 36;
const NUMBER = 8;
