/** Power cuts: what a command acknowledged is on the disk. The disk is an image that is copied at the acknowledgement, which shows what had reached it. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const bin = resolve(import.meta.dirname, '../../bin/connects.js');
const temp = mkdtempSync(join(tmpdir(), 'connects-power-'));
const disk = join(temp, 'disk');
const mounted = new Set<string>();

const runs = (program: string, ...words: readonly string[]): boolean => spawnSync(program, words).status === 0;

function mount(image: string, at: string): boolean {
  mkdirSync(at, { recursive: true });
  if (!runs('mount', '-o', 'loop', image, at)) return false;
  mounted.add(at);
  return true;
}

function unmount(at: string): void {
  if (mounted.delete(at)) expect(runs('umount', at)).toBe(true);
}

afterAll(() => {
  for (const at of mounted) runs('umount', at);
  rmSync(temp, { recursive: true, force: true });
});

function makeDisk(): boolean {
  const image = join(temp, 'disk.img');
  writeFileSync(image, '');
  truncateSync(image, 24 * 1024 * 1024);
  return runs('mkfs.ext4', '-q', '-F', image) && mount(image, disk);
}

/** Runs the program with a ledger on a disk, and returns what it prints. */
function connects(line: string, at = disk): string {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: temp,
    CONNECTS_TODAY: '2021-02-01',
    CONNECTS_DB: join(at, 'ledger.db'),
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...line.split(' ')], { env, encoding: 'utf8' });
  expect([line, status, stderr]).toEqual([line, 0, expect.any(String)]);
  return stdout;
}

/** Runs work on the disk as it would be found if the power were cut now. */
function afterPowerCut<T>(work: (at: string) => T): T {
  const [image, at] = [join(temp, 'cut.img'), join(temp, 'cut')];
  // The system goes on writing what it wrote to its journal before: only two equal copies are of one moment.
  do copyFileSync(join(temp, 'disk.img'), image);
  while (!readFileSync(image).equals(readFileSync(join(temp, 'disk.img'))));
  expect(mount(image, at)).toBe(true);
  try {
    return work(at);
  } finally {
    unmount(at);
  }
}

/** Each kind of command that writes, in an order in which each is possible. */
const LINES = [
  'init --joined 2020-12-15',
  'apply --cost 4 --title Logo',
  'undo',
  'redo',
  'buy 40',
  'earn readiness-test',
  'spend other --amount 1',
  'mark 1 viewed',
  'edit 1 --client Acme',
  'apply --cost 1 --title Shop',
  'void last',
  'renew',
  'plan plus',
  'coupon add SAVE20 --percent 20',
  'config set reserve 2',
  'rules use 2026',
  'reconcile 30 --adjust',
  `import ${join(temp, 'page.csv')} --yes`,
  `merge ${join(temp, 'other.db')}`,
  `restore ${join(temp, 'copy.db')} --yes --force`,
  'check --repair',
];

test('every acknowledged command is on the disk when the power is cut', ({ skip }) => {
  if (!makeDisk()) skip('this needs mkfs.ext4 and the right to mount an image: Linux, as root');
  writeFileSync(join(temp, 'page.csv'), 'Date,Description,Connects\n2021-01-20,Applied to job,-4\n');
  for (const line of LINES) {
    connects(line);
    if (line.startsWith('apply --cost 4')) {
      connects(`backup ${join(temp, 'copy.db')}`);
      connects(`backup ${join(temp, 'other.db')}`);
      connects(`--db ${join(temp, 'other.db')} apply --cost 1`);
    }
    const answers = ['balance', 'log --plain', 'check'];
    const now = answers.map((answer) => connects(answer));
    const cut = afterPowerCut((at) => answers.map((answer) => connects(answer, at)));
    expect([line, ...cut]).toEqual([line, ...now]);
  }
  const written = [`backup ${join(disk, 'saved.db')}`, `export --format csv --output ${join(disk, 'x.csv')}`];
  for (const line of [...written, ...written.map((each) => each.replace('backup ', 'backup --force '))]) {
    connects(line);
    const [name = ''] = /[a-z]+\.(?:db|csv)$/.exec(line) ?? [];
    const now = readFileSync(join(disk, name));
    expect([line, afterPowerCut((at) => readFileSync(join(at, name)).equals(now))]).toEqual([line, true]);
  }
  unmount(disk);
});
