/** A connection to the server of a shared ledger that is cut at any moment: each command is recorded once or not at all. */
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CuttingProxy } from '../cutting-proxy.ts';
import { hasPostgres, startPostgres, type TestServer } from '../postgres.ts';
import { type World, world } from '../world.ts';

describe.skipIf(!hasPostgres())('a connection that is cut', () => {
  let server: TestServer;
  let proxy: CuttingProxy;
  let port: number;
  beforeAll(async () => {
    server = startPostgres();
    proxy = new CuttingProxy(join(server.folder, '.s.PGSQL.5432'));
    port = await proxy.listen();
  });
  afterAll(() => {
    proxy?.close();
    server?.stop();
  });

  /** A ledger with 100 Connects, behind the proxy; and another machine that reaches the server directly. */
  async function ledger(): Promise<readonly [here: World, other: World]> {
    const direct = server.database('&sslmode=disable');
    const name = /\/(\w+)\?/.exec(direct)?.[1] ?? '';
    const at = (url: string) => world({ today: '2026-11-28', vars: { CONNECTS_DB: url } });
    const here = at(`postgres://postgres@127.0.0.1:${port}/${name}?sslmode=disable`);
    expect((await here.run('init --balance 100 --rules 2026 --on 2026-11-01')).code).toBe(0);
    return [here, at(direct)];
  }

  const LINES = [
    'apply --cost 4 --title Logo',
    'mark 1 replied',
    'buy 80',
    'undo',
    'reconcile 90 --adjust',
    'balance',
    'history --limit 3',
  ];

  test.each(LINES)('%s is recorded once, wherever it is cut', { timeout: 600_000 }, async (line) => {
    const [here, other] = await ledger();
    expect((await here.run('apply --cost 1 --title First')).code).toBe(0);
    const count = async () => JSON.parse((await other.run('log --json --limit 1')).stdout).commands[0].id as number;
    const isWrite = !/^(balance|history)/.test(line);
    let pieces = 1;
    for (let nth = 1; nth <= pieces; nth += 1) {
      for (const how of ['before', 'after'] as const) {
        const before = await count();
        proxy.cutAt({ nth, how });
        const { code, stderr } = await here.run(line);
        expect([nth, how, code, stderr]).toEqual([nth, how, 0, expect.any(String)]);
        expect(proxy.isDone).toBe(true);
        pieces = Math.max(pieces, isWrite ? 5 : 3);
        expect([nth, how, await count()]).toEqual([nth, how, before + (isWrite ? 1 : 0)]);
        // What is undone is there to be undone again, and what agrees can differ again.
        if (line === 'undo') expect((await here.run('redo')).code).toBe(0);
        if (/^(mark|reconcile)/.test(line)) expect((await here.run('undo')).code).toBe(0);
      }
    }
    expect((await here.run('check')).stdout).toBe('');
    const history = 'history --all --json';
    expect((await other.run(history)).stdout).toBe((await here.run(history)).stdout);
  });

  test('a server that accepts and never answers is given up with its name', async () => {
    const deaf = createServer(() => {});
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
    const { port: at } = deaf.address() as { readonly port: number };
    const vars = { CONNECTS_DB: `postgres://anna:secret@127.0.0.1:${at}/pool` };
    const { code, stderr } = await world({ vars, serverPatience: 300 }).run('balance');
    deaf.close();
    expect([code, stderr]).toEqual([
      5,
      `Error: postgres://anna@127.0.0.1:${at}/pool does not answer.\nNothing was recorded. Check your network and the server, then try again.\n`,
    ]);
  });
});
