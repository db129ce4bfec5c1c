/** The balance before the first row, for a history that begins midway or reaches back before the ledger's opening. */
import { type Day, sameDayOfMonth } from '../calendar.ts';
import type { Plan } from '../rulebook.ts';
import type { State } from '../state.ts';
import type { Entry, Transaction } from '../transaction.ts';
import { countsOn, type ImportRow } from '../upwork-row.ts';
import { KIND_FACTS } from '../vocabulary/kinds.ts';
import { isBadgeRow, meaningOf } from './row-labels.ts';

/** A balance before the first row. It is known if Upwork's balance implies it; else it is the least that the rows need. */
export interface OpeningBalance {
  readonly connects: number;
  readonly isKnown: boolean;
}

/** The balance before these rows, at least what they need. `implied`: what a later balance implies for it, if any. */
export function openingBefore(rows: readonly ImportRow[], implied: number | null): OpeningBalance {
  let sum = 0;
  let lowest = 0;
  for (const { connects } of rows) {
    sum += connects;
    lowest = Math.min(lowest, sum);
  }
  const [oldest] = rows;
  const running = oldest?.runningTotal == null ? implied : oldest.runningTotal - oldest.connects;
  return { connects: Math.max(running ?? 0, -lowest), isKnown: running !== null };
}

export const sumOfRows = (rows: readonly ImportRow[]): number => rows.reduce((sum, { connects }) => sum + connects, 0);

/** What an import adds that no row says. */
export const ADJUSTMENT_LABELS = {
  opening: KIND_FACTS.opening.label,
  /** No balance implies it: the rows need that much. */
  least: 'Opening balance, at least',
  missing: 'Missing from the imported history',
  counted: 'Counted by the opening balance',
  madeUp: 'Opening balance, made up for rows found since',
  adjusted: KIND_FACTS.adjustment.label,
} as const;

/** The ledger's opening balances, oldest first: an import that reaches further back adds one. */
export const openingsIn = (entries: readonly Entry[]): readonly Transaction[] =>
  entries.filter((entry): entry is Transaction => entry.type === 'transaction' && entry.kind === 'opening');

/** A balance that an import guessed (the least its rows need) and no later Upwork balance has confirmed. */
export const isGuess = ({ on, source, label }: Transaction, { reconciled }: State): boolean =>
  source === 'import' &&
  (label === ADJUSTMENT_LABELS.least || label === ADJUSTMENT_LABELS.missing) &&
  (reconciled === null || reconciled.on < on);

/** All guesses, summed by day, latest first: rows found later may make them unnecessary. */
export function guessesIn(entries: readonly Entry[], state: State): readonly { on: Day; connects: number }[] {
  const days = new Map<Day, number>();
  for (const entry of entries) {
    if (entry.type !== 'transaction' || !isGuess(entry, state)) continue;
    days.set(entry.on, (days.get(entry.on) ?? 0) + entry.connects);
  }
  return [...days].flatMap(([on, connects]) => (connects > 0 ? { on, connects } : [])).reverse();
}

/** Tells whether a row happened before that opening balance was read. */
export type IsBeforeOpening = (opening: Transaction, row: ImportRow) => boolean;

/**
 * On the opening's own day, if an import brought the opening: rows below every known row of that day, because the page
 * that showed the balance ended there, and any further cost of that day's badge.
 */
export function untilPageEnd(rows: readonly ImportRow[], fresh: readonly ImportRow[]): IsBeforeOpening {
  const order = new Map(rows.map((row, i) => [row, i]));
  const isFresh = new Set(fresh);
  const oldestKnown = new Map<Day, number>();
  rows.forEach((row, i) => {
    if (!isFresh.has(row) && !isBadgeRow(row)) oldestKnown.set(row.on, i);
  });
  return (opening, row) => {
    if (row.on !== opening.on) return row.on < opening.on;
    if (opening.source !== 'import') return false;
    return isBadgeRow(row) || (order.get(row) ?? 0) > (oldestKnown.get(row.on) ?? -1);
  };
}

/** Rows of the opening's own day came after it, such as a badge whose cost has grown since. */
export const untilDayBefore: IsBeforeOpening = (opening, row) => row.on < opening.on;

/** A balance typed in the course of a day may have counted all of that day's rows already. */
export const untilEndOfDay =
  (today: Day): IsBeforeOpening =>
  (opening, row) =>
    countsOn(row, today) <= opening.on;

/** Only Plus brings this much in a cycle. */
const LEAST_OF_PLUS = 70;

export const membershipOf = (rows: readonly ImportRow[]): Plan =>
  rows.some((row) => isRenewal(row) && row.connects >= LEAST_OF_PLUS) ? 'plus' : 'basic';

/** Cycles are counted from the day of the month of the renewals, if there are any. */
export function anchorOf(rows: readonly ImportRow[], opened: Day): { anchor?: Day } {
  const renewal = rows.find(isRenewal);
  return renewal ? { anchor: sameDayOfMonth(renewal.on, opened) } : {};
}

const isRenewal = (row: ImportRow): boolean => meaningOf(row.label, row.connects).kind === 'renewal';
