/** How the long run of the fuzzer runs: by itself, for as long as it takes. */
import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

export default defineConfig({
  test: { ...base.test, testTimeout: 86_400_000, include: ['test/fuzz/long-run.ts'] },
});
