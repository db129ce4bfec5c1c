/** Appends a record to an account of a server, in one transaction: all that it lacks, or nothing. */
import type { PoolAddress } from '../../../parse/pool-url.ts';
import { Refused } from '../../../rules/answers/refusal.ts';
import { makeTables } from '../mirror/pool-ledger.ts';
import { onServer, type ServerUse } from '../mirror/server-use.ts';
import { BEGIN_WRITE, newAccount, writeOnce } from '../mirror/shared-writes.ts';
import type { PoolConnection, PoolRow } from '../server/pool-connection.ts';
import { type AccountHead, appendStatements, headStatement, moveHead, type RecordRows } from '../server/pool-record.ts';
import {
  lastCommandOf,
  type RecordRelation,
  readRecord,
  recordAfter,
  recordDigest,
  relationOf,
  runInParts,
} from '../server/record-copy.ts';

/** `refuse`: called with what the account has by then. */
export const appendToServer = (
  address: PoolAddress,
  use: ServerUse,
  rows: RecordRows,
  refuse: (relation: RecordRelation) => void,
): Promise<void> =>
  onServer(address, use, async (server) => {
    await makeTables(server);
    await writeOnce(server, async (connection, commit) => {
      const locked = await lockedOrMade(connection, address);
      const there = await readRecord(connection, locked);
      const relation = relationOf(there, rows);
      refuse(relation);
      // The answer to the commit of the try before was lost.
      if (relation === 'same') return await server.rollBack();
      await runInParts(connection, appendStatements(locked, recordAfter(rows, lastCommandOf(there))));
      await connection.run([moveHead(locked, lastCommandOf(rows))]);
      if (recordDigest(await readRecord(connection, locked)) !== recordDigest(rows))
        throw new Refused({ code: 'storage-unavailable', db: address.shown, detail: 'altered', of: 'server' });
      await commit([]);
    });
  });

/** Begins a transaction that holds the account's lock. An account that it makes is there only if it commits. */
async function lockedOrMade(connection: PoolConnection, { account }: PoolAddress): Promise<AccountHead> {
  const [, , [found] = []] = await connection.run([...BEGIN_WRITE, headStatement(account, true)]);
  if (found) return headOf(found);
  const [, [made] = []] = await connection.run([newAccount(account), headStatement(account, true)]);
  if (!made) throw new Error('The server made no account');
  return headOf(made);
}

const headOf = (row: PoolRow): AccountHead => row as unknown as AccountHead;
