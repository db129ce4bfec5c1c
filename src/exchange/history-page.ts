/** What a history page, a copy of it or a CSV holds, whatever it was read from. Nothing of the persons on it. */
import type { Day } from '../rules/calendar.ts';
import type { ImportRow } from '../rules/import/row.ts';

export const PAGE_FORMATS = ['html', 'mhtml', 'text', 'csv'] as const;
export type PageFormat = (typeof PAGE_FORMATS)[number];

/** What a CSV can hold in its columns. */
export const CSV_COLUMNS = ['date', 'connects', 'label', 'title', 'id', 'balance', 'url'] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];

/** What a column is called in one file. */
export type ColumnMap = Readonly<Partial<Record<CsvColumn, string>>>;

/** Why a row could not be read. */
export type UnreadProblem =
  /** A day stands there and then the next day: the row between them was lost in the copy. */
  | 'date-without-row'
  /** A row stands there and no day before it. */
  | 'no-day'
  | 'bad-day'
  /** `03/04/2026` is March in one country and April in another. */
  | 'ambiguous-day'
  /** Later than tomorrow. */
  | 'future-day'
  | 'no-amount'
  /** No whole number, or not the one that the words beside it say. */
  | 'bad-amount'
  /** A label that is known to take Connects gives some here, or the other way round. */
  | 'wrong-sign'
  | 'no-label'
  /** The row has too few columns: another separator, or no row at all. */
  | 'too-few-columns'
  /** A quotation mark opens here and never closes; nothing behind it was read. */
  | 'open-quote'
  /** The page ends here, in the middle. */
  | 'cut-off'
  /** The data behind the page is there and is not legible; what the page shows was read. */
  | 'embedded-data';

export interface UnreadRow {
  /** As in `ImportRow`; 0 where it is no single row. */
  readonly at: number;
  readonly problem: UnreadProblem;
  /** The day or amount as it stands there. */
  readonly given: string | null;
}

export interface SavedOn {
  /** The day that "Today" means. */
  readonly on: Day;
  readonly from: 'option' | 'page' | 'mail' | 'file' | 'today';
  /** Whether a row says "Today" or "Yesterday", so that a wrong day here would be a wrong day there. */
  readonly needed: boolean;
}

export interface HistoryPage {
  readonly format: PageFormat;
  /** Newest first. */
  readonly rows: readonly ImportRow[];
  /** The balance in the page's header. */
  readonly balance: number | null;
  /** Null where nothing tells it and no row needs it. */
  readonly savedOn: SavedOn | null;
  /** The page says, or leaves it open, that there is more than it shows. */
  readonly more: boolean;
  /** A CSV that this program wrote itself. */
  readonly own: boolean;
  /** What could not be read. */
  readonly unread: readonly UnreadRow[];
}
