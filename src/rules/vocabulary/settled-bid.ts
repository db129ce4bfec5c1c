/** A second-price auction: Upwork refunds the whole bid and charges the final price, each in a row of its own. */

export const FINAL_CHARGE = 'We accepted your bid to boost a proposal. This is the final bid charge.';
export const BID_REFUND = 'We accepted your bid to boost a proposal. This is a refund for your total bid.';

const folded = (label: string): string => label.trim().toLowerCase().replaceAll('’', "'");

export const isFinalCharge = (label: string): boolean => folded(label) === folded(FINAL_CHARGE);

export const isBidRefund = (label: string): boolean => folded(label) === folded(BID_REFUND);

interface BoostSums {
  readonly boost: number;
  /** What of it came back. */
  readonly back: number;
}

/**
 * The boost is the bid, and what came back of it is what the final price left: the two rows are one settlement, in
 * whatever order they come.
 */
export function withBoostRow({ boost, back }: BoostSums, label: string, connects: number): BoostSums {
  if (connects < 0) {
    const settled = isFinalCharge(label) ? Math.min(back, -connects) : 0;
    return { boost: boost - connects - settled, back: back - settled };
  }
  const charged = isBidRefund(label) ? boost - back - connects : 0;
  const settled = charged > 0 && charged <= connects ? charged : 0;
  return { boost: boost - settled, back: back + connects - settled };
}
