/** Reads the history's table, the wide layout. It knows cells by their ids or by the head of their column, never by position. */
import { type CellText, cellText } from './cell-text.ts';
import { type ShownRow, shownRow } from './shown-row.ts';
import type { TagAttributes, TagSink } from './tokenize-html.ts';

type Cell = 'date' | 'action' | 'connects' | 'other';

/** The rows of a layout, and whether the page has the whole layout, ends inside it or has none. */
export interface PageLayout extends TagSink {
  readonly rows: readonly ShownRow[];
  readonly extent: 'none' | 'whole' | 'cut';
  end(): void;
}

const ID = 'connects-history-table';
const HEADS: ReadonlyMap<string, Cell> = new Map([
  ['date', 'date'],
  ['action', 'action'],
  ['connects', 'connects'],
]);

function byId(attributes: TagAttributes): Cell | null {
  const id = attributes.get('id') ?? '';
  if (id.startsWith('date-cell-')) return 'date';
  if (id.startsWith('action-cell-')) return 'action';
  return id.startsWith('connects-cell-') ? 'connects' : null;
}

export function tableLayout(): PageLayout {
  const rows: ShownRow[] = [];
  let extent: PageLayout['extent'] = 'none';
  /** Whether the table with the history's own id was found: then no other table is read. */
  let met = false;
  /** How many tables are open: 1 inside the one that is read. */
  let depth = 0;
  /** Whether the open table is the history, by its id, its heads or its cells' ids. */
  let ours = false;
  let heads: Cell[] = [];
  let row: Map<Cell, CellText> | null = null;
  let column = 0;
  let cell: { readonly head: boolean; readonly kind: Cell; readonly pieces: CellText } | null = null;

  function endCell(): void {
    if (cell?.head) heads.push(HEADS.get(cell.pieces.of('plain')[0]?.toLowerCase() ?? '') ?? 'other');
    else if (cell && cell.kind !== 'other') row?.set(cell.kind, cell.pieces);
    cell = null;
  }
  function endRow(whole: boolean): void {
    endCell();
    if (heads.includes('date') && heads.includes('connects')) ours = true;
    if (ours && row && row.size > 0) {
      const day = row.get('date')?.of('plain').join(' ') ?? '';
      rows.push(
        shownRow(rows.length + 1, day, row.get('action') ?? cellText(), row.get('connects') ?? cellText(), whole),
      );
    }
    row = null;
  }
  function begin(attributes: TagAttributes): void {
    if (met) return;
    depth = 1;
    ours = met = attributes.get('id') === ID;
    if (met) [rows.length, extent] = [0, 'none'];
    heads = [];
    row = cell = null;
  }

  return {
    rows,
    get extent() {
      return depth > 0 && ours ? 'cut' : extent;
    },
    open(name, attributes) {
      if (name === 'table') {
        if (depth > 0 && ours) depth++;
        else begin(attributes);
      } else if (depth !== 1) return;
      else if (name === 'tr') {
        endRow(true);
        row = new Map();
        column = 0;
      } else if (name === 'td' || name === 'th') {
        endCell();
        const named = byId(attributes);
        if (named) ours = true;
        const head = name === 'th' && !named;
        cell = { head, kind: named ?? (head ? 'other' : (heads[column] ?? 'other')), pieces: cellText() };
        column++;
      } else cell?.pieces.open(name, attributes);
    },
    text(text) {
      if (depth === 1) cell?.pieces.text(text);
    },
    close(name) {
      if (depth === 0) return;
      if (name === 'table') {
        if (depth === 1) endRow(true);
        depth--;
        if (depth === 0 && ours) extent = 'whole';
      } else if (depth > 1) return;
      else if (name === 'tr') endRow(true);
      else if (name === 'td' || name === 'th') endCell();
      else cell?.pieces.close(name);
    },
    end() {
      if (depth > 0) endRow(false);
    },
  };
}
