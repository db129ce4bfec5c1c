/** Says what can be said of a shared ledger: the server, as far as it answers, and the mirror of it on this machine. */
import type { PoolAddress } from '../../../parse/pool-url.ts';
import type { LedgerDiagnosis, ServerDiagnosis } from '../../../rules/answers/diagnosis.ts';
import { type Refusal, Refused } from '../../../rules/answers/refusal.ts';
import { diagnoseStore } from '../../safety/diagnose.ts';
import { forgetMirror, lastMirrored, mirrorPath } from '../mirror/mirror.ts';
import { withPool } from '../mirror/open-pool.ts';
import { onServer, type ServerUse } from '../mirror/server-use.ts';
import type { PoolConnection } from '../server/pool-connection.ts';
import { endStatement, headFault, headStatement, VERSION_STATEMENT } from '../server/pool-record.ts';

/** A report that says that the server is away is better than one that waits, in milliseconds. */
const PATIENCE = 3000;

export async function diagnoseServer(address: PoolAddress, { env }: ServerUse): Promise<LedgerDiagnosis> {
  const use: ServerUse = { env: { ...env, serverPatience: Math.min(env.serverPatience ?? PATIENCE, PATIENCE) } };
  const found = await refusedOr(() =>
    onServer(address, use, (server) => server.persist((connection) => lookAt(address, use, connection))),
  );
  const server = 'refusal' in found ? null : found.result;
  const away = 'refusal' in found ? found.refusal : null;
  // With what the server has; where it is away, with what this machine saw last.
  const refreshed = server
    ? await refusedOr(() => withPool(address, use, {}, async ({ mirror }) => lastMirrored(mirror)))
    : null;
  const local = await diagnoseMirror(address, use, server !== null);
  const refusal = away ?? (refreshed && 'refusal' in refreshed ? refreshed.refusal : null);
  return {
    ...local,
    ledger: address.shown,
    refusal: refusal ?? local.refusal,
    contents: refusal?.code === 'no-account' ? null : local.contents,
    unwritable: server?.unwritable ?? local.unwritable,
    server: {
      ...(server?.about ?? UNKNOWN),
      account: address.account,
      mirrored: refreshed && 'result' in refreshed ? refreshed.result : null,
    },
  };
}

/** A mirror that is damaged is made anew where the server answers, as by every command. */
async function diagnoseMirror(address: PoolAddress, use: ServerUse, isThere: boolean): Promise<LedgerDiagnosis> {
  const file = await mirrorPath(address, use.env);
  const found = await diagnoseStore(file, use.env);
  const isDamaged =
    found.refusal?.code === 'storage-corrupt' || found.contents?.problems.some(({ code }) => code === 'integrity');
  if (!isThere || !isDamaged) return found;
  forgetMirror(file);
  await refusedOr(() => withPool(address, use, {}, async () => {}));
  return await diagnoseStore(file, use.env);
}

type AboutServer = Omit<ServerDiagnosis, 'account' | 'mirrored'>;

const UNKNOWN: AboutServer = { version: null, host: null, roundTripMs: null, format: null, commands: null };

async function refusedOr<T>(work: () => Promise<T>): Promise<{ readonly result: T } | { readonly refusal: Refusal }> {
  try {
    return { result: await work() };
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.refusal };
    throw error;
  }
}

async function lookAt(
  address: PoolAddress,
  { env }: ServerUse,
  connection: PoolConnection,
): Promise<{ readonly about: AboutServer; readonly unwritable: Refusal | null }> {
  const clock = env.startTries();
  const [[version]] = (await connection.run([['SHOW server_version']])) as [[Record<string, string>]];
  const roundTripMs = Math.ceil(clock.passed());
  const about = {
    ...UNKNOWN,
    version: version['server_version']?.split(' ', 1)[0] ?? null,
    host: connection.host,
    roundTripMs,
  };
  const tables = await answerOr(async () => {
    const [[format], [head]] = (await connection.run([VERSION_STATEMENT, headStatement(address.account, false)])) as [
      [{ version: number | null }],
      [{ head: number }?],
    ];
    return { format: format.version, commands: head?.head ?? null };
  });
  const mayWrite = await answerOr(async () => {
    const [[row]] = (await connection.run([
      ["SELECT CASE WHEN has_table_privilege('connects.commands', 'INSERT') THEN 1 ELSE 0 END AS may"],
    ])) as [[{ may: number }]];
    return row.may === 1;
  });
  const misled = await answerOr(async () => {
    const [[end] = []] = await connection.run([endStatement(address.account)]);
    return headFault(end, address.shown);
  });
  const unwritable: Refusal | null =
    mayWrite === false ? { code: 'storage-readonly', db: address.shown, detail: 'rights', of: 'server' } : misled;
  return { about: { ...about, ...tables }, unwritable };
}

/** Null: there are no tables yet, or this user may not even look at them, which the next step says. */
async function answerOr<T>(question: () => Promise<T>): Promise<T | null> {
  try {
    return await question();
  } catch {
    return null;
  }
}
