/** Possible causes of a drift as data, each with the Connects that it would explain. */

import type { StatementLine } from '../past/statement.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Proposal, State } from '../state/state.ts';
import type { Day } from '../values/calendar.ts';
import type { Transaction } from '../vocabulary/transaction.ts';

/** One cause. `connects`: how much of the drift it would explain, with its sign. */
export type DriftCause = {
  readonly connects: number;
} /** `all`: no later cycle is due; `cut`: the carry-over limit takes some. */ & (
  | { readonly code: 'cycle-due'; readonly cycles: readonly Day[]; readonly all: boolean; readonly cut: boolean }
  | { readonly code: 'cycle-soon'; readonly on: Day }
  | { readonly code: 'expired'; readonly on: Day }
  | { readonly code: 'expiring'; readonly on: Day }
  /** `boost`: the part of the refund that is for the boost. */
  | { readonly code: 'refund-due'; readonly proposal: Proposal; readonly boost: number }
  | { readonly code: 'boost-due'; readonly proposal: Proposal }
  | { readonly code: 'reward-due'; readonly proposal: Proposal }
  | { readonly code: 'duplicate'; readonly line: StatementLine; readonly twin: StatementLine }
  | { readonly code: 'proposal-unrecorded' }
  /** `published`: the rulebook says exactly that much for the upgrade. */
  | { readonly code: 'upgrade-unrecorded'; readonly published: boolean }
  /** `why`: an imported page of its day does not show it, nobody has seen it on Upwork, or it is only of the size. */
  | { readonly code: 'not-on-upwork'; readonly line: StatementLine; readonly why: LackReason }
  | { readonly code: 'cost-differs'; readonly proposal: Proposal; readonly cost: number }
  /** The opening balance of that day is the least that rows without a balance need. */
  | { readonly code: 'opening-least'; readonly on: Day }
  | { readonly code: 'unrecorded' }
);

/** `unshown`: a rule posted it; `unlisted`: it was typed. */
export type LackReason = 'unshown' | 'unlisted' | 'assumed' | 'size';

export interface DriftContext {
  /** Upwork's balance minus the ledger's. */
  readonly drift: number;
  readonly on: Day;
  /** As of that day, with the proposals that may be a cause. */
  readonly state: State;
  /** The newest lines of the statement up to that day, newest first. */
  readonly lines: readonly StatementLine[];
  /** Transactions that an imported page has shown. */
  readonly confirmed: ReadonlySet<number | null>;
  /** What `renew` would post up to that day, and what the balance of that day would gain. */
  readonly renewal: RenewalTrial;
  readonly rulebooks: ReadonlyMap<string, Rulebook>;
  /** The day of an opening balance that may be higher than it is recorded. */
  readonly leastOpening: Day | null;
}

export interface RenewalTrial {
  readonly posted: readonly Pick<Transaction, 'on' | 'kind' | 'connects' | 'expiresOn'>[];
  readonly connects: number;
}
