/** How the tests run: in forks, since a native add-on does not like threads, with a closing line that any CI can read. */
import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/closing-line.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 180_000,
    reporters: ['default', new ClosingLine()],
  },
});
