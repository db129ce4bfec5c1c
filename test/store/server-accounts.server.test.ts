/** The accounts of a server's database: listed, renamed, removed and completed, and the words that speak of them. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPoolUrl } from '../../src/parse/pool-url.ts';
import { openVault } from '../../src/store/open-store.ts';
import { hasPostgres, startPostgres, type TestServer } from '../postgres.ts';
import { type World, world } from '../world.ts';

const TODAY = '2026-11-28';

describe.skipIf(!hasPostgres())('accounts on a server', () => {
  let server: TestServer;
  beforeAll(() => {
    server = startPostgres();
  });
  afterAll(() => server?.stop());

  const machine = (url: string): World => world({ today: TODAY, vars: { CONNECTS_DB: url } });

  async function twoAccounts(): Promise<{ here: World; url: string }> {
    const url = server.database();
    const here = machine(url);
    for (const line of ['init --balance 40', 'account add side --balance 12', 'apply --account side --cost 4'])
      expect(await here.run(`${line} -q`)).toMatchObject({ code: 0 });
    return { here, url };
  }

  test('the accounts of a database are listed, on a machine that never saw them too', async () => {
    const { url } = await twoAccounts();
    const there = machine(url);
    expect((await there.run('account list')).stdout).toBe(`connects\t1\t${url}\nside\t0\t${url}&account=side\n`);
    const { accounts } = JSON.parse((await there.run('--account side account list --json')).stdout);
    expect(accounts.map(({ current }: { current: boolean }) => current)).toEqual([false, true]);
    expect((await there.run('balance --all-accounts')).stdout).toBe(
      'connects\t40\t40\t2027-11-28\nside\t8\t8\t2027-11-28\n',
    );
  });

  test('a database without tables has no accounts, and one without entries is not listed', async () => {
    const here = machine(server.database());
    expect(await here.run('account list')).toMatchObject({ code: 0, stdout: '' });
    expect(await here.run('balance --all-accounts')).toMatchObject({ code: 4 });
    await here.run('init --balance 10 --rules none');
    expect(await here.run('account list')).toMatchObject({ code: 0, stdout: '' });
  });

  test('an account gets another name, and its backups on this machine go along', async () => {
    const { here, url } = await twoAccounts();
    await here.run('backup --account side');
    expect((await here.run('account rename side studio --dry-run')).stderr).toBe('Nothing was changed (--dry-run).\n');
    expect((await here.run('balance --account side')).code).toBe(0);
    expect((await here.run('account rename side studio')).stdout).toBe('Renamed: the account side to studio.\n');
    expect((await machine(url).run('balance --account studio')).stdout).toBe('8\n');
    expect(await here.run('balance --account side')).toMatchObject({ code: 4 });
    expect((await here.run('doctor --account studio --json')).stdout).toContain('-manual.db');
    expect(await here.run('account rename studio connects')).toMatchObject({ code: 2 });
    expect(await here.run('account rename nobody other')).toMatchObject({ code: 4 });
    expect((await here.run('balance --all-accounts')).stdout).toContain('studio\t8');
  });

  test('a machine that knew an account by its old name says the new one, and makes no second ledger of it', async () => {
    const { here, url } = await twoAccounts();
    const other = machine(url);
    for (const line of ['balance --account side', 'backup --account side', 'backup side.db --account side'])
      expect(await other.run(line)).toMatchObject({ code: 0 });
    expect(await here.run('account rename side studio')).toMatchObject({ code: 0 });
    const renamed = `The account at ${url}&account=side was renamed: it is studio now.`;
    for (const line of [
      'balance',
      'apply --cost 2',
      'log',
      'backup',
      'restore latest --yes',
      'account rename side x',
    ]) {
      const words = line.startsWith('account') ? line : `--account side ${line}`;
      expect([line, await other.run(words)]).toMatchObject([
        line,
        { code: 4, stderr: `Error: ${renamed}\nUse the new name: --account studio\n` },
      ]);
    }
    const { stdout } = await other.run('doctor --account side');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`${renamed} Use the new name: --account studio`);
    expect(stdout).not.toContain('Restore the last');
    const copied = await other.run('--account third restore side.db --yes --json');
    expect(JSON.parse(copied.stderr).error).toMatchObject({ code: 'other-account' });
    expect(copied).toMatchObject({ code: 3 });
    expect(await other.run('--account third restore side.db --yes')).toMatchObject({
      stderr: expect.stringContaining('is a copy of the account studio, which is on the server.\n'),
    });
    expect((await other.run('account list')).stdout).not.toContain('third');
    expect(await other.run('--account side restore side.db --yes --force')).toMatchObject({ code: 0 });
    expect((await here.run('balance --account side')).stdout).toBe('8\n');
  });

  test('a member without the right to rename an account or remove it is told so, and nothing is left behind', async () => {
    const { url } = await twoAccounts();
    server.sql(url, 'CREATE ROLE clerk LOGIN; GRANT USAGE ON SCHEMA connects TO clerk');
    server.sql(
      url,
      'GRANT SELECT ON ALL TABLES IN SCHEMA connects TO clerk; GRANT UPDATE (head) ON connects.accounts TO clerk',
    );
    const clerk = machine(url.replace('postgres@', 'clerk@'));
    for (const line of [
      'account rename side studio',
      'account rename side studio --dry-run',
      'account remove side --yes side',
    ])
      expect([line, await clerk.run(line)]).toMatchObject([
        line,
        { code: 5, stderr: expect.stringContaining('does not allow this user to do that.') },
      ]);
    expect(readdirSync(clerk.folder, { recursive: true }).filter((file) => /-removal\.db/.test(String(file)))).toEqual(
      [],
    );
    expect((await clerk.run('balance --account side')).stdout).toBe('8\n');
  });

  test('a removed account loses its name, stays on the server, and comes back from its copy', async () => {
    const { here, url } = await twoAccounts();
    expect(await here.run('account remove side')).toMatchObject({ code: 2 });
    const removed = await here.run('account remove side --yes side');
    expect(removed).toMatchObject({ code: 0, stdout: 'Removed: the account side.\n' });
    expect(removed.stderr).toContain('To bring it back: connects --account side restore latest\n');
    expect((await here.run('account list')).stdout).not.toContain('side');
    expect(server.sql(url, 'SELECT count(*) FROM connects.accounts WHERE name IS NULL AND head > 0')).toBe('1');
    expect(await here.run('--account side restore latest --yes')).toMatchObject({ code: 0 });
    expect((await machine(url).run('balance --account side')).stdout).toBe('8\n');
  });

  test('an account whose name is typed is removed', async () => {
    const { here, url } = await twoAccounts();
    const other = machine(url);
    const asked = await here.run('account remove side', { tty: true, answers: ['side'] });
    expect(asked).toMatchObject({ code: 0 });
    expect(asked.stderr.replaceAll('\n', ' ')).toContain(`with 8 Connects, in ${url}&account=side`);
    expect((await other.run('account list')).stdout).toBe(`connects\t1\t${url}\n`);
  });

  test('an account in which others record something while it is removed stays', async () => {
    const { here, url } = await twoAccounts();
    const other = machine(url);
    const pool = readPoolUrl(url, 'side');
    let asked = 0;
    const stateFolder = async (): Promise<string> => {
      asked += 1;
      // The mirror is up to date; next, it is copied.
      if (asked === 3) expect(await other.run('apply --account side --cost 2 -q')).toMatchObject({ code: 0 });
      return here.env.stateFolder();
    };
    const vault = await openVault({ db: pool.shown, pool, env: { ...here.env, stateFolder } });
    await expect(vault.remove()).rejects.toMatchObject({ refusal: { code: 'storage-busy', detail: 'recorded' } });
    expect((await here.run('balance --account side')).stdout).toBe('6\n');
  });

  test('a hint about an account names the database that --db named', async () => {
    const url = server.database();
    const here = world({ today: TODAY });
    const opened = await here.run(['--db', `${url}&account=side`, 'init', '--balance', '10']);
    expect(opened.stderr).toContain(`To start over: connects --db '${url}&account=side' account remove side\n`);
    const again = machine(url);
    expect((await again.run('--account side account list')).stdout).toContain('side\t1');
    expect((await again.run('init --account third')).stderr).toContain(
      'To start over: connects account remove third\n',
    );
    const removed = await here.run(['--db', url, 'account', 'remove', 'side', '--yes', 'side']);
    expect(removed.stderr).toContain(`connects --db '${url}&account=side' restore latest\n`);
  });

  test('the names of accounts are completed from the mirrors of this machine, and the server is not asked', async () => {
    const { here, url } = await twoAccounts();
    const complete = async (world: World): Promise<string> =>
      (await world.run(['__complete', '--word=', '--', '--account'])).stdout;
    server.kill();
    try {
      expect(await complete(here)).toContain('connects\nside\n');
      expect(await complete(machine(url))).toBe('words\n');
    } finally {
      server.start();
    }
    expect(readdirSync(join(here.folder, 'state', 'shared')).length).toBeGreaterThan(1);
  });

  test('a hint of a refusal repeats no password', async () => {
    const url = server.database().replace('postgres@', 'postgres:p%40ss@');
    const here = world({ today: TODAY });
    for (const words of [['balance'], ['init', '-q'], ['init'], ['mark', 'x', 'y'], ['account', 'list'], ['--cots']]) {
      const { output } = await here.run(['--db', url, ...words]);
      expect(output).not.toMatch(/p%40ss|p@ss/);
    }
  });
});
