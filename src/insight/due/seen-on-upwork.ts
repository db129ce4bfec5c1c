/** The transactions that were seen on Upwork: an import showed them, or a balance that counted them agreed. */
import type { Day } from '../../rules/values/calendar.ts';
import { type Entry, inRecording, type Transaction } from '../../rules/vocabulary/transaction.ts';

export interface UpworkEvidence {
  /** Whether an import brought it, or confirmed it. */
  shown(transaction: Transaction): boolean;
  /** Whether Upwork's balance of that day or a later one agreed with the ledger that counted it. */
  agreed(transaction: Transaction, since?: Day): boolean;
  /** Whether Upwork's balance of a later day agreed with the ledger, however old the ledger's entries are. */
  agreedAfter(day: Day): boolean;
}

/**
 * A balance counts the entries of its day and earlier days that were recorded by then. A reconcile that needed an
 * adjustment confirms nothing. A later one does not confirm entries that the adjustments in between may have corrected.
 */
export function seenOnUpwork(entries: readonly Entry[]): UpworkEvidence {
  const confirmed = new Set<number>();
  const compared: Entry[] = [];
  for (const entry of entries) {
    if (entry.type === 'fact') {
      if (entry.body.kind === 'confirmed') confirmed.add(entry.body.transaction);
      if (entry.body.kind === 'reconciled') compared.push(entry);
    } else if (entry.kind === 'adjustment' && entry.source !== 'import') compared.push(entry);
  }
  compared.sort(inRecording);
  const adjusted = new Set(compared.flatMap(({ type, recordedAt }) => (type === 'transaction' ? recordedAt : [])));
  return {
    shown: ({ id, source }) => source === 'import' || confirmed.has(id),
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
    agreedAfter: (day) =>
      compared.some(({ type, on, recordedAt }) => type === 'fact' && on > day && !adjusted.has(recordedAt)),
  };
}
