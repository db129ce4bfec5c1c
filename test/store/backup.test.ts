/** Backups: consistent copies, in their place whole or not at all, ten of each ledger, one a day, and never in a write's way. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { bound } from '../bound.ts';
import { type World, world } from '../world.ts';
import { integrity, rowsOf, tamper } from './audit.ts';
import { spoil } from './spoil.ts';

const folderOf = (here: World): string => join(here.folder, 'state', 'backups');
const backups = (here: World): readonly string[] =>
  existsSync(folderOf(here)) ? readdirSync(folderOf(here)).sort() : [];
const reasons = (here: World): readonly string[] =>
  backups(here).map((name) => /-([a-z]+)\.db$/.exec(name)?.[1] ?? name);
const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const record = (path: string) => [
  rowsOf(path, 'SELECT * FROM commands'),
  rowsOf(path, 'SELECT * FROM transactions'),
  rowsOf(path, 'SELECT * FROM facts'),
];

async function opened(): Promise<World> {
  const here = world();
  expect((await here.run('init')).code).toBe(0);
  expect((await here.run('apply --cost 4 --title Landing')).code).toBe(0);
  return here;
}

describe('a backup that the user names', () => {
  test('is the same ledger, for its owner alone', async () => {
    const here = await opened();
    const { code, stdout } = await here.run('backup copy.db --json');
    const copy = join(here.folder, 'copy.db');
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({
        command: 'backup',
        backup: { path: '~/copy.db', bytes: statSync(copy).size, transactions: 2 },
      }),
    ]);
    expect(record(copy)).toEqual(record(here.db));
    expect([integrity(copy), mode(copy)]).toEqual(['ok', '600']);
    expect((await here.run(['balance', '--db', copy])).stdout).toBe('36\n');
  });

  test('takes no place that is taken, unless forced', async () => {
    const here = await opened();
    const copy = join(here.folder, 'copy.db');
    writeFileSync(copy, 'mine');
    expect(await here.run('backup copy.db')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there already'),
    });
    expect(readFileSync(copy, 'utf8')).toBe('mine');
    expect((await here.run('backup copy.db --force')).code).toBe(0);
    expect(record(copy)).toEqual(record(here.db));
    expect((await here.run('backup connects.db --force')).code).toBe(2);
    expect((await here.run('balance')).stdout).toBe('36\n');
  });

  test('goes into a folder that is there, and is no folder itself', async () => {
    const here = await opened();
    expect((await here.run('backup nowhere/copy.db')).code).toBe(4);
    expect((await here.run('backup state')).code).toBe(4);
    expect((await here.run(['backup', ''])).code).toBe(2);
    expect(readdirSync(here.folder).sort()).toEqual(['connects.db', 'state']);
  });

  test('needs a ledger', async () => {
    const here = world();
    expect((await here.run('backup copy.db')).code).toBe(4);
    writeFileSync(here.db, '');
    expect((await here.run('backup')).code).toBe(4);
    writeFileSync(here.db, 'something else entirely'.repeat(99));
    expect((await here.run('backup copy.db')).code).toBe(5);
    tamper(join(here.folder, 'other.db'), 'CREATE TABLE t (x)');
    expect((await here.run(['backup', 'copy.db', '--db', join(here.folder, 'other.db')])).code).toBe(5);
    expect(readdirSync(here.folder).sort()).toEqual(['connects.db', 'other.db']);
  });

  test('holds what is committed while another process is about to write', async () => {
    const here = await opened();
    const other = new Database(here.db);
    other.exec('BEGIN IMMEDIATE');
    other.exec("INSERT INTO commands VALUES (99, 'x', 'apply', '{}', '2021-01-01', NULL)");
    expect((await here.run('backup copy.db')).code).toBe(0);
    other.exec('ROLLBACK');
    other.close();
    expect(record(join(here.folder, 'copy.db'))).toEqual(record(here.db));
  });

  test('of a ledger that keeps another journal is whole in one file', async () => {
    const here = await opened();
    tamper(here.db, 'PRAGMA journal_mode = WAL');
    const other = new Database(here.db);
    other.prepare("INSERT INTO commands VALUES (99, 'x', 'apply', '{}', '2021-01-01', NULL)").run();
    expect((await here.run('backup copy.db')).code).toBe(0);
    other.close();
    expect(rowsOf(join(here.folder, 'copy.db'), 'SELECT max(id) AS id FROM commands')).toEqual([{ id: 99 }]);
    expect(readdirSync(here.folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
  });
});

describe('backups in the state folder', () => {
  test('are named by account, instant and reason, for their owner alone', async () => {
    const here = world({ vars: { CONNECTS_DB: '' } });
    await here.run('init --account work');
    const { stdout } = await here.run('backup --account work');
    expect(stdout).toMatch(
      /^Backed up 1 transaction to ~\/state\/backups\/work-2021-01-01T12-00-01\.000Z-manual\.db\n$/,
    );
    expect(backups(here)).toEqual([
      'work-2021-01-01T12-00-00.000Z-daily.db',
      'work-2021-01-01T12-00-01.000Z-manual.db',
    ]);
    expect(mode(folderOf(here))).toBe('700');
    for (const name of backups(here)) expect(mode(join(folderOf(here), name))).toBe('600');
  });

  test('are the newest ten; those of another ledger and those the user named stay', async () => {
    const here = world({ vars: { CONNECTS_DB: '' } });
    for (const account of ['work', 'work-2']) await here.run(`init --account ${account}`);
    await here.run(`backup ${join(here.folder, 'mine.db')} --account work`);
    for (let n = 0; n < 14; n++) await here.run('backup --account work');
    const own = backups(here).filter((name) => name.startsWith('work-2021'));
    expect(own).toHaveLength(10);
    expect(own.some((name) => name.endsWith('daily.db'))).toBe(false);
    expect(own.at(-1)).toBe('work-2021-01-01T12-00-15.000Z-manual.db');
    expect(backups(here).filter((name) => name.startsWith('work-2-'))).toHaveLength(1);
    expect(existsSync(join(here.folder, 'mine.db'))).toBe(true);
  });

  test('of two files called alike are told apart', async () => {
    const here = world();
    for (const place of ['a', 'b']) {
      mkdirSync(join(here.folder, place));
      await here.run(['init', '--db', join(here.folder, place, 'x.db')]);
      for (let n = 0; n < 10; n++) await here.run(['backup', '--db', join(here.folder, place, 'x.db')]);
    }
    expect(backups(here)).toHaveLength(20);
  });
});

describe('the daily backup', () => {
  const on = (day: string) => ({ now: `${day}T09:00:00.000Z`, today: day });

  test('is made at the first write of a day, once, with that write in it', async () => {
    const here = world();
    await here.run('init', on('2021-01-01'));
    await here.run('apply --cost 1', on('2021-01-01'));
    expect(backups(here)).toEqual([expect.stringContaining('-2021-01-01T09-00-00.000Z-daily.db')]);
    await here.run('apply --cost 1', { now: '2021-01-02T23:59:59.999Z', today: '2021-01-02' });
    await here.run('undo', { now: '2021-01-02T23:59:59.999Z', today: '2021-01-02' });
    await here.run('undo', on('2021-01-03'));
    expect(backups(here).map((name) => name.slice(-36, -9))).toHaveLength(3);
    const last = join(folderOf(here), backups(here)[2] ?? '');
    expect(record(last)).toEqual(record(here.db));
  });

  test('is not made by what only looks, tries or is refused', async () => {
    const here = world();
    await here.run('init', on('2021-01-01'));
    await here.run('balance', on('2021-01-02'));
    await here.run('apply --cost 1 --dry-run', on('2021-01-02'));
    await here.run('undo --dry-run', on('2021-01-02'));
    await here.run('apply --cost 6', on('2021-01-02'));
    const before = backups(here).length;
    for (const line of ['apply --cost 9', 'renew', 'mark 99 viewed', 'history', 'check', 'doctor']) {
      await here.run(line, on('2021-01-03'));
    }
    expect([before, backups(here).length]).toEqual([2, 2]);
    rmSync(folderOf(here), { recursive: true });
    for (const line of ['balance', 'apply --cost 1 --dry-run', 'history', 'undo --dry-run']) {
      await here.run(line, on('2021-01-02'));
    }
    expect(backups(here)).toEqual([]);
  });

  test('that cannot be made is told once, and what was written stands', async () => {
    const here = world();
    writeFileSync(join(here.folder, 'state'), 'in the way');
    const { code, stdout, stderr } = await here.run('init');
    expect([code, stdout]).toEqual([0, expect.stringContaining('Recorded')]);
    expect(stderr.match(/backup could not be made/g)).toHaveLength(1);
    expect((await here.run('apply --cost 4 -q')).stderr).toBe('');
    const asJson = await here.run('apply --cost 4 --json');
    expect([asJson.code, JSON.parse(asJson.stdout).balance.after]).toEqual([0, 32]);
    rmSync(join(here.folder, 'state'));
    await here.run('apply --cost 4');
    expect(reasons(here)).toEqual(['daily']);
  });

  test('is not made of a ledger that is damaged, and leaves the sound ones', async () => {
    const here = await opened();
    const before = backups(here);
    spoil(here.db, 'proposals_by_key');
    const { code, stderr } = await here.run('apply --cost 1', on('2021-01-02'));
    expect([code, stderr]).toEqual([0, expect.stringContaining('backup could not be made')]);
    expect((await here.run('backup')).code).toBe(5);
    expect(backups(here)).toEqual(before);
  });
});

test('a copy that was cut off is swept away a day later, and no earlier', async () => {
  const here = world({ vars: { CONNECTS_DB: '' } });
  await here.run('init --account work');
  const part = join(folderOf(here), '.work-2021-01-01T12-00-00.000Z-daily.db.part-abc');
  mkdirSync(part);
  writeFileSync(join(part, 'copy.db'), 'half');
  await here.run('backup --account work');
  expect(existsSync(part)).toBe(true);
  await here.run('backup --account work', { now: '9021-01-01T12:00:00.000Z' });
  expect(existsSync(part)).toBe(false);
});

test('a folder that may not be written to is named', async () => {
  const here = await opened();
  mkdirSync(join(here.folder, 'locked'), { mode: 0o500 });
  const refused = await bound(here.folder, () => here.run('backup locked/copy.db'));
  chmodSync(join(here.folder, 'locked'), 0o700);
  expect(refused.code).toBe(5);
  expect(refused.stderr).toContain('locked');
});
