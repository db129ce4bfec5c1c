/** `npm run fuzz -- [--seed N] [--inputs COUNT] [--kind KIND] [--built]`: the long run of the fuzzer, with what was asked for as variables. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    inputs: { type: 'string', default: '100000' },
    kind: { type: 'string', default: '' },
    built: { type: 'boolean', default: false },
  },
});
const vitest = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
const line = [vitest, 'run', '--configLoader', 'runner', '--config', join(import.meta.dirname, 'vitest.config.ts')];
const { status } = spawnSync(process.execPath, line, {
  stdio: 'inherit',
  env: {
    ...process.env,
    VITEST_FUZZ_SEED: values.seed,
    VITEST_FUZZ_INPUTS: values.inputs,
    VITEST_FUZZ_KIND: values.kind,
    VITEST_FUZZ_BUILT: values.built ? 'yes' : '',
  },
});
process.exitCode = status ?? 1;
