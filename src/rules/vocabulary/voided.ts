/** Which entries still count once transactions among them void others. Nothing that is recorded is ever changed. */
import type { Entry, Fact } from './transaction.ts';

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

/** Without the uses of coupons whose purchases were voided, and without what freed them. */
export function withoutFreed<E extends Entry>(entries: readonly E[]): readonly E[] {
  const freed = entries.filter((entry) => entry.type === 'fact' && isFreed(entry));
  if (freed.length === 0) return entries;
  const dropped = new Set<E>(freed);
  for (const each of freed) {
    const [used] = entries
      .filter((entry) => !dropped.has(entry) && entry.on === each.on && isSameUse(entry, each))
      .sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1));
    if (used) dropped.add(used);
  }
  return entries.filter((entry) => !dropped.has(entry));
}

const isFreed = ({ body }: Fact): boolean => body.kind === 'coupon-used' && body.freed === true;

const isSameUse = (a: Entry, b: Entry): boolean =>
  a.type === 'fact' &&
  b.type === 'fact' &&
  a.body.kind === 'coupon-used' &&
  b.body.kind === 'coupon-used' &&
  a.body.code.toLowerCase() === b.body.code.toLowerCase();

export const withoutVoided = <E extends Entry>(entries: readonly E[]): readonly E[] =>
  entries.some((entry) => entry.type === 'transaction' && entry.reverses !== null)
    ? heldEntries(entries).flatMap(({ entry, live }) => (live ? entry : []))
    : entries;
