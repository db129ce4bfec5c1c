/** `npm run simulate -- --seed N [--seeds COUNT]`: lives through ten years of so many freelancers, on every core. */
import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { memoryFolder } from '../memory-folder.ts';
import { lifeOf } from './life.ts';
import { type LifeResult, liveThrough } from './live.ts';
import { shrinkLife } from './shrink.ts';
import { shellScript } from './step.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    /** Where failures are kept. */
    keep: { type: 'string', default: 'test/simulate/cases' },
  },
});
const [first, count] = [Number(values.seed), Number(values.seeds)];
/** Nothing here asks whether a write survives a power cut. */
const base = memoryFolder;

interface SeedAnswer {
  readonly seed: number;
  readonly counts: LifeResult['counts'];
  readonly steps: number;
  readonly isFault: boolean;
}

async function liveSeed(seed: number, folder: string): Promise<SeedAnswer> {
  const life = lifeOf(seed);
  const { fault, counts } = await liveThrough(life, folder);
  if (fault) {
    const short = await shrinkLife(life, fault, folder);
    const title = `seed ${seed}: ${short.fault.why}`.replaceAll('\n', '\n# ');
    const script = shellScript(short.steps, title);
    mkdirSync(values.keep, { recursive: true });
    writeFileSync(join(values.keep, `seed-${seed}.json`), `${JSON.stringify(short.steps, null, 1)}\n`);
    writeFileSync(join(values.keep, `seed-${seed}.sh`), script);
    process.stdout.write(
      `\nSeed ${seed} fails at step ${fault.step} of ${life.length}, in ${short.steps.length} steps:\n${script}\n`,
    );
  }
  return { seed, counts, steps: life.length, isFault: fault !== null };
}

/** A worker lives the seeds that it is sent, one by one. */
async function work(): Promise<void> {
  const folder = mkdtempSync(join(base, 'connects-simulate-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.on('message', async (seed: number | 'done') => {
    if (seed === 'done') process.exit(0);
    process.send?.(await liveSeed(seed, folder));
  });
  process.send?.('ready');
}

function lead(): void {
  let next = first;
  const failed: number[] = [];
  const sums: Record<string, number> = {};
  const workers = Math.max(1, Math.min(count, availableParallelism()));
  let busy = workers;
  const start = performance.now();
  for (let i = 0; i < workers; i += 1) {
    const worker = fork(process.argv[1] as string, process.argv.slice(2), {
      env: { ...process.env, SIMULATE_WORKER: '1', TZ: 'UTC' },
    });
    worker.on('message', (answer: SeedAnswer | 'ready') => {
      if (answer !== 'ready') {
        if (answer.isFault) failed.push(answer.seed);
        for (const [what, n] of Object.entries({ ...answer.counts, steps: answer.steps }))
          sums[what] = (sums[what] ?? 0) + n;
      }
      worker.send(next < first + count ? next++ : 'done');
    });
    worker.on('exit', () => {
      busy -= 1;
      if (busy > 0) return;
      const seconds = Math.round((performance.now() - start) / 1000);
      const counted = Object.entries(sums).map(([what, n]) => `${n} ${what}`);
      process.stdout.write(
        `${count} seeds in ${seconds} s: ${counted.join(', ')}. ${failed.length} failed${failed.length > 0 ? `: ${failed.sort((a, b) => a - b).join(' ')}` : ''}.\n`,
      );
      process.exitCode = failed.length > 0 ? 1 : 0;
    });
  }
}

if (process.env['SIMULATE_WORKER']) await work();
else lead();
