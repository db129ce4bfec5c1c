/** Random numbers from a seed: the same seed gives the same numbers on every machine. */

/** Draws numbers evenly from 0 (included) to 1 (not included). */
export type RandomSource = () => number;

/** A 32-bit generator whose state is one counter (Tommy Ettinger's mulberry32): small, quick, good enough for forecasts. */
export function seededRandom(seed: number): RandomSource {
  let counter = seed | 0;
  return () => {
    counter = (counter + 0x6d2b79f5) | 0;
    let mixed = Math.imul(counter ^ (counter >>> 15), counter | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Below this mean `exp(-mean)` is far from vanishing. */
const MOST_AT_ONCE = 30;

/** A Poisson number with this mean, by Knuth's product of draws. */
export function poissonCount(draw: RandomSource, mean: number): number {
  let count = 0;
  let rest = mean;
  // A sum of Poisson numbers is one of the sum of their means.
  for (; rest > MOST_AT_ONCE; rest -= MOST_AT_ONCE) count += product(draw, MOST_AT_ONCE);
  return count + product(draw, rest);
}

/**
 * A positive number with the mean 1 and this variance, of the gamma family: a Poisson mean that varies so gives counts of
 * the negative binomial kind. G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables", ACM
 * Transactions on Mathematical Software 26 (2000).
 */
export function gammaFactor(draw: RandomSource, variance: number): number {
  if (variance === 0) return 1;
  const shape = 1 / variance;
  // Their method is for shapes from 1 on; a power of an even draw leads to those below.
  const lowered = shape < 1 ? (1 - draw()) ** (1 / shape) : 1;
  const d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
  for (;;) {
    const normal = normalNumber(draw);
    const v = (1 + normal / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - draw()) < normal ** 2 / 2 + d - d * v + d * Math.log(v)) return (d * v * lowered) / shape;
  }
}

/** Of mean 0 and variance 1, by Box and Muller. */
const normalNumber = (draw: RandomSource): number =>
  Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());

function product(draw: RandomSource, mean: number): number {
  const end = Math.exp(-mean);
  let count = 0;
  for (let left = draw(); left > end; left *= draw()) count += 1;
  return count;
}
