/** A ledger on a PostgreSQL server: the SQLite ledger of the mirror, brought up to date, whose writes go to the server. Just over 200 lines: one use of a server from its lock to its answer. */

import type { PoolAddress } from '../../../parse/pool-url.ts';
import { Refused } from '../../../rules/answers/refusal.ts';
import { type Db, whileWaiting } from '../../file/connection.ts';
import { refusedBy, storageFault, withRefusals } from '../../file/storage-errors.ts';
import type { PoolConnection, PoolRow, PoolStatement } from '../server/pool-connection.ts';
import {
  type AccountHead,
  headStatement,
  newsStatements,
  RECORD_TABLES,
  type RecordRows,
  VERSION_STATEMENT,
} from '../server/pool-record.ts';
import { POOL_TABLES, POOL_VERSION } from '../server/pool-schema.ts';
import type { PoolPatience, PoolSession } from '../server/pool-session.ts';
import { readRecord } from '../server/record-copy.ts';
import { errorCode } from '../server/server-errors.ts';
import {
  appendNews,
  closeMirror,
  continuesMirror,
  forgetMirror,
  isMirrorOf,
  lastMirrored,
  mirroredAccount,
  noteOrigin,
  openMirror,
} from './mirror.ts';

/** Asks the server something. Null: it has no tables yet. */
const askServer = <T>(session: PoolSession, ask: (connection: PoolConnection) => Promise<T>): Promise<T | null> =>
  session.persist(async (connection) => {
    try {
      return await ask(connection);
    } catch (error) {
      if (!NO_TABLES.test(errorCode(error))) throw error;
      await session.rollBack();
      // Another machine may have made the tables in the meantime.
      return (await hasTables(connection, session.address)) ? await ask(connection) : null;
    }
  });

const BEGIN_READ: PoolStatement = ['BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'];

interface AccountNews {
  readonly head: AccountHead;
  readonly rows: RecordRows;
}

/** Reads what the server has of an account; null: no such account, or no tables yet. */
const readNews = (session: PoolSession, last: number): Promise<AccountNews | null> =>
  askServer(session, async (connection) => {
    const { address } = session;
    const [, [found] = [], [head] = [], commands = [], transactions = [], facts = []] = await connection.run([
      BEGIN_READ,
      VERSION_STATEMENT,
      headStatement(address.account, false),
      ...newsStatements(address.account, last),
      ['COMMIT'],
    ]);
    refuseNewer(found, address);
    return head ? { head: head as unknown as AccountHead, rows: { commands, transactions, facts } } : null;
  });

/** The whole record of the account at one instant; null: no such account, or no tables yet. */
export const readWhole = (session: PoolSession): Promise<RecordRows | null> =>
  askServer(session, async (connection) => {
    const { address } = session;
    const [, [found] = [], [head] = []] = await connection.run([
      BEGIN_READ,
      VERSION_STATEMENT,
      headStatement(address.account, false),
    ]);
    refuseNewer(found, address);
    const rows = head ? await readRecord(connection, head as unknown as AccountHead) : null;
    await connection.run([['COMMIT']]);
    return rows;
  });

/** The names of the accounts in which something is recorded. */
export const accountNames = async (session: PoolSession): Promise<readonly string[]> =>
  (await askServer(session, async (connection) => {
    const [[found] = [], accounts = []] = await connection.run([
      VERSION_STATEMENT,
      ['SELECT name FROM connects.accounts WHERE name IS NOT NULL AND head > 0'],
    ]);
    refuseNewer(found, session.address);
    return accounts.map(({ name }) => String(name));
  })) ?? [];

const TABLES = ['versions', 'accounts', ...RECORD_TABLES];

/**
 * They are made all at once. So some of them, or others, are no new database: somebody has removed or renamed what is
 * missing.
 */
async function hasTables(connection: PoolConnection, { shown }: PoolAddress): Promise<boolean> {
  const [rows = []] = await connection.run([
    ["SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = 'connects'"],
  ]);
  const isThere = TABLES.every((table) => rows.some(({ tablename }) => tablename === table));
  if (rows.length > 0 && !isThere)
    throw new Refused({ code: 'storage-unavailable', db: shown, detail: 'incomplete', of: 'server' });
  return isThere;
}

/** An undefined table, and an undefined schema. */
const NO_TABLES = /^(42P01|3F000)$/;

function refuseNewer(found: PoolRow | undefined, { shown }: PoolAddress): void {
  const version = found?.['version'];
  if (typeof version === 'number' && version > POOL_VERSION)
    throw new Refused({ code: 'storage-newer', db: shown, detail: String(version), of: 'server' });
}

/** Makes the tables where they are missing. Who may not make any can use those that are there. */
export async function makeTables(session: PoolSession): Promise<void> {
  const version = await askServer(session, async (connection) => {
    const [[found] = []] = await connection.run([VERSION_STATEMENT]);
    refuseNewer(found, session.address);
    return found?.['version'] ?? null;
  });
  if (version === null)
    await session.persist((connection) =>
      connection.run([['BEGIN'], ...POOL_TABLES.map((text): PoolStatement => [text]), ['COMMIT']]),
    );
}

/** The name that an account has; null: none, or there is no such account. */
const nameOf = (session: PoolSession, id: number): Promise<string | null> =>
  askServer(session, async (connection) => {
    const [[found] = []] = await connection.run([['SELECT name FROM connects.accounts WHERE id = $1', [id]]]);
    return (found?.['name'] ?? null) as string | null;
  });

/** The name of an account that has the same beginning as a record, which this command opened; null: there is none. */
export const accountOpenedBy = (session: PoolSession, uid: string): Promise<string | null> =>
  askServer(session, async (connection) => {
    const [[found] = []] = await connection.run([
      [
        `SELECT a.name FROM connects.accounts AS a
         JOIN connects.commands AS c ON c.account = a.id AND c.epoch = a.epoch AND c.id <= a.head
         WHERE c.uid = $1 AND a.name IS NOT NULL AND a.name <> $2 ORDER BY a.name LIMIT 1`,
        [uid, session.address.account],
      ],
    ]);
    return (found?.['name'] ?? null) as string | null;
  });

export interface UpToDate {
  readonly mirror: Db;
  /** Whether the server has the account. */
  readonly isThere: boolean;
}

interface MirrorUse extends PoolPatience {
  /** Whether an account may be opened that has the name by chance. */
  readonly create?: boolean;
}

/** The mirror stays as it is: it knows which account it is of. */
async function refuseRenamed(session: PoolSession, mirror: Db): Promise<void> {
  const id = mirroredAccount(mirror);
  const renamed = id === null ? null : await nameOf(session, id);
  if (renamed !== null) throw new Refused({ code: 'no-account', db: session.address.shown, renamed });
}

/** Opens the mirror and appends what the server has and it lacks. */
export const refreshedMirror = (session: PoolSession, file: string, how: MirrorUse): Promise<UpToDate> =>
  withRefusals(file, async () => {
    for (let isRemade = false; ; ) {
      const mirror = await openMirror(file, how);
      try {
        // Another process of this machine may append to the mirror while the server answers.
        const last = lastMirrored(mirror);
        const news = await readNews(session, last);
        const isOfIt = news && isMirrorOf(mirror, news.head) && continuesMirror(mirror, last, news.rows);
        if (news && isOfIt && appendUnderLock(mirror, news, how.onWait)) return { mirror, isThere: true };
        if (!news && last === 0) return { mirror, isThere: false };
        if (!news && !how.create) await refuseRenamed(session, mirror);
      } catch (error) {
        closeMirror(mirror);
        if (isRemade || !isDamageOf(error, file)) throw error;
        // The server has all that a damaged one held.
        isRemade = true;
      }
      // The record was restored, or its account removed: what is here is of another one.
      mirror.close();
      forgetMirror(file);
    }
  });

/** Whether an error says that the mirror is damaged. */
export function isDamageOf(error: unknown, mirror: string): boolean {
  const refusal = refusedBy(error, mirror)?.refusal;
  return refusal?.code === 'storage-corrupt' && refusal.db === mirror;
}

/** False: another process has made the mirror anew meanwhile, of another epoch. */
function appendUnderLock(mirror: Db, { head, rows }: AccountNews, onWait: PoolPatience['onWait']): boolean {
  const isNew = (last: number): boolean => rows.commands.some(({ id }) => (id as number) > last);
  if (!isNew(lastMirrored(mirror))) return true;
  whileWaiting(mirror, onWait, () => mirror.exec('BEGIN IMMEDIATE'));
  try {
    if (!isMirrorOf(mirror, head)) return false;
    if (lastMirrored(mirror) === 0) noteOrigin(mirror, head);
    appendNews(mirror, lastMirrored(mirror), rows);
    mirror.exec('COMMIT');
    return true;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === 'UNKNOWN_WORD')
      throw storageFault('storage-newer', mirror.name, (error as Error).message);
    throw error;
  } finally {
    if (mirror.inTransaction) mirror.exec('ROLLBACK');
  }
}
