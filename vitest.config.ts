/** How the tests run: in forks, since a native add-on does not like threads, away from the user's world, with a closing line that any CI can read. */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/closing-line.ts';
import { cleanEnvironment } from './test/environment.ts';

// Before any worker is forked, so that no test and nothing that a test starts has ever seen the user's environment.
const home = mkdtempSync(join(tmpdir(), 'connects-home-'));
process.once('exit', () => rmSync(home, { recursive: true, force: true }));
const clean = cleanEnvironment(process.env, home);
for (const name of Object.keys(process.env)) delete process.env[name];
Object.assign(process.env, clean);

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They have scripts of their own: `npm run test:server` and `npm run test:long`.
    exclude: ['test/**/*.{server,long}.test.ts'],
    pool: 'forks',
    // Many tests wait for a process, a server or a disk, so that a small machine runs more of them than it has cores.
    maxWorkers: Math.max(4, availableParallelism()),
    // They end what hangs. What is only slow, on a machine that is busy with something else, is not wrong.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    reporters: ['default', new ClosingLine()],
  },
});
