/** Where a ledger's balance begins, if no row tells it: what is known of that, and the ways to read it. */

import type { State } from '../../state/state.ts';
import type { Day } from '../../values/calendar.ts';
import type { Entry, Transaction } from '../../vocabulary/transaction.ts';
import { isGuess } from './supposed-entries.ts';

/** A balance of Upwork's that the ledger was held to: of this day, and of what was recorded by then. */
export interface BalanceAnchor {
  readonly on: Day;
  readonly balance: number;
  readonly recordedAt: string;
}

/** A way to read where the balance begins. */
export type OriginReading =
  /** As it is recorded, with what is found before it added before it. */
  | { readonly from: 'record' }
  /** So that the ledger had that balance. `day`: what is found of the anchor's own day was counted by it. */
  | { readonly from: 'anchor'; readonly anchor: BalanceAnchor; readonly counts: 'eve' | 'day' }
  /** So that the ledger ends on what Upwork shows now, or has just enough. */
  | { readonly from: 'page' };

/** The opening balance of a ledger: typed, or supposed by an import. */
export const openingIn = (entries: readonly Entry[]): Transaction | null =>
  entries.find((entry): entry is Transaction => entry.type === 'transaction' && entry.kind === 'opening') ?? null;

/** The day of an opening balance that rows without a balance led to: it may be higher than it is recorded. */
export function leastOpeningDay(entries: readonly Entry[], until: Day): Day | null {
  const opening = openingIn(entries);
  return opening && isGuess(opening) && opening.on <= until ? opening.on : null;
}

/**
 * The likeliest first. A page shows days without times, so nothing says which rows of a day a balance had counted: the
 * balance that Upwork shows decides between them.
 */
export function originReadings(entries: readonly Entry[], ledger: State): readonly OriginReading[] {
  if (ledger.opened === null) return [{ from: 'page' }];
  const opening = openingIn(entries);
  if (!opening) return [{ from: 'record' }];
  const anchor = anchorOf(opening, entries);
  if (!anchor) return [{ from: isGuess(opening) ? 'page' : 'record' }];
  return [{ from: 'anchor', anchor, counts: 'eve' }, { from: 'anchor', anchor, counts: 'day' }, { from: 'record' }];
}

/** A typed opening is what Upwork showed then. A supposed one follows from the last balance that agreed. */
function anchorOf(opening: Transaction, entries: readonly Entry[]): BalanceAnchor | null {
  if (opening.source !== 'import') return { ...opening, balance: opening.connects };
  let last: BalanceAnchor | null = null;
  for (const entry of entries) {
    if (entry.type !== 'fact' || entry.body.kind !== 'reconciled') continue;
    last = { on: entry.on, balance: entry.body.connects, recordedAt: entry.recordedAt };
  }
  if (last || isGuess(opening)) return last;
  // Typed with --from-opening, or a running total: the balance before everything of that day.
  return { on: opening.on, balance: opening.connects, recordedAt: '' };
}

/** Whether an anchor counted an entry. Of its own day it counted what was recorded before it. */
export const isCounted = (
  entry: Entry,
  { anchor, counts }: Extract<OriginReading, { from: 'anchor' }>,
  isRow: (entry: Entry) => boolean,
): boolean =>
  entry.on < anchor.on ||
  (entry.on === anchor.on && (entry.recordedAt <= anchor.recordedAt || (counts === 'day' && isRow(entry))));
