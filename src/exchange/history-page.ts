/** The content of a history page, of a copied text, of a CSV or of the page's own data, in one shape for all formats. It holds no names of persons. */
import type { Day } from '../rules/values/calendar.ts';
import type { ImportRow } from '../rules/vocabulary/upwork-row.ts';

export const PAGE_FORMATS = ['html', 'mhtml', 'webarchive', 'text', 'csv', 'json'] as const;
export type PageFormat = (typeof PAGE_FORMATS)[number];

/**
 * What a CSV can hold in its columns. The amount is one signed number (`connects`), or two columns (`spent`, `earned`),
 * or one whose direction a word tells (`direction`, or the label).
 */
export const CSV_COLUMNS = [
  'date',
  'connects',
  'spent',
  'earned',
  'direction',
  'label',
  'title',
  'id',
  'balance',
  'url',
] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];

/** What a sheet of one's own proposals can hold beside a day, a title, a link and the Connects spent. */
export const SHEET_COLUMNS = [
  'cost',
  'boost',
  'total',
  'client',
  'status',
  'viewed',
  'replied',
  'interview',
  'hired',
  'closed',
  'value',
  'note',
] as const;
export type SheetColumn = (typeof SHEET_COLUMNS)[number];

/** What a column is called in one file. */
export type ColumnMap = Readonly<Partial<Record<CsvColumn | SheetColumn, string>>>;

/** What comes first in a date of three numbers, where the user says so. */
export type DateOrder = 'day-first' | 'month-first';

/** Why a row could not be read. */
export type UnreadProblem =
  /** A day is followed by another day: the copy lost the row between them. */
  | 'date-without-row'
  /** A row has no day before it. */
  | 'no-day'
  | 'bad-day'
  /** `03/04/2026` is March in one country and April in another. */
  | 'ambiguous-day'
  /** Later than tomorrow. */
  | 'future-day'
  | 'no-amount'
  /** The amount is no whole number, or the words beside it say another one. */
  | 'bad-amount'
  /** A label that always takes Connects gives some here, or the other way round. */
  | 'wrong-sign'
  /** Nothing says whether these Connects were spent or came in. */
  | 'no-direction'
  /** In a sheet of one's own: a proposal without a cost, such as the answer to an invitation. */
  | 'free-proposal'
  /** In a sheet of one's own: what a proposal earned is in no form of US dollars. The proposal itself was read. */
  | 'bad-value'
  /** In a sheet of one's own: a cell that is neither yes nor no, nor a day. The proposal itself was read. */
  | 'bad-answer'
  /** In a sheet of one's own: words for a status that are not known. The proposal itself was read. */
  | 'bad-status'
  | 'no-label'
  /** The row has too few columns: another separator, or no row at all. */
  | 'too-few-columns'
  /** On a Proposals page: what seems to be a row does not begin as rows do. */
  | 'unknown-row'
  /** A quotation mark opens here and never closes; nothing after it was read. */
  | 'open-quote'
  /** The page ends here, in the middle. */
  | 'cut-off'
  /** The data embedded in the page cannot be read; the rows that the page shows were read. */
  | 'embedded-data';

export interface UnreadRow {
  /** As in `ImportRow`; 0 when the problem is not in a single row. */
  readonly at: number;
  readonly problem: UnreadProblem;
  /** The day or amount as it is written there. */
  readonly given: string | null;
  /** The column of the cell, where only that cell was not read. */
  readonly column?: string;
}

export interface SavedOn {
  /** The day that "Today" means. */
  readonly on: Day;
  readonly from: 'option' | 'page' | 'mail' | 'file' | 'paste' | 'today';
  /** Whether a row says "Today" or "Yesterday", so that a wrong day here would be a wrong day there. */
  readonly needed: boolean;
}

export interface HistoryPage {
  readonly format: PageFormat;
  /** Newest first. */
  readonly rows: readonly ImportRow[];
  /** The balance in the page's header. */
  readonly balance: number | null;
  /** Null when no source names the day and no row needs it. */
  readonly savedOn: SavedOn | null;
  /** Whether there are, or may be, more rows than the page shows. */
  readonly more: boolean;
  /** A CSV that this program wrote itself. */
  readonly own: boolean;
  /** What could not be read. */
  readonly unread: readonly UnreadRow[];
}
