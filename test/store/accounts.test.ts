/** Accounts that are renamed and removed: damaged ones, ones in use, and folders that cannot be written. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { world } from '../world.ts';

/** A world that names no file: its accounts are in its data folder. */
async function twoAccounts() {
  const here = world({ vars: { CONNECTS_DB: '' } });
  await here.run('init -q');
  await here.run('account add side --balance 12 -q');
  const file = (account: string) => join(here.folder, 'data', `${account}.db`);
  return { ...here, file, backups: () => readdirSync(join(here.folder, 'state/backups')).sort() };
}

/** Every page but the first is garbage. */
function damage(file: string): Buffer {
  const whole = readFileSync(file);
  const damaged = Buffer.concat([whole.subarray(0, 4096), Buffer.alloc(whole.length - 4096, 7)]);
  writeFileSync(file, damaged);
  return damaged;
}

describe('a damaged account', () => {
  test('the balances of all accounts name a damaged account, show the others, and fail', async () => {
    const here = await twoAccounts();
    damage(here.file('side'));
    const shown = await here.run('balance --all-accounts');
    expect(shown).toMatchObject({ code: 5, stdout: 'connects\t40\t40\t2022-01-01\nside\t\t\t\n' });
    expect(shown.stderr).toContain('The account side cannot be read.');
    const json = JSON.parse((await here.run('balance --all-accounts --json')).stdout);
    expect(json.accounts[1]).toEqual({ account: 'side', balance: null, expiring: null });
    expect(json.warnings).toMatchObject([{ code: 'account-unread' }]);
  });

  test('a damaged account can be removed, and is kept byte by byte', async () => {
    const here = await twoAccounts();
    const damaged = damage(here.file('side'));
    expect(await here.run('account remove side --yes side')).toMatchObject({ code: 0 });
    expect(existsSync(here.file('side'))).toBe(false);
    const [kept = ''] = here.backups().filter((name) => name.includes('damaged'));
    expect(readFileSync(join(here.folder, 'state/backups', kept)).equals(damaged)).toBe(true);
  });
});

describe('an account that is removed or renamed', () => {
  test('an account stays if its copy cannot be kept', async () => {
    const here = await twoAccounts();
    rmSync(join(here.folder, 'state'), { recursive: true });
    writeFileSync(join(here.folder, 'state'), 'no folder');
    expect((await here.run('account remove side --yes side')).code).toBe(5);
    expect((await here.run('balance --account side')).stdout).toBe('12\n');
  });

  test('an account that another process writes to is neither removed nor renamed', async () => {
    const here = await twoAccounts();
    const writer = new Database(here.file('side'));
    writer.exec('BEGIN IMMEDIATE');
    expect((await here.run('account remove side --yes side')).stderr).toContain('Another process');
    expect((await here.run('account rename side other')).code).toBe(5);
    writer.close();
    expect((await here.run('account list')).stdout).toContain('side\t0');
    expect(here.backups().some((name) => name.includes('removal'))).toBe(false);
  });

  test('an account whose newest entries are in a second file is renamed with them', async () => {
    const here = await twoAccounts();
    const writer = new Database(here.file('side'));
    writer.pragma('journal_mode = WAL');
    await here.run('apply --account side --cost 4 -q');
    expect((await here.run('account rename side other')).code).toBe(0);
    writer.close();
    expect((await here.run('balance --account other')).stdout).toBe('8\n');
    expect(readdirSync(join(here.folder, 'data')).filter((name) => name.startsWith('side'))).toEqual([]);
  });

  test('a rename never takes the place of a file that is no ledger', async () => {
    const here = await twoAccounts();
    writeFileSync(here.file('other'), 'something else');
    expect((await here.run('account rename side other')).code).toBe(2);
    mkdirSync(here.file('third'));
    expect((await here.run('account rename side third')).code).toBe(2);
    expect(readFileSync(here.file('other'), 'utf8')).toBe('something else');
    expect((await here.run('balance --account side')).stdout).toBe('12\n');
  });

  test.runIf(process.getuid?.() !== 0)('an account that is read-only stays', async () => {
    const here = await twoAccounts();
    chmodSync(here.file('side'), 0o400);
    expect((await here.run('account remove side --yes side')).code).toBe(5);
    expect(existsSync(here.file('side'))).toBe(true);
  });
});
