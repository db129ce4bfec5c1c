/** A restore shows first what it changes; then it happens completely or not at all, whatever is in the ledger's place. */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../../src/main.ts';
import { Refused } from '../../src/rules/answers/refusal.ts';
import type { Day } from '../../src/rules/values/calendar.ts';
import { openConnection } from '../../src/store/file/open-file.ts';
import { sqliteLedger } from '../../src/store/sqlite-ledger.ts';
import { bound } from '../bound.ts';
import { CTRL_C, type World, world } from '../world.ts';
import { integrity, rowsOf, tamper } from './audit.ts';
import { spoil } from './spoil.ts';

const folderOf = (here: World): string => join(here.folder, 'state', 'backups');
const backups = (here: World): readonly string[] => readdirSync(folderOf(here)).sort();
const backup = (here: World, reason: string): string =>
  join(folderOf(here), backups(here).findLast((name) => name.endsWith(`-${reason}.db`)) ?? reason);

/** A ledger of 40 Connects, backed up as `copy.db`, and then two proposals and a reward. */
async function moved(): Promise<World> {
  const here = world();
  for (const line of ['init', 'backup copy.db', 'apply --cost 4', 'apply --cost 2', 'mark 1 interview']) {
    expect((await here.run(line)).code).toBe(0);
  }
  return here;
}

const copied = (here: World, file: string): string => {
  copyFileSync(here.db, file);
  return file;
};

const gone = (file: string): string => {
  rmSync(file);
  return file;
};

const balance = async (here: World): Promise<string> => (await here.run('balance')).stdout;

describe('a restore', () => {
  test('a restore shows what is lost and keeps a copy of it', async () => {
    const here = await moved();
    const { code, stdout } = await here.run('restore copy.db --yes --json');
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      {
        schema: 1,
        command: 'restore',
        restored: { path: '~/copy.db', recordedAt: '2021-01-01T12:00:00.000Z' },
        present: 'sound',
        sameAccount: true,
        balance: { before: 44, after: 40 },
        transactions: { lost: 3, gained: 0 },
        proposals: { lost: 2, gained: 0 },
        kept: backup(here, 'restore').replace(here.folder, '~'),
        dryRun: false,
        warnings: [],
      },
    ]);
    expect(await balance(here)).toBe('40\n');
    expect((lstatSync(here.db).mode & 0o777).toString(8)).toBe('600');
    const back = await here.run(['restore', backup(here, 'restore'), '--yes', '--json']);
    expect(JSON.parse(back.stdout)).toMatchObject({ transactions: { lost: 0, gained: 3 } });
    expect(await balance(here)).toBe('44\n');
    expect((await here.run('check')).code).toBe(0);
  });

  test('a restore needs a person who agrees, or --yes', async () => {
    const here = await moved();
    const before = readFileSync(here.db);
    expect((await here.run('restore copy.db')).code).toBe(2);
    const dry = await here.run('restore copy.db --dry-run');
    expect([dry.code, dry.stdout]).toEqual([0, expect.stringContaining('44 → 40')]);
    const no = await here.run('restore copy.db', { tty: true, answers: ['n'] });
    expect([no.code, no.output]).toEqual([130, expect.stringContaining('Nothing was changed.')]);
    expect((await here.run('restore copy.db', { tty: true, answers: [CTRL_C] })).code).toBe(130);
    expect(readFileSync(here.db).equals(before)).toBe(true);
    expect(readdirSync(here.folder).sort()).toEqual(['connects.db', 'copy.db', 'state']);
    expect((await here.run('restore copy.db', { tty: true, answers: ['y'] })).code).toBe(0);
    expect(await balance(here)).toBe('40\n');
  });

  test('a restore through a link keeps the link', async () => {
    const here = await moved();
    mkdirSync(join(here.folder, 'real'));
    renameSync(here.db, join(here.folder, 'real', 'ledger.db'));
    symlinkSync(join(here.folder, 'real', 'ledger.db'), here.db);
    expect((await here.run('restore copy.db --yes')).code).toBe(0);
    expect(lstatSync(here.db).isSymbolicLink()).toBe(true);
    expect(await balance(here)).toBe('40\n');
  });

  test('a restore of the ledger onto itself is refused', async () => {
    const here = await moved();
    linkSync(here.db, join(here.folder, 'other-name.db'));
    for (const name of ['connects.db', 'other-name.db']) {
      const { code, stderr } = await here.run(`restore ${name} --yes`);
      expect([code, stderr]).toEqual([2, expect.stringContaining('is the ledger itself.')]);
    }
  });

  test('a restore that is refused or only tried creates no folder', async () => {
    const here = await moved();
    writeFileSync(join(here.folder, 'bad.db'), 'no ledger');
    for (const line of ['copy.db --dry-run', 'nothing.db --yes', 'bad.db --yes']) {
      await here.run(`restore ${line} --db ${join(here.folder, 'deep', 'er', 'ledger.db')}`);
      expect(readdirSync(here.folder).sort()).toEqual(['bad.db', 'connects.db', 'copy.db', 'state']);
    }
    const ledger = join(here.folder, 'deep', 'er', 'ledger.db');
    expect((await here.run(['restore', 'copy.db', '--yes', '--db', ledger])).code).toBe(0);
    expect([(await here.run(['balance', '--db', ledger])).stdout, readdirSync(here.folder)]).toEqual([
      '40\n',
      expect.not.arrayContaining([expect.stringContaining('.part-')]),
    ]);
  });

  test('a restore of a copy with an unfinished write takes that write back', async () => {
    const here = await moved();
    const db = new Database(join(here.folder, 'copy.db'));
    db.pragma('cache_size = 1');
    db.exec('BEGIN IMMEDIATE');
    const put = db.prepare(
      "INSERT INTO commands (id, uid, name, body, recorded_at, reverses) VALUES (NULL, ?, 'apply', ?, '2021-01-02', NULL)",
    );
    for (let n = 0; n < 200; n++) put.run(`uid-${n}`, 'x'.repeat(4000));
    for (const side of ['', '-journal']) {
      copyFileSync(join(here.folder, `copy.db${side}`), join(here.folder, `torn.db${side}`));
    }
    db.exec('ROLLBACK');
    db.close();
    expect((await here.run('restore torn.db --yes')).code).toBe(0);
    expect([integrity(here.db), await balance(here), (await here.run('check')).code]).toEqual(['ok', '40\n', 0]);
  });

  test('a restore does not delete the restored backup, even if it is the oldest', async () => {
    const here = await moved();
    for (let n = 0; n < 10; n++) await here.run('backup');
    const oldest = join(folderOf(here), backups(here).find((name) => name.includes('-manual')) ?? '');
    for (let n = 0; n < 4; n++) expect((await here.run(['restore', oldest, '--yes'])).code).toBe(0);
    expect(existsSync(oldest)).toBe(true);
    const replaced = backups(here).filter((name) => name.endsWith('-restore.db'));
    const first = join(folderOf(here), replaced[0] ?? '');
    expect((await here.run(['restore', first, '--yes'])).code).toBe(0);
    expect(existsSync(first)).toBe(true);
  });
});

describe('changes that happen while a restore asks', () => {
  const asked = async (here: World, meanwhile: () => Promise<unknown>) => {
    const confirm = async () => {
      await meanwhile();
      return true;
    };
    const said: string[] = [];
    const stderr = { ...here.env.stderr, write: (text: string) => void said.push(text) };
    const ask = async () => ({ ...(await here.env.ask(false, false)), confirm });
    const code = await runCommandLine(['restore', 'copy.db'], { ...here.env, stderr, ask });
    return { code, said: said.join('') };
  };

  test.each(['apply --cost 1', 'mark 1 viewed', 'undo'])('%s during the question stops a restore', async (line) => {
    const here = world({ tty: true });
    for (const each of ['init --joined 2021-01-01', 'backup copy.db', 'apply --cost 4']) await here.run(each);
    const { code, said } = await asked(here, () => here.run(line));
    expect([code, said]).toEqual([5, expect.stringContaining('Another process has changed')]);
    expect(rowsOf(here.db, 'SELECT count(*) AS n FROM commands')).toEqual([{ n: 3 }]);
    expect([backups(here).length, readdirSync(here.folder).filter((name) => name.startsWith('.'))]).toEqual([1, []]);
  });

  test('a restore stops when an account is opened while the question waits', async () => {
    const here = world({ tty: true });
    await here.run('init --joined 2021-01-01');
    await here.run('backup copy.db');
    rmSync(here.db);
    expect((await asked(here, () => here.run('init --balance 7'))).code).toBe(5);
    expect((await here.run('balance --json')).stdout).toContain('"balance":7');
  });

  test('a restore goes on when another command only reads while the question waits', async () => {
    const here = world({ tty: true });
    for (const each of ['init --joined 2021-01-01', 'backup copy.db', 'apply --cost 4']) await here.run(each);
    expect((await asked(here, () => here.run('balance'))).code).toBe(0);
  });

  test('a restore reports unknown losses as unknown, not as none', async () => {
    const here = await moved();
    writeFileSync(here.db, 'noise'.repeat(3000));
    const { stdout } = await here.run('restore copy.db --dry-run --json');
    expect(JSON.parse(stdout)).toMatchObject({
      present: 'damaged',
      sameAccount: null,
      transactions: { lost: null, gained: null },
      proposals: { lost: null, gained: null },
    });
    const told = (await here.run('restore copy.db --dry-run')).stdout;
    expect(told).toContain('Transactions: unknown how many are lost or gained');
    expect(told).toContain('It may belong to another account: that cannot be checked.');
  });

  test('a restore recognizes another account even if the ledger is damaged', async () => {
    const here = await moved();
    const other = join(here.folder, 'other.db');
    await here.run(['init', '--db', other]);
    tamper(here.db, 'PRAGMA foreign_keys = OFF; DROP TABLE checkpoints');
    const { code, stderr } = await here.run(['restore', other, '--yes']);
    expect([code, stderr]).toEqual([3, expect.stringContaining('another account')]);
  });

  test('a restore over an unreadable ledger fails with the same code with and without --dry-run', async () => {
    const here = await moved();
    chmodSync(here.db, 0o000);
    const codes = await bound(here.folder, async () => [
      (await here.run('restore copy.db --dry-run')).code,
      (await here.run('restore copy.db --yes')).code,
    ]);
    expect(codes).toEqual([5, 5]);
  });

  test('a restore does not replace a read-only ledger', async () => {
    const here = await moved();
    const before = readFileSync(here.db);
    chmodSync(here.db, 0o400);
    const { code, stderr } = await bound(here.folder, () => here.run('restore copy.db --yes'));
    expect([code, stderr]).toEqual([5, expect.stringContaining('read-only')]);
    expect(readFileSync(here.db).equals(before)).toBe(true);
  });
});

describe('restore latest', () => {
  test('restore latest takes the newest backup of any sort, except those made by a restore', async () => {
    const here = await moved();
    await here.run('backup');
    await here.run('apply --cost 6');
    for (let n = 0; n < 12; n++) expect((await here.run('restore latest --yes')).code).toBe(0);
    expect(await balance(here)).toBe('44\n');
    expect(backups(here).filter((name) => name.endsWith('restore.db'))).toHaveLength(3);
  });

  test('restore latest skips a damaged backup and says so', async () => {
    const here = await moved();
    await here.run('backup');
    truncateSync(backup(here, 'manual'), 9000);
    const { code, stderr } = await here.run('restore latest --yes');
    expect([code, stderr]).toEqual([0, expect.stringContaining('manual.db is not a ledger, or it is damaged.')]);
    expect(await balance(here)).toBe('40\n');
  });

  const unusable: readonly (readonly [what: string, spoilt: (file: string) => void])[] = [
    ['damaged', (file) => truncateSync(file, 9000)],
    ['newer', (file) => tamper(file, 'PRAGMA user_version = 99')],
    ['incomplete', (file) => tamper(file, 'ALTER TABLE transactions DROP COLUMN note')],
    ['contradictory', (file) => tamper(file, 'DROP TRIGGER transactions_never_go; DELETE FROM transactions')],
  ];
  test.each(unusable)('restore latest skips a backup that is %s, and reports it as JSON too', async (_, spoilt) => {
    const here = await moved();
    await here.run('backup');
    spoilt(backup(here, 'manual'));
    const { code, stdout, stderr } = await here.run('restore latest --yes --json');
    expect([code, stderr, JSON.parse(stdout)]).toMatchObject([
      0,
      '',
      { balance: { after: 40 }, warnings: [{ code: 'backup-skipped', message: expect.stringContaining('manual.db') }] },
    ]);
  });

  test('restore latest reports when no backup can be used', async () => {
    const here = await moved();
    for (const name of backups(here)) truncateSync(join(folderOf(here), name), 9000);
    const { code, stderr } = await here.run('restore latest --yes');
    expect([code, stderr]).toEqual([4, expect.stringContaining('None of the backups in')]);
  });

  test('restore latest names the backup folder when there is no backup', async () => {
    const here = await moved();
    rmSync(folderOf(here), { recursive: true });
    const { code, stderr } = await here.run('restore latest --yes --json');
    expect([code, JSON.parse(stderr).error]).toEqual([4, expect.objectContaining({ code: 'no-such-file' })]);
    expect(await balance(here)).toBe('44\n');
  });
});

describe('files that cannot be restored', () => {
  const bad: readonly (readonly [why: string, code: string, make: (file: string, here: World) => void])[] = [
    ['a missing file', 'no-such-file', () => {}],
    ['a folder', 'no-such-file', (file) => mkdirSync(file)],
    ['an empty file', 'storage-corrupt', (file) => writeFileSync(file, '')],
    ['a text file', 'storage-corrupt', (file) => writeFileSync(file, 'no ledger at all\n'.repeat(500))],
    ['the database of another program', 'storage-corrupt', (file) => tamper(file, 'CREATE TABLE t (x)')],
    ['half a file', 'storage-corrupt', (file, here) => truncateSync(copied(here, file), 20_000)],
    ['a ledger with a spoilt page', 'storage-corrupt', (file, here) => spoil(copied(here, file), 'facts')],
    [
      'a ledger that was never opened',
      'storage-corrupt',
      (file, here) => tamper(copied(here, file), 'DROP TRIGGER facts_never_go; DELETE FROM facts'),
    ],
    ['a newer ledger', 'storage-newer', (file, here) => tamper(copied(here, file), 'PRAGMA user_version = 99')],
    [
      'a ledger without a version',
      'storage-corrupt',
      (file, here) => tamper(copied(here, file), 'PRAGMA user_version = 0'),
    ],
    [
      'a ledger without a table',
      'storage-corrupt',
      (file, here) => tamper(copied(here, file), 'PRAGMA foreign_keys = OFF; DROP TABLE transactions'),
    ],
    [
      'a ledger without a column',
      'storage-corrupt',
      (file, here) => tamper(copied(here, file), 'ALTER TABLE transactions DROP COLUMN note'),
    ],
    [
      'a ledger with a fact that is not JSON',
      'storage-corrupt',
      (file, here) => tamper(copied(here, file), "DROP TRIGGER facts_never_change; UPDATE facts SET body = '{'"),
    ],
    [
      'a ledger without one of its transactions',
      'storage-corrupt',
      (file, here) =>
        tamper(copied(here, file), 'DROP TRIGGER transactions_never_go; DELETE FROM transactions WHERE id = 2'),
    ],
  ];
  test.each(bad)('restoring %s is refused, and nothing changes', async (_, code, make) => {
    const here = await moved();
    const before = readFileSync(here.db);
    make(join(here.folder, 'bad.db'), here);
    const { stdout, stderr } = await here.run('restore bad.db --yes --json');
    expect([stdout, JSON.parse(stderr).error.code]).toEqual(['', code]);
    expect(readFileSync(here.db).equals(before)).toBe(true);
    expect(readdirSync(here.folder).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(backups(here)).toHaveLength(1);
  });

  test('a restore of a file whose entries do not fit together needs --force', async () => {
    const here = await moved();
    const file = copied(here, join(here.folder, 'left.db'));
    tamper(file, 'DROP TRIGGER transactions_never_go; DELETE FROM transactions WHERE id = 3');
    const { stderr } = await here.run('restore left.db --yes');
    expect(stderr).toContain('See what is wrong: connects check --db ~/left.db. To restore it anyway, pass --force.');
    expect((await here.run('restore left.db --yes --force')).code).toBe(0);
    expect(await balance(here)).toBe('46\n');
  });

  test('a restore rebuilds what is derived, in the restored copy', async () => {
    const here = await moved();
    const file = copied(here, join(here.folder, 'bare.db'));
    tamper(file, 'DROP TABLE checkpoints; DROP INDEX proposals_by_key; DROP TRIGGER facts_never_go; DROP VIEW undone');
    tamper(file, 'CREATE TABLE mine AS SELECT title FROM transactions');
    expect((await here.run('restore bare.db --yes')).code).toBe(0);
    expect(await balance(here)).toBe('44\n');
    expect((await here.run('check')).stdout).toBe('The table mine does not belong here.\n');
  });

  test('a restore of a file whose entries contradict its derived tables needs --force', async () => {
    for (const change of [
      'DROP TRIGGER transactions_never_change; UPDATE transactions SET connects = 500 WHERE id = 1',
      'DROP TRIGGER transactions_never_go; DELETE FROM transactions WHERE id = 2',
      "DROP TRIGGER facts_never_change; UPDATE facts SET body = json_set(body, '$.details.title', 'Another') WHERE kind = 'proposal'",
      'UPDATE proposals SET cost = 9 WHERE id = 1',
      "UPDATE proposals SET burnt = replace(burnt, '-', '-1')",
    ]) {
      const here = await moved();
      const file = copied(here, join(here.folder, 'changed.db'));
      tamper(file, change);
      const { code, stderr } = await here.run('restore changed.db --yes');
      expect([code, stderr]).toEqual([5, expect.stringContaining('contradict each other')]);
      expect(await balance(here)).toBe('44\n');
      expect((await here.run('restore changed.db --yes --force')).code).toBe(0);
    }
  });

  test('a restore of another account needs --force', async () => {
    const here = await moved();
    const other = join(here.folder, 'other.db');
    await here.run(['init', '--db', other]);
    const { code, stderr } = await here.run(['restore', other, '--yes']);
    expect([code, stderr]).toEqual([3, expect.stringContaining('another account')]);
    expect(await balance(here)).toBe('44\n');
    expect((await here.run(['restore', other, '--yes', '--force'])).code).toBe(0);
    expect(await balance(here)).toBe('40\n');
  });
});

describe('whatever is in the place of the ledger', () => {
  const broken: readonly (readonly [what: string, present: string, make: (here: World) => void])[] = [
    ['nothing', 'missing', ({ db }) => rmSync(db)],
    ['an empty file', 'missing', ({ db }) => writeFileSync(db, '')],
    ['an empty database', 'missing', ({ db }) => tamper(gone(db), 'VACUUM')],
    ['a link that leads nowhere', 'missing', ({ db, folder }) => symlinkSync(join(folder, 'nowhere'), gone(db))],
    [
      'a ledger without a table',
      'damaged',
      ({ db }) => tamper(db, 'PRAGMA foreign_keys = OFF; DROP TABLE transactions'),
    ],
    ['a ledger without a version', 'damaged', ({ db }) => tamper(db, 'PRAGMA user_version = 0')],
    ['noise', 'damaged', ({ db }) => writeFileSync(db, 'noise'.repeat(3000))],
    ['half a ledger', 'damaged', ({ db }) => truncateSync(db, 30_000)],
    ['a ledger with a spoilt page', 'damaged', ({ db }) => spoil(db, 'transactions')],
    ['a newer ledger', 'newer', ({ db }) => tamper(db, 'PRAGMA user_version = 99')],
    ['another program’s database', 'damaged', ({ db }) => tamper(gone(db), 'CREATE TABLE t (x)')],
  ];
  test.each(broken)('restore latest replaces %s, and keeps a copy of it if there is any', async (_, present, make) => {
    const here = await moved();
    await here.run('backup');
    make(here);
    const before = existsSync(here.db) ? readFileSync(here.db) : null;
    const { code, stdout } = await here.run('restore latest --yes --json');
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { present, balance: { before: null, after: 44 } }]);
    expect(await balance(here)).toBe('44\n');
    expect([integrity(here.db), (await here.run('check')).code]).toEqual(['ok', 0]);
    if (before && present !== 'missing') {
      const kept = JSON.parse(stdout).kept.replace('~', here.folder);
      expect(readFileSync(kept).length).toBeGreaterThan(0);
      expect(kept).toMatch(present === 'damaged' ? /-damaged\.db$/ : /-restore\.db$/);
    }
  });

  test.each(['noise', 'nothing'])('a leftover journal beside %s does not spoil the restored ledger', async (what) => {
    const here = await moved();
    await here.run('backup');
    const db = new Database(here.db);
    db.pragma('cache_size = 1');
    db.exec('BEGIN IMMEDIATE');
    const put = db.prepare(
      "INSERT INTO commands (id, uid, name, body, recorded_at, reverses) VALUES (NULL, ?, 'apply', ?, '2021-01-02', NULL)",
    );
    for (let n = 0; n < 200; n++) put.run(`uid-${n}`, 'x'.repeat(4000));
    copyFileSync(`${here.db}-journal`, join(here.folder, 'hot'));
    db.exec('ROLLBACK');
    db.close();
    if (what === 'nothing') rmSync(here.db);
    else writeFileSync(here.db, 'noise'.repeat(3000));
    copyFileSync(join(here.folder, 'hot'), `${here.db}-journal`);
    expect((await here.run('restore latest --yes')).code).toBe(0);
    expect(existsSync(`${here.db}-journal`)).toBe(false);
    expect([integrity(here.db), await balance(here)]).toEqual(['ok', '44\n']);
  });
});

describe('a restore beside another process', () => {
  test('a restore waits for a process that writes, and then reports that the ledger is busy', async () => {
    const here = await moved();
    const other = new Database(here.db);
    other.exec('BEGIN IMMEDIATE');
    const { code, stderr } = await here.run('restore copy.db --yes --json');
    expect([code, JSON.parse(stderr).error.code]).toEqual([5, 'storage-busy']);
    other.exec('ROLLBACK');
    other.close();
    expect(await balance(here)).toBe('44\n');
    expect(readdirSync(here.folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('a process that had the old file open cannot write to it after a restore', async () => {
    const here = await moved();
    const connection = openConnection(here.db);
    const ledger = sqliteLedger(connection, { path: here.db, stamps: here.env });
    expect(await ledger.stateOn('2021-01-01' as Day)).not.toBeNull();
    expect((await here.run('restore copy.db --yes')).code).toBe(0);
    const turned = ledger.turn({ way: 'undo', today: '2021-01-01' as Day, dryRun: false });
    await expect(turned).rejects.toThrow(Refused);
    await expect(turned).rejects.toMatchObject({ refusal: { code: 'storage-busy' } });
    connection.close();
    expect(rowsOf(here.db, 'SELECT count(*) AS n FROM commands')).toEqual([{ n: 1 }]);
  });
});

test('the refusal for a deleted ledger file names the restore that brings it back', async () => {
  const here = await moved();
  const before = await balance(here);
  await here.run('backup');
  rmSync(here.db);
  const refused = await here.run('balance');
  expect(refused.code).toBe(4);
  expect(refused.stderr).toContain('connects restore latest');
  expect(refused.stderr).not.toContain('init');
  expect((await here.run('restore latest --yes')).code).toBe(0);
  expect(await balance(here)).toBe(before);
});
