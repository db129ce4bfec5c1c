/** The accounts of a server's database: which there are, another name for one, and none. Their entries stay as they are. */
import type { PoolAddress } from '../../../parse/pool-url.ts';
import { Refused } from '../../../rules/answers/refusal.ts';
import { accountNames } from '../mirror/pool-ledger.ts';
import { onServer, type ServerUse } from '../mirror/server-use.ts';
import { lockAccount, rollBack } from '../mirror/shared-writes.ts';
import { isConnectionLost } from '../server/server-errors.ts';

/** In the order of their names. */
export const accountsOn = (address: PoolAddress, session: ServerUse): Promise<readonly string[]> =>
  onServer(address, session, async (server) => (await accountNames(server)).toSorted());

/** No command has a higher number, so that nothing is read before it. */
const NO_NEWS = 2_147_483_647;

interface NewName {
  /** Null: no name, so that nobody finds it. */
  readonly name: string | null;
  /** The number of the last command that it may have; null: any. */
  readonly last: number | null;
}

/** Gives the account another name, or none. */
export async function renameOnServer(address: PoolAddress, session: ServerUse, { name, last }: NewName): Promise<void> {
  await onServer(address, session, async (server, how) => {
    const locked = await lockAccount(server, NO_NEWS, how);
    if (!locked) throw new Refused({ code: 'no-account', db: address.shown });
    try {
      if (last !== null && locked.head.head !== last)
        throw new Refused({ code: 'storage-busy', db: address.shown, detail: 'changed', of: 'server' });
      const connection = await server.connected();
      await connection.run([
        ['UPDATE connects.accounts SET name = $2 WHERE id = $1', [locked.head.id, name]],
        ['COMMIT'],
      ]);
    } catch (error) {
      if (!isConnectionLost(error)) await rollBack(server);
      const isTaken = (error as { readonly code?: unknown }).code === '23505';
      if (!isTaken || name === null) throw error;
      throw new Refused({ code: 'file-exists', path: address.ofAccount(name).shown, is: 'account' });
    }
  });
}
