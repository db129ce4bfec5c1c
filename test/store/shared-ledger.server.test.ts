/** One ledger on a server, several machines: what one records the others see, and nobody gets in another's way. */
import { readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPoolUrl } from '../../src/parse/pool-url.ts';
import type { Day } from '../../src/rules/values/calendar.ts';
import { openVault } from '../../src/store/open-store.ts';
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

  describe('undo by members', () => {
    const as = (url: string, member: string): World => machine(url, { vars: { CONNECTS_MEMBER: member } });

    test('undo and redo without a number are of what the member recorded, whoever recorded something since', async () => {
      const url = await opened();
      const [anna, ben] = [as(url, 'anna'), as(url, 'Ben')];
      expect((await anna.run('apply --cost 10 --title A')).code).toBe(0);
      expect((await ben.run('apply --cost 20 --title B')).code).toBe(0);
      expect((await anna.run('undo')).stdout).toContain('Undone: the proposal "A" of');
      expect(await balance(ben)).toBe(80);
      const none = await anna.run('undo');
      expect([none.code, none.stderr]).toEqual([
        3,
        'Error: There is nothing to undo that anna recorded.\nWhat others recorded is undone by its number in connects log: connects undo NUMBER\n',
      ]);
      expect(await ben.run('redo')).toMatchObject({
        code: 3,
        stderr: expect.stringContaining('There is nothing to redo that Ben undid.'),
      });
      expect((await anna.run('redo')).code).toBe(0);
      // The same member on another machine, who writes the name in another way.
      expect((await as(url, 'BEN').run('undo')).code).toBe(0);
      expect(await balance(anna)).toBe(90);
      expect((await ben.run('check')).stdout).toBe('');
    });

    test("two members who undo each other's last command are told whose it was, and what is undone already", async () => {
      const url = await opened();
      const [anna, ben] = [as(url, 'anna'), as(url, 'ben')];
      expect((await anna.run('apply --cost 10 --title A')).code).toBe(0);
      expect((await ben.run('apply --cost 20 --title B')).code).toBe(0);
      const undone = await Promise.all([anna.run('undo 3'), ben.run('undo 2')]);
      expect(undone.map(({ code, stdout }) => [code, /\(recorded by (\w+)\)/.exec(stdout)?.[1]])).toEqual([
        [0, 'ben'],
        [0, 'anna'],
      ]);
      expect(await balance(anna)).toBe(100);
      expect((await anna.run('undo')).code).toBe(3);
      expect((await ben.run('undo 2')).stderr).toContain('is already undone');
      // Each brings back what they undid themselves.
      expect((await ben.run('redo')).stdout).toContain('"A"');
      expect((await anna.run('redo')).stdout).toContain('"B"');
      expect(await balance(anna)).toBe(70);
    });

    test('undo takes back nothing on which what others recorded since depends', async () => {
      const url = await opened();
      const [anna, ben] = [as(url, 'anna'), as(url, 'ben')];
      expect((await anna.run('apply --cost 10 --title A')).code).toBe(0);
      expect((await ben.run('mark A replied')).code).toBe(0);
      expect(JSON.parse((await anna.run('undo --json')).stderr).error.code).toBe('depended-on');
      expect((await ben.run('undo')).code).toBe(0);
      expect((await anna.run('undo')).code).toBe(0);
    });

    test('what was recorded before anybody said who is undone by whoever asks', async () => {
      const here = world({ today: TODAY });
      const url = server.database();
      for (const line of ['init --balance 50', 'apply --cost 4', `move --to '${url}'`])
        expect((await here.run(line)).code).toBe(0);
      expect((await as(url, 'anna').run('undo')).code).toBe(0);
    });
  });

  test('a restore says that somebody recorded something since it was looked at, and changes nothing', async () => {
    const url = await opened();
    const [here, other] = [machine(url), machine(url)];
    for (const line of ['backup copy.db', 'apply --cost 10']) expect((await here.run(line)).code).toBe(0);
    const pool = readPoolUrl(url, null);
    const vault = await openVault({ db: pool.shown, pool, env: here.env });
    const how = { force: false, today: TODAY as Day };
    for (const who of [other, here]) {
      const pending = await vault.prepareRestore(join(here.folder, 'copy.db'), how);
      expect((await who.run('apply --cost 5')).code).toBe(0);
      await expect(pending.apply()).rejects.toMatchObject({ refusal: { code: 'storage-busy', detail: 'recorded' } });
      pending.abandon();
    }
    expect(await balance(other)).toBe(80);
    const { stderr } = await here.run('restore copy.db --yes');
    expect(stderr).toContain('restore ');
    expect(await balance(other)).toBe(100);
  });

  test('a restore that waits for a command of its own machine holds nothing on the server meanwhile', async () => {
    const url = await opened();
    const here = machine(url);
    expect((await here.run('backup copy.db')).code).toBe(0);
    const pool = readPoolUrl(url, null);
    let looks = 0;
    // Where each held what the other waits for, both would wait until one gives up.
    const waiting = (): void => {
      looks += 1;
      expect(server.sql(url, 'SELECT head FROM connects.accounts FOR UPDATE NOWAIT')).toBe('1');
    };
    const vault = await openVault({ db: pool.shown, pool, env: { ...here.env, lockPatience: 2500 }, waiting });
    const pending = await vault.prepareRestore(join(here.folder, 'copy.db'), { force: false, today: TODAY as Day });
    const writer = new Database(mirrorOf(here));
    writer.exec('BEGIN IMMEDIATE');
    await expect(pending.apply()).rejects.toMatchObject({ refusal: { code: 'storage-busy' } });
    writer.close();
    expect(looks).toBe(1);
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
