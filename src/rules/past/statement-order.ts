/**
 * The order of a statement's lines. Every line adds to the line before. So what no longer counts and what takes it back
 * stand together, and all other lines show the balance of what counts.
 */

import { inOrder, type Transaction } from '../vocabulary/transaction.ts';
import type { HeldEntry } from '../vocabulary/voided.ts';

/** Puts each reversal behind what it reverses. Without reversals, these are the same entries. */
export function reversalsBehind(entries: readonly HeldEntry[]): readonly HeldEntry[] {
  const reversed = new Map<number, number>();
  for (const { entry } of entries) {
    if (entry.type === 'transaction' && entry.kind === 'reversal' && entry.reverses !== null) {
      reversed.set(entry.id, entry.reverses);
    }
  }
  if (reversed.size === 0) return entries;
  const places = new Map(
    entries.flatMap(({ entry }, i) => (entry.type === 'transaction' ? [[entry.id, i] as const] : [])),
  );
  /** The place of what a chain of reversals began with, unless it is not among these entries. */
  const placeOf = ({ entry }: HeldEntry, own: number): number => {
    if (entry.type === 'fact') return own;
    let root = entry.id;
    for (let next = reversed.get(root); next !== undefined; next = reversed.get(root)) root = next;
    return places.get(root) ?? own;
  };
  return entries
    .map((held, i) => ({ held, i, at: placeOf(held, i) }))
    .sort((a, b) => a.at - b.at || a.i - b.i)
    .map(({ held }) => held);
}

/**
 * Lines that no longer count, each followed by its reversals, so that they add up to nothing. They stay in the order of
 * recording, unless the balance before them is too low for that today. Then each comes with its reversals, and of these
 * what brings Connects comes first.
 */
export function idleOrder(idle: readonly Transaction[], before: number): readonly Transaction[] {
  const recorded = idle.toSorted(inOrder);
  let [balance, lowest] = [before, before];
  for (const { connects } of recorded) {
    balance += connects;
    lowest = Math.min(lowest, balance);
  }
  if (lowest >= 0) return recorded;
  const chains: Transaction[][] = [];
  for (const each of idle) {
    if (each.kind === 'reversal' && chains.length > 0) chains.at(-1)?.push(each);
    else chains.push([each]);
  }
  return chains.flatMap((chain) => chain.sort((a, b) => Math.sign(b.connects) - Math.sign(a.connects)));
}
