/** Which rows of an import the ledger holds already: by Upwork's id, as the same row again, or as an entry made by hand. */
import { addDays, daysBetween, earlierFirst } from '../calendar.ts';
import type { Proposal } from '../state.ts';
import type { Entry, Transaction } from '../transaction.ts';
import { type Meaning, meaning, UNLABELLED, UNLABELLED_ROW } from './labels.ts';
import type { ImportRow, SeenRow } from './row.ts';

export interface Match {
  readonly row: ImportRow;
  readonly transaction: Transaction;
}

export interface Matched {
  /** Oldest first. */
  readonly fresh: readonly ImportRow[];
  readonly known: readonly ImportRow[];
  /** Rows that confirm an entry made by hand. */
  readonly confirmed: readonly Match[];
}

/** `entries`: all that is live in the ledger; `rows`: newest first, as the page has them. */
export function match(
  rows: readonly ImportRow[],
  entries: readonly Entry[],
  proposals: ReadonlyMap<number, Proposal>,
): Matched {
  const known: ImportRow[] = [];
  const confirmed: Match[] = [];
  const ledger = shelve(entries);
  const badges = badgeDays(ledger);

  const unknownIds = oldestFirst(rows).filter((row) => {
    const { kind } = meaning(row.label, row.connects);
    // An expiry is derived here too; counting it twice would take it twice.
    if (kind !== 'expiry' && !(row.upworkId !== null && ledger.ids.has(row.upworkId))) return true;
    // What is known by its id is part of the day's sum already.
    if (kind === 'availability-badge') badges.cover(row);
    known.push(row);
    return false;
  });
  const unseen: ImportRow[] = [];
  for (const row of unknownIds) {
    const left = isBadge(row) ? badges.beyond(row) : ledger.see(row) ? null : row;
    if (left) unseen.push(left);
    else known.push(row);
  }
  const met = meet(unseen, ledger.handmade, proposals);
  const fresh = unseen.filter((row) => {
    const transaction = met.get(row);
    if (transaction) confirmed.push({ row, transaction });
    return !transaction;
  });
  return { fresh, known, confirmed };
}

const oldestFirst = (rows: readonly ImportRow[]): ImportRow[] => rows.toReversed().sort(earlierFirst);

export const isBadge = (row: Pick<ImportRow, 'label' | 'connects'>): boolean =>
  meaning(row.label, row.connects).kind === 'availability-badge';

interface Shelf {
  readonly ids: ReadonlySet<string>;
  /** Connects spent on the badge, by day. */
  readonly badges: ReadonlyMap<string, number>;
  readonly handmade: readonly Transaction[];
  /** Whether the row was seen before, once for each time it was. */
  see(row: ImportRow): boolean;
}

function shelve(entries: readonly Entry[]): Shelf {
  const ids = new Set<string>();
  /** For each row seen before, whether it came with an id. One each time it was seen. */
  const seen = new Map<string, (string | null)[]>();
  const badges = new Map<string, number>();
  const confirmed = new Set<number>();
  const note = (row: Pick<SeenRow, 'on' | 'label' | 'title' | 'connects' | 'upworkId'>) => {
    if (row.upworkId !== null) ids.add(row.upworkId);
    const key = rowKey(row);
    const times = seen.get(key);
    if (times) times.push(row.upworkId);
    else seen.set(key, [row.upworkId]);
  };
  for (const entry of entries) {
    if (entry.type === 'fact') {
      if (entry.body.kind !== 'confirmed') continue;
      note(entry.body.row);
      confirmed.add(entry.body.transaction);
    } else {
      if (entry.source === 'import') note(entry);
      if (entry.kind === 'availability-badge') badges.set(entry.on, (badges.get(entry.on) ?? 0) - entry.connects);
    }
  }
  const handmade = entries.filter(
    (entry): entry is Transaction =>
      entry.type === 'transaction' && entry.source !== 'import' && entry.upworkId === null && !confirmed.has(entry.id),
  );
  return {
    ids,
    badges,
    handmade,
    see(row) {
      const times = seen.size === 0 ? undefined : seen.get(rowKey(row));
      const at = times?.findIndex((id) => id === null || row.upworkId === null) ?? -1;
      if (at >= 0) times?.splice(at, 1);
      return at >= 0;
    },
  };
}

/** The same for a row and for the entry that it became. */
export const rowKey = ({ on, label, title, connects }: Pick<SeenRow, 'on' | 'label' | 'title' | 'connects'>): string =>
  JSON.stringify([on, label ?? UNLABELLED_ROW, meaning(label, connects).title ?? title, connects]);

/** The badge is charged bit by bit and shown as a day's sum, which may have grown: only what is more than known is new. */
function badgeDays({ badges }: Shelf) {
  const left = new Map(badges);
  const cover = (row: ImportRow): number => {
    const part = Math.min(left.get(row.on) ?? 0, -row.connects);
    if (part > 0) left.set(row.on, (left.get(row.on) ?? 0) - part);
    return part;
  };
  return {
    cover,
    /** What the row holds beyond what is known of its day; null where that is nothing. */
    beyond(row: ImportRow): ImportRow | null {
      const part = cover(row);
      if (part === -row.connects) return null;
      return part === 0 ? row : { ...row, connects: row.connects + part, upworkId: null };
    },
  };
}

/** A row as it is held against entries made by hand. */
type Facing = Pick<ImportRow, 'on' | 'label' | 'title' | 'connects' | 'jobKey'>;

/** One row to one entry, the nearest first: same job before same title, same day before the next. */
export function meet<Row extends Facing>(
  rows: readonly Row[],
  handmade: readonly Transaction[],
  proposals: ReadonlyMap<number, Proposal>,
): ReadonlyMap<Row, Transaction> {
  const near = new Map<string, Transaction[]>();
  for (const each of handmade) {
    for (let days = -MOST_DAYS; days <= MOST_DAYS; days += 1) {
      const key = `${addDays(each.on, days)} ${each.connects}`;
      const there = near.get(key);
      if (there) there.push(each);
      else near.set(key, [each]);
    }
  }
  const pairs: { row: Row; transaction: Transaction; distance: number }[] = [];
  for (const row of near.size === 0 ? [] : rows) {
    if (isBadge(row)) continue;
    const what = meaning(row.label, row.connects);
    for (const transaction of near.get(`${row.on} ${row.connects}`) ?? []) {
      const distance = distanceOf(row, what, transaction, proposals);
      if (distance !== null) pairs.push({ row, transaction, distance });
    }
  }
  const met = new Map<Row, Transaction>();
  const taken = new Set<number>();
  for (const { row, transaction } of pairs.sort((a, b) => a.distance - b.distance)) {
    if (met.has(row) || taken.has(transaction.id)) continue;
    met.set(row, transaction);
    taken.add(transaction.id);
  }
  return met;
}

const MOST_DAYS = 1;

/** How far apart a row and an entry are; null when they cannot be the same. */
function distanceOf(
  row: Facing,
  what: Meaning,
  transaction: Transaction,
  proposals: ReadonlyMap<number, Proposal>,
): number | null {
  const kindred = what.known ? what.kind === transaction.kind : UNLABELLED.includes(transaction.kind);
  if (!kindred) return null;
  const days = Math.abs(daysBetween(row.on, transaction.on));
  const proposal = transaction.proposal === null ? undefined : proposals.get(transaction.proposal);
  const key = proposal?.key ?? null;
  if (key !== null && row.jobKey !== null) return sameKey(key, row.jobKey) ? days : null;
  const title = proposal ? proposal.title : transaction.title;
  const rowTitle = what.title ?? row.title;
  if (title !== null && rowTitle !== null) return sameTitle(title, rowTitle) ? days + 2 : null;
  return days + 4;
}

/** A job's key however it is written. */
export const bareKey = (key: string): string => key.trim().replace(/^~/, '').toLowerCase();
export const sameKey = (a: string, b: string): boolean => bareKey(a) === bareKey(b);
const folded = (title: string): string => title.trim().replace(/\s+/g, ' ').toLowerCase();
const sameTitle = (a: string, b: string): boolean => folded(a) === folded(b);
