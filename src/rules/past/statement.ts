/** The history as a statement: every transaction with the balance after it, and a line for each grant that expired. */

import { startReplay } from '../state/evolve.ts';
import type { Grant } from '../state/grants.ts';
import { balanceOn, type State } from '../state/state.ts';
import type { Day } from '../values/calendar.ts';
import { KIND_FACTS, type Kind } from '../vocabulary/kinds.ts';
import type { Outcome } from '../vocabulary/outcomes.ts';
import { TRANSACTION_DEFAULTS, type Transaction } from '../vocabulary/transaction.ts';
import type { HeldEntry } from '../vocabulary/voided.ts';
import { idleOrder, reversalsBehind } from './statement-order.ts';

/** A line of the statement. An expiry is derived, not recorded, so its `id` and `recordedAt` are null. */
export type StatementLine = Omit<Transaction, 'id' | 'recordedAt'> & {
  readonly id: number | null;
  readonly recordedAt: string | null;
  readonly balance: number;
  /** Who recorded it, which the store knows; null: nobody said so. */
  readonly member: string | null;
};

/** The outcomes and rows of one proposal that were not undone, oldest first. */
export interface ProposalHistory {
  readonly outcomes: readonly { readonly on: Day; readonly outcome: Outcome }[];
  readonly rows: readonly StatementLine[];
  /** Under which Upwork's pages show it. */
  readonly pageTitles: readonly string[];
}

/** A grant that is still open. */
export interface OpenGrant {
  readonly id: number;
  readonly on: Day;
  readonly kind: Kind;
  readonly label: string;
  readonly granted: number;
  readonly left: number;
  readonly expiresOn: Day;
}

/**
 * The lines of all days from the one after `before` to `last`, oldest first.
 * `before` is the state when the first day begins; `entries` are all entries of these days, in order.
 */
export function statement(before: State, entries: Iterable<HeldEntry>, last: Day): readonly StatementLine[] {
  const lines: StatementLine[] = [];
  let idle: Transaction[] = [];
  let lapsed: Grant[] = [];
  let balance = balanceOn(before, before.asOf);
  const running = startReplay(before, {
    lapsed: (grant) => lapsed.push(grant),
  });
  const advanceTo = (day: Day): void => {
    running.advanceTo(day);
    writeLapsed();
  };
  function writeLapsed(): void {
    for (const grant of lapsed) {
      balance -= grant.left;
      lines.push({
        type: 'transaction',
        id: null,
        ...TRANSACTION_DEFAULTS,
        recordedAt: null,
        on: grant.expiresOn,
        rank: 0,
        seq: 0,
        kind: 'expiry',
        label: KIND_FACTS.expiry.label,
        connects: -grant.left,
        balance,
        member: null,
        edition: '',
      });
    }
    lapsed = [];
  }
  const write = (transaction: Transaction): void => {
    balance += transaction.connects;
    lines.push({ ...transaction, proposal: running.proposalOf(transaction), balance, member: null });
  };
  function writeIdle(): void {
    idleOrder(idle, balance).forEach(write);
    idle = [];
  }
  for (const { entry, live } of reversalsBehind([...entries])) {
    const counts = live && entry.type === 'transaction';
    if (counts || idle[0]?.on !== entry.on) writeIdle();
    advanceTo(entry.on);
    if (live) running.step(entry);
    if (counts) write(entry);
    else if (entry.type === 'transaction') idle.push(entry);
    // A refund to a grant that had lapsed comes first.
    writeLapsed();
  }
  writeIdle();
  advanceTo(last);
  return lines;
}
