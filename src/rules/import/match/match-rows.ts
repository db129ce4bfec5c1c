/** What each row of an import is: known from an earlier one, an entry that was typed before, or new. */

import type { Proposal } from '../../state/state.ts';
import { type Day, earlierFirst } from '../../values/calendar.ts';
import { isFinalCharge } from '../../vocabulary/settled-bid.ts';
import type { Entry, Transaction } from '../../vocabulary/transaction.ts';
import type { ImportRow } from '../../vocabulary/upwork-row.ts';
import { isBadgeRow, meaningOf } from '../row-labels.ts';
import { badgeBalance } from './badge-days.ts';
import { expiryRows } from './derived-expiry.ts';
import type { ComparableRow, MatchWay, TypedEntry } from './entry-match-ways.ts';
import { indexJobs, type JobIndex } from './job-index.ts';
import { indexKnownRows } from './known-rows.ts';
import { asTypedEntry, type MetEntry, meetTyped } from './meet-typed-entries.ts';
import { foldedTitle } from './title-likeness.ts';

/** A row that the ledger has. */
export interface KnownImportRow {
  readonly row: ImportRow;
  /** Null for what has no entry of its own: an expiry, a part of a day's badge, or a row of this file again. */
  readonly transaction: Transaction | null;
}

/** A row that confirms an entry made by hand. */
export interface ConfirmedRow {
  readonly row: ImportRow;
  readonly transaction: Transaction;
  readonly way: MatchWay;
  /** The title that was typed, where it differs from the page's by more than case, punctuation and spaces. */
  readonly typedTitle: string | null;
}

export interface RowMatches {
  /** Oldest first, as all of these. */
  readonly fresh: readonly ImportRow[];
  readonly known: readonly KnownImportRow[];
  readonly confirmed: readonly ConfirmedRow[];
  /** Rows of a sheet of one's own that are known, with another amount than is recorded. */
  readonly differing: readonly { readonly row: ImportRow; readonly transaction: Transaction }[];
  /** Entries made by hand, or by `renew`, that no row has ever met. */
  readonly unmet: readonly Transaction[];
  /** All rows, oldest first, those of a day in the page's order. */
  readonly ordered: readonly ImportRow[];
  isFresh(row: ImportRow): boolean;
  /** The entry that a row is, if the ledger has it. */
  transactionOf(row: ImportRow): Transaction | null;
}

export interface MatchOptions {
  /** Entries that are no row of the page, whatever they look like. */
  readonly separate: ReadonlySet<number>;
  /** Whether rows may be entries that little speaks for. */
  readonly loose: boolean;
  /** Whether they may be entries that only a balance can prove them to be. */
  readonly likely: boolean;
  /** The day in whose middle the page may begin: what was typed of that day may be a row that it does not show. */
  readonly cutDay: Day | null;
}

/** `entries`: all that is live in the ledger; `rows`: newest first, as the page has them. */
export function matchRows(
  rows: readonly ImportRow[],
  entries: readonly Entry[],
  proposals: ReadonlyMap<number, Proposal>,
  { separate, loose, likely, cutDay }: MatchOptions,
): RowMatches {
  const ledger = indexKnownRows(entries);
  const badges = badgeBalance(ledger.badgeSpending);
  const expiries = expiryRows(rows, entries);
  const known = new Map<ImportRow, Transaction | null>();
  const ids = new Set<string>();
  const ordered = rows.toReversed().sort(earlierFirst);

  const withoutId = ordered.filter((row) => {
    const { upworkId } = row;
    const again = upworkId !== null && ids.has(upworkId);
    const transaction = upworkId === null ? null : ledger.byId(upworkId);
    if (upworkId !== null) ids.add(upworkId);
    if (!expiries.has(row) && !again && !transaction) return true;
    // What is known by its id is part of the day's sum already.
    if (isBadgeRow(row)) badges.cover(row);
    known.set(row, transaction);
    return false;
  });
  /** What of a row is new, by the row; a badge's may be a part of it. */
  const unseen = new Map<ImportRow, ImportRow>();
  for (const row of withoutId) {
    const left = isBadgeRow(row) ? badges.beyond(row) : row;
    // A part of a day's badge is no row of its own.
    const same = left === row && isBadgeRow(row) ? null : ledger.claim(row);
    if (left && !(same && left === row)) unseen.set(row, left);
    else known.set(row, same);
  }
  // Exact rows first, so that none of them is taken for another's.
  for (const row of [...unseen.keys()]) {
    const same = isBadgeRow(row) ? null : ledger.claimRelabelled(row);
    if (!same) continue;
    known.set(row, same);
    unseen.delete(row);
  }
  const typed = ledger.typed.filter(({ id }) => !separate.has(id));
  const jobs = indexJobs(typed.length === 0 ? [] : proposals.values(), typed.length === 0 ? [] : entries);
  const mayMeet = (row: ImportRow, { on }: Transaction): boolean =>
    !isBadgeRow(row) || badges.leftOn(on) >= -row.connects;
  const boosts = Map.groupBy(likely ? unseen.keys() : [], (row) => (isBoostRow(row) ? boostKey(row) : ''));
  const boostOf = (row: ComparableRow): number => boosts.get(boostKey(row))?.[0]?.connects ?? 0;
  const met = meetByParts([...unseen.values()], typed, jobs, (some, which) =>
    meetTyped(some, which, { proposalsOf: jobs.proposalsOf, boostOf, loose, likely, cutDay, mayMeet }),
  );
  const differing: { row: ImportRow; transaction: Transaction }[] = [];
  // Who corrects a cost in a sheet means the same proposal. On Upwork another amount is another row.
  for (const row of rows.some(({ sheet }) => sheet) ? [...unseen.keys()] : []) {
    const transaction = met.has(row) ? null : ledger.claimJob(row);
    if (!transaction) continue;
    known.set(row, transaction);
    unseen.delete(row);
    if (transaction.connects !== row.connects) differing.push({ row, transaction });
  }
  const taken = new Set([...met.values()].map(({ transaction }) => transaction.id));
  const each = ordered.map((row) => unseen.get(row) ?? row);
  const isFresh = (row: ImportRow): boolean => !known.has(row) && !met.has(row);
  return {
    ordered: each,
    isFresh,
    differing,
    transactionOf: (row) => met.get(row)?.transaction ?? known.get(row) ?? null,
    fresh: each.filter(isFresh),
    known: each.flatMap((row) => (known.has(row) ? { row, transaction: known.get(row) ?? null } : [])),
    confirmed: each.flatMap((row) => {
      const found = met.get(row);
      return found ? { row, ...found, typedTitle: typedTitleOf(found.transaction, row, proposals) } : [];
    }),
    unmet: ledger.typed.filter(({ id }) => !taken.has(id)),
  };
}

const isBoostRow = ({ label, title, connects }: ImportRow): boolean =>
  title !== null && connects < 0 && meaningOf(label, connects).kind === 'boost' && !isFinalCharge(label ?? '');

const boostKey = ({ on, title }: Pick<ImportRow, 'on' | 'title'>): string => `${on} ${foldedTitle(title ?? '')}`;

type Meet = (rows: readonly ImportRow[], typed: readonly TypedEntry[]) => ReadonlyMap<ImportRow, MetEntry>;

/** Proposals first: what comes of one is then known by the title that the page gives it. */
function meetByParts(
  rows: readonly ImportRow[],
  typed: readonly Transaction[],
  jobs: JobIndex,
  meet: Meet,
): ReadonlyMap<ImportRow, MetEntry> {
  if (typed.length === 0) return new Map();
  const isSent = (row: ImportRow): boolean => meaningOf(row.label, row.connects).kind === 'proposal';
  const asTyped = (transaction: Transaction): TypedEntry => asTypedEntry(transaction, jobs);
  const sent = meet(rows.filter(isSent), typed.filter(({ kind }) => kind === 'proposal').map(asTyped));
  for (const [row, { transaction }] of sent) {
    if (transaction.proposal !== null) jobs.add(transaction.proposal, row);
  }
  const rest = meet(
    rows.filter((row) => !isSent(row)),
    typed.filter(({ kind }) => kind !== 'proposal').map(asTyped),
  );
  return new Map([...sent, ...rest]);
}

function typedTitleOf(
  { proposal, title }: Transaction,
  row: ImportRow,
  proposals: ReadonlyMap<number, Proposal>,
): string | null {
  const said = proposal === null ? title : (proposals.get(proposal)?.title ?? title);
  const isSame = said === null || row.title === null || foldedTitle(said) === foldedTitle(row.title);
  return isSame ? null : said;
}
