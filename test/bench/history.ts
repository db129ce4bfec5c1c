/** A long history as a CSV, and two programs that read it: this one, and the SQLite shell, which only stores the rows. */
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { addDays, type Day } from '../../src/rules/values/calendar.ts';
import { LAST } from './commands.ts';
import { type Run, temp } from './measure.ts';

const FIRST = '2019-05-01' as Day;
const DAYS = 2400;
/** The pattern of twenty consecutive rows. */
const ACTIONS = [
  ...Array<string>(12).fill('Applied to job'),
  ...Array<string>(5).fill('Added extra Connects'),
  'Job cancelled',
  'Job cancelled',
  'Available now badge',
];

function row(n: number): string {
  const day = addDays(FIRST, n % DAYS);
  const action = ACTIONS[Math.floor(n / DAYS) % ACTIONS.length];
  if (action === 'Added extra Connects') return `${day},${action},,10`;
  if (action === 'Available now badge') return `${day},${action},,-1`;
  return `${day},${action},"Job number ${n % (4 * DAYS)}, nice",${action === 'Job cancelled' ? 2 : -2}`;
}

const file = join(temp, 'history.csv');

/** Writes `rows` rows, oldest first. */
export function writeHistory(rows: number): void {
  const lines = Array.from({ length: rows }, (_, n) => row(n)).sort();
  writeFileSync(file, ['Date,Action,Title,Connects', ...lines, ''].join('\n'));
}

const anew = (path: string) => (): void => {
  for (const end of ['', '-journal']) rmSync(`${path}${end}`, { force: true });
};

const ledger = join(temp, 'imported.db');
const table = join(temp, 'table.db');

export const ownImport: Run = {
  args: [resolve('bin/connects.js'), 'import', file, '--yes', '--quiet'],
  vars: { CONNECTS_DB: ledger, CONNECTS_TODAY: LAST },
  before: anew(ledger),
};

export const plainImport: Run = {
  program: 'sqlite3',
  args: [table, '.mode csv', `.import ${file} history`],
  vars: {},
  before: anew(table),
};
