/** How the sweep of all system calls runs: by itself, since it takes hours. */
import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

export default defineConfig({
  test: { ...base.test, testTimeout: 7_200_000, include: ['test/sweep/{every-call,kills,crowds}.ts'] },
});
