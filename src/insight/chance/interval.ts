/** How sure a rate is: intervals that hold for small counts as well, and never leave 0 to 1. */

export interface ConfidenceInterval {
  readonly low: number;
  readonly high: number;
}

/** Of a standard normal, the point that 97.5 % lie below: for two-sided 95 %. */
const Z = 1.959963984540054;

/**
 * Wilson's 95 % score interval for `hits` of `of`; null of none.
 * E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
 */
export function wilsonInterval(hits: number, of: number): ConfidenceInterval | null {
  if (of === 0) return null;
  const rate = hits / of;
  const scale = 1 + Z ** 2 / of;
  const middle = (rate + Z ** 2 / (2 * of)) / scale;
  const reach = (Z / scale) * Math.sqrt((rate * (1 - rate)) / of + Z ** 2 / (4 * of ** 2));
  // At the ends rounding could leave the rate itself outside.
  return { low: hits === 0 ? 0 : middle - reach, high: hits === of ? 1 : middle + reach };
}

/**
 * The 95 % interval for the difference of two rates, the first less the second, from both Wilson intervals; null
 * where either is of none. R. G. Newcombe, "Interval estimation for the difference between independent proportions",
 * Statistics in Medicine 17 (1998), method 10.
 */
export function newcombeInterval(hitsA: number, ofA: number, hitsB: number, ofB: number): ConfidenceInterval | null {
  const [a, b] = [wilsonInterval(hitsA, ofA), wilsonInterval(hitsB, ofB)];
  if (!a || !b) return null;
  const [rateA, rateB] = [hitsA / ofA, hitsB / ofB];
  const difference = rateA - rateB;
  return {
    low: difference - Math.hypot(rateA - a.low, b.high - rateB),
    high: difference + Math.hypot(a.high - rateA, rateB - b.low),
  };
}
