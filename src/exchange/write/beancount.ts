/** The books for beancount, which checks the balance on the day after the last. */
import { addDays } from '../../rules/values/calendar.ts';
import { bookingText, oneLine, plainDollars } from './booking-text.ts';
import { ASSETS_ACCOUNT, type BookAccount, type Booking, type BookPosting, type Books } from './books.ts';

export function* writeBeancount({ bookings, accounts, since, until, left }: Books): Generator<string> {
  yield `; Upwork Connects up to ${until}: ${left} left. Commands that were undone are left out.\n`;
  yield '; The cost in dollars is written after @. See it with SELECT account, sum(weight).\n\n';
  yield 'option "title" "Upwork Connects"\noption "operating_currency" "USD"\n\n';
  yield `${since} commodity CONNECTS\n`;
  for (const account of accounts) yield `${since} open ${name(account)}\n`;
  for (const booking of bookings) yield transaction(booking);
  if (bookings.length > 0) yield `\n${addDays(until, 1)} balance ${name(ASSETS_ACCOUNT)}  ${left} CONNECTS\n`;
}

/** `Expenses:Connects:Availability-Badge`: every part begins with a capital. */
const name = (account: BookAccount): string =>
  account.map((part) => part.replace(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase())).join(':');

const quoted = (text: string): string => `"${oneLine(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

function transaction({ on, id, label, title, note, proposal, postings }: Booking): string {
  const what = bookingText(oneLine(label), oneLine(title ?? ''));
  const lines = [
    `${on} * "Upwork" ${quoted(what)}${proposal === null ? '' : ` ^proposal-${proposal}`}`,
    ...(id === null ? [] : [`  id: ${id}`]),
    ...(note === null ? [] : [`  note: ${quoted(note)}`]),
    ...postings.flatMap(amounts),
  ];
  return `\n${lines.join('\n')}\n`;
}

/**
 * Beancount keeps a price for each unit and multiplies, which loses the cent that a price in all would have kept:
 * so Connects whose cost does not divide are written as two lots, each with a price in whole cents.
 */
function amounts(posting: BookPosting): readonly string[] {
  const account = `  ${name(posting.account).padEnd(NAME)}`;
  if ('cents' in posting) return [`${account}  ${plainDollars(posting.cents).padStart(NUMBER)} USD`];
  const count = Math.abs(posting.connects);
  const dearer = posting.costCents % count;
  const each = (posting.costCents - dearer) / count;
  return [
    { connects: count - dearer, cents: each },
    { connects: dearer, cents: each + 1 },
  ]
    .filter(({ connects }) => connects > 0)
    .map(({ connects, cents }) => {
      const signed = String(Math.sign(posting.connects) * connects);
      return `${account}  ${signed.padStart(NUMBER)} CONNECTS @ ${plainDollars(cents)} USD`;
    });
}

const NAME = 38;
const NUMBER = 8;
