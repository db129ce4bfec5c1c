/** Rows of Upwork's history that the ledger has from earlier imports: by Upwork's id, or as the same row again. */
import { confirmedRows, type Entry, type Transaction } from '../../vocabulary/transaction.ts';
import type { ImportRow, SeenRow } from '../../vocabulary/upwork-row.ts';
import { hasJob, meaningOf, UNLABELLED_ROW } from '../row-labels.ts';
import { foldedTitle } from './title-likeness.ts';

type RowIdentity = Pick<SeenRow, 'on' | 'label' | 'title' | 'connects' | 'upworkId'>;

/** A known row. It matches one row of the import only: each time it was seen counts once. */
interface KnownRow {
  readonly id: string | null;
  readonly label: string;
  readonly row: RowIdentity;
  readonly transaction: Transaction;
  claimed: boolean;
}

interface KnownRows {
  /** The entry that Upwork's id is known of; the row that it came with is not looked for again. */
  byId(id: string): Transaction | null;
  /** The entry that is the same row. Claims it, so that a second equal row is new. */
  claim(row: ImportRow): Transaction | null;
  /** The same without regard to the label, where one of the two labels is not known. */
  claimRelabelled(row: ImportRow): Transaction | null;
  /** The proposal or the boost of the row's job and day, whatever it cost. */
  claimJob(row: ImportRow): Transaction | null;
  /** Entries that no import has brought or confirmed. */
  readonly typed: readonly Transaction[];
  /** Connects spent on the badge, by day. */
  readonly badgeSpending: ReadonlyMap<string, number>;
}

export function indexKnownRows(entries: readonly Entry[]): KnownRows {
  const shown = confirmedRows(entries);
  const ids = new Map<string, KnownRow>();
  const same: RowLists = new Map();
  const relabelled: RowLists = new Map();
  const jobs: RowLists = new Map();
  const badges = new Map<string, number>();
  const typed: Transaction[] = [];
  const rows: KnownRow[] = [];
  for (const entry of entries) {
    if (entry.type === 'fact') continue;
    // What replaces a confirmed entry is confirmed as well.
    const row = shown.get(entry.id) ?? shown.get(entry.reverses ?? 0) ?? (entry.source === 'import' ? entry : null);
    if (row) {
      rows.push({ id: row.upworkId, label: row.label ?? UNLABELLED_ROW, transaction: entry, row, claimed: false });
    } else if (entry.upworkId === null) typed.push(entry);
    const on = row?.on ?? entry.on;
    if (entry.kind === 'availability-badge') badges.set(on, (badges.get(on) ?? 0) - entry.connects);
  }
  // Of equal rows the oldest is claimed first.
  for (const known of rows.toReversed()) {
    if (known.id !== null) ids.set(known.id, known);
    addRow(same, rowKey(known.row), known);
    addRow(relabelled, relabelledKey(known.row), known);
    if (isOfJob(known.transaction)) addRow(jobs, jobRowKey(known.row, known.transaction.kind), known);
  }
  const claimIn = (lists: RowLists, key: string, row: ImportRow, also: (each: KnownRow) => boolean) => {
    const fits = (each: KnownRow): boolean =>
      !each.claimed && (each.id === null || row.upworkId === null) && also(each);
    const found = lists.size === 0 ? undefined : findRow(lists, key, fits);
    if (found) found.claimed = true;
    return found?.transaction ?? null;
  };
  return {
    typed,
    badgeSpending: badges,
    byId(id) {
      const each = ids.get(id);
      if (each) each.claimed = true;
      return each?.transaction ?? null;
    },
    claim: (row) => claimIn(same, rowKey(row), row, () => true),
    claimJob(row) {
      const { kind } = meaningOf(row.label, row.connects);
      return row.title !== null && isOfJob({ kind }) ? claimIn(jobs, jobRowKey(row, kind), row, () => true) : null;
    },
    claimRelabelled: (row) => claimIn(relabelled, relabelledKey(row), row, (each) => mayBeRelabelled(each, row)),
  };
}

/**
 * Whether two rows that differ only in their labels can be one: where one label is in words that are not known. A row
 * without any label has a code that is not known, so it is none of the rows whose code is: not of a job, nor the badge.
 */
function mayBeRelabelled(known: KnownRow, row: ImportRow): boolean {
  const there = known.label === UNLABELLED_ROW ? null : known.label;
  const [a, b] = [meaningOf(there, row.connects), meaningOf(row.label, row.connects)];
  if (there === row.label || (a.known && b.known)) return false;
  const other = there === null ? b : row.label === null ? a : null;
  return other === null || (!hasJob(other) && other.kind !== 'availability-badge');
}

/** Rows by their keys; those of one key lead to each other. */
type RowLists = Map<string, RowList | undefined>;

interface RowList {
  readonly row: KnownRow;
  readonly next: RowList | undefined;
}

const addRow = (places: RowLists, key: string, seen: KnownRow): void =>
  void places.set(key, { row: seen, next: places.get(key) });

function findRow(places: RowLists, key: string, fits: (each: KnownRow) => boolean): KnownRow | undefined {
  const first = places.get(key);
  let at = first;
  while (at?.row.claimed) at = at.next;
  // There may be thousands of equal rows: skip the claimed ones for good.
  if (at !== first) places.set(key, at);
  for (; at; at = at.next) if (fits(at.row)) return at.row;
  return undefined;
}

/** The same for a row and for the entry that it became. */
export const rowKey = ({ on, label, title, connects }: Pick<SeenRow, 'on' | 'label' | 'title' | 'connects'>): string =>
  JSON.stringify([on, label ?? UNLABELLED_ROW, meaningOf(label, connects).title ?? title, connects]);

const relabelledKey = ({ on, title, connects }: RowIdentity): string => JSON.stringify([on, title, connects]);

const isOfJob = ({ kind }: Pick<Transaction, 'kind'>): boolean => kind === 'proposal' || kind === 'boost';

const jobRowKey = ({ on, title }: Pick<RowIdentity, 'on' | 'title'>, kind: Transaction['kind']): string =>
  JSON.stringify([on, kind, title === null ? null : foldedTitle(title)]);
