/** Disks that have no room, no inodes, or take no writes: small file systems in memory, which only root may mount. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const bin = resolve(import.meta.dirname, '../../bin/connects.js');
const temp = mkdtempSync(join(tmpdir(), 'connects-small-'));
const mounted = new Set<string>();
const runs = (program: string, ...words: readonly string[]): boolean => spawnSync(program, words).status === 0;

function mount(name: string, how: string): string | null {
  const at = join(temp, name);
  mkdirSync(at);
  if (!runs('mount', '-t', 'tmpfs', '-o', how, 'tmpfs', at)) return null;
  mounted.add(at);
  return at;
}

afterAll(() => {
  for (const at of mounted) runs('umount', at);
  rmSync(temp, { recursive: true, force: true });
});

function program(disk: string) {
  const home = join(temp, `home-of-${disk.split('/').at(-1)}`);
  mkdirSync(home);
  writeFileSync(join(home, 'page.csv'), 'Date,Description,Connects\n2021-02-01,Applied to job,-4\n');
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    CONNECTS_DB: join(disk, 'ledger.db'),
    CONNECTS_TODAY: '2021-02-01',
  };
  return (line: string) => spawnSync(process.execPath, [bin, ...line.split(' ')], { env, cwd: home, encoding: 'utf8' });
}

type Connects = ReturnType<typeof program>;

function opened(disk: string): Connects {
  const connects = program(disk);
  for (const line of ['init', 'apply --cost 4', 'backup copy.db', 'apply --cost 1'])
    expect([line, connects(line).status]).toEqual([line, 0]);
  return connects;
}

/** Makes a name after the other until the disk takes no more. */
function fill(disk: string, bytes: number): void {
  const folder = join(disk, 'full');
  mkdirSync(folder);
  try {
    for (let nth = 0; ; nth += 1) writeFileSync(join(folder, String(nth)), Buffer.alloc(bytes));
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
  }
}

const LINES = (disk: string): readonly (readonly [line: string, names: string])[] => [
  ['apply --cost 1', 'ledger.db'],
  ['import page.csv --yes', 'ledger.db'],
  ['restore copy.db --yes', 'ledger.db'],
  [`backup ${join(disk, 'out.db')}`, 'out.db'],
  [`export --format csv --output ${join(disk, 'out.csv')}`, 'out.csv'],
];

/** Each command is refused with that code and file, changes nothing, and leaves nothing lying. */
function expectRefusals(connects: Connects, disk: string, code: string): void {
  const before = readFileSync(join(disk, 'ledger.db'));
  const names = readdirSync(disk);
  for (const [line, named] of LINES(disk)) {
    const { status, stdout, stderr } = connects(`${line} --json`);
    expect([line, status, stdout]).toEqual([line, 5, '']);
    expect([line, JSON.parse(stderr).error]).toEqual([
      line,
      expect.objectContaining({ code, message: expect.stringContaining(named) }),
    ]);
    expect(readdirSync(disk)).toEqual(names);
  }
  expect(readFileSync(join(disk, 'ledger.db')).equals(before)).toBe(true);
  expect(connects('balance')).toMatchObject({ status: 0, stdout: '35\n' });
}

function expectRecovery(connects: Connects): void {
  expect(connects('apply --cost 1')).toMatchObject({ status: 0 });
  expect(connects('check')).toMatchObject({ status: 0, stdout: '' });
}

describe('a small disk', () => {
  test('a disk without room refuses each write, and takes the next one when there is room', ({ skip }) => {
    const disk = mount('space', 'size=1m') ?? skip('this needs the right to mount');
    const connects = opened(disk);
    fill(disk, 4096);
    expectRefusals(connects, disk, 'storage-full');
    rmSync(join(disk, 'full'), { recursive: true });
    expectRecovery(connects);
  });

  test('a disk without inodes refuses each write as full, and takes the next one when there are some', ({ skip }) => {
    const disk = mount('inodes', 'size=4m,nr_inodes=20') ?? skip('this needs the right to mount');
    const connects = opened(disk);
    fill(disk, 0);
    expectRefusals(connects, disk, 'storage-full');
    rmSync(join(disk, 'full'), { recursive: true });
    expectRecovery(connects);
  });

  test('a disk that became read-only refuses each write, and can still be read', ({ skip }) => {
    const disk = mount('read-only', 'size=4m') ?? skip('this needs the right to mount');
    const connects = opened(disk);
    expect(runs('mount', '-o', 'remount,ro', disk)).toBe(true);
    expectRefusals(connects, disk, 'storage-readonly');
    expect(runs('mount', '-o', 'remount,rw', disk)).toBe(true);
    expectRecovery(connects);
  });
});
