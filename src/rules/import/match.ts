/** Which rows of an import the ledger holds already: by Upwork's id, as the same row again, or as an entry made by hand. */
import { addDays, type Day, daysBetween, earlierFirst } from '../calendar.ts';
import type { Proposal } from '../state.ts';
import type { Entry, Transaction } from '../transaction.ts';
import { keyOf, sameKey } from './job.ts';
import { type Meaning, meaning, namesJob, UNLABELLED, UNLABELLED_ROW } from './labels.ts';
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
  const told = new Set<string>();

  const unknownIds = oldestFirst(rows).filter((row) => {
    const { kind } = meaning(row.label, row.connects);
    const { upworkId } = row;
    const isKnown = upworkId !== null && (ledger.knowsId(upworkId) || told.has(upworkId));
    if (upworkId !== null) told.add(upworkId);
    // An expiry is derived here too; counting it twice would take it twice.
    if (kind !== 'expiry' && !isKnown) return true;
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
  const met = meet(unseen, ledger.handmade, proposals, badges.leftOn);
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

/** A row that was seen before. It is the same again but once for each time it was. */
interface Seen {
  readonly id: string | null;
  readonly label: string;
  again: boolean;
}

type Known = Pick<SeenRow, 'on' | 'label' | 'title' | 'connects' | 'upworkId'>;

interface Shelf {
  /** Whether Upwork's id is known; the row that it came with is not looked for again. */
  knowsId(id: string): boolean;
  /** Connects spent on the badge, by day. */
  readonly badges: ReadonlyMap<string, number>;
  readonly handmade: readonly Transaction[];
  /** Whether the row was seen before, once for each time it was. */
  see(row: ImportRow): boolean;
}

function shelve(entries: readonly Entry[]): Shelf {
  const shown = new Map<number, SeenRow>();
  for (const entry of entries) {
    if (entry.type === 'fact' && entry.body.kind === 'confirmed') shown.set(entry.body.transaction, entry.body.row);
  }
  const ids = new Map<string, Seen>();
  const seen: Places = new Map();
  /** The same without the labels: those that have none, and for rows that have none those of any label. */
  const unlabelled: Places = new Map();
  const bare: Places = new Map();
  const badges = new Map<string, number>();
  const handmade: Transaction[] = [];
  function note(row: Known): void {
    const each: Seen = { id: row.upworkId, label: row.label ?? UNLABELLED_ROW, again: false };
    if (row.upworkId !== null) ids.set(row.upworkId, each);
    place(seen, rowKey(row), each);
    if (each.label === UNLABELLED_ROW) place(unlabelled, unlabelledKey(row), each);
    else if (mayHaveNoLabel(row)) place(bare, unlabelledKey(row), each);
  }
  for (const entry of entries) {
    if (entry.type === 'fact') continue;
    const row = shown.get(entry.id);
    if (row) note(row);
    else if (entry.source === 'import') note(entry);
    else if (entry.upworkId === null) handmade.push(entry);
    const on = row?.on ?? entry.on;
    if (entry.kind === 'availability-badge') badges.set(on, (badges.get(on) ?? 0) - entry.connects);
  }
  return {
    badges,
    handmade,
    knowsId(id) {
      const each = ids.get(id);
      if (each) each.again = true;
      return each !== undefined;
    },
    see(row) {
      if (seen.size === 0) return false;
      const fits = (each: Seen): boolean => !each.again && (each.id === null || row.upworkId === null);
      const other = row.label === null ? bare : mayHaveNoLabel(row) ? unlabelled : null;
      const each = find(seen, rowKey(row), fits) ?? (other?.size ? find(other, unlabelledKey(row), fits) : undefined);
      if (each) each.again = true;
      return each !== undefined;
    },
  };
}

/** Rows by their keys; those of one key lead to each other. */
type Places = Map<string, Place | undefined>;

interface Place {
  readonly seen: Seen;
  readonly next: Place | undefined;
}

const place = (places: Places, key: string, seen: Seen): void => void places.set(key, { seen, next: places.get(key) });

function find(places: Places, key: string, fits: (each: Seen) => boolean): Seen | undefined {
  const first = places.get(key);
  let at = first;
  while (at?.seen.again) at = at.next;
  // Of thousands that are the same, those that were met are not passed again.
  if (at !== first) places.set(key, at);
  for (; at; at = at.next) if (fits(at.seen)) return at.seen;
  return undefined;
}

function put<T>(shelf: Map<string, T[]>, key: string, each: T): void {
  const there = shelf.get(key);
  if (there) there.push(each);
  else shelf.set(key, [each]);
}

/** The same for a row and for the entry that it became. */
export const rowKey = ({ on, label, title, connects }: Pick<SeenRow, 'on' | 'label' | 'title' | 'connects'>): string =>
  JSON.stringify([on, label ?? UNLABELLED_ROW, meaning(label, connects).title ?? title, connects]);

const unlabelledKey = ({ on, title, connects }: Known): string => JSON.stringify([on, title, connects]);

/** Upwork's data may lack the label of a row: not of one that names its job, nor of the badge; those it has codes for. */
function mayHaveNoLabel({ label, connects }: Known): boolean {
  const what = meaning(label, connects);
  return !namesJob(what) && what.kind !== 'availability-badge';
}

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
    leftOn: (day: Day): number => left.get(day) ?? 0,
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

/**
 * One row to one entry, the nearest first: same job before same title, same day before the next.
 * `badgeLeft`: what was spent on the badge on a day and no row of that day has shown.
 */
export function meet<Row extends Facing>(
  rows: readonly Row[],
  handmade: readonly Transaction[],
  proposals: ReadonlyMap<number, Proposal>,
  badgeLeft: (day: Day) => number = () => 0,
): ReadonlyMap<Row, Transaction> {
  const near = new Map<string, Transaction[]>();
  for (const each of handmade) {
    for (let days = -MOST_DAYS; days <= MOST_DAYS; days += 1) {
      put(near, `${addDays(each.on, days)} ${each.connects}`, each);
    }
  }
  const pairs: { row: Row; transaction: Transaction; distance: number }[] = [];
  for (const row of near.size === 0 ? [] : rows) {
    const what = meaning(row.label, row.connects);
    for (const transaction of near.get(`${row.on} ${row.connects}`) ?? []) {
      if (isBadge(row) && badgeLeft(transaction.on) < -row.connects) continue;
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
  const key = proposal ? keyOf(proposal) : null;
  if (key !== null && row.jobKey !== null) return sameKey(key, row.jobKey) ? days : null;
  const title = proposal ? proposal.title : transaction.title;
  const rowTitle = what.title ?? row.title;
  if (title !== null && rowTitle !== null) return sameTitle(title, rowTitle) ? days + 2 : null;
  return days + 4;
}

const folded = (title: string): string => title.trim().replace(/\s+/g, ' ').toLowerCase();
const sameTitle = (a: string, b: string): boolean => folded(a) === folded(b);
