/** The accounts of a server's database: which there are, another name for one, and none. Their entries stay as they are. */
import type { PoolAddress } from '../../../parse/pool-url.ts';
import { Refused } from '../../../rules/answers/refusal.ts';
import { accountNames } from '../mirror/pool-ledger.ts';
import { onServer, type ServerUse } from '../mirror/server-use.ts';
import { BEGIN_WRITE, writeOnce } from '../mirror/shared-writes.ts';
import type { PoolStatement } from '../server/pool-connection.ts';
import type { AccountHead } from '../server/pool-record.ts';
import { errorCode } from '../server/server-errors.ts';

/** In the order of their names. */
export const accountsOn = (address: PoolAddress, session: ServerUse): Promise<readonly string[]> =>
  onServer(address, session, async (server) => (await accountNames(server)).toSorted());

interface NewName {
  /** Null: no name, so that nobody finds it. */
  readonly name: string | null;
  /** The number of the last command that it may have; null: any. */
  readonly last: number | null;
  /** Nothing is kept: whether it would be allowed is all that is asked. */
  readonly isTrial: boolean;
}

/** Gives the account another name, or none. */
export async function renameOnServer(
  address: PoolAddress,
  session: ServerUse,
  { name, last, isTrial }: NewName,
): Promise<void> {
  const { account, shown } = address;
  /** The number of the account, once its new name was sent. */
  let sent: number | null = null;
  await onServer(address, session, (server) =>
    writeOnce(
      server,
      async (connection, commit) => {
        const sought = sent === null ? (['name', account] as const) : (['id', sent] as const);
        const answers = await connection.run([
          ...BEGIN_WRITE,
          [`SELECT id, name, head FROM connects.accounts WHERE ${sought[0]} = $1 FOR UPDATE`, [sought[1]]],
        ]);
        const found = answers.at(-1)?.[0] as (AccountHead & { readonly name: string | null }) | undefined;
        // The try before gave it the new name.
        if (sent !== null && found?.name !== account) return await server.rollBack();
        if (!found) throw new Refused({ code: 'no-account', db: shown });
        if (last !== null && found.head !== last)
          throw new Refused({ code: 'storage-busy', db: shown, detail: 'recorded', of: 'server' });
        const rename: PoolStatement = ['UPDATE connects.accounts SET name = $2 WHERE id = $1', [found.id, name]];
        try {
          if (isTrial) {
            await connection.run([rename]);
            return await server.rollBack();
          }
          sent = found.id;
          await commit([rename]);
        } catch (error) {
          if (errorCode(error) !== '23505' || name === null) throw error;
          throw new Refused({ code: 'file-exists', path: address.ofAccount(name).shown, is: 'account' });
        }
      },
      'unknown-account',
    ),
  );
}
