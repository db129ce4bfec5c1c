/**
 * Writes to a shared ledger: the account's row is locked on the server, the mirror brought up to date, the command
 * decided on the mirror, and what it wrote sent. If the answer is lost, the command is looked for before anything is sent
 * again.
 */

import type { PoolAddress } from '../../../parse/pool-url.ts';
import { Refused } from '../../../rules/answers/refusal.ts';
import type { Db } from '../../file/connection.ts';
import type { ServerLock } from '../../sqlite-ledger.ts';
import { LOCK_TIMEOUT, type PoolConnection, type PoolRow, type PoolStatement } from '../server/pool-connection.ts';
import {
  type AccountHead,
  appendStatements,
  headStatement,
  moveHead,
  newsStatements,
  type RecordRows,
  rowsAfter,
} from '../server/pool-record.ts';
import type { PoolPatience, PoolSession } from '../server/pool-session.ts';
import { isConnectionLost, isRetryable, serverRefusal } from '../server/server-errors.ts';
import { appendNews, continuesMirror, forgetMirror, isMirrorOf, lastMirrored, noteOrigin } from './mirror.ts';

/** The longest that a decision may take between the lock and the commit, in milliseconds. */
const IDLE_TIMEOUT = 30_000;

export const BEGIN_WRITE: readonly PoolStatement[] = [
  ['BEGIN ISOLATION LEVEL SERIALIZABLE'],
  [`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}ms'`],
  // A client that vanishes keeps the account's lock no longer than this.
  [`SET LOCAL idle_in_transaction_session_timeout = '${IDLE_TIMEOUT}ms'`],
];
const COMMIT: PoolStatement = ['COMMIT'];

export interface SharedOptions extends PoolPatience {
  /** Whether the first write may open an account that the server does not have. */
  readonly create: boolean;
}

/** A transaction on the server that holds the account's lock, with the mirror's last command and what was recorded since. */
interface LockedAccount {
  readonly connection: PoolConnection;
  readonly head: AccountHead;
  readonly news: RecordRows;
}

/** Begins a transaction that holds the account's lock; waits for those who hold it. Null: there is no such account. */
const lockAccount = (session: PoolSession, last: number): Promise<LockedAccount | null> =>
  session.persist(async (connection) => {
    const { account } = session.address;
    const [, , , [row] = [], commands = [], transactions = [], facts = []] = await connection.run([
      ...BEGIN_WRITE,
      headStatement(account, true),
      ...newsStatements(account, last),
    ]);
    if (row) return { connection, head: row as unknown as AccountHead, news: { commands, transactions, facts } };
    await session.rollBack();
    return null;
  });

/** How often one command is decided and sent. */
const MOST_TRIES = 100;

export function sharedWrites(session: PoolSession, mirror: Db, options: SharedOptions): ServerLock {
  const { address } = session;
  /** The transaction that is open on the server. */
  let locked: LockedAccount | null = null;
  let tries = 0;
  return {
    begin: async () => {
      const last = lastMirrored(mirror);
      locked = await lockAccount(session, last);
      if (!locked) {
        if (options.create) await makeAccount(session);
        locked = await lockAccount(session, last);
        if (!locked) throw new Refused({ code: 'no-account', db: address.shown });
      }
      // A restore, or another ledger of that name, since this command began.
      if (!isMirrorOf(mirror, locked.head) || !continuesMirror(mirror, last, locked.news)) {
        throw new Refused({ code: 'storage-busy', db: address.shown, detail: 'changed', of: 'server' });
      }
      if (last === 0) noteOrigin(mirror, locked.head);
      appendNews(mirror, last, locked.news);
      if (lastMirrored(mirror) !== locked.head.head)
        throw new Refused({ code: 'storage-corrupt', db: address.shown, detail: 'head', of: 'server' });
      tries += 1;
      if (tries > MOST_TRIES) throw new Refused({ code: 'storage-busy', db: address.shown, detail: '', of: 'server' });
    },
    send: async () => {
      if (!locked) return false;
      const { connection, head } = locked;
      const rows = rowsAfter(mirror, head.head);
      const [first] = rows.commands;
      if (!first) return true;
      try {
        const to = (rows.commands.at(-1) as PoolRow)['id'] as number;
        await connection.run([...appendStatements(head, rows), moveHead(head, to), COMMIT]);
        locked = null;
        return true;
      } catch (error) {
        if (isRetryable(error)) {
          await options.tries().pause();
          return false;
        }
        if (!isConnectionLost(error)) throw serverRefusal(error, address);
        session.drop();
        locked = null;
        return await wasCommitted(session, head, first['uid'] as string);
      }
    },
    forget: () => forgetMirror(mirror.name),
    end: async () => {
      if (!locked) return;
      locked = null;
      await session.rollBack();
    },
  };
}

/** Whether a command reached the record although the answer to its commit did not come back. */
async function wasCommitted(session: PoolSession, { head, epoch }: AccountHead, uid: string): Promise<boolean> {
  try {
    // The lock is free only once the server has ended the transaction of the lost connection, one way or the other.
    const now = await lockAccount(session, head);
    await session.rollBack();
    return now?.head.epoch === epoch && now.news.commands.some((command) => command['uid'] === uid);
  } catch {
    throw unknownEnd(session.address);
  }
}

/** What the answer that was lost would have told. */
type LostEnd = 'unknown' | 'unknown-account' | 'unknown-restore';

const unknownEnd = ({ shown }: PoolAddress, end: LostEnd = 'unknown'): Refused =>
  new Refused({ code: 'storage-unavailable', db: shown, detail: end, of: 'server' });

/** Sends the last statements of a write, and commits. */
export type CommitWrite = (statements: readonly PoolStatement[]) => Promise<void>;

/**
 * Does a write once, although answers may be lost. The work takes the account's lock, and finds out whether a try before it
 * was committed, whose answer did not come back.
 */
export async function writeOnce<T>(
  session: PoolSession,
  work: (connection: PoolConnection, commit: CommitWrite) => Promise<T>,
  end: LostEnd = 'unknown',
): Promise<T> {
  let isSent = false;
  let isRefused = false;
  try {
    return await session.persist((connection) =>
      work(connection, async (statements) => {
        isSent = true;
        try {
          await connection.run([...statements, COMMIT]);
        } catch (error) {
          // The server has said what became of it: nothing.
          isRefused = !isConnectionLost(error);
          throw error;
        }
      }),
    );
  } catch (error) {
    // Another reason than a connection that was lost came from a server that had looked.
    const isLost = error instanceof Refused && error.refusal.code === 'storage-unavailable' && !isRefused;
    throw isSent && isLost ? unknownEnd(session.address, end) : error;
  }
}

/** Makes the account's row, unless it is there. */
export const newAccount = (account: string): PoolStatement => [
  `INSERT INTO connects.accounts (id, name, epoch, head)
   SELECT coalesce(max(id), 0) + 1, $1::text, 1, 0 FROM connects.accounts
   WHERE NOT EXISTS (SELECT 1 FROM connects.accounts WHERE name = $1)
   HAVING NOT EXISTS (SELECT 1 FROM connects.accounts WHERE name = $1)`,
  [account],
];

/** Makes an empty account, unless it is there. */
export const makeAccount = (session: PoolSession): Promise<unknown> =>
  session.persist((connection) => connection.run([...BEGIN_WRITE, newAccount(session.address.account), COMMIT]));
