/** Properties under mutants: few runs, always the same ones, and none to find a shorter example. So each mutant has the same fate each time. */
import { vi } from 'vitest';

const MOST_RUNS = 25;

type FastCheck = typeof import('fast-check');

vi.mock('fast-check', async (original) => {
  const real = await original<FastCheck>();
  const assert = ((property, given) =>
    real.assert(property, {
      seed: 1,
      ...given,
      numRuns: Math.min(MOST_RUNS, Math.ceil((given?.numRuns ?? 100) / 4)),
      endOnFailure: true,
    })) as FastCheck['assert'];
  return { ...real, assert, default: { ...real.default, assert } };
});
