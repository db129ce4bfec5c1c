/** The numbers of a chart as a table, which reads without the chart. */
import { paragraphLines } from '../../text/wrap.ts';
import { type Html, type HtmlPiece, html } from './html.ts';

export interface ReportColumn<T> {
  readonly head: string;
  readonly cell: (row: T) => HtmlPiece;
  /** Words, not numbers: aligned to the left. */
  readonly words?: boolean;
}

/** The first column names the row. */
export const htmlTable = <T>(caption: string, columns: readonly ReportColumn<T>[], rows: readonly T[]): Html =>
  html`<div class="scrolls" role="group" aria-label="${caption}" tabindex="0"><table><caption>${caption}</caption><thead><tr>${columns.map(
    (column, i) => html`<th scope="col"${i === 0 || column.words ? html` class="words"` : null}>${column.head}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (row) =>
      html`<tr>${columns.map((column, i) =>
        i === 0
          ? html`<th scope="row">${column.cell(row)}</th>`
          : html`<td${column.words ? html` class="words"` : null}>${column.cell(row)}</td>`,
      )}</tr>`,
  )}</tbody></table></div>`;

/** A long table is shown when it is asked for, and on paper. */
export const foldedTable = (what: string, inside: Html): Html =>
  html`<details><summary>${what}</summary>${inside}</details>`;

export interface ReportSection {
  readonly id: string;
  readonly title: string;
  /** What the figures say, in words; the first sentence describes the chart. */
  readonly says: readonly string[];
  readonly body: HtmlPiece;
}

export const reportSection = ({ id, title, says, body }: ReportSection): Html =>
  html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${says.length === 0 ? null : html`<p>${paragraphLines(says).map((line, i) => [i === 0 ? null : html`<br>`, unbrokenProse(line)])}</p>`}${body}</section>`;

/** A sentence whose days and options are not broken at their hyphens. */
export const unbrokenProse = (text: string): HtmlPiece =>
  text
    .split(/(\d{4}-\d{2}-\d{2}|--[\w-]+)/)
    .map((part, i) => (i % 2 === 1 ? html`<span class="day">${part}</span>` : part));
