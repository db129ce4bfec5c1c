/** What of a ledger has been seen on Upwork: an import showed it, or a balance that counted it agreed. */
import type { Day } from '../rules/calendar.ts';
import { type Entry, inRecording, type Transaction } from '../rules/transaction.ts';

export interface Confirmed {
  /** Whether an import brought it, or met it. */
  shown(transaction: Transaction): boolean;
  /** Whether Upwork's balance of that day or a later one agreed with the ledger that counted it. */
  agreed(transaction: Transaction, since?: Day): boolean;
}

/**
 * A balance counts what was recorded when it was compared, of its day and earlier ones. One that was adjusted agrees
 * with nothing; nor does a later one with what the adjustments since have taken off, all in all: they may have been that.
 */
export function confirmed(entries: readonly Entry[]): Confirmed {
  const met = new Set<number>();
  const compared: Entry[] = [];
  for (const entry of entries) {
    if (entry.type === 'fact') {
      if (entry.body.kind === 'confirmed') met.add(entry.body.transaction);
      if (entry.body.kind === 'reconciled') compared.push(entry);
    } else if (entry.kind === 'adjustment' && entry.source !== 'import') compared.push(entry);
  }
  compared.sort(inRecording);
  const adjusted = new Set(compared.flatMap(({ type, recordedAt }) => (type === 'transaction' ? recordedAt : [])));
  return {
    shown: ({ id, source }) => source === 'import' || met.has(id),
    agreed(transaction, since = transaction.on) {
      let takenOff = 0;
      for (const each of compared) {
        if (inRecording(each, transaction) < 0 || each.on < transaction.on) continue;
        if (each.type === 'transaction') takenOff -= each.connects;
        else if (adjusted.has(each.recordedAt) || each.on < since) continue;
        else if (takenOff < Math.abs(transaction.connects)) return true;
      }
      return false;
    },
  };
}
