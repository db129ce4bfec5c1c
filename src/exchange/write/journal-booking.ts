/** A booking as lines of a journal that both hledger and ledger read. */
import { bookingText, oneLine, plainDollars } from './booking-text.ts';
import type { BookAccount, Booking, BookPosting } from './books.ts';

/** What the two do differently. */
export interface JournalDialect {
  /** The other party, written before the description. */
  readonly payee: string;
  /** Whether to write the balance after each booking, for the program to check. */
  readonly asserts: boolean;
}

export const joinedAccount = (account: BookAccount): string => account.join(':');

/** A semicolon begins a comment, and cannot be escaped. */
const described = (text: string): string => oneLine(text).replaceAll(';', ',');

export function journalBooking(booking: Booking, { payee, asserts }: JournalDialect): string {
  const { on, id, label, title, note, proposal, postings, left } = booking;
  const what = bookingText(described(label), described(title ?? ''));
  const lines = [
    `${on} * ${id === null ? '' : `(${id}) `}${payee}${what}`,
    ...(proposal === null ? [] : [`    ; proposal: ${proposal}`]),
    // As the value of a tag, no part of the note is read as a date or a tag.
    ...(note === null ? [] : [`    ; note: ${oneLine(note)}`]),
    ...postings.map((posting, i) => `${amount(posting)}${asserts && i === 0 ? ` = ${left} CONNECTS` : ''}`),
  ];
  return `\n${lines.join('\n')}\n`;
}

function amount(posting: BookPosting): string {
  const account = `    ${joinedAccount(posting.account).padEnd(NAME)}`;
  if ('cents' in posting) return `${account}  ${plainDollars(posting.cents).padStart(NUMBER)} USD`;
  return `${account}  ${String(posting.connects).padStart(NUMBER)} CONNECTS @@ ${plainDollars(posting.costCents)} USD`;
}

const NAME = 36;
const NUMBER = 8;
