/** Listings: aligned columns in a terminal, tab-separated lines in a pipe, CSV on request. */
import truncatedWidth from 'fast-string-truncated-width';
import type { TextPaint } from './paint.ts';
import { visible } from './visible.ts';
import { number } from './words.ts';

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
  /** For scripts alone, or for the screen alone. */
  readonly only?: 'script' | 'screen';
}

/** Columns that only scripts get, with the fields of a JSON row: true is 1. */
export const scriptColumns = <T, Name extends string>(
  fieldsOf: (item: T) => { readonly [name in Name]: string | number | boolean | null },
  names: readonly Name[],
): readonly ListColumn<T>[] =>
  names.map((name) => ({
    name,
    value: (item) => {
      const value: string | number | boolean | null = fieldsOf(item)[name];
      return typeof value === 'boolean' ? Number(value) : value;
    },
    only: 'script',
  }));

const plain = (value: string | number | null): string => (value === null ? '' : visible(String(value)));

/** One line an item, tab-separated, no header unless it is asked for: the same columns for ever. */
export function tabbedRows<T>(columns: readonly ListColumn<T>[], items: readonly T[], hasHeader = false): string {
  const own = scripted(columns);
  const header = hasHeader ? [own.map(({ name }) => name)] : [];
  const rows = items.map((item) => own.map((column) => plain(column.value(item))));
  return [...header, ...rows].map((cells) => `${cells.join('\t')}\n`).join('');
}

const scripted = <T>(columns: readonly ListColumn<T>[]) => columns.filter(({ only }) => only !== 'screen');

/** With a header; formulas that a spreadsheet would run are defused. */
export async function csvRows<T>(
  columns: readonly ListColumn<T>[],
  items: readonly T[],
  lineEnd: '\n' | '\r\n' = '\n',
): Promise<string> {
  const { csvText } = await import('../exchange/write/csv-text.ts');
  const own = scripted(columns);
  return csvText(
    own.map(({ name }) => name),
    items.map((item) => own.map((column) => column.value(item))),
    lineEnd,
  );
}

/** Aligned columns for a terminal of that width. Where they do not fit, those that need the widest one are left out. */
export function alignedRows<T>(
  columns: readonly ListColumn<T>[],
  items: readonly T[],
  width: number,
  paint: TextPaint,
): string {
  const shown = columns.filter((column) => column.only !== 'script' && (column.from ?? 0) <= width);
  const cell = (column: ListColumn<T>, item: T): string =>
    column.shown ? column.shown(item, paint, width) : plain(column.value(item));
  const rows = [
    shown.map(({ name, head }) => paint.dim(head ?? name)),
    ...items.map((item) => shown.map((column) => cell(column, item))),
  ];
  const widths = shown.map(({ most = Number.POSITIVE_INFINITY }, i) =>
    Math.min(most, Math.max(...rows.map((row) => widthOf(row[i] ?? '')))),
  );
  const stretching = shown.findIndex((column) => column.stretches);
  const total = widths.reduce((sum, each) => sum + each + GAP.length, -GAP.length);
  const room = stretching < 0 ? width : width + Math.max(0, (widths[stretching] ?? 0) - LEAST);
  if (total > room) {
    const widest = Math.max(...shown.map(({ from = 0 }) => from));
    if (widest > 0)
      return alignedRows(
        shown.filter(({ from = 0 }) => from < widest),
        items,
        width,
        paint,
      );
  }
  if (stretching >= 0)
    widths[stretching] = Math.max(LEAST, Math.min(widths[stretching] ?? 0, width - total + (widths[stretching] ?? 0)));
  const line = (row: readonly string[]) =>
    shown
      .map((column, i) => fitted(row[i] ?? '', widths[i] ?? 0, column.right ?? false))
      .join(GAP)
      .trimEnd();
  return rows.map((row) => `${line(row)}\n`).join('');
}

/** Beneath a listing that shows only the newest. */
export const shownOf = (shown: number, total: number): string =>
  `${number(shown)} of ${number(total)} shown. To see all, add: --all`;

const GAP = '  ';
/** A stretching column keeps this width even where the terminal has less. */
const LEAST = 8;

const widthOf = (text: string): number => truncatedWidth(text).width;

function fitted(text: string, room: number, right: boolean): string {
  const { width, index, truncated } = truncatedWidth(text, { limit: room, ellipsis: '…', ellipsisWidth: 1 });
  const kept = truncated ? `${text.slice(0, index)}…` : text;
  const padding = ' '.repeat(Math.max(0, room - width - (truncated ? 1 : 0)));
  return right ? padding + kept : kept + padding;
}
