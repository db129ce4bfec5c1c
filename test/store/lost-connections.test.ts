/** A connection to the server of a shared ledger that is cut at any moment: each command is recorded once or not at all. */
import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPostgres, startPostgres, type TestServer } from '../postgres.ts';
import { type World, world } from '../world.ts';

/** Where the connection is cut: at the nth piece that the client sends, before it or after it reached the server. */
interface Cut {
  readonly nth: number;
  readonly how: 'before' | 'after';
}

/** Stands between client and server, and cuts the connection once. */
class CuttingProxy {
  #cut: Cut | null = null;
  #seen = 0;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  constructor(to: string) {
    this.#server = createServer((client) => {
      const server = dial(to);
      for (const socket of [client, server]) {
        this.#sockets.add(socket);
        socket.on('error', () => {});
      }
      const end = () => {
        client.destroy();
        server.destroy();
      };
      client.on('close', end);
      server.on('close', end);
      server.on('data', (data) => client.write(data));
      client.on('data', (data) => {
        this.#seen += 1;
        if (this.#cut?.nth !== this.#seen) {
          server.write(data);
          return;
        }
        const { how } = this.#cut;
        this.#cut = null;
        if (how === 'before') end();
        else {
          // The server gets it and ends its work, but its answer finds nobody.
          server.removeAllListeners('data');
          server.write(data, () => client.destroy());
          client.removeListener('close', end);
          setTimeout(end, 200);
        }
      });
    });
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as { readonly port: number }).port;
  }

  /** Cuts the next connection; null: none. Returns how many pieces were sent since the last call. */
  cutAt(cut: Cut | null): number {
    const seen = this.#seen;
    this.#seen = 0;
    this.#cut = cut;
    return seen;
  }

  /** Whether the cut was made. */
  get isDone(): boolean {
    return this.#cut === null;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}

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
