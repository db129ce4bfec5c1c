/** A ledger opened for one call, and closed whatever happens. */
import { existsSync, statSync, unlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Refusal, Refused } from '../rules/refusal.ts';
import type { Folders } from './backup.ts';
import { type Db, hasSchema } from './db.ts';
import type { Stamps } from './keep.ts';
import type { Ledger } from './ledger.ts';
import { sqliteLedger } from './sqlite.ts';

export interface Session {
  readonly db: string;
  readonly env: Stamps & Folders;
  /** Told when what was written stands, but the day's backup of it could not be made. */
  notBackedUp?(refusal: Refusal): void;
}

export interface Opening {
  /** Make the file when it is not there. */
  readonly create?: boolean;
  /** When the file is not there, try things out in memory. */
  readonly trial?: boolean;
}

export async function withLedger<T>(
  session: Session,
  { create = false, trial = false }: Opening,
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  const { db, env } = session;
  // Absolute, so that no name means something else to SQLite, which also trims it.
  const file = resolve(db.trim());
  const there = existsSync(file);
  const { IN_MEMORY, open } = await import('./open.ts');
  const connection = await open(trial && !there ? IN_MEMORY : file, {
    create,
    beforeMigration: async () => {
      const { backUp } = await import('./backup.ts');
      await backUp({ db: file, env }, 'migration');
    },
  });
  try {
    const before = newest(connection);
    const result = await work(sqliteLedger(connection, file, env));
    const after = newest(connection);
    // After all is told: nobody waits for the copy before they know what was recorded.
    if (after !== null && after.id !== before?.id && !connection.memory) await backUpDay(connection, session, after.at);
    return result;
  } finally {
    connection.close();
    if (create && !there) removeIfEmpty(file);
  }
}

/** The last command, if the file can say so. */
function newest(db: Db): { readonly id: number; readonly at: string } | null {
  try {
    if (!hasSchema(db)) return null;
    const row = db.prepare('SELECT id, recorded_at AS at FROM commands ORDER BY id DESC LIMIT 1').get();
    return (row ?? null) as { id: number; at: string } | null;
  } catch {
    // What is damaged is told by what reads it.
    return null;
  }
}

/** No write fails for want of a backup. */
async function backUpDay(connection: Db, session: Session, at: string): Promise<void> {
  try {
    const { backUpDaily } = await import('./backup.ts');
    await backUpDaily(connection, session.db, session.env, at);
  } catch (error) {
    session.notBackedUp?.(
      error instanceof Refused ? error.refusal : { code: 'internal', detail: (error as Error).message },
    );
  }
}

/** An account that could not be opened leaves no file behind. */
function removeIfEmpty(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.size === 0) unlinkSync(file);
}
