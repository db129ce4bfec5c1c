/** One ledger on a server, several machines: what one records the others see, and nobody gets in another's way. */
import { readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CuttingProxy } from '../cutting-proxy.ts';
import { hasPostgres, startPostgres, type TestServer } from '../postgres.ts';
import { type World, type WorldOptions, world } from '../world.ts';

const TODAY = '2026-11-28';

describe.skipIf(!hasPostgres())('several machines with one ledger', () => {
  let server: TestServer;
  beforeAll(() => {
    server = startPostgres();
  });
  afterAll(() => server?.stop());

  let machines = 0;
  function machine(url: string, options: WorldOptions = {}): World {
    machines += 1;
    return world({ today: TODAY, machine: machines, ...options, vars: { CONNECTS_DB: url, ...options.vars } });
  }

  async function opened(balance = 100, url = server.database()): Promise<string> {
    const { code, stderr } = await machine(url).run(`init --balance ${balance} --rules 2026 --on 2026-11-01`);
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    return url;
  }

  const balance = async (here: World): Promise<number> => Number((await here.run('balance')).stdout);

  const mirrorOf = (here: World): string => {
    const folder = join(here.folder, 'state', 'shared');
    const [name] = readdirSync(folder).filter((each) => each.endsWith('.db'));
    return join(folder, name ?? '');
  };

  test('what one machine records, the other sees', async () => {
    const url = await opened();
    const [a, b] = [machine(url), machine(url)];
    expect(await balance(b)).toBe(100);
    expect((await a.run('apply --cost 10 --title Logo')).code).toBe(0);
    expect(await balance(b)).toBe(90);
    expect((await b.run('mark Logo replied')).code).toBe(0);
    expect((await a.run('show Logo')).stdout).toContain('replied');
  });

  test('of many that want the last Connects, one gets them', async () => {
    const url = await opened(10);
    const all = Array.from({ length: 12 }, () => machine(url));
    const codes = await Promise.all(all.map(async (here) => (await here.run('apply --cost 10')).code));
    expect(codes.toSorted()).toEqual([0, ...Array(11).fill(3)]);
    expect(await balance(machine(url))).toBe(0);
  });

  test('of two that open an account at once, one does', async () => {
    const url = server.database();
    const all = Array.from({ length: 4 }, () => machine(url));
    const ran = await Promise.all(all.map((here) => here.run('init --balance 50')));
    const codes = ran.map(({ code }) => code).toSorted();
    expect(codes, ran.map(({ stderr }) => stderr).join('')).toEqual([0, 3, 3, 3]);
    expect(await balance(machine(url))).toBe(50);
  });

  test('two that undo the last command take back one command each', async () => {
    const url = await opened();
    const [a, b] = [machine(url), machine(url)];
    expect((await a.run('apply --cost 10 --title A')).code).toBe(0);
    expect((await b.run('apply --cost 20 --title B')).code).toBe(0);
    const undone = await Promise.all([a.run('undo'), b.run('undo')]);
    expect(undone.map(({ code }) => code)).toEqual([0, 0]);
    expect(await balance(a)).toBe(100);
    expect((await b.run('check')).stdout).toBe('');
  });

  test('clocks that are hours apart keep the order in which commands were recorded', async () => {
    const url = await opened();
    const late = machine(url, { now: '2026-11-28T18:00:00.000Z' });
    const early = machine(url, { now: '2026-11-28T09:00:00.000Z' });
    const titles = ['one', 'two', 'three', 'four'];
    for (const [i, title] of titles.entries())
      expect((await (i % 2 === 0 ? late : early).run(`apply --cost 10 --title ${title}`)).code).toBe(0);
    const { transactions } = JSON.parse((await early.run('history --json')).stdout);
    expect(transactions.map(({ title }: { title: string }) => title)).toEqual([...titles.toReversed(), null]);
    expect((await late.run('check')).stdout).toBe('');
  });

  test('a restore on one machine is seen by the others, whose mirrors are made anew', async () => {
    const url = await opened();
    const [a, b] = [machine(url), machine(url)];
    expect((await a.run('apply --cost 10')).code).toBe(0);
    expect((await a.run('backup old.db')).code).toBe(0);
    expect((await b.run('apply --cost 20')).code).toBe(0);
    expect((await a.run('restore old.db --yes')).code).toBe(0);
    expect([await balance(a), await balance(b)]).toEqual([90, 90]);
    expect((await b.run('apply --cost 1')).code).toBe(0);
    expect(await balance(a)).toBe(89);
    const [history, there] = [await a.run('history --json'), await b.run('history --json')];
    expect(there.stdout).toBe(history.stdout);
  });

  test.each([
    ['deleted', (file: string) => rmSync(file)],
    ['emptied', (file: string) => truncateSync(file)],
    ['cut off', (file: string) => truncateSync(file, 5000)],
    ['another file', (file: string) => writeFileSync(file, 'no ledger')],
  ])('a mirror that was %s is made anew', async (_, spoil) => {
    const url = await opened();
    const here = machine(url);
    expect((await here.run('apply --cost 10 --title Logo')).code).toBe(0);
    const before = (await here.run('history --json')).stdout;
    spoil(mirrorOf(here));
    expect((await here.run('history --json')).stdout).toBe(before);
    expect((await here.run('apply --cost 1')).code).toBe(0);
    expect(await balance(here)).toBe(89);
  });

  test('a mirror of an earlier epoch is made anew although both end in the same command', async () => {
    const url = await opened();
    const here = machine(url);
    expect((await here.run('apply --cost 10 --title Logo')).code).toBe(0);
    // As a restore of a copy would, in which another proposal came first.
    server.sql(
      url,
      `BEGIN; UPDATE connects.accounts SET epoch = 2;
       INSERT INTO connects.commands SELECT account, 2, id, uid, name, body, recorded_at, reverses, member FROM connects.commands;
       INSERT INTO connects.facts SELECT account, 2, seq, uid, command, "on", rank, kind, proposal, body, recorded_at FROM connects.facts;
       INSERT INTO connects.transactions SELECT account, 2, id, uid, command, "on", rank, seq, kind, label, connects, expires_on,
         proposal, replace(title, 'Logo', 'Site'), cents, edition, source, forced, upwork_id, reverses, note, recorded_at
         FROM connects.transactions; COMMIT`,
    );
    expect((await here.run('history --limit 1')).stdout).toContain('Site');
  });

  test('nothing is recorded where the row of the account names another last command than there is', async () => {
    const url = await opened();
    const here = machine(url);
    for (const change of ['head + 5', 'head - 5 - 1']) {
      server.sql(url, `UPDATE connects.accounts SET head = ${change}`);
      const { code, stderr } = await here.run('apply --cost 10 --json');
      expect([code, JSON.parse(stderr).error.code]).toEqual([5, 'storage-corrupt']);
    }
    expect(await balance(here)).toBe(100);
  });

  test('two accounts of one database do not meet', async () => {
    const url = await opened();
    const here = machine(url);
    expect((await here.run('init --balance 7 --account team')).code).toBe(0);
    expect((await here.run('balance --account team')).stdout).toBe('7\n');
    expect((await here.run('balance', { vars: { CONNECTS_ACCOUNT: 'team' } })).stdout).toBe('7\n');
    expect(await balance(here)).toBe(100);
    expect((await here.run('balance --account nobody')).code).toBe(4);
  });

  test('a balance takes two round trips once it is connected, and a command that records four', async () => {
    const url = await opened();
    const proxy = new CuttingProxy(join(server.folder, '.s.PGSQL.5432'));
    const port = await proxy.listen();
    const name = /\/(\w+)\?/.exec(url)?.[1];
    const here = machine(`postgres://postgres@127.0.0.1:${port}/${name}?sslmode=disable`);
    await here.run('balance');
    // The first piece is the login, and the last one says goodbye.
    const piecesOf = async (line: string) => {
      proxy.cutAt(null);
      expect((await here.run(line)).code).toBe(0);
      return proxy.cutAt(null) - 2;
    };
    expect([await piecesOf('balance'), await piecesOf('apply --cost 1')]).toEqual([2, 4]);
    proxy.close();
  });
});
