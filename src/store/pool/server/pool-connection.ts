/** A connection to the server of a shared ledger, to the host that takes writes. */
import { Socket } from 'node:net';
import type pg from 'pg';
import PoolClient from 'pg/lib/client';
import pgpass from 'pgpass';
import type { PoolAddress, PoolHost } from '../../../parse/pool-url.ts';
import { type TlsOptions, tlsChoices } from './pool-tls.ts';
import { greetingError, isConnectionLost, mayPass, READ_ONLY_SET, WITHOUT_TLS } from './server-errors.ts';

export type PoolValue = string | number | null;
export type PoolRow = Record<string, PoolValue>;

/** One statement with its values, as `$1`, `$2` … in the text. */
export type PoolStatement = readonly [text: string, values?: readonly PoolValue[]];

export interface PoolConnection {
  /** Sends all statements at once and waits for all answers: one round trip. Rejects with the first error. */
  run(statements: readonly PoolStatement[]): Promise<readonly (readonly PoolRow[])[]>;
  /** The host that it leads to. */
  readonly host: string;
  close(): void;
}

/** A host that accepts a connection and then says nothing for so long is taken for dead. */
const SILENCE = 10_000;
/** A writer waits for the one before it for so long, and then asks again. */
export const LOCK_TIMEOUT = 5000;

/** Connects to the first host that takes writes. If there is none, what a host says that may come back counts. */
export async function connectPool(address: PoolAddress, patience: number): Promise<PoolConnection> {
  let found: unknown = null;
  for (const host of address.hosts) {
    try {
      return await connectHost(address, host, Math.min(patience, SILENCE));
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      if (found === null || mayPass(error)) found = error;
    }
  }
  throw found;
}

async function connectHost(address: PoolAddress, host: PoolHost, silence: number): Promise<PoolConnection> {
  const [first, ...others] = tlsChoices(address, host);
  try {
    return await openConnection(address, host, { ssl: first, silence });
  } catch (error) {
    const [plain] = others;
    if (plain === undefined || !WITHOUT_TLS.test((error as Error).message)) throw error;
    return await openConnection(address, host, { ssl: plain, silence });
  }
}

async function openConnection(
  address: PoolAddress,
  { name, port }: PoolHost,
  { ssl, silence }: { readonly ssl: TlsOptions; readonly silence: number },
): Promise<PoolConnection> {
  const { user, password, database } = address;
  // A socket of the same machine has no TLS.
  const isSocket = name?.startsWith('/') ?? false;
  const socket = new Socket();
  // A long answer may take its time as long as something comes.
  socket.on('timeout', () => socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
  const client = new PoolClient({
    ...(name !== null && { host: name }),
    ...(port !== null && { port }),
    ...(user !== null && { user }),
    ...(password !== null && { password }),
    ...(database !== null && { database }),
    ssl: isSocket ? false : ssl,
    connectionTimeoutMillis: silence,
    stream: () => socket,
    keepAlive: true,
    application_name: 'connects',
    pipeline: true,
    types: { getTypeParser: parserOf },
  });
  // Neither in the URL nor in PGPASSWORD. The driver would look for it itself, and warn that it will not do so for ever.
  client.password ??= (() => savedPassword(client)) as unknown as string;
  // A connection that ends while nobody asks anything is noticed by the next question.
  client.on('error', () => {});
  const connection: PoolConnection = {
    host: `${client.host}:${client.port}`,
    run: async (statements) => {
      const answers = statements.map(([text, values]) => client.query<PoolRow>(text, [...(values ?? [])]));
      socket.setTimeout(SILENCE);
      const settled = await Promise.allSettled(answers);
      socket.setTimeout(0);
      const failed = settled.find((each) => each.status === 'rejected');
      if (failed) throw failed.reason;
      return settled.map((each) => (each.status === 'fulfilled' ? each.value.rows : []));
    },
    close: () => void client.end().catch(() => {}),
  };
  try {
    await greeted(client, address);
    const [[state]] = (await connection.run([['SHOW transaction_read_only']])) as [[PoolRow]];
    if (state['transaction_read_only'] === 'off') return connection;
    const [[standby]] = (await connection.run([['SELECT pg_is_in_recovery() AS is']])) as [[PoolRow]];
    throw Object.assign(new Error(standby['is'] === 't' ? 'standby' : READ_ONLY_SET), { code: '25006' });
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Connects. What the driver cannot read is no PostgreSQL. */
async function greeted(client: pg.Client, address: PoolAddress): Promise<void> {
  try {
    await client.connect();
  } catch (error) {
    throw greetingError(error, address);
  }
}

/** The password in `~/.pgpass`, or in the file that PGPASSFILE names. */
const savedPassword = (client: pg.Client): Promise<string> =>
  new Promise((resolve) => pgpass(client, (password) => resolve(password ?? '')));

/** Whole numbers of any width come as numbers: none here is larger than 2^53. */
const parserOf = ((oid: number): ((text: string) => PoolValue) =>
  WHOLE_NUMBERS.includes(oid) ? Number : (text) => text) as typeof pg.types.getTypeParser;

/** The types `bigint`, `smallint` and `integer`. */
const WHOLE_NUMBERS = [20, 21, 23];
