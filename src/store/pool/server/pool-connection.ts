/** A connection to the server of a shared ledger: the host that takes writes, found with patience, and what its errors mean. */
import fs from 'node:fs';
import { Socket } from 'node:net';
import type pg from 'pg';
import PoolClient from 'pg/lib/client';
import pgpass from 'pgpass';
import type { RetryClock } from '../../../env.ts';
import type { PoolAddress, PoolHost } from '../../../parse/pool-url.ts';
import { Refused } from '../../../rules/answers/refusal.ts';
import type { WaitReason } from '../../session.ts';
import { errorCode, isConnectionLost, serverRefusal, WITHOUT_TLS } from './server-errors.ts';

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

export interface PoolPatience {
  /** How long to look for a host that takes writes, in milliseconds. */
  readonly patience?: number | undefined;
  /** Called once if that takes long. */
  readonly onWait?: ((why?: WaitReason) => void) | undefined;
  readonly tries: () => RetryClock;
}

/** A leader's failover was measured to take 18 to 23 seconds. */
const PATIENCE = 45_000;
const SOON = 2000;
/** A host that accepts a connection and then says nothing for so long is taken for dead. */
const SILENCE = 10_000;
/** A writer waits for the one before it for so long, and then asks again. */
export const LOCK_TIMEOUT = 5000;

/** Connects to the first host that takes writes. */
export async function connectPool(
  address: PoolAddress,
  { patience = PATIENCE, onWait, tries }: PoolPatience,
): Promise<PoolConnection> {
  const clock = tries();
  let hasWarned = false;
  for (;;) {
    let last: unknown;
    for (const host of address.hosts) {
      try {
        return await connectHost(address, host, Math.min(patience, SILENCE));
      } catch (error) {
        last = error;
        if (!isConnectionLost(error)) throw serverRefusal(error, address);
      }
    }
    const waited = clock.passed();
    if (waited > patience || !mayReturn(last)) throw serverRefusal(last, address);
    if (!hasWarned && waited > SOON) onWait?.('server');
    hasWarned ||= waited > SOON;
    await clock.pause();
  }
}

/** A name that no server has stays wrong. A host that is down may come back. */
const mayReturn = (error: unknown): boolean => !/^(ENOTFOUND|EAI_FAIL|EACCES|EPERM)$/.test(errorCode(error));

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

function certificateIn(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    const isMissing = (error as { readonly code?: unknown }).code === 'ENOENT';
    throw new Refused({ code: 'no-such-file', path: file, problem: isMissing ? 'missing' : 'unreadable' });
  }
}

/** As the driver takes it; false: without TLS. */
type TlsOptions = pg.ClientConfig['ssl'];

/** What to ask the server for, in order. */
function tlsChoices({ tls, rootCertificate }: PoolAddress, { name }: PoolHost): readonly [TlsOptions, ...false[]] {
  const ca = rootCertificate === null ? {} : { ca: certificateIn(rootCertificate) };
  switch (tls) {
    case 'disable':
      return [false];
    case 'prefer':
      return [{ rejectUnauthorized: false }, false];
    case 'require':
      return [{ rejectUnauthorized: false }];
    case 'verify-ca':
      return [{ ...ca, checkServerIdentity: () => undefined }];
    case 'verify-full':
      // The driver passes names on, but not addresses, and Node would look for "localhost" in the certificate.
      return [{ ...ca, ...(name !== null && { host: name }) }];
    default:
      return tls satisfies never;
  }
}

async function openConnection(
  { user, password, database }: PoolAddress,
  { name, port }: PoolHost,
  { ssl, silence }: { readonly ssl: TlsOptions; readonly silence: number },
): Promise<PoolConnection> {
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
    await client.connect();
    const [[state]] = (await connection.run([['SHOW transaction_read_only']])) as [[PoolRow]];
    if (state['transaction_read_only'] === 'on') throw Object.assign(new Error('read-only'), { code: '25006' });
    return connection;
  } catch (error) {
    connection.close();
    throw error;
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
