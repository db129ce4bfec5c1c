/** The history as a statement: every transaction with the balance after it, and a line for each grant that expired. */
import type { Day } from './calendar.ts';
import { startReplay } from './evolve.ts';
import type { Grant } from './grants.ts';
import { balanceOn, type State } from './state.ts';
import { type Entry, TRANSACTION_DEFAULTS, type Transaction } from './transaction.ts';
import { KIND_FACTS, type Kind } from './vocabulary/kinds.ts';
import type { Outcome } from './vocabulary/outcomes.ts';

/** An entry as the ledger holds it. One that `undo` reversed is no longer live, nor is the reversal itself. */
export interface HeldEntry<E extends Entry = Entry> {
  readonly entry: E;
  readonly live: boolean;
}

/** A line of the statement. An expiry is derived, not recorded: its `id` is null, and so is what recording gives. */
export type StatementLine = Omit<Transaction, 'id' | 'recordedAt'> & {
  readonly id: number | null;
  readonly recordedAt: string | null;
  readonly balance: number;
};

/** What still counts of one proposal's past, oldest first. */
export interface ProposalHistory {
  readonly outcomes: readonly { readonly on: Day; readonly outcome: Outcome }[];
  readonly rows: readonly StatementLine[];
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
 * `before` is the state when the first day begins; `held` are all entries of these days, in order.
 */
export function statement(before: State, held: Iterable<HeldEntry>, last: Day): readonly StatementLine[] {
  const lines: StatementLine[] = [];
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
        edition: '',
      });
    }
    lapsed = [];
  }
  for (const { entry, live } of held) {
    advanceTo(entry.on);
    if (live) running.step(entry);
    if (entry.type === 'transaction') {
      balance += entry.connects;
      lines.push({ ...entry, proposal: running.proposalOf(entry), balance });
    }
    // A refund to a grant that had lapsed comes first.
    writeLapsed();
  }
  advanceTo(last);
  return lines;
}
