/** A cell of the statistics, empty but for what a test says of it. */
import { addSums } from '../../src/insight/proposals/add-sums.ts';
import type { StatsCell } from '../../src/rules/state/proposal-sums.ts';

export const statsCell = (given: Partial<StatsCell> = {}): StatsCell => ({
  ...{ group: null, invited: false, boosted: false, settled: true, costed: true },
  ...addSums([]),
  ...given,
});
