/** Where two copies of one account cannot both be true, as data. `render/merge.ts` has the sentences. */
import type { Day } from './calendar.ts';
import type { Outcome } from './vocabulary/outcomes.ts';

/** The two copies that are joined: the ledger's own, and the one taken in. */
export type MergeSide = 'mine' | 'theirs';

/** What cannot stand: said by both copies, or true of neither once they are joined. */
export type ConflictCause =
  | { readonly code: 'marked-differently'; readonly proposal: number; readonly outcomes: Told }
  | { readonly code: 'renewed-twice'; readonly on: Day }
  | { readonly code: 'claimed-twice'; readonly key: string }
  | { readonly code: 'coupon-twice'; readonly coupon: string }
  | { readonly code: 'job-twice'; readonly key: string }
  | { readonly code: 'upgraded-twice'; readonly on: Day }
  | { readonly code: 'adjusted-twice'; readonly on: Day }
  /** One id, two rulebooks. */
  | { readonly code: 'edition-twice'; readonly edition: string }
  /** So many rows of Upwork's history were imported on both. */
  | { readonly code: 'imported-twice'; readonly rows: number }
  /** So many rows of Upwork's history were imported on one, and recorded by hand on the other. */
  | { readonly code: 'imported-and-typed'; readonly rows: number }
  /** More came back for a proposal than it took, in Connects. */
  | { readonly code: 'refunded-twice'; readonly proposal: number; readonly spent: number; readonly refunded: number }
  /** One side undid what the other still speaks of. */
  | {
      readonly code: 'still-needed';
      readonly what: 'proposal' | 'transaction' | 'coupon' | 'edition';
      readonly name: string;
    }
  /** Rewards of these days, which hold more than their most. */
  | {
      readonly code: 'rewards-over-cap';
      readonly from: Day;
      readonly until: Day;
      readonly connects: number;
      readonly cap: number;
    }
  | { readonly code: 'negative-day'; readonly on: Day; readonly missing: number }
  /** Each side took back what the other kept of these two. */
  | { readonly code: 'settled-differently'; readonly over: ConflictCause };

type Told = { readonly [side in MergeSide]: readonly Outcome[] };

/** With the uids of the commands that take part on each side; the first is the first to be taken back. */
export type MergeConflict = ConflictCause & { readonly [side in MergeSide]: readonly string[] };
