/** Which tests judge a mutant: those of the pure code, in few runs, or those that VITEST_MUTANTS names. */
import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

process.env['VITEST_QUARTERS'] ??= '1-4';

export default defineConfig({
  test: {
    ...base.test,
    include: process.env['VITEST_MUTANTS']?.split(' ') ?? [
      'test/{rules,insight}/**/*.test.ts',
      // They ask about figures of the insight too.
      'test/exchange-out/cost.test.ts',
      'test/report/figures.test.ts',
    ],
    // They count how often a rare case came up, and few runs have none, or take long for what shorter tests find too.
    exclude: ['test/rules/renewal.property.test.ts', 'test/insight/calibration.test.ts'],
    setupFiles: ['test/mutants/few-runs.ts'],
    isolate: false,
    reporters: [],
  },
});
