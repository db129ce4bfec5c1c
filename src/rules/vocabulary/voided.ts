/** Which entries still count once transactions among them void others. Nothing that is recorded is ever changed. */
import type { Entry } from './transaction.ts';

/** An entry as the ledger holds it. One that was undone, voided or replaced is no longer live, nor is a reversal. */
export interface HeldEntry<E extends Entry = Entry> {
  readonly entry: E;
  readonly live: boolean;
}

/**
 * A reversal never counts, nor does what a reversal or a replacement names. Order is kept.
 * The commands of all these entries must be live.
 */
export function heldEntries<E extends Entry>(entries: readonly E[]): readonly HeldEntry<E>[] {
  const voided = new Set<number>();
  for (const entry of entries) if (entry.type === 'transaction' && entry.reverses !== null) voided.add(entry.reverses);
  return entries.map((entry) => ({
    entry,
    live: entry.type === 'fact' || (entry.kind !== 'reversal' && !voided.has(entry.id)),
  }));
}

export const withoutVoided = <E extends Entry>(entries: readonly E[]): readonly E[] =>
  entries.some((entry) => entry.type === 'transaction' && entry.reverses !== null)
    ? heldEntries(entries).flatMap(({ entry, live }) => (live ? entry : []))
    : entries;
