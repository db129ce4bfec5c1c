/** A life that fails made short: steps are dropped for as long as it still fails. */
import { type LifeFault, liveThrough } from './live.ts';
import type { LifeStep } from './step.ts';

const MOST_TRIES = 80;

/** Faults are of one kind if their first words are the same, without numbers. */
const kindOf = ({ why }: LifeFault): string => why.replaceAll(/[\d-]+/g, '#').slice(0, 40);

export async function shrinkLife(
  life: readonly LifeStep[],
  fault: LifeFault,
  base: string,
): Promise<{ readonly steps: readonly LifeStep[]; readonly fault: LifeFault }> {
  let steps = life.slice(0, fault.step + 1);
  let last = fault;
  let tries = 0;
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < steps.length && tries < MOST_TRIES; ) {
      const fewer = steps.filter((_, i) => i < at || i >= at + size);
      tries += 1;
      const found = (await liveThrough(fewer, base)).fault;
      if (found && kindOf(found) === kindOf(fault)) {
        steps = fewer.slice(0, found.step + 1);
        last = found;
      } else {
        at += size;
      }
    }
  }
  return { steps, fault: last };
}
