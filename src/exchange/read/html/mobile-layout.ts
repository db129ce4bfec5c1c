/** Reads the history in the mobile layout: the same rows as in the table, below each other, each with its day. */
import { type CellText, cellText } from './cell-text.ts';
import { type ShownRow, shownRow } from './shown-row.ts';
import type { PageLayout } from './table-layout.ts';
import { hasClass } from './tokenize-html.ts';

export function mobileLayout(): PageLayout {
  const rows: ShownRow[] = [];
  let found = false;
  /** How many `div`s are open, from the layout's own on. */
  let depth = 0;
  let inDay = false;
  let row: { day: string; readonly pieces: CellText } | null = null;

  function endRow(whole: boolean): void {
    if (row) rows.push(shownRow(rows.length + 1, row.day.trim(), row.pieces, row.pieces, whole));
    row = null;
  }

  return {
    rows,
    get extent() {
      if (!found) return 'none';
      return depth > 0 ? 'cut' : 'whole';
    },
    open(name, attributes) {
      if (depth === 0 && !(name === 'div' && hasClass(attributes, 'transactions-table-sm'))) return;
      found = true;
      if (name === 'div') depth++;
      inDay = hasClass(attributes, 'date-sm');
      if (inDay) {
        endRow(true);
        row = { day: '', pieces: cellText() };
      } else row?.pieces.open(name, attributes);
    },
    text(text) {
      if (depth === 0 || !row) return;
      if (!inDay) row.pieces.text(text);
      else if (row.day.length < 100) row.day += text;
    },
    close(name) {
      if (depth === 0) return;
      inDay = false;
      row?.pieces.close(name);
      if (name === 'div') depth--;
      if (depth === 0) endRow(true);
    },
    end() {
      endRow(false);
    },
  };
}
