/** What a history page, a copy of it or a CSV holds, whatever it was read from. Nothing of the persons on it. */
import type { Day } from '../rules/calendar.ts';

export const FORMATS = ['html', 'mhtml', 'text', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/** One row of Upwork's history. */
export interface PageRow {
  /** Where it stands in what was read: a row or a line, counted from 1. */
  readonly at: number;
  /** The day on Upwork, which is a UTC day. */
  readonly on: Day;
  /** Upwork's own words; null where the page holds only a code that is not known. */
  readonly label: string | null;
  readonly title: string | null;
  /** Signed. */
  readonly connects: number;
  /** Upwork's id of the transaction, where the page holds it. */
  readonly upworkId: string | null;
  readonly jobKey: string | null;
  readonly url: string | null;
  /** The balance after it, where the page holds it. */
  readonly runningTotal: number | null;
}

export interface Page {
  readonly format: Format;
  /** Newest first. */
  readonly rows: readonly PageRow[];
  /** The balance in the page's header. */
  readonly balance: number | null;
  /** The day "Today" means, and where it was taken from. Null where the page does not need one. */
  readonly savedOn: { readonly on: Day; readonly from: 'option' | 'page' | 'mail' | 'file' } | null;
  /** The page says there is more than it shows. */
  readonly more: boolean;
  /** What could not be read. */
  readonly unread: readonly { readonly at: number; readonly problem: string }[];
}
