/** What a shared ledger costs: the balance at two sizes and over a slow link, and how many commands several clients record in a second. */
import { spawn } from 'node:child_process';
import { createServer, connect as dial, type Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { startPostgres } from '../postgres.ts';
import { LAST } from './commands.ts';
import { compare, type Run, temp, time } from './measure.ts';

const program = resolve('bin/connects.js');
/** How many commands all clients record together. */
const COMMANDS = 48;
/** A link that takes so long there and back, in milliseconds. */
const LINK = 20;

const varsOf = (url: string, machine: string): Readonly<Record<string, string>> => ({
  CONNECTS_DB: url,
  CONNECTS_TODAY: LAST,
  XDG_STATE_HOME: join(temp, machine),
});

/** Ends with the process. */
function run({ program: name = process.execPath, args, vars }: Run): Promise<void> {
  const child = spawn(name, args, { env: { PATH: process.env['PATH'], HOME: temp, ...vars }, stdio: 'ignore' });
  return new Promise((done, fail) =>
    child.on('close', (code) => (code === 0 ? done() : fail(new Error(`${args.join(' ')} ended with ${code}`)))),
  );
}

/** The median of some runs in milliseconds, measured while this process goes on. */
async function awaited(of: Run, repeats = 11): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < repeats; n += 1) {
    const start = performance.now();
    await run(of);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(repeats / 2)] ?? 0;
}

/** Commands in a second, where each client begins the next one when it has the answer. */
async function rate(clients: number, next: (client: number) => Run): Promise<number> {
  const start = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let n = 0; n < COMMANDS / clients; n += 1) await run(next(client));
    }),
  );
  return (1000 * COMMANDS) / (performance.now() - start);
}

/** Listens on a port and passes all on to a socket, half of the link's time later. */
async function slowLink(to: string): Promise<{ readonly port: number; close(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const far = dial(to);
    const later = (from: Socket, into: Socket) =>
      from.on('data', (data) => setTimeout(() => into.write(data), LINK / 2));
    later(client, far);
    later(far, client);
    const end = () => {
      client.destroy();
      far.destroy();
    };
    for (const socket of [client, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => setTimeout(end, LINK));
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { readonly port: number };
  return {
    port,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** `pathOf`: the ledger of so many transactions, in a file. */
export async function compareShared(pathOf: (size: number) => string): Promise<void> {
  const server = startPostgres({ durable: true });
  try {
    const urls = new Map<number, string>();
    for (const size of [100, 100_000]) {
      const url = server.database();
      await run({ args: [program, 'move', '--to', url], vars: { ...varsOf(url, 'm'), CONNECTS_DB: pathOf(size) } });
      urls.set(size, url);
    }
    const [small, large] = [urls.get(100) ?? '', urls.get(100_000) ?? ''];
    const connects = (url: string, line: string, machine = 'm'): Run => ({
      args: [program, ...line.split(' ')],
      vars: varsOf(url, machine),
    });
    const ratio = (name: string, a: Run, b: Run, mark: string) => {
      const { median, min } = compare(time, a, b);
      const [of, over] = median;
      console.log(
        name.padEnd(44),
        (of / over).toFixed(2),
        (min[0] / min[1]).toFixed(2),
        ` ${mark.padEnd(12)} ${of.toFixed(0)} / ${over.toFixed(0)} ms`,
      );
    };
    ratio('balance: 100,000 / 100', connects(large, 'balance'), connects(small, 'balance'), 'mark 1.2');
    ratio('apply: 100,000 / 100', connects(large, 'apply --cost 1'), connects(small, 'apply --cost 1'), '');
    const file = { args: [program, 'balance'], vars: { CONNECTS_DB: pathOf(100), CONNECTS_TODAY: LAST } };
    ratio('balance: on the server / in a file', connects(small, 'balance'), file, '');
    const link = await slowLink(join(server.folder, '.s.PGSQL.5432'));
    const far = small.replace(/@\//, `@127.0.0.1:${link.port}/`).replace(/\?host=[^&]*/, '?sslmode=disable');
    // The link is in this process, which must not sleep meanwhile.
    const slow = await awaited(connects(far, 'balance', 'far'));
    const direct = await awaited(connects(small, 'balance'));
    link.close();
    const name = `balance: link of ${LINK} ms, over none`;
    console.log(
      name.padEnd(44),
      `${(slow - direct).toFixed(0)} ms, ${((slow - direct) / LINK).toFixed(1)} round trips`,
    );

    server.sql(small, 'CREATE TABLE plain AS SELECT * FROM connects.transactions WHERE false');
    const columns = 'INSERT INTO plain SELECT * FROM connects.transactions WHERE id = 1';
    for (const clients of [1, 4, 8]) {
      const bare = await rate(clients, () => server.psql(small, columns));
      const ours = await rate(clients, (client) => connects(small, 'apply --cost 1', `client${client}`));
      console.log(
        `${clients} ${clients === 1 ? 'client' : 'clients'}: apply / bare INSERT by psql`.padEnd(44),
        (ours / bare).toFixed(2),
        `     ${ours.toFixed(1)} / ${bare.toFixed(1)} a second`,
      );
    }
  } finally {
    server.stop();
  }
}
