/** Rows of Upwork's history that the ledger knows: by Upwork's id, by their content, and the badge's cost by day. */
import type { Day } from '../calendar.ts';
import type { Entry, Transaction } from '../transaction.ts';
import type { ImportRow, SeenRow } from '../upwork-row.ts';
import { hasJob, meaningOf, UNLABELLED_ROW } from './row-labels.ts';

/** A known row. It matches one row of the import only: each time it was seen counts once. */
interface KnownRow {
  readonly id: string | null;
  readonly label: string;
  claimed: boolean;
}

type RowIdentity = Pick<SeenRow, 'on' | 'label' | 'title' | 'connects' | 'upworkId'>;

interface KnownRows {
  /** Whether Upwork's id is known; the row that it came with is not looked for again. */
  knowsId(id: string): boolean;
  /** Connects spent on the badge, by day. */
  readonly badgeSpending: ReadonlyMap<string, number>;
  readonly manual: readonly Transaction[];
  /** Whether the row is known. Claims the known row, so that a second equal row is new. */
  claim(row: ImportRow): boolean;
}

export function indexKnownRows(entries: readonly Entry[]): KnownRows {
  const shown = new Map<number, SeenRow>();
  for (const entry of entries) {
    if (entry.type === 'fact' && entry.body.kind === 'confirmed') shown.set(entry.body.transaction, entry.body.row);
  }
  const ids = new Map<string, KnownRow>();
  const seen: RowLists = new Map();
  /** The same without the labels: those that have none, and for rows that have none those of any label. */
  const unlabelled: RowLists = new Map();
  const bare: RowLists = new Map();
  const badges = new Map<string, number>();
  const handmade: Transaction[] = [];
  function note(row: RowIdentity): void {
    const each: KnownRow = { id: row.upworkId, label: row.label ?? UNLABELLED_ROW, claimed: false };
    if (row.upworkId !== null) ids.set(row.upworkId, each);
    addRow(seen, rowKey(row), each);
    if (each.label === UNLABELLED_ROW) addRow(unlabelled, unlabelledKey(row), each);
    else if (mayHaveNoLabel(row)) addRow(bare, unlabelledKey(row), each);
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
    badgeSpending: badges,
    manual: handmade,
    knowsId(id) {
      const each = ids.get(id);
      if (each) each.claimed = true;
      return each !== undefined;
    },
    claim(row) {
      if (seen.size === 0) return false;
      const fits = (each: KnownRow): boolean => !each.claimed && (each.id === null || row.upworkId === null);
      const other = row.label === null ? bare : mayHaveNoLabel(row) ? unlabelled : null;
      const each =
        findRow(seen, rowKey(row), fits) ?? (other?.size ? findRow(other, unlabelledKey(row), fits) : undefined);
      if (each) each.claimed = true;
      return each !== undefined;
    },
  };
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

const unlabelledKey = ({ on, title, connects }: RowIdentity): string => JSON.stringify([on, title, connects]);

/** Upwork's data may lack the label of a row: not of one that names its job, nor of the badge; those it has codes for. */
function mayHaveNoLabel({ label, connects }: RowIdentity): boolean {
  const what = meaningOf(label, connects);
  return !hasJob(what) && what.kind !== 'availability-badge';
}

/** The badge is charged bit by bit but shown as a day's sum, which may have grown: only the increase is new. */
export function badgeBalance({ badgeSpending: badges }: KnownRows) {
  const left = new Map(badges);
  const cover = (row: ImportRow): number => {
    const part = Math.min(left.get(row.on) ?? 0, -row.connects);
    if (part > 0) left.set(row.on, (left.get(row.on) ?? 0) - part);
    return part;
  };
  return {
    cover,
    leftOn: (day: Day): number => left.get(day) ?? 0,
    /** The part of the row that exceeds the known cost of its day; null if nothing does. */
    beyond(row: ImportRow): ImportRow | null {
      const part = cover(row);
      if (part === -row.connects) return null;
      return part === 0 ? row : { ...row, connects: row.connects + part, upworkId: null };
    },
  };
}
