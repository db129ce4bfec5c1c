/** What stood before the first row: where a history begins in the middle, and where it reaches back behind the ledger's own opening. */
import { type Day, sameDayOfMonth } from '../calendar.ts';
import type { Plan } from '../rulebook.ts';
import type { Entry, Transaction } from '../transaction.ts';
import { meaning } from './labels.ts';
import type { ImportRow } from './row.ts';

/** The balance before the first row, in Connects: as the page tells it, and never so small that the rows could not follow. */
export function openingBefore(rows: readonly ImportRow[], told: number | null): number {
  let sum = 0;
  let lowest = 0;
  for (const { connects } of rows) {
    sum += connects;
    lowest = Math.min(lowest, sum);
  }
  const [oldest] = rows;
  const running = oldest?.runningTotal == null ? null : oldest.runningTotal - oldest.connects;
  return Math.max(running ?? told ?? 0, -lowest);
}

export const sumOf = (rows: readonly ImportRow[]): number => rows.reduce((sum, { connects }) => sum + connects, 0);

/** The ledger's opening balances, oldest first: an import that reaches further back adds one. */
export const openingsOf = (entries: readonly Entry[]): readonly Transaction[] =>
  entries.filter((entry): entry is Transaction => entry.type === 'transaction' && entry.kind === 'opening');

/** Tells whether a row happened before that opening balance was read. */
export type LeadsUpTo = (opening: Transaction, row: ImportRow) => boolean;

/**
 * On the opening's own day: below every row of that day that the ledger knows, when an import told the opening
 * (the page it was told by ended there), or a further part of that day's badge.
 */
export function byThePage(rows: readonly ImportRow[], fresh: readonly ImportRow[]): LeadsUpTo {
  const order = new Map(rows.map((row, i) => [row.at, i]));
  const isFresh = new Set(fresh.map(({ at }) => at));
  const oldestKnown = new Map<Day, number>();
  rows.forEach(({ on, at }, i) => {
    if (!isFresh.has(at)) oldestKnown.set(on, i);
  });
  return (opening, row) => {
    if (row.on !== opening.on) return row.on < opening.on;
    if (opening.source !== 'import') return false;
    const isBadge = meaning(row.label, row.connects).kind === 'availability-badge';
    return isBadge || (order.get(row.at) ?? 0) > (oldestKnown.get(row.on) ?? -1);
  };
}

/** A balance typed in the course of a day may have counted all of that day's rows already. */
export const byTheDay: LeadsUpTo = (opening, row) => row.on <= opening.on;

/** Only Plus brings this much in a cycle. */
const LEAST_OF_PLUS = 70;

export const planOf = (rows: readonly ImportRow[]): Plan =>
  rows.some((row) => isRenewal(row) && row.connects >= LEAST_OF_PLUS) ? 'plus' : 'basic';

/** Cycles are counted from the day of the month that renewals stand on, where any is seen. */
export function anchorOf(rows: readonly ImportRow[], opened: Day): { anchor?: Day } {
  const renewal = rows.find(isRenewal);
  return renewal ? { anchor: sameDayOfMonth(renewal.on, opened) } : {};
}

const isRenewal = (row: ImportRow): boolean => meaning(row.label, row.connects).kind === 'renewal';
