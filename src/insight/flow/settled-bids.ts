/** A bid that Upwork accepted: its refund and its final charge are one settlement, so only what the price left came back. */

import { isBidRefund, isFinalCharge } from '../../rules/vocabulary/settled-bid.ts';
import type { Transaction } from '../../rules/vocabulary/transaction.ts';

type BidRow = Pick<Transaction, 'on' | 'kind' | 'label' | 'connects' | 'proposal'>;

/**
 * The same rows, where a final charge moves nothing and the refund of its bid gives back that much less. Only within one
 * month, so that what moved in a month is still the change of its balance.
 */
export function settleBids<T extends BidRow>(rows: readonly T[]): readonly T[] {
  const charges = rows.flatMap((row, at) =>
    row.kind === 'boost' && row.connects < 0 && isFinalCharge(row.label) ? [{ row, at }] : [],
  );
  if (charges.length === 0) return rows;
  const settled = [...rows];
  for (const { row: charge, at } of charges) {
    const refund = settled.findIndex(
      ({ on, kind, label, connects, proposal }) =>
        proposal !== null &&
        proposal === charge.proposal &&
        on.slice(0, 7) === charge.on.slice(0, 7) &&
        kind === 'boost-refund' &&
        isBidRefund(label) &&
        connects >= -charge.connects,
    );
    const found = settled[refund];
    if (!found) continue;
    settled[refund] = { ...found, connects: found.connects + charge.connects };
    settled[at] = { ...charge, connects: 0 };
  }
  return settled;
}
