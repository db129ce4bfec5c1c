/** Why nothing at all was read, as data without a word of text. */
import type { CsvColumn, PageFormat, UnreadRow } from '../history-page.ts';

export type ReadProblem =
  | { readonly code: 'empty' }
  | { readonly code: 'binary' }
  | { readonly code: 'too-large'; readonly megabytes: number; readonly most: number }
  /** Read as that format, it is not Upwork's Connects history. */
  | { readonly code: 'not-history'; readonly format: PageFormat }
  /** A row says "Today", and nothing tells which day that was. */
  | { readonly code: 'no-saved-on' }
  /** `wanted` is the name that was given for it; null where it was looked for by the usual names. */
  | {
      readonly code: 'missing-column';
      readonly column: CsvColumn;
      readonly wanted: string | null;
      readonly header: readonly string[];
    }
  | { readonly code: 'nothing-readable'; readonly format: PageFormat; readonly unread: readonly UnreadRow[] };
