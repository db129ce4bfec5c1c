/** What moved over some days, added up: all that a report, or a sum by month, asks of a long history. */
import type { Day } from '../values/calendar.ts';
import type { Transaction } from '../vocabulary/transaction.ts';

/**
 * The live transactions of a day that have the same kind and edition, all with a price or all without one. A row that says
 * what a bid came to is by itself, with its label and its proposal. What expired on a day is one of kind `expiry`.
 */
export interface DayFlow
  extends Pick<Transaction, 'on' | 'kind' | 'label' | 'connects' | 'cents' | 'edition' | 'proposal'> {
  /** How many it adds up. */
  readonly transactions: number;
}

export interface DayFlows {
  /** The balance as the first day begins. */
  readonly before: number;
  /** Oldest first. */
  readonly flows: readonly DayFlow[];
  /** The days of the proposals whose cost nobody knows. */
  readonly uncosted: readonly Day[];
}
