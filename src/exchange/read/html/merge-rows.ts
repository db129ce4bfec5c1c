/**
 * Merges the data embedded in the page with the table on it. The data has the page's first rows with ids, each badge charge
 * on its own; the table may show more or fewer rows, and sums a day's badge charges. No row is counted twice or lost.
 */

import { meaningOf } from '../../../rules/import/row-labels.ts';
import { connectsByDay, laterFirst } from '../../../rules/values/calendar.ts';
import type { ImportRow } from '../../../rules/vocabulary/upwork-row.ts';
import { BADGE_LABEL, hasKnownCode } from '../embedded/transaction-codes.ts';

const isBadge = (row: ImportRow): boolean => row.label === BADGE_LABEL && row.title === null && row.connects < 0;
const exact = (row: ImportRow): string => JSON.stringify([row.on, row.label, row.title, row.connects]);
const unlabelled = (row: ImportRow): string => JSON.stringify([row.on, row.title, row.connects]);

/** Table rows that have no match yet, by key, those of one key in their order. */
function takerOf(rows: readonly ImportRow[], key: (row: ImportRow) => string) {
  const shelved = Map.groupBy(rows.toReversed(), key);
  return (row: ImportRow): ImportRow | undefined => shelved.get(key(row))?.pop();
}

export function mergeRows(embedded: readonly ImportRow[], shown: readonly ImportRow[]): ImportRow[] {
  const table = withBadges(embedded, shown);
  const single = table.filter((row) => !isBadge(row));
  const shownAs = new Map<ImportRow, ImportRow>();

  const takeExact = takerOf(single, exact);
  for (const row of embedded) {
    const shown = isBadge(row) || row.label === null ? undefined : takeExact(row);
    if (shown) shownAs.set(row, shown);
  }
  // When the code is unknown, or Upwork has renamed it, the label on the page counts.
  const exactly = new Set(shownAs.values());
  const takeOther = takerOf(
    single.filter((row) => !exactly.has(row) && !hasKnownCode(row.label)),
    unlabelled,
  );
  for (const row of embedded) {
    const shown = isBadge(row) || shownAs.has(row) ? undefined : takeOther(row);
    if (shown) shownAs.set(row, shown);
  }
  const struck = new Set(shownAs.values());
  const badgeLeft = remainder(embedded.filter(isBadge));
  const left = table.flatMap((row) => (isBadge(row) ? badgeLeft(row) : struck.has(row) ? [] : [row]));
  return inPlace(embedded, shownAs, table, left);
}

/** The order is the table's; a row that the table does not show follows the row before it in the data. */
function inPlace(
  embedded: readonly ImportRow[],
  shownAs: ReadonlyMap<ImportRow, ImportRow>,
  table: readonly ImportRow[],
  left: readonly ImportRow[],
): ImportRow[] {
  const sums = new Map(table.flatMap((row) => (isBadge(row) ? [[row.on, row.at]] : [])));
  const charged = new Set(embedded.flatMap((row) => (isBadge(row) ? row.on : [])));
  let place = 0;
  const placed = embedded.map((row) => {
    const shown = shownAs.get(row);
    // Keep each charge in its own place, although the page shows the day's sum first.
    place = isBadge(row) ? Math.max(place, sums.get(row.on) ?? 0) : (shown?.at ?? place);
    return { place, row: shown ? { ...row, at: shown.at, label: row.label ?? shown.label } : row };
  });
  // Charges in a day's sum that the data does not have are older than those in the data.
  const last = place;
  const rest = left.map((row) => ({ place: isBadge(row) && charged.has(row.on) ? last : row.at, row }));
  return [...placed, ...rest].sort((a, b) => laterFirst(a.row, b.row) || a.place - b.place).map(({ row }) => row);
}

/** The part of a day's sum on the table that the single charges in the data do not cover. */
function remainder(charges: readonly ImportRow[]): (sum: ImportRow) => ImportRow[] {
  const known = connectsByDay(charges);
  return (sum) => {
    const covered = Math.max(known.get(sum.on) ?? 0, sum.connects);
    known.set(sum.on, (known.get(sum.on) ?? 0) - covered);
    const connects = sum.connects - covered;
    return connects < 0 ? [{ ...sum, connects }] : [];
  };
}

/**
 * The table with the badge under its own label, where Upwork has reworded it: the code in the data is known whatever the
 * words are, and the table's sum of that day has no title and takes no less than the data's charges.
 */
function withBadges(embedded: readonly ImportRow[], table: readonly ImportRow[]): readonly ImportRow[] {
  const charges = connectsByDay(embedded.filter(isBadge));
  for (const row of table) if (isBadge(row)) charges.delete(row.on);
  return table.map((row) => {
    const sum = charges.get(row.on);
    const isRenamed =
      sum !== undefined && row.title === null && row.connects <= sum && !meaningOf(row.label, row.connects).known;
    return isRenamed && charges.delete(row.on) ? { ...row, label: BADGE_LABEL } : row;
  });
}
