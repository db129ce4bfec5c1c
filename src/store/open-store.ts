/** The only place that chooses an engine: it opens the ledger for one call and closes it whatever happens, and opens the vault. Just over 200 lines: both engines, side by side. */
import { existsSync, statSync, unlinkSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { PoolAddress } from '../parse/pool-url.ts';
import { Refused } from '../rules/answers/refusal.ts';
import { ACCOUNT_ENDING } from '../rules/values/account-name.ts';
import { thenBackedUp } from './daily-backup.ts';
import type { Db } from './file/connection.ts';
import type { ProgramFolders } from './folders/backup-folder.ts';
import type { Ledger } from './ledger.ts';
import type { AccountPlace, MovedAccount, MoveRequest } from './pool/accounts/move-account.ts';
import type { StampSource } from './record/append-command.ts';
import type { OpenOptions, StoreSession } from './session.ts';
import { type SharedWrites, sqliteLedger } from './sqlite-ledger.ts';
import type { Vault } from './vault.ts';

/** Moves the account of this ledger to another place: from a file to a server, back, or between servers. */
export async function moveLedger(session: StoreSession, request: MoveRequest): Promise<MovedAccount> {
  const { moveAccount } = await import('./pool/accounts/move-account.ts');
  return await moveAccount({ ...session, pool: session.pool ?? null }, request);
}

export async function openVault(
  session: Pick<StoreSession, 'db' | 'pool' | 'env' | 'member' | 'waiting'>,
): Promise<Vault> {
  if (session.pool) return await (await import('./pool/accounts/pool-vault.ts')).poolVault(session.pool, session);
  const { sqliteVault } = await import('./sqlite-vault.ts');
  return sqliteVault(session);
}

/** A script for psql that makes the roles of a shared ledger on its server. */
export const serverRoles = async (): Promise<readonly string[]> =>
  (await import('./pool/server/pool-roles.ts')).poolRoles();

/** The accounts in the data folder, or of the server's database, and where another one would be. */
export async function openAccounts(session: Pick<StoreSession, 'pool' | 'env' | 'waiting'>): Promise<AccountList> {
  const { pool, env } = session;
  if (pool) {
    const { accountsOn } = await import('./pool/accounts/pool-accounts.ts');
    const placeOf = async (account: string): Promise<AccountPlace> => placeOn(pool.ofAccount(account));
    const names = await accountsOn(pool, session);
    return { accounts: names.map((account) => ({ account, ...placeOn(pool.ofAccount(account)) })), placeOf };
  }
  const { accountFile, accountFiles } = await import('./folders/account-files.ts');
  return {
    accounts: (await accountFiles(env)).map((each) => ({ ...each, pool: null })),
    placeOf: async (account) => ({ db: await accountFile(env, account), pool: null }),
  };
}

const placeOn = (pool: PoolAddress): AccountPlace => ({ db: pool.shown, pool });

export interface AccountList {
  readonly accounts: readonly (AccountPlace & { readonly account: string })[];
  placeOf(account: string): Promise<AccountPlace>;
}

export async function withLedger<T>(
  session: StoreSession,
  options: OpenOptions,
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  if (session.pool) return await openedPool(session.pool, session, options, work);
  // SQLite trims names and gives some a meaning of their own. It does neither with an absolute path.
  const file = resolve(session.db.trim());
  try {
    return await opened(file, session, options, work);
  } catch (error) {
    if (!(error instanceof Refused && error.refusal.code === 'no-account')) throw error;
    throw new Refused({
      ...error.refusal,
      ...(await savedBackup(file, session.env)),
      ...(await otherAccounts(file, session)),
    });
  }
}

async function openedPool<T>(
  address: PoolAddress,
  session: StoreSession,
  options: OpenOptions,
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  const [{ withPool }, { sharedWrites }] = await Promise.all([
    import('./pool/mirror/open-pool.ts'),
    import('./pool/mirror/shared-writes.ts'),
  ]);
  return await withPool(address, session, options, async ({ session: server, mirror, shared, done }) => {
    const comparing: Pick<SharedWrites, 'compare' | 'remake'> = {
      compare: async () => (await import('./pool/mirror/compare-mirror.ts')).compareMirror(server, mirror),
      remake: async () => (await import('./pool/mirror/compare-mirror.ts')).remakeMirror(server, mirror),
    };
    const writes = sharedWrites(server, mirror, shared);
    const send = (): Promise<boolean> => {
      done();
      return writes.send();
    };
    const ledger = (stamps: StampSource): Ledger => {
      const found = sqliteLedger(mirror, {
        path: address.shown,
        stamps,
        onWait: () => session.waiting?.(),
        ...(mirror.memory ? {} : { shared: { ...writes, send, ...comparing } }),
      });
      // What was shown cannot be shown again.
      const once =
        <Page>(show: (page: Page) => Promise<boolean>) =>
        (page: Page): Promise<boolean> => {
          done();
          return show(page);
        };
      return {
        ...found,
        eachHistoryPage: (query, show) => found.eachHistoryPage(query, once(show)),
        eachProposalPage: (which, show) => found.eachProposalPage(which, once(show)),
      };
    };
    return await thenBackedUp(mirror, { ...session, db: mirror.name }, options, (stamps) => work(ledger(stamps)));
  });
}

/** Beside an account that is not there may be others: its name was mistyped, or it was renamed. */
async function otherAccounts(file: string, session: StoreSession): Promise<{ readonly others?: readonly string[] }> {
  const { accounts, placeOf } = await openAccounts(session);
  const { db } = await placeOf(basename(file, ACCOUNT_ENDING));
  return db === file && accounts.length > 0 ? { others: accounts.map(({ account }) => account) } : {};
}

/** A missing account may have a backup to restore. */
async function savedBackup(file: string, env: ProgramFolders): Promise<{ readonly saved?: true }> {
  const { backupFolderOf, backupsIn, isReplaced } = await import('./folders/backup-folder.ts');
  try {
    return backupsIn(await backupFolderOf(file, env)).some((backup) => !isReplaced(backup)) ? { saved: true } : {};
  } catch {
    return {};
  }
}

async function opened<T>(
  file: string,
  session: StoreSession,
  { create = false, trial = false, backedUp = false, orChanged = false }: OpenOptions,
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  const wasThere = existsSync(file);
  try {
    const connection = await openedFile(trial && !wasThere, file, session, { create, orChanged });
    try {
      const ledger = (stamps: StampSource): Ledger =>
        sqliteLedger(connection, { path: file, stamps, onWait: () => session.waiting?.() });
      return await thenBackedUp(connection, session, { backedUp, orChanged }, (stamps) => work(ledger(stamps)));
    } catch (error) {
      throw await damageBehind(error, connection, file);
    } finally {
      connection.close();
    }
  } finally {
    if (create && !wasThere) removeIfEmpty(file);
  }
}

/** SQLite refuses a value that is no number in a column of numbers: here it came from another row. */
const UNSTORABLE = /^SQLITE_(MISMATCH|CONSTRAINT_DATATYPE)$/;

/** What no version of this program wrote can trip it anywhere. Where the ledger has such entries, the fault is theirs. */
async function damageBehind(error: unknown, connection: Db, file: string): Promise<unknown> {
  const isTrip =
    error instanceof TypeError ||
    error instanceof RangeError ||
    error instanceof SyntaxError ||
    (error instanceof Error && UNSTORABLE.test(String((error as NodeJS.ErrnoException).code)));
  if (!isTrip || connection.memory) return error;
  const { hasProblem } = await import('./safety/check-ledger.ts');
  return hasProblem(connection) ? new Refused({ code: 'storage-corrupt', db: file, detail: error.message }) : error;
}

async function openedFile(
  isTrial: boolean,
  file: string,
  { env, ...session }: StoreSession,
  { create = false, orChanged = false }: OpenOptions,
): Promise<Db> {
  const { IN_MEMORY, openFile, READING_PATIENCE } = await import('./file/open-file.ts');
  return await openFile(isTrial ? IN_MEMORY : file, {
    create,
    orChanged,
    patience: env.lockPatience ?? (session.reads ? READING_PATIENCE : undefined),
    onWait: () => session.waiting?.(),
    upgrade: async (older) => {
      const { upgradeWithBackup } = await import('./safety/upgrade.ts');
      await upgradeWithBackup(older, { db: file, env });
    },
  });
}

/** An account that could not be opened leaves no file behind, if the disk lets it go. An empty one does no harm. */
function removeIfEmpty(file: string): void {
  try {
    if (statSync(file, { throwIfNoEntry: false })?.size === 0) unlinkSync(file);
  } catch {}
}
