/** The backup of a day: made after the first work of that day that recorded something. */
import { Refused } from '../rules/answers/refusal.ts';
import type { Db } from './file/connection.ts';
import { unknownParts } from './file/schema.ts';
import type { StampSource } from './record/append-command.ts';
import type { OpenOptions, StoreSession } from './session.ts';

/** Makes the day's backup if the work recorded something. The copy comes after the receipt, so that nobody waits for it. */
export async function thenBackedUp<T>(
  db: Db,
  session: StoreSession,
  { backedUp = false, orChanged = false }: OpenOptions,
  work: (stamps: StampSource) => Promise<T>,
): Promise<T> {
  const { env, member = null } = session;
  const before = lastCommand(db, orChanged);
  let at = '';
  const now = (after?: string): string => {
    at = env.now(after);
    return at;
  };
  const result = await work({ now, uid: () => env.uid(), member });
  // Without a stamp, nothing was recorded.
  if (backedUp || db.memory || at === '') return result;
  const last = lastCommand(db, orChanged);
  if (last === undefined || last !== before) await makeDailyBackup(db, session, at);
  return result;
}

/** The number of the last command; undefined if the file cannot say it. `orChanged`: parts of it may be none that this program made. */
function lastCommand(db: Db, orChanged: boolean): number | null | undefined {
  try {
    if (orChanged && unknownParts(db).length > 0) return null;
    return db.prepare('SELECT max(id) FROM commands').pluck().get() as number | null;
  } catch {
    // Whatever reads the damaged file next reports it.
    return undefined;
  }
}

/** No write fails because its backup failed. */
async function makeDailyBackup(connection: Db, session: StoreSession, at: string): Promise<void> {
  try {
    const { backUpDay } = await import('./safety/backup.ts');
    await backUpDay(connection, session.db, session.env, session.today, at);
  } catch (error) {
    await session.notBackedUp?.(
      error instanceof Refused ? error.refusal : { code: 'internal', detail: (error as Error).message },
    );
  }
}
