/** Listings: aligned columns in a terminal, tab-separated lines in a pipe, CSV on request. */
import type { PageStyle, TextPaint } from './paint.ts';
import { cutText, textWidth } from './text-width.ts';
import { visible } from './visible.ts';
import { number } from './words.ts';
import { foldLine } from './wrap.ts';

export interface ListColumn<T> {
  /** What a script calls it. */
  readonly name: string;
  /** What a person calls it, when that differs. */
  readonly head?: string;
  /** The value as a script reads it; null becomes empty. */
  value(item: T): string | number | null;
  /** How a person reads it, when that differs. */
  shown?(item: T, paint: TextPaint, width: number): string;
  readonly right?: boolean;
  /** In a terminal: left out when the terminal is narrower than this. */
  readonly from?: number;
  /** In a terminal: takes what width is left, and is cut to it. */
  readonly stretches?: boolean;
  /** In a terminal: is cut to this width. */
  readonly most?: number;
  /** In a terminal: left out when no item has a value for it. */
  readonly unlessEmpty?: boolean;
  /** For scripts alone, or for the screen alone. */
  readonly only?: 'script' | 'screen';
}

/** Columns that only scripts get, with the fields of a JSON row: true is 1. */
export function scriptColumns<T, Name extends string>(
  fieldsOf: (item: T) => { readonly [name in Name]: string | number | boolean | null },
  names: readonly Name[],
): readonly ListColumn<T>[] {
  const ofItem = onceInTurn(fieldsOf);
  return names.map((name) => ({
    name,
    value: (item) => {
      const value: string | number | boolean | null = ofItem(item)[name];
      return typeof value === 'boolean' ? Number(value) : value;
    },
    only: 'script',
  }));
}

/** Every column asks for the same item, one after the other: its fields are made once. */
function onceInTurn<T, Fields>(fieldsOf: (item: T) => Fields): (item: T) => Fields {
  let last: { readonly item: T; readonly fields: Fields } | null = null;
  return (item) => {
    if (last?.item !== item) last = { item, fields: fieldsOf(item) };
    return last.fields;
  };
}

const plain = (value: string | number | null): string => (value === null ? '' : visible(String(value)));

/** One line an item, tab-separated, no header unless it is asked for: the same columns for ever. */
export function tabbedRows<T>(columns: readonly ListColumn<T>[], items: readonly T[], hasHeader = false): string {
  const own = scripted(columns);
  let text = hasHeader ? `${own.map(({ name }) => name).join('\t')}\n` : '';
  // One array for all rows: a long listing makes a million cells.
  const cells = own.map(() => '');
  for (const item of items) {
    own.forEach((column, at) => {
      cells[at] = plain(column.value(item));
    });
    text += `${cells.join('\t')}\n`;
  }
  return text;
}

const scripted = <T>(columns: readonly ListColumn<T>[]) => columns.filter(({ only }) => only !== 'screen');

/** With a header, unless it is a later piece; formulas that a spreadsheet would run are defused. */
export async function csvRows<T>(
  columns: readonly ListColumn<T>[],
  items: readonly T[],
  lineEnd: '\n' | '\r\n' = '\n',
  hasHeader = true,
): Promise<string> {
  const { csvText } = await import('../../exchange/write/csv-text.ts');
  const own = scripted(columns);
  return csvText(
    hasHeader ? own.map(({ name }) => name) : null,
    items.map((item) => own.map((column) => column.value(item))),
    lineEnd,
  );
}

/** Rows for a person: in columns, or linear, each value after the name of its column, where columns do not fit. */
export const shownRows = <T>(columns: readonly ListColumn<T>[], items: readonly T[], page: PageStyle): string =>
  (page.isLinear ? null : alignedRows(columns, items, page)) ?? linearRows(columns, items, page);

const cellText = <T>(column: ListColumn<T>, item: T, { paint, columns }: PageStyle): string =>
  column.shown ? column.shown(item, paint, columns) : plain(column.value(item));

/** One sentence an item, with all that a wide terminal shows of it. */
const linearRows = <T>(columns: readonly ListColumn<T>[], items: readonly T[], page: PageStyle): string => {
  const wide = { ...page, columns: Number.POSITIVE_INFINITY };
  return items
    .map((item) => {
      const cells = columns
        .filter(({ only }) => only !== 'script')
        .map((column) => ({ name: column.head ?? column.name, text: spoken(cellText(column, item, wide).trim()) }))
        .filter(({ text }) => text !== '');
      const line = cells.map(({ name, text }) => (name === '' ? text : `${name}: ${text}`)).join(', ');
      return `${foldLine(line, page.columns)}\n`;
    })
    .join('');
};

/** A sign for what is not known would be read as a dash, or as a question. */
const spoken = (text: string): string => (text === '—' || text === '?' ? 'unknown' : text);

/** Aligned columns for a terminal. Where they do not fit, those that need the widest one are left out; null: not even the rest fits. */
function alignedRows<T>(columns: readonly ListColumn<T>[], items: readonly T[], page: PageStyle): string | null {
  const { columns: width, paint } = page;
  const gap = width < TIGHT ? ' ' : '  ';
  const least = width < TIGHT ? 8 : 12;
  const isIdle = ({ unlessEmpty = false, value }: ListColumn<T>) =>
    unlessEmpty && items.every((item) => value(item) === null);
  const shown = columns.filter((column) => column.only !== 'script' && (column.from ?? 0) <= width && !isIdle(column));
  const rows = [
    shown.map(({ name, head }) => paint.dim(head ?? name)),
    ...items.map((item) => shown.map((column) => cellText(column, item, page))),
  ];
  const widths = shown.map(({ most = Number.POSITIVE_INFINITY }, i) =>
    Math.min(most, Math.max(...rows.map((row) => textWidth(row[i] ?? '')))),
  );
  const stretching = shown.findIndex((column) => column.stretches);
  const total = widths.reduce((sum, each) => sum + each + gap.length, -gap.length);
  const room = stretching < 0 ? width : width + Math.max(0, (widths[stretching] ?? 0) - least);
  if (total > room) {
    const widest = Math.max(...shown.map(({ from = 0 }) => from));
    if (widest === 0) return null;
    return alignedRows(
      shown.filter(({ from = 0 }) => from < widest),
      items,
      page,
    );
  }
  const longest = widths[stretching] ?? 0;
  if (stretching >= 0) widths[stretching] = Math.min(longest, Math.max(least, width - total + longest));
  const line = (row: readonly string[]) =>
    shown
      .map((column, i) => fitted(row[i] ?? '', widths[i] ?? 0, column.right ?? false))
      .join(gap)
      .trimEnd();
  return rows.map((row) => `${line(row)}\n`).join('');
}

/** Beneath a listing that shows only the newest. */
export const shownOf = (shown: number, total: number): string =>
  `${number(shown)} of ${number(total)} shown. To see all, add: --all`;

/** A narrower terminal has one space between columns, and a stretching column is cut to less. */
const TIGHT = 48;

function fitted(text: string, room: number, right: boolean): string {
  const kept = textWidth(text) <= room ? text : cutText(text, room);
  const padding = ' '.repeat(Math.max(0, room - textWidth(kept)));
  return right ? padding + kept : kept + padding;
}
