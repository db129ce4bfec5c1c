/** How mutants of the pure code are made and judged: see "Mutants" in test/README.md. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const cache = 'node_modules/.cache/connects-mutants';

export default {
  mutate: ['src/rules/**/*.ts', 'src/insight/**/*.ts'],
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner', `${import.meta.dirname}/share.mjs`],
  checkers: process.env.VITEST_MUTANTS_SHARE === undefined ? [] : ['share'],
  vitest: { configFile: 'test/mutants/vitest.config.ts', pool: 'forks', related: false },
  coverageAnalysis: 'perTest',
  // A mutant of what is computed while a module loads runs every test. Only a few tests can afford that.
  ignoreStatic: process.env.VITEST_MUTANTS === undefined,
  // Half of them only draw the share.
  concurrency: process.env.VITEST_MUTANTS_SHARE === undefined ? 2 : 4,
  // Mutants that were left out must be judged the next time.
  incremental: process.env.VITEST_MUTANTS_SHARE === undefined,
  incrementalFile: `${cache}/incremental.json`,
  reporters: ['clear-text', 'json', 'html'],
  jsonReporter: { fileName: `${cache}/mutants.json` },
  htmlReporter: { fileName: `${cache}/mutants.html` },
  clearTextReporter: { logTests: false, allowColor: false },
  thresholds: { high: 95, low: 90, break: 90 },
  // Outside of the checkout, so that no other tool finds a second copy of each file.
  tempDirName: join(tmpdir(), 'connects-mutants'),
  ignorePatterns: ['dist', '*.md'],
  // Stryker would rewrite it with an interface of TypeScript that version 7 no longer has.
  tsconfigFile: 'none.json',
  disableTypeChecks: false,
};
