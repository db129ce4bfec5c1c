/** Waiting for another process that writes: patient, said to a person, and never for a dry run. */
import { copyFileSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { pragmaNumber, whileWaiting } from '../../src/store/file/connection.ts';
import { IN_MEMORY, openConnection } from '../../src/store/file/open-file.ts';
import { type World, world } from '../world.ts';

const bin = resolve(import.meta.dirname, '../../bin/connects.js');

async function ledger(): Promise<World> {
  const here = world({ today: '2021-02-10' });
  for (const line of ['init --joined 2021-01-01', 'apply --cost 4'])
    expect([line, (await here.run(line)).code]).toEqual([line, 0]);
  return here;
}

describe('while another process writes', () => {
  test('a dry run answers at once, and changes nothing', async () => {
    const here = await ledger();
    const other = join(here.folder, 'other.db');
    copyFileSync(here.db, other);
    expect((await here.run(['apply', '--cost', '2', '--db', other])).code).toBe(0);
    const before = readFileSync(here.db);
    const writer = new Database(here.db);
    writer.exec('BEGIN IMMEDIATE');
    for (const line of ['apply --cost 1 --dry-run', 'undo --dry-run', 'renew --dry-run', `merge ${other} --dry-run`])
      expect([line, (await here.run(line)).output]).toEqual([line, expect.stringContaining('Nothing was recorded')]);
    expect((await here.run('apply --cost 1 --json')).code).toBe(5);
    writer.exec('ROLLBACK');
    writer.close();
    expect(readFileSync(here.db).equals(before)).toBe(true);
  });

  test('a reader that cannot wait any longer is not told that nothing was recorded', async () => {
    const here = await ledger();
    const writer = new Database(here.db);
    writer.exec('BEGIN EXCLUSIVE');
    const { code, stderr } = await here.run('balance');
    writer.close();
    expect([code, stderr]).toEqual([
      5,
      'Error: Another process is writing to ~/connects.db.\nNothing was changed. Try again in a moment.\n',
    ]);
  });
});

describe('the program while the ledger is locked', () => {
  test('balance gives up while an entry still waits, and the entry is recorded when the lock is free', async () => {
    const here = await ledger();
    const writer = new Database(here.db);
    writer.exec('BEGIN EXCLUSIVE');
    const vars = { HOME: here.folder, CONNECTS_DB: here.db, CONNECTS_TODAY: '2021-02-10' };
    const program = (...line: string[]) =>
      execa(process.execPath, [bin, ...line], { env: vars, extendEnv: false, reject: false });
    const entry = program('apply', '--cost', '1');
    const { exitCode, stderr } = await program('balance');
    writer.exec('ROLLBACK');
    writer.close();
    expect([exitCode, stderr]).toEqual([5, expect.stringContaining('Another process is writing to')]);
    expect((await entry).exitCode).toBe(0);
  });
});

describe('a lock that another process holds', () => {
  const busy = () => Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });

  /** Waits with a lock that comes free at the given attempt. */
  function waited(attempt: number, patience?: number) {
    const db = openConnection(IN_MEMORY, { patience });
    const timeouts: number[] = [];
    let words = 0;
    const tell = () => {
      words += 1;
    };
    const work = () => {
      timeouts.push(pragmaNumber(db, 'busy_timeout'));
      if (timeouts.length < attempt) throw busy();
      return 'done';
    };
    try {
      return { result: whileWaiting(db, tell, work), timeouts, words, after: pragmaNumber(db, 'busy_timeout') };
    } catch (error) {
      return { result: error, timeouts, words, after: pragmaNumber(db, 'busy_timeout') };
    } finally {
      db.close();
    }
  }

  test('a lock that is free at once is taken without a word', () => {
    expect(waited(1)).toEqual({ result: 'done', timeouts: [2000], words: 0, after: 30_000 });
  });

  test('a lock that is not free within two seconds is announced, and waited for half a minute in all', () => {
    expect(waited(2)).toEqual({ result: 'done', timeouts: [2000, 28_000], words: 1, after: 30_000 });
  });

  test('a lock that never comes free is an error after that time', () => {
    expect(waited(3)).toEqual({ result: busy(), timeouts: [2000, 28_000], words: 1, after: 30_000 });
    expect(waited(2, 500)).toMatchObject({ result: busy(), words: 0 });
  });
});
