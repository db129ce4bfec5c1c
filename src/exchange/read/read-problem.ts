/** Why nothing was read, as data; render writes the sentences. */
import type { CsvColumn, PageFormat, UnreadRow } from '../history-page.ts';

export type ReadProblem =
  | { readonly code: 'empty' }
  | { readonly code: 'binary' }
  | { readonly code: 'too-large'; readonly megabytes: number; readonly most: number }
  /** Read as that format, it is not Upwork's Connects history. */
  | { readonly code: 'not-history'; readonly format: PageFormat }
  /** It is a table, of which no column has a name that is known. */
  | { readonly code: 'unknown-columns'; readonly header: readonly string[] }
  /** A row says "Today", and no source names that day. */
  | { readonly code: 'no-saved-on' }
  /** `wanted` is the name that the user gave; null when only the usual names were tried. */
  | {
      readonly code: 'missing-column';
      readonly column: CsvColumn;
      readonly wanted: string | null;
      readonly header: readonly string[];
    }
  | { readonly code: 'nothing-readable'; readonly format: PageFormat; readonly unread: readonly UnreadRow[] };
