/** What only comes to a drift together. The search is bounded, however long the ledger. */
import type { Clue } from './cause.ts';

/** So many of the likeliest are tried, and up to so many at once. */
const TRIED = 20;
export const AT_ONCE = 4;

export interface Together {
  readonly clues: readonly Clue[];
  readonly unlikely: number;
}

/** The likeliest few of these that come to `sum`, all of its sign; null when there are none. Likeliest first, please. */
export function together(clues: readonly Clue[], sum: number): Together | null {
  const sign = Math.sign(sum);
  const wanted = Math.abs(sum);
  const parts = clues
    .filter(({ cause: { connects } }) => connects * sign > 0 && connects * sign < wanted)
    .slice(0, TRIED);
  let best: Together | null = null;

  function search(from: number, chosen: readonly Clue[], left: number, unlikely: number): void {
    if (left === 0) best = { clues: chosen, unlikely };
    if (left === 0 || chosen.length === AT_ONCE) return;
    for (const [i, part] of parts.slice(from).entries()) {
      const sofar = unlikely + part.unlikely;
      if (best && sofar >= best.unlikely) return;
      const rest = left - part.cause.connects * sign;
      if (rest < 0 || chosen.some(({ of }) => of.some((thing) => part.of.includes(thing)))) continue;
      search(from + i + 1, [...chosen, part], rest, sofar);
    }
  }
  search(0, [], wanted, 0);
  return best;
}
