/** The connection to a ledger's file, and what the file says of itself. */
import type Sqlite from 'better-sqlite3';

export type Db = Sqlite.Database;

export const pragmaNumber = (db: Db, name: string): number =>
  preparedStatement<number>(db, `PRAGMA ${name}`).pluck().get() as number;

/** Does work with a connection of its own, and closes it whatever happens. */
export function withConnection<T>(db: Db, work: (db: Db) => T): T {
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** Whether the file holds a ledger yet. */
export const hasSchema = (db: Db): boolean => pragmaNumber(db, 'user_version') > 0;

/** Whether nothing was ever written to the file, or its first write was cut off. `init` may start in it. */
export const isBlank = (db: Db): boolean =>
  pragmaNumber(db, 'user_version') === 0 &&
  pragmaNumber(db, 'application_id') === 0 &&
  db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;

/** After this time, a person who waits should know why. */
const SOON = 2000;

/** Runs work that needs a lock which another process may hold, and calls `onWait` if that takes long. */
export function whileWaiting<T>(db: Db, onWait: (() => void) | undefined, work: () => T): T {
  const patience = pragmaNumber(db, 'busy_timeout');
  if (!onWait || patience <= SOON) return work();
  try {
    db.pragma(`busy_timeout = ${SOON}`);
    return work();
  } catch (error) {
    if (!String((error as { readonly code?: unknown }).code).startsWith('SQLITE_BUSY')) throw error;
    onWait();
    db.pragma(`busy_timeout = ${patience - SOON}`);
    return work();
  } finally {
    db.pragma(`busy_timeout = ${patience}`);
  }
}

const statements = new WeakMap<Db, Map<string, Sqlite.Statement>>();

/** A statement that runs often, prepared once for each connection. */
export function preparedStatement<Row = unknown>(db: Db, sql: string): Sqlite.Statement<unknown[], Row> {
  const known = statements.get(db) ?? new Map<string, Sqlite.Statement>();
  statements.set(db, known);
  const statement = known.get(sql) ?? db.prepare(sql);
  known.set(sql, statement);
  return statement as Sqlite.Statement<unknown[], Row>;
}
