/**
 * What imports suppose where no row tells it: the balance before the first row, and what must be missing from it.
 * Each import supposes anew from all that is known by then, so the order in which pages come does not matter.
 */

import type { EntryBuilder } from '../../past/timeline.ts';
import type { Day } from '../../values/calendar.ts';
import { KIND_FACTS } from '../../vocabulary/kinds.ts';
import type { DayRank, Entry, Transaction } from '../../vocabulary/transaction.ts';

export const SUPPOSED_LABELS = {
  opening: KIND_FACTS.opening.label,
  /** No balance implies it: the rows need that much. */
  least: 'Opening balance, at least',
  missing: 'Missing from the imported history',
  counted: 'Counted by the opening balance',
  adjusted: KIND_FACTS.adjustment.label,
} as const;

/** One supposition, before it is an entry. */
export interface SupposedEntry {
  readonly kind: 'opening' | 'adjustment';
  readonly label: string;
  readonly on: Day;
  readonly rank: DayRank;
  readonly connects: number;
  /** The day it is gone; null for what takes Connects off. */
  readonly expiresOn: Day | null;
}

/** Earlier versions called it so. */
const MADE_UP = 'Opening balance, made up for rows found since';
const ADJUSTMENTS: readonly string[] = [
  SUPPOSED_LABELS.missing,
  SUPPOSED_LABELS.counted,
  SUPPOSED_LABELS.adjusted,
  MADE_UP,
];

/** Whether an import supposed this. What a person typed is not among them, not even an adjustment. */
export const isSupposed = (entry: Entry): entry is Transaction =>
  entry.type === 'transaction' &&
  entry.source === 'import' &&
  (entry.kind === 'opening' || (entry.kind === 'adjustment' && ADJUSTMENTS.includes(entry.label)));

/** A balance that is the least its rows need; any balance of Upwork's tells more. */
export const isGuess = ({ label }: Pick<Transaction, 'label'>): boolean => label === SUPPOSED_LABELS.least;

const keyOf = ({ kind, label, on, connects, expiresOn }: SupposedEntry): string =>
  JSON.stringify([kind, label, on, connects, expiresOn]);

/** Splits suppositions into those that are recorded already and new ones, and names what no longer holds. */
export function compareSupposed(recorded: readonly Transaction[], wanted: readonly SupposedEntry[]) {
  const there = Map.groupBy(recorded, (each) => keyOf(each as SupposedEntry));
  const fresh = wanted.filter((each) => !there.get(keyOf(each))?.pop());
  return { fresh, outdated: recorded.filter((each) => there.get(keyOf(each as SupposedEntry))?.includes(each)) };
}

/** The entry of a supposition. */
export const postSupposed = (builder: EntryBuilder, { ...supposed }: SupposedEntry, edition: string): Transaction =>
  builder.addTransaction({ ...supposed, edition, source: 'import' });
