/** Backups are consistent and complete copies, ten of each sort and one a day, and they never hinder a write. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
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
  backups(here).map((name) => /-([a-z]+)(-\d{4}-\d\d-\d\d)?\.db$/.exec(name)?.[1] ?? name);
/** The days that have a daily backup, in the order in which the backups were made. */
const days = (here: World): readonly string[] =>
  backups(here)
    .flatMap((name) => (/Z-(\d+)-daily-(.*)\.db$/.exec(name) ?? []).slice(1).join(' ') || [])
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
    .map((each) => each.replace(/^\d+ /, ''));
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
  test('a named backup is the same ledger, readable only by its owner', async () => {
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

  test('a named backup replaces an existing file only with --force', async () => {
    const here = await opened();
    const copy = join(here.folder, 'copy.db');
    writeFileSync(copy, 'mine');
    expect(await here.run('backup copy.db')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('already exists'),
    });
    expect(readFileSync(copy, 'utf8')).toBe('mine');
    expect((await here.run('backup copy.db --force')).code).toBe(0);
    expect(record(copy)).toEqual(record(here.db));
    expect((await here.run('balance')).stdout).toBe('36\n');
  });

  test('a named backup never replaces the ledger itself, under any name', async () => {
    const here = await opened();
    linkSync(here.db, join(here.folder, 'other-name.db'));
    for (const line of ['backup connects.db', 'backup connects.db --force', 'backup other-name.db --force']) {
      const { code, stderr } = await here.run(line);
      expect([line, code, stderr]).toEqual([line, 2, expect.stringContaining('is the ledger itself.')]);
    }
    expect(statSync(here.db).nlink).toBe(2);
  });

  test('a named backup does not replace a pipe', async () => {
    const here = await opened();
    const pipe = join(here.folder, 'pipe');
    execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);
    const { code, stderr } = await here.run(['backup', pipe, '--force']);
    expect([code, stderr]).toEqual([4, expect.stringContaining('~/pipe is not a file.')]);
    expect(statSync(pipe).isFIFO()).toBe(true);
  });

  test('a named backup needs an existing folder and cannot be a folder', async () => {
    const here = await opened();
    expect((await here.run('backup nowhere/copy.db')).code).toBe(4);
    expect(await here.run('backup connects.db/copy.db')).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('no folder to put ~/connects.db/copy.db into'),
    });
    const { code, stderr } = await here.run('backup state');
    expect([code, stderr]).toEqual(
      [4, '~/state is a folder, not a file.\nName a file to copy the ledger to.\n'].map((each) =>
        typeof each === 'string' ? `Error: ${each}` : each,
      ),
    );
    expect((await here.run(['backup', ''])).code).toBe(2);
    expect(readdirSync(here.folder).sort()).toEqual(['connects.db', 'state']);
  });

  test('a named backup needs a ledger', async () => {
    const here = world();
    expect((await here.run('backup copy.db')).code).toBe(4);
    writeFileSync(here.db, '');
    expect((await here.run('backup')).code).toBe(4);
    writeFileSync(here.db, 'something else entirely'.repeat(99));
    expect((await here.run('backup copy.db')).code).toBe(5);
    expect(await here.run(['backup', '--db', here.folder])).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('is a folder, not a ledger'),
    });
    tamper(join(here.folder, 'other.db'), 'CREATE TABLE t (x)');
    expect((await here.run(['backup', 'copy.db', '--db', join(here.folder, 'other.db')])).code).toBe(5);
    expect(readdirSync(here.folder).sort()).toEqual(['connects.db', 'other.db']);
  });

  test('a named backup has the committed entries while another process is about to write', async () => {
    const here = await opened();
    const other = new Database(here.db);
    other.exec('BEGIN IMMEDIATE');
    other.exec(
      "INSERT INTO commands (id, uid, name, body, recorded_at, reverses) VALUES (99, 'x', 'apply', '{}', '2021-01-01', NULL)",
    );
    expect((await here.run('backup copy.db')).code).toBe(0);
    other.exec('ROLLBACK');
    other.close();
    expect(record(join(here.folder, 'copy.db'))).toEqual(record(here.db));
  });

  test('a named backup of a ledger with another journal mode is complete in one file', async () => {
    const here = await opened();
    tamper(here.db, 'PRAGMA journal_mode = WAL');
    const other = new Database(here.db);
    other
      .prepare(
        "INSERT INTO commands (id, uid, name, body, recorded_at, reverses) VALUES (99, 'x', 'apply', '{}', '2021-01-01', NULL)",
      )
      .run();
    expect((await here.run('backup copy.db')).code).toBe(0);
    other.close();
    expect(rowsOf(join(here.folder, 'copy.db'), 'SELECT max(id) AS id FROM commands')).toEqual([{ id: 99 }]);
    expect(readdirSync(here.folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
  });
});

describe('backups in the state folder', () => {
  test('backups are named by account, instant and reason, and readable only by their owner', async () => {
    const here = world({ vars: { CONNECTS_DB: '' } });
    await here.run('init --account work');
    const { stdout } = await here.run('backup --account work');
    expect(stdout).toMatch(
      /^Backed up 1 transaction to ~\/state\/backups\/work-2021-01-01T12-00-01\.000Z-2-manual\.db\n$/,
    );
    expect(backups(here)).toEqual([
      'work-2021-01-01T12-00-00.000Z-1-daily-2021-01-01.db',
      'work-2021-01-01T12-00-01.000Z-2-manual.db',
    ]);
    expect(mode(folderOf(here))).toBe('700');
    for (const name of backups(here)) expect(mode(join(folderOf(here), name))).toBe('600');
  });

  test('the newest ten backups and the newest ten days are kept, and those of other ledgers are not touched', async () => {
    const here = world({ vars: { CONNECTS_DB: '' } });
    for (const account of ['work', 'work-2']) await here.run(`init --account ${account}`);
    await here.run(`backup ${join(here.folder, 'mine.db')} --account work`);
    for (let n = 0; n < 14; n++) await here.run('backup --account work');
    const own = backups(here).filter((name) => name.startsWith('work-2021'));
    expect(own).toHaveLength(11);
    expect(own.filter((name) => name.includes('daily'))).toEqual([
      'work-2021-01-01T12-00-00.000Z-1-daily-2021-01-01.db',
    ]);
    expect(own.at(-1)).toBe('work-2021-01-01T12-00-15.000Z-15-manual.db');
    for (let day = 10; day < 24; day++) {
      await here.run('earn survey --amount 1 --account work', { today: `2021-02-${day}` });
    }
    expect(backups(here).filter((name) => name.startsWith('work-2021'))).toHaveLength(20);
    expect([days(here).length, days(here).at(-10), days(here).at(-1)]).toEqual([11, '2021-02-14', '2021-02-23']);
    expect(backups(here).filter((name) => name.startsWith('work-2-'))).toHaveLength(1);
    expect(existsSync(join(here.folder, 'mine.db'))).toBe(true);
  });

  test('backups of two ledgers with the same file name are not mixed up', async () => {
    const here = world();
    for (const place of ['a', 'b']) {
      mkdirSync(join(here.folder, place));
      await here.run(['init', '--db', join(here.folder, place, 'x.db')]);
      for (let n = 0; n < 10; n++) await here.run(['backup', '--db', join(here.folder, place, 'x.db')]);
    }
    expect(backups(here)).toHaveLength(22);
  });

  test('backups named by an earlier version are recognized', async () => {
    const here = world({ vars: { CONNECTS_DB: '' } });
    await here.run('init --account work');
    const [made = ''] = backups(here);
    renameSync(join(folderOf(here), made), join(folderOf(here), 'work-2021-01-01T12-00-00.000Z-daily.db'));
    await here.run('apply --account work --cost 1 -q', { today: '2021-01-02' });
    rmSync(join(folderOf(here), backups(here).find((name) => name.includes('2021-01-02')) ?? ''));
    const { code, stdout } = await here.run('restore latest --account work --dry-run');
    expect([code, stdout]).toEqual([0, expect.stringContaining('000Z-daily.db')]);
  });

  test('old backups stay when the new backup that would replace them is dropped', async () => {
    const here = await opened();
    const page = (job: number) =>
      writeFileSync(join(here.folder, 'h.csv'), `date,connects,label,title\n2021-01-01,-1,Applied to job,J${job}\n`);
    for (let job = 0; job < 12; job++) {
      page(job);
      await here.run('import h.csv --yes');
    }
    const before = backups(here);
    expect(before.filter((name) => name.includes('import'))).toHaveLength(10);
    expect((await here.run('import h.csv --yes')).code).toBe(0);
    expect(backups(here)).toEqual(before);
  });

  test('backups that the user asked for stay, however many the program makes itself', async () => {
    const here = await opened();
    for (let n = 0; n < 10; n++) await here.run('backup');
    const asked = backups(here).filter((name) => name.includes('manual'));
    expect(asked).toHaveLength(10);
    for (let job = 0; job < 11; job++) {
      writeFileSync(join(here.folder, 'h.csv'), `date,connects,label,title\n2021-01-01,-1,Applied to job,J${job}\n`);
      await here.run('import h.csv --yes');
    }
    for (let n = 0; n < 4; n++) {
      tamper(here.db, 'UPDATE proposals SET cost = 99');
      await here.run('check --repair');
    }
    const kept = backups(here);
    expect(kept.filter((name) => name.includes('manual'))).toEqual(asked);
    expect(['import', 'repair'].map((of) => kept.filter((name) => name.includes(of)).length)).toEqual([10, 3]);
  });

  test('a backup names its folder when that folder cannot be made', async () => {
    const here = await opened();
    rmSync(join(here.folder, 'state'), { recursive: true });
    writeFileSync(join(here.folder, 'state'), 'in the way');
    const { code, stderr } = await here.run('backup');
    expect([code, stderr]).toEqual([
      5,
      expect.stringMatching(/^Error: ~\/state\/backups cannot be opened: .*\nBackups are kept there/),
    ]);
  });

  test('a backup folder that cannot be listed gives a warning, and the entry stays recorded', async () => {
    const here = await opened();
    chmodSync(folderOf(here), 0o000);
    const [apply, restore] = await bound(here.folder, async () => {
      return [await here.run('apply --cost 1', { today: '2021-01-02' }), await here.run('restore latest --yes')];
    });
    chmodSync(folderOf(here), 0o700);
    expect([apply?.code, apply?.stderr]).toEqual([
      0,
      expect.stringContaining('backups cannot be opened: permission denied.'),
    ]);
    expect([restore?.code, restore?.stderr]).toEqual([
      5,
      expect.stringContaining('backups cannot be opened: permission denied.'),
    ]);
  });
});

describe('the daily backup', () => {
  const on = (day: string) => ({ now: `${day}T09:00:00.000Z`, today: day });

  test('a daily backup is made once, at the first write of a day, and includes that write', async () => {
    const here = world();
    await here.run('init', on('2021-01-01'));
    await here.run('apply --cost 1', on('2021-01-01'));
    expect(backups(here)).toEqual([expect.stringContaining('-2021-01-01T09-00-00.000Z-1-daily-2021-01-01.db')]);
    await here.run('apply --cost 1', { now: '2021-01-02T23:59:59.999Z', today: '2021-01-02' });
    await here.run('undo', { now: '2021-01-02T23:59:59.999Z', today: '2021-01-02' });
    await here.run('undo', on('2021-01-03'));
    expect(days(here)).toEqual(['2021-01-01', '2021-01-02', '2021-01-03']);
    const last = join(folderOf(here), backups(here)[2] ?? '');
    expect(record(last)).toEqual(record(here.db));
  });

  test('a daily backup belongs to the user’s own day, whatever the day is in UTC', async () => {
    const here = world({ now: '2021-01-01T23:30:00.000Z' });
    await here.run('init --joined 2021-01-01', { today: '2021-01-02' });
    for (const today of ['2021-01-02', '2021-01-03', '2021-01-04']) await here.run('apply --cost 1', { today });
    expect(days(here)).toEqual(['2021-01-02', '2021-01-03', '2021-01-04']);
  });

  test('daily backups are made and kept in order even if the clock was wrong', async () => {
    const here = world();
    await here.run('init --joined 2021-01-01', on('2021-02-01'));
    await here.run('buy 10', on('2099-01-01'));
    await here.run('earn survey --amount 1 --on 2021-02-01', { now: '1970-01-01T00:00:00.000Z', today: '2021-02-01' });
    for (let day = 2; day < 6; day++) await here.run('apply --cost 1', on(`2021-02-0${day}`));
    expect(days(here)).toEqual(['2021-02-01', '2099-01-01', ...[2, 3, 4, 5].map((day) => `2021-02-0${day}`)]);
    const { stdout } = await here.run('restore latest --dry-run', on('2021-02-05'));
    expect(stdout).toContain('daily-2021-02-05.db');
    expect((await here.run('doctor', on('2021-02-05'))).stdout).toMatch(
      /The clock was wrong when .*daily-2099-01-01\.db or the backup before it was made/,
    );
    for (let day = 10; day < 20; day++) await here.run('earn survey --amount 1', on(`2021-02-${day}`));
    expect([days(here)[0], days(here).length]).toEqual(['2021-02-10', 10]);
  });

  test('a daily backup is left to the next write when an import already copied the ledger', async () => {
    const here = world({ today: '2021-01-05' });
    writeFileSync(join(here.folder, 'h.csv'), 'date,connects,label,title\n2021-01-04,-4,Applied to job,Landing\n');
    await here.run('init --joined 2021-01-01', { today: '2021-01-04' });
    await here.run('import h.csv --yes');
    expect([days(here), reasons(here).at(-1)]).toEqual([['2021-01-04'], 'import']);
    expect((await here.run('restore latest --yes')).code).toBe(0);
    expect((await here.run('balance')).stdout).toBe('40\n');
    await here.run('apply --cost 1');
    expect(days(here)).toEqual(['2021-01-04', '2021-01-05']);
  });

  test('a daily backup is left to the next write when an import opened the account', async () => {
    const here = world();
    writeFileSync(join(here.folder, 'h.csv'), 'date,connects,label,title\n2021-01-01,20,Monthly Connects renewal,\n');
    expect((await here.run('import h.csv --yes')).code).toBe(0);
    expect(backups(here)).toEqual([]);
    await here.run('apply --cost 1');
    expect(reasons(here)).toEqual(['daily']);
  });

  test('the first of two daily backups of the same instant is kept', async () => {
    const here = await opened();
    const [first = ''] = backups(here);
    copyFileSync(join(folderOf(here), first), join(folderOf(here), first.replace('Z-1-', 'Z-2-')));
    await here.run('backup');
    expect([backups(here)[0], days(here)]).toEqual([first, ['2021-01-01']]);
  });

  test('a daily backup is not made by commands that only read, try or are refused', async () => {
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

  test('a daily backup that fails gives one warning, and the entry stays recorded', async () => {
    const here = world();
    writeFileSync(join(here.folder, 'state'), 'in the way');
    const { code, stdout, stderr } = await here.run('init');
    expect([code, stdout]).toEqual([0, expect.stringContaining('Recorded')]);
    expect(stderr.match(/backup could not be made/g)).toHaveLength(1);
    expect((await here.run('apply --cost 4 -q')).stderr).toBe('');
    const asJson = await here.run('apply --cost 4 --json');
    expect([asJson.code, asJson.stderr, JSON.parse(asJson.stdout)]).toMatchObject([
      0,
      '',
      {
        balance: { after: 32 },
        warnings: [{ code: 'not-backed-up', message: expect.stringContaining('was recorded') }],
      },
    ]);
    rmSync(join(here.folder, 'state'));
    await here.run('apply --cost 4');
    expect(reasons(here)).toEqual(['daily']);
  });

  test('a daily backup is not made of a damaged ledger, and the good ones stay', async () => {
    const here = await opened();
    const before = backups(here);
    spoil(here.db, 'proposals_by_key');
    const { code, stderr } = await here.run('apply --cost 1', on('2021-01-02'));
    expect([code, stderr]).toEqual([0, expect.stringContaining('backup could not be made')]);
    expect((await here.run('backup')).code).toBe(5);
    expect(backups(here)).toEqual(before);
  });
});

test('a migration that fails makes no backup and changes no file', async () => {
  const here = world();
  tamper(here.db, readFileSync(join(import.meta.dirname, 'fixtures', 'version-1.sql'), 'utf8'));
  tamper(
    here.db,
    'PRAGMA foreign_keys = OFF; DROP TRIGGER transactions_never_change; UPDATE transactions SET command = 99 WHERE id = 1',
  );
  const before = readFileSync(here.db);
  for (let n = 0; n < 3; n++) {
    const { code, stderr } = await here.run('balance --json');
    expect([code, JSON.parse(stderr).error.code]).toEqual([5, 'storage-corrupt']);
  }
  expect(await here.run(['merge', here.db, '--db', join(here.folder, 'other.db')])).toMatchObject({ code: 5 });
  expect([backups(here), readFileSync(here.db).equals(before)]).toEqual([[], true]);
});

test('a ledger without a version is damaged, and its backups stay', async () => {
  const here = await opened();
  await here.run('backup');
  const before = backups(here);
  tamper(here.db, 'PRAGMA user_version = 0');
  for (const line of ['balance', 'apply --cost 1', 'history', 'backup', 'check']) {
    const { code, stderr } = await here.run(line);
    expect([line, code, stderr]).toEqual([line, 5, expect.stringContaining('connects restore latest')]);
  }
  expect((await here.run('doctor')).stdout).toContain('is damaged: it is of format 0.');
  expect(backups(here)).toEqual(before);
  expect((await here.run('restore latest --yes')).code).toBe(0);
  expect(await here.run('check')).toMatchObject({ code: 0, output: '' });
});

test('an unfinished copy is deleted after a day, but not earlier', async () => {
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

test('a backup into a read-only folder is refused with the name of the folder', async () => {
  const here = await opened();
  mkdirSync(join(here.folder, 'locked'), { mode: 0o500 });
  const refused = await bound(here.folder, () => here.run('backup locked/copy.db'));
  chmodSync(join(here.folder, 'locked'), 0o700);
  expect(refused.code).toBe(5);
  expect(refused.stderr).toContain('locked');
});
