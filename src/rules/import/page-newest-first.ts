/** The order of a page's rows: newest first, unless its days go up. */
import type { ImportRow } from '../vocabulary/upwork-row.ts';

/** Rows whose days only go up were listed oldest first. */
export function pageNewestFirst(rows: readonly ImportRow[]): readonly ImportRow[] {
  const steps = rows.slice(1).map((row, i) => [rows[i] as ImportRow, row] as const);
  const rises = steps.some(([a, b]) => a.on < b.on);
  const falls = steps.some(([a, b]) => a.on > b.on);
  return rises && !falls ? rows.toReversed() : rows;
}
