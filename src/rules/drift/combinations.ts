/** Finds causes that explain a drift only together. The search is bounded, however long the ledger is. */
import type { DriftCandidate } from './drift-cause.ts';

/** How many of the likeliest candidates are tried, and how many at most together. */
const TRIED = 20;
export const AT_ONCE = 4;

export interface CauseCombination {
  readonly candidates: readonly DriftCandidate[];
  readonly penalty: number;
}

/** The likeliest few that add up to `sum`, all of its sign; null if there are none. `candidates`: likeliest first. */
export function bestCombination(candidates: readonly DriftCandidate[], sum: number): CauseCombination | null {
  const sign = Math.sign(sum);
  const wanted = Math.abs(sum);
  const parts = candidates
    .filter(({ cause: { connects } }) => connects * sign > 0 && connects * sign < wanted)
    .slice(0, TRIED);
  let best: CauseCombination | null = null;

  function search(from: number, chosen: readonly DriftCandidate[], left: number, penalty: number): void {
    if (left === 0) best = { candidates: chosen, penalty };
    if (left === 0 || chosen.length === AT_ONCE) return;
    for (const [i, part] of parts.slice(from).entries()) {
      const sofar = penalty + part.penalty;
      if (best && sofar >= best.penalty) return;
      const rest = left - part.cause.connects * sign;
      if (rest < 0 || chosen.some(({ subjects }) => subjects.some((thing) => part.subjects.includes(thing)))) continue;
      search(from + i + 1, [...chosen, part], rest, sofar);
    }
  }
  search(0, [], wanted, 0);
  return best;
}
