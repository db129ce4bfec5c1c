/** How much a pace of proposals varies from week to week and from month to month, beyond what chance alone does. */

/** Both are variances of the pace divided by its mean squared: 0 where only chance decides which week gets how many. */
export interface PaceVariation {
  readonly weekly: number;
  readonly monthly: number;
  /** Variance of the weekly counts divided by their mean: about 1 where only chance decides; null: too few weeks. */
  readonly dispersion: number | null;
}

/** In weeks: a month as the variation counts it, and how far back it looks. */
const MONTH = 4;
export const VARIATION_WEEKS = 52;

/**
 * What is assumed before there is anything to see, and how many weeks or months of one's own weigh as much. These, and
 * the two months in `courseVariance`, are set by simulation: see test/insight/calibration.test.ts.
 */
const ASSUMED = { weekly: 0.02, monthly: 0.01, weight: 2 };

/** A pace is bursty if its weekly counts vary more than twice as much as chance, in at least six weeks. */
const BURSTY = 2;
const ENOUGH_WEEKS = 6;

/** `weeks` are the proposals of whole weeks, oldest first. */
export function variationOf(weeks: readonly number[]): PaceVariation {
  const byWeek = momentsOf(weeks);
  const weekly = blended(byWeek, ASSUMED.weekly, beyondChance(byWeek));
  const byMonth = momentsOf(monthsOf(weeks));
  const monthly = blended(byMonth, ASSUMED.monthly, Math.max(0, beyondChance(byMonth) - weekly / MONTH));
  const known = weeks.length >= ENOUGH_WEEKS && byWeek.mean > 0;
  return { weekly, monthly, dispersion: known ? byWeek.variance / byWeek.mean : null };
}

export const isBursty = (variation: PaceVariation | null): boolean => (variation?.dispersion ?? 0) > BURSTY;

/**
 * How far the pace to come may be from the one that was counted, as a variance: by the chance in so few proposals and in
 * so few weeks, and because the month that was counted and those to come differ, each from the usual.
 */
export const courseVariance = ({ weekly, monthly }: PaceVariation, proposals: number, weeks: number): number =>
  1 / Math.max(1, proposals) + weekly / weeks + 2 * monthly;

interface CountMoments {
  readonly mean: number;
  readonly variance: number;
  readonly count: number;
}

function momentsOf(counts: readonly number[]): CountMoments {
  const mean = counts.reduce((sum, each) => sum + each, 0) / Math.max(1, counts.length);
  const squares = counts.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return { mean, variance: squares / Math.max(1, counts.length - 1), count: counts.length };
}

/** A count by chance alone has its mean as its variance (Poisson). */
const beyondChance = ({ mean, variance }: CountMoments): number =>
  mean === 0 ? 0 : Math.max(0, variance - mean) / mean ** 2;

function blended({ count }: CountMoments, assumed: number, seen: number): number {
  const own = Math.max(0, count - 1);
  return (ASSUMED.weight * assumed + own * seen) / (ASSUMED.weight + own);
}

/** The latest weeks first, so that what is left over is the oldest. */
const monthsOf = (weeks: readonly number[]): readonly number[] =>
  Array.from({ length: Math.floor(weeks.length / MONTH) }, (_, i) =>
    weeks.slice(weeks.length - (i + 1) * MONTH, weeks.length - i * MONTH).reduce((sum, each) => sum + each, 0),
  );
