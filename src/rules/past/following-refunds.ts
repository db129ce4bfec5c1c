/** What came back of a proposal whose cost or boost is put right: it follows what was taken, or Connects would appear. */
import type { Day } from '../values/calendar.ts';
import { isRefund, refundPart } from '../vocabulary/kinds.ts';
import type { Transaction } from '../vocabulary/transaction.ts';
import { replaceTransaction, voidTransaction } from './corrections.ts';
import type { EntryBuilder } from './timeline.ts';

/** A cost or a boost, as it was recorded and as it is now. */
interface CorrectedPart {
  readonly before: number;
  readonly after: number;
  /** The day on which it is taken now: it comes back on that day or later. */
  readonly on: Day;
  readonly proposal: number;
}

export type ProposalPart = 'cost' | 'boost';

export const refundsOf = (part: ProposalPart, transactions: readonly Transaction[]): readonly Transaction[] =>
  transactions.filter(({ kind }) => isRefund(kind) && refundPart(kind) === part);

/** The whole comes back as the whole, a part as the same part; never more than was taken. */
export function followRefunds(
  builder: EntryBuilder,
  refunds: readonly Transaction[],
  { before, after, on: takenOn, proposal }: CorrectedPart,
  why: string,
): void {
  let left = after;
  for (const refund of refunds) {
    const connects = Math.min(refund.connects === before ? after : refund.connects, left);
    left -= connects;
    const isEarly = refund.on < takenOn;
    // On the same day it comes after what it gives back.
    const moved = isEarly ? { on: takenOn, recordedAt: builder.recordedAt } : {};
    const isSame = !isEarly && connects === refund.connects && proposal === refund.proposal;
    if (connects === 0) voidTransaction(builder, refund, why);
    else if (!isSame) replaceTransaction(builder, refund, { ...moved, connects, proposal }, why);
  }
}
