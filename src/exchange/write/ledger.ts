/** The books as a journal for ledger, which checks the balance at the end: costs keep it from doing so line by line. */
import { ASSETS_ACCOUNT, type Books } from './books.ts';
import { joinedAccount, journalBooking } from './journal-booking.ts';

export function* writeLedgerJournal({ bookings, accounts, until, left }: Books): Generator<string> {
  yield `; Upwork Connects up to ${until}: ${left} left. Commands that were undone are left out.\n`;
  yield '; The cost in dollars is written after @@. See it with ledger balance --basis.\n\n';
  yield 'commodity CONNECTS\n    format 1000 CONNECTS\ncommodity USD\n    format 1000.00 USD\n\n';
  yield 'tag proposal\ntag note\n\n';
  for (const account of accounts) yield `account ${joinedAccount(account)}\n`;
  for (const booking of bookings) yield journalBooking(booking, { payee: '', asserts: false });
  if (bookings.length > 0)
    yield `\nassert quantity(strip(account("${joinedAccount(ASSETS_ACCOUNT)}").total)) == ${left}\n`;
}
