/** The books as a journal for hledger, which checks the balance after every booking. */
import type { Books } from './books.ts';
import { joinedAccount, journalBooking } from './journal-booking.ts';

export function* writeHledger({ bookings, accounts, until, left }: Books): Generator<string> {
  yield `; Upwork Connects up to ${until}: ${left} left. Commands that were undone are left out.\n`;
  yield '; The cost in dollars is written after @@. See it with hledger balance --cost.\n\n';
  yield 'commodity 1000. CONNECTS\ncommodity 1000.00 USD\n\npayee Upwork\n\n';
  for (const account of accounts) yield `account ${joinedAccount(account)}\n`;
  for (const booking of bookings) yield journalBooking(booking, { payee: 'Upwork | ', asserts: true });
}
