/** Which rows of an import the ledger holds already: by Upwork's id, as the same row again, or as an entry made by hand. */
import { earlierFirst } from '../calendar.ts';
import type { Proposal } from '../state.ts';
import type { Entry, Transaction } from '../transaction.ts';
import type { ImportRow } from '../upwork-row.ts';
import { badgeBalance, indexKnownRows } from './known-rows.ts';
import { matchManual } from './match-manual.ts';
import { isBadgeRow, meaningOf } from './row-labels.ts';

export interface ConfirmedRow {
  readonly row: ImportRow;
  readonly transaction: Transaction;
}

export interface RowMatches {
  /** Oldest first. */
  readonly fresh: readonly ImportRow[];
  readonly known: readonly ImportRow[];
  /** Rows that confirm an entry made by hand. */
  readonly confirmed: readonly ConfirmedRow[];
}

/** `entries`: all that is live in the ledger; `rows`: newest first, as the page has them. */
export function matchRows(
  rows: readonly ImportRow[],
  entries: readonly Entry[],
  proposals: ReadonlyMap<number, Proposal>,
): RowMatches {
  const known: ImportRow[] = [];
  const confirmed: ConfirmedRow[] = [];
  const ledger = indexKnownRows(entries);
  const badges = badgeBalance(ledger);
  const knownIds = new Set<string>();

  const unknownIds = oldestFirst(rows).filter((row) => {
    const { kind } = meaningOf(row.label, row.connects);
    const { upworkId } = row;
    const isKnown = upworkId !== null && (ledger.knowsId(upworkId) || knownIds.has(upworkId));
    if (upworkId !== null) knownIds.add(upworkId);
    // An expiry is derived here too; counting it twice would take it twice.
    if (kind !== 'expiry' && !isKnown) return true;
    // What is known by its id is part of the day's sum already.
    if (kind === 'availability-badge') badges.cover(row);
    known.push(row);
    return false;
  });
  const unseen: ImportRow[] = [];
  for (const row of unknownIds) {
    const left = isBadgeRow(row) ? badges.beyond(row) : ledger.claim(row) ? null : row;
    if (left) unseen.push(left);
    else known.push(row);
  }
  const met = matchManual(unseen, ledger.manual, proposals, badges.leftOn);
  const fresh = unseen.filter((row) => {
    const transaction = met.get(row);
    if (transaction) confirmed.push({ row, transaction });
    return !transaction;
  });
  return { fresh, known, confirmed };
}

const oldestFirst = (rows: readonly ImportRow[]): ImportRow[] => rows.toReversed().sort(earlierFirst);
