/** Finds the rows that were typed before: same kind and amount, at most one day between them, the nearest first. */
import { addDays, type Day, daysBetween } from '../calendar.ts';
import type { Proposal } from '../state.ts';
import type { Transaction } from '../transaction.ts';
import type { ImportRow } from '../upwork-row.ts';
import { KIND_FACTS } from '../vocabulary/kinds.ts';
import { jobKeyOf, sameKey } from './job-key.ts';
import { isBadgeRow, meaningOf, type RowMeaning } from './row-labels.ts';

/** What of a row is compared with entries made by hand. */
type ComparableRow = Pick<ImportRow, 'on' | 'label' | 'title' | 'connects' | 'jobKey'>;

/**
 * One row to one entry, the nearest first: same job before same title, same day before the next.
 * `badgeLeft`: the badge's cost on a day that no row of that day accounts for.
 */
export function matchManual<Row extends ComparableRow>(
  rows: readonly Row[],
  handmade: readonly Transaction[],
  proposals: ReadonlyMap<number, Proposal>,
  badgeLeft: (day: Day) => number = () => 0,
): ReadonlyMap<Row, Transaction> {
  const near = new Map<string, Transaction[]>();
  for (const each of handmade) {
    for (let days = -MOST_DAYS; days <= MOST_DAYS; days += 1) {
      addTo(near, `${addDays(each.on, days)} ${each.connects}`, each);
    }
  }
  const pairs: { row: Row; transaction: Transaction; distance: number }[] = [];
  for (const row of near.size === 0 ? [] : rows) {
    const what = meaningOf(row.label, row.connects);
    for (const transaction of near.get(`${row.on} ${row.connects}`) ?? []) {
      if (isBadgeRow(row) && badgeLeft(transaction.on) < -row.connects) continue;
      const distance = distanceBetween(row, what, transaction, proposals);
      if (distance !== null) pairs.push({ row, transaction, distance });
    }
  }
  const matches = new Map<Row, Transaction>();
  const taken = new Set<number>();
  for (const { row, transaction } of pairs.sort((a, b) => a.distance - b.distance)) {
    if (matches.has(row) || taken.has(transaction.id)) continue;
    matches.set(row, transaction);
    taken.add(transaction.id);
  }
  return matches;
}

function addTo<T>(lists: Map<string, T[]>, key: string, each: T): void {
  const there = lists.get(key);
  if (there) there.push(each);
  else lists.set(key, [each]);
}

const MOST_DAYS = 1;

/** Days between a row and an entry; null when they cannot be the same. */
function distanceBetween(
  row: ComparableRow,
  what: RowMeaning,
  transaction: Transaction,
  proposals: ReadonlyMap<number, Proposal>,
): number | null {
  const kindred = what.known ? what.kind === transaction.kind : KIND_FACTS[transaction.kind].origin.unlabelled;
  if (!kindred) return null;
  const days = Math.abs(daysBetween(row.on, transaction.on));
  const proposal = transaction.proposal === null ? undefined : proposals.get(transaction.proposal);
  const key = proposal ? jobKeyOf(proposal) : null;
  if (key !== null && row.jobKey !== null) return sameKey(key, row.jobKey) ? days : null;
  const title = proposal ? proposal.title : transaction.title;
  const rowTitle = what.title ?? row.title;
  if (title !== null && rowTitle !== null) return sameTitle(title, rowTitle) ? days + 2 : null;
  return days + 4;
}

const folded = (title: string): string => title.trim().replace(/\s+/g, ' ').toLowerCase();
const sameTitle = (a: string, b: string): boolean => folded(a) === folded(b);
