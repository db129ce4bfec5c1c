/** Conflicts between two copies of one account, as data. `render/imports/merge.ts` has the sentences. */

import type { RewardSpan } from '../rulebook/reward-cap.ts';
import type { PurseShortage } from '../state/state.ts';
import type { Day } from '../values/calendar.ts';
import type { Outcome } from '../vocabulary/outcomes.ts';

/** The two copies that are joined: the ledger's own, and the one taken in. */
export type MergeSide = 'mine' | 'theirs';

/** Why the joined copies would be wrong: both recorded the same thing, or the sum of both is impossible. */
export type ConflictCause =
  | { readonly code: 'marked-differently'; readonly proposal: number; readonly outcomes: SideOutcomes }
  | { readonly code: 'renewed-twice'; readonly on: Day }
  | { readonly code: 'claimed-twice'; readonly key: string }
  | { readonly code: 'coupon-twice'; readonly coupon: string }
  | { readonly code: 'job-twice'; readonly key: string }
  | { readonly code: 'upgraded-twice'; readonly on: Day }
  /** Both copies voided or replaced the same transaction of that day. */
  | { readonly code: 'corrected-twice'; readonly on: Day }
  /** Both copies added a cost or a boost to a proposal that had none. */
  | { readonly code: 'charged-twice'; readonly proposal: number }
  /** One copy corrected the Connects or the day of a proposal, and what the other recorded of it does not fit that. */
  | { readonly code: 'corrected-and-marked'; readonly proposal: number }
  | { readonly code: 'adjusted-twice'; readonly on: Day }
  /** One id, two rulebooks. */
  | { readonly code: 'edition-twice'; readonly edition: string }
  /** Both copies imported these rows of Upwork's history, or of its Proposals page. */
  | { readonly code: 'imported-twice'; readonly rows: number; readonly page?: 'proposals' }
  /** One copy imported these rows of Upwork's history, and the user typed them into the other. */
  | { readonly code: 'imported-and-typed'; readonly rows: number }
  /** A proposal got more Connects back than it took. */
  | { readonly code: 'refunded-twice'; readonly proposal: number; readonly spent: number; readonly refunded: number }
  /** One side undid something that the other side still uses. */
  | {
      readonly code: 'still-needed';
      readonly what: 'proposal' | 'transaction' | 'coupon' | 'edition';
      readonly name: string;
    }
  /** The rewards of these days exceed their cap. */
  | ({ readonly code: 'rewards-over-cap'; readonly cap: number } & RewardSpan)
  | ({ readonly code: 'negative-day' } & PurseShortage)
  /** Of two clashing commands, each side undid the one that the other side kept. */
  | { readonly code: 'settled-differently'; readonly over: ConflictCause };

type SideOutcomes = { readonly [side in MergeSide]: readonly Outcome[] };

/** The cause, and on each side the uids of the commands involved, in the order in which they are undone. */
export type MergeConflict = ConflictCause & { readonly [side in MergeSide]: readonly string[] };
