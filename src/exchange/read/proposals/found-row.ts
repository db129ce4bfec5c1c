/** What one source of the page, its rows or its data, has of a proposal, before the sources are put together. */

import type { CardName } from '../../proposals-page.ts';
import type { CardHeading } from './card-names.ts';

export interface FoundRow {
  readonly at: number;
  readonly card: CardName | 'other';
  readonly title: string;
  readonly upworkId: string | null;
  /** Upwork's id of the job. */
  readonly jobId: string | null;
  /** The day as the page writes it. */
  readonly day: string | null;
  /** The moment it was sent, in milliseconds of 1970, as the data have it. */
  readonly sent: number | null;
  readonly shown: string | null;
  readonly viewed: boolean;
  /** The badge of a boost is there, or the data hold a bid. */
  readonly boosted: boolean;
  readonly bid: number | null;
  /** What the data say of how it ended, where it did. */
  readonly ending: DataEnding | null;
  readonly link: string | null;
}

/** The rows of a page, saved or copied, and what is around them. */
export interface FoundPage {
  readonly rows: readonly FoundRow[];
  readonly headings: readonly CardHeading[];
  /** Cards with more pages than this one. */
  readonly paged: ReadonlySet<CardName>;
  /** Headings that nobody knows, with rows below them. */
  readonly strange: readonly string[];
}

export interface DataEnding {
  /** Upwork's word or number of the status. */
  readonly status: string;
  /** Whether Upwork itself closed it because nobody answered. */
  readonly isTimedOut: boolean;
}
