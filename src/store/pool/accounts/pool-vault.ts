/** The vault of a shared ledger: backups are copies of the mirror, a restore begins a new epoch on the server. */

import type { PoolAddress } from '../../../parse/pool-url.ts';
import { type OwnersAct, Refused } from '../../../rules/answers/refusal.ts';
import type { Db } from '../../file/connection.ts';
import { backupFolderOf, renameBackups } from '../../folders/backup-folder.ts';
import { renameNote } from '../../folders/renewal-note.ts';
import { refuseStranger } from '../../merge/refuse-stranger.ts';
import type { StoreSession } from '../../session.ts';
import { sqliteVault } from '../../sqlite-vault.ts';
import type { PendingRestore, Vault } from '../../vault.ts';
import { forgetMirror, lastMirrored, mirrorPath, openMirror } from '../mirror/mirror.ts';
import { withPool } from '../mirror/open-pool.ts';
import { makeTables } from '../mirror/pool-ledger.ts';
import { onServer, type ServerUse } from '../mirror/server-use.ts';
import { lockAccount, makeAccount, rollBack } from '../mirror/shared-writes.ts';
import { appendStatements, rowsAfter } from '../server/pool-record.ts';
import { runInParts } from '../server/record-copy.ts';
import { renameOnServer } from './pool-accounts.ts';

type VaultSession = ServerUse & Pick<StoreSession, 'member'>;

export async function poolVault(address: PoolAddress, session: VaultSession): Promise<Vault> {
  const { env, member = null, waiting } = session;
  const db = await mirrorPath(address, env);
  const local = sqliteVault({ db, env, ...(waiting && { waiting: () => waiting('writer') }) });
  /** Does something with the mirror, once it has what the server has. Without an account there is nothing to copy. */
  const refreshed = async <T>(work: () => Promise<T>, allow: (mirror: Db) => void = () => {}): Promise<T> => {
    try {
      await withPool(address, session, {}, async ({ mirror }) => allow(mirror));
    } catch (error) {
      if (!(error instanceof Refused && error.refusal.code === 'no-account')) throw error;
      forgetMirror(db);
    }
    return await work();
  };
  const ofOwners =
    (act: OwnersAct) =>
    (mirror: Db): void =>
      refuseStranger(mirror, act, member);
  return {
    ...local,
    backUp: () => refreshed(() => local.backUp()),
    backUpTo: (file, over) => refreshed(() => local.backUpTo(file, over)),
    prepareRestore: (source, how) =>
      refreshed(async () => {
        const pending = await local.prepareRestore(source, how);
        return { ...pending, apply: () => restoreOnServer(address, session, db, pending) };
      }, ofOwners('restore')),
    remove: async () => {
      const last = await withPool(address, session, {}, async ({ mirror }) => {
        ofOwners('account')(mirror);
        return lastMirrored(mirror);
      });
      const kept = await local.remove();
      // What others recorded since is not in the copy.
      await renameOnServer(address, session, { name: null, last });
      return kept;
    },
    rename: async ({ account }) => {
      await withPool(address, session, {}, async ({ mirror }) => ofOwners('account')(mirror));
      await renameOnServer(address, session, { name: account, last: null });
      const [from, to] = [db, await mirrorPath(address.ofAccount(account), env)];
      const [old, own] = [await backupFolderOf(from, env), await backupFolderOf(to, env)];
      renameBackups(old, own);
      renameNote(old, own);
      forgetMirror(from);
    },
    diagnose: async () => (await import('./diagnose-server.ts')).diagnoseServer(address, session),
    kindOf: (path) => local.kindOf(path),
  };
}

/** The restored record begins a new epoch. The one before it stays on the server as it was. */
async function restoreOnServer(
  address: PoolAddress,
  session: ServerUse,
  db: string,
  pending: PendingRestore,
): Promise<string | null> {
  return await onServer(address, session, async (server, how) => {
    await makeTables(server);
    await makeAccount(server, how);
    const locked = await lockAccount(server, 0, how);
    if (!locked) throw new Refused({ code: 'no-account', db: address.shown });
    const { head, news } = locked;
    let sent = false;
    try {
      if (pending.now && pending.now.recordedAt !== (news.commands.at(-1)?.['recorded_at'] ?? null))
        throw new Refused({ code: 'storage-busy', db: address.shown, detail: 'changed', of: 'server' });
      const kept = await pending.apply();
      const mirror = await openMirror(db, {});
      try {
        const rows = rowsAfter(mirror, 0);
        const epoch = head.epoch + 1;
        const connection = await server.connected();
        await runInParts(connection, appendStatements({ ...head, epoch }, rows));
        await connection.run([
          [
            'UPDATE connects.accounts SET epoch = $2, head = $3 WHERE id = $1',
            [head.id, epoch, (rows.commands.at(-1)?.['id'] as number | undefined) ?? 0],
          ],
          ['COMMIT'],
        ]);
        sent = true;
        return kept;
      } finally {
        mirror.close();
      }
    } finally {
      if (!sent) {
        // The next command fetches what the server has.
        forgetMirror(db);
        await rollBack(server);
      }
    }
  });
}
