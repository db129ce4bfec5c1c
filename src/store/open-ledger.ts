/** A ledger opened for one call, and closed whatever happens. */
import { existsSync, statSync, unlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Day } from '../rules/calendar.ts';
import { type Refusal, Refused } from '../rules/refusal.ts';
import { type Db, hasSchema } from './file/connection.ts';
import type { Ledger } from './ledger.ts';
import type { Stamps } from './record/append-command.ts';
import type { Folders } from './safety/backup-folder.ts';
import { sqliteLedger } from './sqlite-ledger.ts';

export interface Session {
  readonly db: string;
  readonly env: Stamps & Folders;
  /** The user's own day, of which there is to be a backup. */
  readonly today: Day;
  /** Told when what was written stands, but the day's backup of it could not be made. */
  notBackedUp?(refusal: Refusal): Promise<void>;
}

export interface Opening {
  /** Make the file when it is not there. */
  readonly create?: boolean;
  /** When the file is not there, try things out in memory. */
  readonly trial?: boolean;
  /** The ledger was copied for this very work: a copy of the day is left to the next that writes. */
  readonly backedUp?: boolean;
}

export async function withLedger<T>(
  session: Session,
  opening: Opening,
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  // Absolute, so that no name means something else to SQLite, which also trims it.
  const file = resolve(session.db.trim());
  try {
    return await opened(file, session, opening, work);
  } catch (error) {
    if (!(error instanceof Refused && error.refusal.code === 'no-account')) throw error;
    throw new Refused({ ...error.refusal, ...(await onShelf(file, session.env)) });
  }
}

/** An account that is gone may be brought back. */
async function onShelf(file: string, env: Folders): Promise<{ readonly saved?: true }> {
  const { backupsOn, isReplaced, shelfOf } = await import('./safety/backup-folder.ts');
  try {
    return backupsOn(await shelfOf(file, env)).some((backup) => !isReplaced(backup)) ? { saved: true } : {};
  } catch {
    return {};
  }
}

async function opened<T>(
  file: string,
  session: Session,
  { create = false, trial = false, backedUp = false }: Opening,
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  const { env } = session;
  const there = existsSync(file);
  const { IN_MEMORY, open } = await import('./file/open-file.ts');
  const connection = await open(trial && !there ? IN_MEMORY : file, {
    create,
    migrating: async (work) => {
      const { safely } = await import('./safety/backup.ts');
      await safely({ db: file, env }, 'migration', work);
    },
  });
  try {
    const before = newest(connection);
    let at = '';
    const now = (after?: string) => {
      at = env.now(after);
      return at;
    };
    const result = await work(sqliteLedger(connection, file, { now, uid: () => env.uid() }));
    // After all is told: nobody waits for the copy before they know what was recorded.
    if (!backedUp && !connection.memory && newest(connection) !== before) await backUpDay(connection, session, at);
    return result;
  } finally {
    connection.close();
    if (create && !there) removeIfEmpty(file);
  }
}

/** The number of the last command, if the file can say so. */
function newest(db: Db): number | null {
  try {
    return hasSchema(db) ? (db.prepare('SELECT max(id) FROM commands').pluck().get() as number | null) : null;
  } catch {
    // What is damaged is told by what reads it.
    return null;
  }
}

/** No write fails for want of a backup. */
async function backUpDay(connection: Db, session: Session, at: string): Promise<void> {
  try {
    const { backUpDaily } = await import('./safety/backup.ts');
    await backUpDaily(connection, session.db, session.env, session.today, at);
  } catch (error) {
    await session.notBackedUp?.(
      error instanceof Refused ? error.refusal : { code: 'internal', detail: (error as Error).message },
    );
  }
}

/** An account that could not be opened leaves no file behind. */
function removeIfEmpty(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.size === 0) unlinkSync(file);
}
