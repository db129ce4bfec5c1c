/** The long run: `npm run fuzz`. Each finding is printed as a line that `cases/` can keep. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fuzzRun } from './fuzz-run.ts';
import { fuzzWorld } from './fuzz-world.ts';

const {
  VITEST_FUZZ_SEED = '1',
  VITEST_FUZZ_INPUTS = '100000',
  VITEST_FUZZ_KIND = '',
  VITEST_FUZZ_BUILT = '',
} = process.env;
const isBuilt = VITEST_FUZZ_BUILT !== '';
const plan = { seed: Number(VITEST_FUZZ_SEED), inputs: Number(VITEST_FUZZ_INPUTS), kind: VITEST_FUZZ_KIND };

const folder = join(import.meta.dirname, '../../node_modules/.cache/connects-fuzz');
const path = join(folder, `seed-${plan.seed}${plan.kind && `-${plan.kind}`}${isBuilt ? '-built' : ''}.jsonl`);

test(`no input of seed ${plan.seed} breaks what must hold`, async () => {
  mkdirSync(folder, { recursive: true });
  const start = process.cpuUsage();
  let ran = 0;
  const most = { seconds: 0, megabytes: 0 };
  const findings = await fuzzRun(await fuzzWorld(isBuilt), plan, (done, finding, outcome) => {
    ran += 1;
    most.seconds = Math.max(most.seconds, outcome?.seconds ?? 0);
    most.megabytes = Math.max(most.megabytes, outcome?.megabytes ?? 0);
    if (finding) appendFileSync(path, `${JSON.stringify(finding)}\n`);
    if (finding)
      console.log(
        `${finding.at}: ${finding.faults.join('; ')}\n${JSON.stringify(finding.input).slice(0, 300)}\n${finding.said}\n`,
      );
    if (done % 1000 === 0)
      console.log(
        `${done} inputs, ${(process.cpuUsage(start).user / 1e6).toFixed(0)} s, ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
      );
  });
  const figures = `at most ${most.seconds.toFixed(2)} s${isBuilt ? ` and ${most.megabytes.toFixed(0)} MB` : ''} each`;
  console.log(`${ran} inputs, ${figures}, ${findings.length} findings, in ${path}`);
  expect(findings.length, `findings in ${path}`).toBe(0);
});
