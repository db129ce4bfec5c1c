/** Measures time and memory of whole processes, two kinds in turn, so that other work of the machine affects both equally. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A process: arguments to Node or another program, and variables to set. */
export interface Run {
  readonly program?: string;
  readonly args: readonly string[];
  readonly vars: Readonly<Record<string, string>>;
  /** Prepares a run; not measured. */
  readonly before?: () => void;
}

export interface Comparison {
  readonly median: readonly [a: number, b: number];
  readonly min: readonly [a: number, b: number];
}

export const temp = mkdtempSync(join(tmpdir(), 'connects-bench-'));

// Reports the peak memory and the processor time of the process on a separate descriptor.
const scale = join(temp, 'scale.cjs');
writeFileSync(
  scale,
  `process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  require('fs').writeSync(3, maxRSS + ' ' + (userCPUTime + systemCPUTime) / 1000);
});
`,
);

function spawn({ program = process.execPath, args, vars }: Run, options: readonly string[] = []): string {
  const done = spawnSync(program, [...options, ...args], {
    env: { PATH: process.env['PATH'], HOME: temp, ...vars },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`${args.join(' ')} ended with ${done.status}: ${done.stderr}`);
  return done.output[3] ?? '';
}

/** Wall time in milliseconds. */
export function time(run: Run): number {
  run.before?.();
  const start = performance.now();
  spawn(run);
  return performance.now() - start;
}

/** Peak resident memory in KiB. */
export function weigh(run: Run): number {
  run.before?.();
  return Number(spawn(run, ['--require', scale]).split(' ')[0]);
}

/** Processor time in milliseconds, of all threads, which does not grow where other processes work as well. */
export function cpu(run: Run): number {
  run.before?.();
  if (run.program === undefined) return Number(spawn(run, ['--require', scale]).split(' ')[1]);
  // The shell counts in hundredths of a second.
  const timed = spawn({ ...run, program: 'sh', args: ['-c', '"$@"; times >&3', 'sh', run.program, ...run.args] });
  const [, ofChild = ''] = timed.trim().split('\n');
  return ofChild.split(' ').reduce((sum, each) => {
    const [minutes = 0, seconds = 0] = each.replace('s', '').split('m').map(Number);
    return sum + 1000 * (60 * minutes + seconds);
  }, 0);
}

/** Measures A B C A B C …, once unseen to warm the caches and then `repeats` times each, in milliseconds. */
export function interleave(
  runs: readonly Run[],
  repeats: number,
  measure: (run: Run) => number = time,
): readonly { readonly median: number; readonly min: number }[] {
  const seen = runs.map((): number[] => []);
  for (let i = -1; i < repeats; i++) {
    for (const [k, run] of runs.entries()) {
      const value = measure(run);
      if (i >= 0) seen[k]?.push(value);
    }
  }
  return seen.map((values) => {
    values.sort((x, y) => x - y);
    return { median: values[repeats >> 1] ?? Number.NaN, min: values[0] ?? Number.NaN };
  });
}

/** The same for two kinds of processes. */
export function compare(measure: (run: Run) => number, a: Run, b: Run, repeats = 21): Comparison {
  const [x, y] = interleave([a, b], repeats, measure);
  return {
    median: [x?.median ?? Number.NaN, y?.median ?? Number.NaN],
    min: [x?.min ?? Number.NaN, y?.min ?? Number.NaN],
  };
}
