/**
 * The data behind the page and the table on it, made one. The data is a page's first rows with ids, each badge charge
 * on its own; the table may show more, or fewer, and sums a day's badge. No row is counted twice, none is lost.
 */
import { laterFirst } from '../../../rules/calendar.ts';
import type { ImportRow } from '../../../rules/import/row.ts';
import { BADGE_LABEL, hasKnownCode } from '../embedded/transaction-codes.ts';

const isBadge = (row: ImportRow): boolean => row.label === BADGE_LABEL && row.title === null && row.connects < 0;
const exact = (row: ImportRow): string => JSON.stringify([row.on, row.label, row.title, row.connects]);
const unlabelled = (row: ImportRow): string => JSON.stringify([row.on, row.title, row.connects]);

/** Rows of the table still to be matched, those of one key in their order. */
function shelf(rows: readonly ImportRow[], key: (row: ImportRow) => string) {
  const shelved = new Map<string, ImportRow[]>();
  for (const row of rows) {
    const same = shelved.get(key(row));
    if (same) same.push(row);
    else shelved.set(key(row), [row]);
  }
  for (const same of shelved.values()) same.reverse();
  return (row: ImportRow): ImportRow | undefined => shelved.get(key(row))?.pop();
}

export function mergeRows(embedded: readonly ImportRow[], table: readonly ImportRow[]): ImportRow[] {
  const single = table.filter((row) => !isBadge(row));
  const shownAs = new Map<ImportRow, ImportRow>();

  const takeExact = shelf(single, exact);
  for (const row of embedded) {
    const shown = isBadge(row) || row.label === null ? undefined : takeExact(row);
    if (shown) shownAs.set(row, shown);
  }
  // Where the code is not known, or Upwork has given it another name, the label is the one on the page.
  const exactly = new Set(shownAs.values());
  const takeOther = shelf(
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

/** In the order of the table; what it does not show stands behind what comes before it in the data. */
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
    // A day's charges stand where each was made, be their sum at the head of the day.
    place = isBadge(row) ? Math.max(place, sums.get(row.on) ?? 0) : (shown?.at ?? place);
    return { place, row: shown ? { ...row, at: shown.at, label: shown.label } : row };
  });
  // The charges that a day's sum holds beside those in the data are older than these.
  const last = place;
  const rest = left.map((row) => ({ place: isBadge(row) && charged.has(row.on) ? last : row.at, row }));
  return [...placed, ...rest].sort((a, b) => laterFirst(a.row, b.row) || a.place - b.place).map(({ row }) => row);
}

/** What a day's sum on the table holds beyond the charges that are known one by one. */
function remainder(charges: readonly ImportRow[]): (sum: ImportRow) => ImportRow[] {
  const known = new Map<string, number>();
  for (const { on, connects } of charges) known.set(on, (known.get(on) ?? 0) + connects);
  return (sum) => {
    const covered = Math.max(known.get(sum.on) ?? 0, sum.connects);
    known.set(sum.on, (known.get(sum.on) ?? 0) - covered);
    const connects = sum.connects - covered;
    return connects < 0 ? [{ ...sum, connects }] : [];
  };
}
