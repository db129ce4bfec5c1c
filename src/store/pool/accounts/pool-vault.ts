/** The vault of a shared ledger: backups are copies of the mirror, a restore begins a new epoch on the server. */

import { existsSync, rmSync } from 'node:fs';
import type { PoolAddress } from '../../../parse/pool-url.ts';
import { type OwnersAct, Refused } from '../../../rules/answers/refusal.ts';
import { type Db, withConnection } from '../../file/connection.ts';
import { openConnection } from '../../file/open-file.ts';
import { backupFolderOf, renameBackups } from '../../folders/backup-folder.ts';
import { renameNote } from '../../folders/renewal-note.ts';
import { refuseStranger } from '../../merge/refuse-stranger.ts';
import type { StoreSession } from '../../session.ts';
import { sqliteVault } from '../../sqlite-vault.ts';
import type { PendingRestore, Vault } from '../../vault.ts';
import { forgetMirror, lastMirrored, lastUid, mirrorPath } from '../mirror/mirror.ts';
import { withPool } from '../mirror/open-pool.ts';
import { accountOpenedBy, isDamageOf, makeTables } from '../mirror/pool-ledger.ts';
import { onServer, type ServerUse } from '../mirror/server-use.ts';
import { BEGIN_WRITE, makeAccount, writeOnce } from '../mirror/shared-writes.ts';
import type { PoolRow } from '../server/pool-connection.ts';
import {
  type AccountHead,
  appendStatements,
  headStatement,
  type RecordRows,
  rowsAfter,
} from '../server/pool-record.ts';
import type { PoolSession } from '../server/pool-session.ts';
import { runInParts } from '../server/record-copy.ts';
import { renameOnServer } from './pool-accounts.ts';

type VaultSession = ServerUse & Pick<StoreSession, 'member'>;

export async function poolVault(address: PoolAddress, session: VaultSession): Promise<Vault> {
  const { env, member = null, waiting } = session;
  const db = await mirrorPath(address, env);
  const local = sqliteVault({ db, env, ...(waiting && { waiting: () => waiting('writer') }) });
  /** Does something with the mirror, once it has what the server has. Without an account there is nothing to copy. */
  const refreshed = async <T>(
    work: () => Promise<T>,
    allow: (mirror: Db) => void = () => {},
    force = false,
    isRemade = false,
  ): Promise<T> => {
    try {
      await withPool(address, session, {}, async ({ mirror }) => allow(mirror));
    } catch (error) {
      if (!(error instanceof Refused && error.refusal.code === 'no-account')) throw error;
      if (error.refusal.renamed !== undefined && !force) throw error;
      forgetMirror(db);
    }
    try {
      return await work();
    } catch (error) {
      if (isRemade || !isDamageOf(error, db)) throw error;
      forgetMirror(db);
      return await refreshed(work, allow, force, true);
    }
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
      refreshed(
        async () => {
          const pending = await local.prepareRestore(source, how);
          if (!how.force) await refuseSecond(address, session, pending);
          return { ...pending, apply: () => restoreOnServer(address, session, db, pending) };
        },
        ofOwners('restore'),
        how.force,
      ),
    remove: async () => {
      const last = await withPool(address, session, {}, async ({ mirror }) => {
        ofOwners('account')(mirror);
        return lastMirrored(mirror);
      });
      const kept = await local.remove();
      // What others recorded since is not in the copy.
      try {
        await renameOnServer(address, session, { name: null, last, isTrial: false });
      } catch (error) {
        // The copy is of something that stays, unless nobody knows that.
        const isRefused = error instanceof Refused && 'detail' in error.refusal;
        if (isRefused && error.refusal.detail !== 'unknown-account') rmSync(kept, { force: true });
        throw error;
      }
      return kept;
    },
    rename: async ({ account, isTrial }) => {
      await withPool(address, session, {}, async ({ mirror }) => ofOwners('account')(mirror));
      await renameOnServer(address, session, { name: account, last: null, isTrial });
      if (isTrial) return;
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

/** A copy of an account that the server has under another name would become a second ledger of the same account. */
async function refuseSecond(address: PoolAddress, session: ServerUse, pending: PendingRestore): Promise<void> {
  const { account } = pending.then;
  try {
    const lives = account && (await onServer(address, session, (server) => accountOpenedBy(server, account)));
    if (lives) throw new Refused({ code: 'other-account', file: pending.source, to: 'restore', lives });
  } catch (error) {
    pending.abandon();
    throw error;
  }
}

/**
 * The restored record begins a new epoch. The one before it stays on the server as it was. As in every write, the mirror is
 * locked first and the account on the server second.
 */
async function restoreOnServer(
  address: PoolAddress,
  session: ServerUse,
  db: string,
  pending: PendingRestore,
): Promise<string | null> {
  let isRecorded = false;
  try {
    return await pending.apply(async (restored) => {
      const seen = existsSync(db) ? withConnection(openConnection(db, { readonly: true }), lastUid) : null;
      const rows = withConnection(openConnection(restored, { readonly: true }), (copy) => rowsAfter(copy, 0));
      await onServer(address, session, async (server) => {
        await makeTables(server);
        await makeAccount(server);
        await beginEpoch(server, rows, seen);
      });
      isRecorded = true;
    });
  } catch (error) {
    if (isRecorded) {
      // The next command fetches what the server has.
      forgetMirror(db);
      return null;
    }
    // Another process of this machine has brought the mirror up to date.
    if (error instanceof Refused && error.refusal.code === 'storage-busy' && error.refusal.detail === 'changed')
      throw recordedSince(address);
    throw error;
  }
}

const recordedSince = ({ shown }: PoolAddress): Refused =>
  new Refused({ code: 'storage-busy', db: shown, detail: 'recorded', of: 'server' });

/** `seen`: the uid of the last command that the user has seen of the record that is replaced; null: there was none. */
async function beginEpoch(server: PoolSession, rows: RecordRows, seen: unknown): Promise<void> {
  const { address } = server;
  const last = rows.commands.at(-1);
  /** The epoch that was sent. */
  let sent: number | null = null;
  await writeOnce(
    server,
    async (connection, commit) => {
      const answers = await connection.run([
        ...BEGIN_WRITE,
        headStatement(address.account, true),
        [
          `SELECT uid FROM connects.commands
         WHERE (account, epoch, id) = (SELECT id, epoch, head FROM connects.accounts WHERE name = $1)`,
          [address.account],
        ],
      ]);
      const [[head] = [], [present] = []] = answers.slice(-2) as unknown as [[AccountHead?]?, [PoolRow?]?];
      if (!head) throw new Refused({ code: 'no-account', db: address.shown });
      // The try before has recorded it.
      if (sent === head.epoch && present?.['uid'] === last?.['uid']) return await server.rollBack();
      if ((present?.['uid'] ?? null) !== seen) throw recordedSince(address);
      sent = head.epoch + 1;
      await runInParts(connection, appendStatements({ ...head, epoch: sent }, rows));
      await commit([
        ['UPDATE connects.accounts SET epoch = $2, head = $3 WHERE id = $1', [head.id, sent, last?.['id'] ?? 0]],
      ]);
    },
    'unknown-restore',
  );
}
