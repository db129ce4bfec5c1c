/** What an import would record under one reading of its page, and how well that fits Upwork's balance. */
import type { EntryBuilder } from '../past/timeline.ts';
import type { Entry, Transaction } from '../vocabulary/transaction.ts';
import type { ImportRow } from '../vocabulary/upwork-row.ts';
import type { RowMatches } from './match/match-rows.ts';
import type { BalanceProjection } from './suppose/project-balance.ts';

/** How well a ledger fits what Upwork shows, best first. */
export const BALANCE_FITS = [
  /** It ends on Upwork's balance. */
  'agrees',
  /** It does, but only with Connects that nothing explains. */
  'covered',
  /** It did when the page was saved; more was recorded on that day since. */
  'agreed-then',
  /** What moved in the page's time is what the page shows: the difference is older. */
  'older',
  'differs',
] as const;
export type BalanceFit = (typeof BALANCE_FITS)[number];

export interface ImportPlan {
  /** What is recorded before what the builder has. */
  readonly before: readonly Entry[];
  readonly builder: EntryBuilder;
  readonly matched: RowMatches;
  /** Rows kept as `other`, with their text. */
  readonly unknown: readonly ImportRow[];
  /** The balance before the first row, where this import supposes it. If it is not known, the least that the rows need. */
  readonly opening: { readonly connects: number; readonly isKnown: boolean };
  /** Connects added because the rows alone would overdraw the account. */
  readonly covered: number;
  /** Whether more was added than the rows need, so that the end is Upwork's balance: that proves no agreement. */
  readonly raised: boolean;
  /** What the import adds that no row says. */
  readonly supposed: readonly Transaction[];
  /** Entries that were only assumed, and that the page shows to be wrong. */
  readonly leaving: readonly Transaction[];
  readonly projection: BalanceProjection;
  readonly fit: BalanceFit;
}
