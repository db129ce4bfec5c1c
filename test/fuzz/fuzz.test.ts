/** The short run of the fuzzer, and every input that broke something once. The long run is `npm run fuzz`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FuzzInput } from './fuzz-input.ts';
import { fuzzRun, judgeInput } from './fuzz-run.ts';
import { fuzzWorld } from './fuzz-world.ts';

const INPUTS = 2000;
const SEED = 23;

interface KeptCase {
  /** What it broke. */
  readonly why: string;
  readonly input: FuzzInput;
}

const folder = join(import.meta.dirname, 'cases');
const cases = readdirSync(folder).flatMap((file) =>
  readFileSync(join(folder, file), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as KeptCase),
);

const world = await fuzzWorld();

test.each(cases.map(({ why, input }) => [why, input] as const))(
  'an input breaks nothing that once gave %s',
  async (_, input) => {
    expect((await judgeInput(world, input)).faults).toEqual([]);
  },
);

test(`${INPUTS} inputs of one seed break nothing`, async () => {
  const findings = await fuzzRun(world, { seed: SEED, inputs: INPUTS, kind: '' }, () => {});
  expect(findings).toEqual([]);
});
