/** Appends a record to an account of a server, in one transaction: all that it lacks, or nothing. */
import type { PoolAddress } from '../../../parse/pool-url.ts';
import { Refused } from '../../../rules/answers/refusal.ts';
import { makeTables } from '../mirror/pool-ledger.ts';
import { patienceOf, type ServerUse } from '../mirror/server-use.ts';
import { BEGIN_WRITE, newAccount, rollBack } from '../mirror/shared-writes.ts';
import type { PoolRow } from '../server/pool-connection.ts';
import { type AccountHead, appendStatements, headStatement, moveHead, type RecordRows } from '../server/pool-record.ts';
import { type PoolSession, poolSession } from '../server/pool-session.ts';
import {
  lastCommandOf,
  type RecordRelation,
  readRecord,
  recordAfter,
  recordDigest,
  relationOf,
  runInParts,
} from '../server/record-copy.ts';
import { isConnectionLost, isRetryable, serverRefusal } from '../server/server-errors.ts';

/** How long to try, in milliseconds, where others write to the account or the server is away. */
const PATIENCE = 60_000;

/** `refuse`: called with what the account has by then. */
export async function appendToServer(
  address: PoolAddress,
  use: ServerUse,
  rows: RecordRows,
  refuse: (relation: RecordRelation) => void,
): Promise<void> {
  const how = patienceOf(use);
  const server = poolSession(address, how);
  const clock = how.tries();
  let isSent = false;
  try {
    await makeTables(server);
    for (;;) {
      try {
        const locked = await lockedOrMade(server);
        const connection = await server.connected();
        const there = await readRecord(connection, locked);
        const relation = relationOf(there, rows);
        refuse(relation);
        // The answer to the commit of the try before was lost.
        if (relation === 'same') return await rollBack(server);
        await runInParts(connection, appendStatements(locked, recordAfter(rows, lastCommandOf(there))));
        await connection.run([moveHead(locked, lastCommandOf(rows))]);
        if (recordDigest(await readRecord(connection, locked)) !== recordDigest(rows))
          throw new Refused({ code: 'storage-unavailable', db: address.shown, detail: 'altered', of: 'server' });
        isSent = true;
        await connection.run([['COMMIT']]);
        return;
      } catch (error) {
        if (isConnectionLost(error)) server.drop();
        else {
          await rollBack(server);
          isSent = false;
        }
        const again = isConnectionLost(error) || isRetryable(error) || isTaken(error);
        if (!again || clock.passed() > PATIENCE) throw isSent ? unknownEnd(address) : serverRefusal(error, address);
        await clock.pause();
      }
    }
  } finally {
    server.drop();
  }
}

/** Another process has made the account in the meantime. */
const isTaken = (error: unknown): boolean => (error as { readonly code?: unknown }).code === '23505';

const unknownEnd = ({ shown }: PoolAddress): Refused =>
  new Refused({ code: 'storage-unavailable', db: shown, detail: 'unknown', of: 'server' });

/** Begins a transaction that holds the account's lock. An account that it makes is there only if it commits. */
async function lockedOrMade(server: PoolSession): Promise<AccountHead> {
  const { account } = server.address;
  const connection = await server.connected();
  const [, , [found] = []] = await connection.run([...BEGIN_WRITE, headStatement(account, true)]);
  if (found) return headOf(found);
  const [, [made] = []] = await connection.run([newAccount(account), headStatement(account, true)]);
  if (!made) throw new Error('The server made no account');
  return headOf(made);
}

const headOf = (row: PoolRow): AccountHead => row as unknown as AccountHead;
