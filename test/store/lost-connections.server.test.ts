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

  /** Lines, each with what makes it possible again, and a question of the other machine that shows that it was done once. */
  const KEEPING = [
    ['account add side --balance 5', 'account remove side --yes side', 'balance --account side', '5\n'],
    ['account rename side studio', 'account rename studio side', 'balance --account studio', '7\n'],
    ['account remove side --yes side', '--account side restore latest --yes', 'account list', 'connects\n'],
    ['restore copy.db --yes', 'apply --cost 9 --title Later', 'balance', '100\n'],
  ] as const;

  test.each(KEEPING)(
    '%s is done once, wherever it is cut',
    { timeout: 600_000 },
    async (line, again, question, answer) => {
      const [here, other] = await ledger();
      const prepare =
        line.includes('rename') || line.includes('remove')
          ? ['account add side --balance 7']
          : ['backup copy.db', again];
      for (const each of line.includes(' add ') ? [] : prepare)
        expect([each, (await here.run(each)).code]).toEqual([each, 0]);
      const seen = async () => (await other.run(question)).stdout.replaceAll(/\t.*/g, '');
      const epoch = () =>
        Number(server.sql(other.env.vars['CONNECTS_DB'] ?? '', 'SELECT max(epoch) FROM connects.accounts'));
      proxy.cutAt(null);
      const first = await here.run(line);
      expect([line, first.code, first.stderr]).toEqual([line, 0, expect.any(String)]);
      const pieces = proxy.cutAt(null);
      for (let nth = 1; nth <= pieces; nth += 1) {
        for (const how of ['before', 'after'] as const) {
          expect([again, (await here.run(again)).code]).toEqual([again, 0]);
          const before = epoch();
          proxy.cutAt({ nth, how });
          const { code, stderr } = await here.run(line);
          proxy.cutAt(null);
          expect([nth, how, code, stderr]).toEqual([nth, how, 0, expect.any(String)]);
          expect([nth, how, await seen()]).toEqual([nth, how, answer]);
          if (line.startsWith('restore')) expect(epoch()).toBe(before + 1);
        }
      }
      expect((await here.run('check')).stdout).toBe('');
    },
  );

  test.each(['apply --cost 4', 'restore copy.db --yes', 'account rename connects other', 'balance'])(
    '%s says the truth where the server goes in the middle of it, and does not come back',
    { timeout: 600_000 },
    async (line) => {
      const [here, other] = await ledger();
      expect((await here.run('backup copy.db')).code).toBe(0);
      const state = () =>
        server.sql(other.env.vars['CONNECTS_DB'] ?? '', 'SELECT name, epoch, head FROM connects.accounts');
      let unknown = 0;
      let isReached = true;
      for (let nth = 1; isReached; nth += 1) {
        for (const how of ['before', 'after'] as const) {
          const before = state();
          proxy.cutAt({ nth, how, forGood: true });
          const { code, stderr } = await here.run(line, { serverPatience: 200 });
          isReached = proxy.isDone;
          proxy.cutAt(null);
          const isUnknown = stderr.includes('before it said whether');
          if (isUnknown) unknown += 1;
          else if (code !== 0) expect([nth, how, state()]).toEqual([nth, how, before]);
          expect([0, 5]).toContain(code);
          if (state().startsWith('other')) expect((await here.run('account rename other connects')).code).toBe(0);
        }
      }
      expect(unknown > 0).toBe(line !== 'balance');
    },
  );

  /** What listens on a port: what it sends at once, and what it answers; null: it says nothing more and hangs up. */
  const STRANGERS: readonly (readonly [name: string, greeting: string, answer: string | null])[] = [
    ['greets as MySQL does', 'J\0\0\0\n8.0.36\0abcdefgh\0', ''],
    ['answers as a web server does', '', 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'],
    ['begins TLS and hangs up', '', 'S'],
    ['answers nonsense', '', '\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007'],
    ['hangs up', '', null],
  ];

  test.each(STRANGERS)(
    'a host that %s is named, and the next one is tried',
    { timeout: 60_000 },
    async (_, greeting, answer) => {
      const stranger = createServer((socket) => {
        socket.on('error', () => {});
        if (greeting !== '') socket.write(Buffer.from(greeting, 'latin1'));
        socket.on('data', () => socket.end(Buffer.from(answer ?? '', 'latin1')));
      });
      await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
      const { port: at } = stranger.address() as { readonly port: number };
      const [, other] = await ledger();
      const name = /\/(\w+)\?/.exec(other.env.vars['CONNECTS_DB'] ?? '')?.[1] ?? '';
      try {
        for (const mode of ['disable', 'prefer', 'require']) {
          const vars = { CONNECTS_DB: `postgres://postgres@127.0.0.1:${at}/pool?sslmode=${mode}` };
          for (const line of ['balance', 'doctor']) {
            const { code, output } = await world({ vars, serverPatience: 300 }).run(line);
            expect([mode, line, code, output]).toEqual([
              mode,
              line,
              line === 'doctor' ? 6 : 5,
              expect.not.stringContaining('itself'),
            ]);
            if (greeting !== '') expect(output).toContain('is not PostgreSQL');
          }
        }
        const both = { CONNECTS_DB: `postgres://postgres@127.0.0.1:${at},127.0.0.1:${port}/${name}?sslmode=prefer` };
        expect((await world({ today: '2026-11-28', vars: both, serverPatience: 3000 }).run('balance')).output).toBe(
          '100\n',
        );
      } finally {
        stranger.close();
      }
    },
  );

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
