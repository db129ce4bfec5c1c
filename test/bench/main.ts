/** `npm run bench`: what the program costs, as ratios within one run. It prints and never judges. `npm run bench -- starts` measures the starts alone, `searches` what finds proposals among many, `shared` a ledger on PostgreSQL, `peers` the same work in hledger, ledger and Beancount, and `long` ten years of imported transactions. */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LAST } from './commands.ts';
import { generate } from './generate.ts';
import { ownImport, plainImport, writeHistory } from './history.ts';
import { compareLong } from './long.ts';
import { compare, type Run, temp, time, weigh } from './measure.ts';
import { comparePeers } from './peers.ts';
import { compareShared } from './shared.ts';
import { compareStarts } from './starts.ts';
import { sumsOfFigures, sumsOfRecord } from './sums.ts';

const SIZES = [100, 10_000, 100_000];
/** The ledger size for the report. */
const REPORTED = 5_000;
/** A ledger of so many transactions has 10,000 proposals. */
const SEARCHED = 11_000;
/** The number of rows of an import. */
const HISTORY = 100_000;
const program = resolve('bin/connects.js');

const pathOf = (size: number): string => join(temp, `${size}.db`);

const connects = (size: number, line: string): Run => ({
  args: [program, ...line.split(' ')],
  vars: { CONNECTS_DB: pathOf(size), CONNECTS_TODAY: LAST },
});

function report(
  name: string,
  unit: string,
  measure: typeof time,
  a: Run,
  b: Run,
  target: number | null,
  repeats?: number,
): void {
  const { median, min } = compare(measure, a, b, repeats);
  const ratio = ([x, y]: readonly [number, number]) => (x / y).toFixed(2).padStart(6);
  const values = ([x, y]: readonly [number, number]) => `${x.toFixed(0)} / ${y.toFixed(0)} ${unit}`;
  const wanted = target === null ? '' : `target ≤ ${target}`;
  console.log(name.padEnd(40), ratio(median), ratio(min), ` ${wanted.padEnd(14)} ${values(median)}`);
}

/** How much longer one takes than the other, in milliseconds. */
function over(name: string, a: Run, b: Run, target: number): void {
  const { median, min } = compare(time, a, b);
  const more = ([x, y]: readonly [number, number]) => (x - y).toFixed(0).padStart(6);
  const [x, y] = median;
  console.log(
    `${name.padEnd(40)} ${more(median)} ${more(min)}  ${`target ≤ ${target}`.padEnd(14)} ${x.toFixed(0)} - ${y.toFixed(0)} ms, ${(x / y).toFixed(1)} ×`,
  );
}

/** What finds a proposal by its text, over the same in a small ledger, and what a shell completes, over the balance. */
function compareSearches(): void {
  for (const line of ['show job-9', 'search nothing']) {
    report(`${line}: 10,000 proposals / 50`, 'ms', time, connects(SEARCHED, line), connects(100, line), 1.5);
  }
  for (const [name, line] of [
    ['a command', '__complete --word=re --'],
    ['a proposal', '__complete --word= -- mark'],
    ['a title', '__complete --word=Job -- show'],
    ['a client', '__complete --word= -- apply --client'],
    ['a tag', '__complete --word= -- apply --tag'],
  ] as const) {
    const balance = connects(SEARCHED, 'balance');
    report(`completing ${name} / balance`, 'ms', time, connects(SEARCHED, line), balance, 1.5);
  }
}

const sizesOf = (): readonly number[] => {
  if (process.argv.includes('starts')) return [100];
  if (process.argv.includes('shared')) return [100, 100_000];
  return process.argv.includes('searches') ? [100, SEARCHED] : [...SIZES, REPORTED, SEARCHED];
};

process.on('exit', () => rmSync(temp, { recursive: true, force: true }));

if (process.argv.includes('peers')) {
  comparePeers();
  process.exit(0);
}
if (process.argv.includes('long')) {
  compareLong();
  process.exit(0);
}

for (const size of sizesOf()) {
  const start = performance.now();
  await generate(pathOf(size), size);
  console.error(`A ledger of ${size} transactions took ${((performance.now() - start) / 1000).toFixed(1)} s to make.`);
}
if (process.argv.includes('shared')) {
  await compareShared(pathOf);
  process.exit(0);
}
const isAlone = process.argv.includes('searches');
if (!isAlone) await compareStarts(pathOf(100));
if (process.argv.includes('starts')) process.exit(0);
console.log(`\n${'a / b'.padEnd(40)} median    min  ${''.padEnd(14)} medians`);
compareSearches();
if (isAlone) process.exit(0);
for (const size of SIZES.slice(1)) {
  const target = size === 100_000 ? 1.2 : null;
  for (const line of ['balance', 'apply --cost 1', 'history', 'renew']) {
    report(`${line}: ${size} / 100`, 'ms', time, connects(size, line), connects(100, line), target);
  }
  report(`balance, memory: ${size} / 100`, 'KiB', weigh, connects(size, 'balance'), connects(100, 'balance'), target);
}
const [largest] = SIZES.slice(-1) as [number];
const stats = connects(largest, 'stats --json');
report('stats / plain SQL over the record', 'ms', time, stats, sumsOfRecord(pathOf(largest)), 3);
report('stats / plain SQL over its own figures', 'ms', time, stats, sumsOfFigures(pathOf(largest)), 3);
over('report on 5,000 over bare node', connects(REPORTED, 'report'), { args: ['-e', '0'], vars: {} }, 1000);
writeHistory(HISTORY);
report('import of 100,000 rows over sqlite3 .import', 'ms', time, ownImport, plainImport, 10, 5);
console.log(`${'its peak memory'.padEnd(54)}  target ≤ 300    ${Math.round(weigh(ownImport) / 1024)} MiB`);
compareLong();
