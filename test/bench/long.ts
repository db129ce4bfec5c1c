/** `npm run bench -- long`: ten years of imported transactions, as CPU time within one run, with every renewal due and with all of them posted. */
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { addDays, type Day } from '../../src/rules/values/calendar.ts';
import { LAST } from './commands.ts';
import { cpu, interleave, type Run, temp, weigh } from './measure.ts';

const FIRST = '2016-07-01' as Day;
const DAYS = 3450;
const SIZES = [100, 10_000, 100_000] as const;
const REPEATS = 3;
const program = resolve('bin/connects.js');
/** The day of the first cycle that is due, and a year before today. */
const [FIRST_CYCLE, YEAR_BACK] = ['2016-08-01', '2024-12-31'];

/** Twelve proposals, five gains, two refunds and a badge in twenty rows, spread evenly over the years. */
function row(n: number, rows: number): string {
  const day = addDays(FIRST, Math.floor((n * DAYS) / rows));
  const kind = (n * 7) % 20;
  if (kind < 12) return `${day},Applied to job,"Job number ${n}, nice",-2`;
  if (kind < 17) return `${day},Added extra Connects,,10`;
  return kind < 19 ? `${day},Job cancelled,"Job number ${n - 14}, nice",2` : `${day},Available now badge,,-1`;
}

export const fileOf = (what: string, size: number): string => join(temp, `long-${what}-${size}`);
const varsOf = (db: string) => ({ CONNECTS_DB: db, CONNECTS_TODAY: LAST });
const connects = (db: string, line: string, before?: () => void): Run => ({
  args: [program, ...line.split(' ')],
  vars: varsOf(db),
  ...(before ? { before } : {}),
});

const work = join(temp, 'long-work');
const anew = (path: string): void => {
  for (const end of ['', '-journal']) rmSync(`${path}${end}`, { force: true });
};
const looking = (what: 'due' | 'posted', size: number, line: string): Run => connects(fileOf(what, size), line);
/** What writes begins with a fresh copy. */
const writing = (what: 'due' | 'posted', size: number, line: string): Run =>
  connects(work, line, () => {
    anew(work);
    copyFileSync(fileOf(what, size), work);
  });
const importing = (size: number): Run =>
  connects(work, `import ${fileOf('csv', size)} --yes --quiet`, () => anew(work));
const plainImport = (size: number): Run => ({
  program: 'sqlite3',
  args: [
    work,
    'CREATE TABLE history (Date, Action, Title, Connects)',
    ...['Date', 'Action', 'Title'].map((column) => `CREATE INDEX by_${column} ON history (${column})`),
    '.mode csv',
    `.import --skip 1 ${fileOf('csv', size)} history`,
  ],
  vars: {},
  before: () => anew(work),
});

export function makeLedgers(size: number): void {
  const rows = Array.from({ length: size }, (_, n) => row(n, size));
  writeFileSync(fileOf('csv', size), ['Date,Action,Title,Connects', ...rows, ''].join('\n'));
  cpu(connects(fileOf('due', size), `import ${fileOf('csv', size)} --yes --quiet`));
  copyFileSync(fileOf('due', size), fileOf('posted', size));
  cpu(connects(fileOf('posted', size), 'renew --quiet'));
}

/** The runs beside each other: the first ones over the last one. */
function report(name: string, runs: readonly Run[], mark: string): void {
  const found = interleave(runs, REPEATS, cpu).map(({ min }) => min);
  const last = found.at(-1) ?? Number.NaN;
  const ratios = found.slice(0, -1).map((each) => (each / last).toFixed(2).padStart(7));
  const [first] = runs;
  const memory = first && first.program === undefined ? Math.round(weigh(first) / 1024) : 0;
  console.log(
    `${name.padEnd(36)} ${ratios.join(' ')}  ${mark.padEnd(10)} ${found.map((each) => each.toFixed(0)).join(' / ')} ms, ${memory} MiB`,
  );
}

export function compareLong(): void {
  for (const size of SIZES) makeLedgers(size);
  const [small, middle, large] = SIZES;
  console.log(`\nCPU time: ${large} / ${small} and ${middle} / ${small}; memory at ${large}`);
  const grow = (name: string, line: string, what: 'due' | 'posted', mark: string, run = looking): void =>
    report(
      name,
      [large, middle, small].map((size) => run(what, size, line)),
      mark,
    );
  for (const [line, mark] of [
    ['balance', '≤ 1.1'],
    ['forecast', '≤ 3'],
    ['report', '≤ 3'],
    ['due', '≤ 3'],
  ] as const) {
    grow(`${line}, renewals due`, line, 'due', mark);
    grow(`${line}, renewals posted`, line, 'posted', mark);
  }
  for (const line of ['history --all --csv', 'proposals --all --csv']) grow(line, line, 'posted', '150 MiB');
  grow('apply', 'apply --cost 2', 'posted', '≤ 1.1', writing);

  console.log(`\nCPU time at ${large}: one over the other`);
  const one = writing('due', large, `earn survey --amount 5 --on ${FIRST_CYCLE}`);
  report('renew, 113 cycles / one entry there', [writing('due', large, 'renew'), one], '≤ 2');
  report('undo of that / one entry there', [writing('posted', large, 'undo'), one], '≤ 2');
  const today = writing('posted', large, 'apply --cost 2');
  report('apply a year back / today', [writing('posted', large, `apply --cost 2 --on ${YEAR_BACK}`), today], '≤ 3');
  report('check / import', [looking('posted', large, 'check'), importing(large)], '≤ 1');
  report('import / sqlite3, three indexes', [importing(large), plainImport(large)], '≤ 3');
}
