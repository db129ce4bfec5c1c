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

function product(draw: RandomSource, mean: number): number {
  const end = Math.exp(-mean);
  let count = 0;
  for (let left = draw(); left > end; left *= draw()) count += 1;
  return count;
}
