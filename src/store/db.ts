/** The connection to a ledger's file, and what it says of itself. */
import type Sqlite from 'better-sqlite3';

export type Db = Sqlite.Database;

export const pragma = (db: Db, name: string): number => db.pragma(name, { simple: true }) as number;

/** Whether the file holds a ledger yet. */
export const hasSchema = (db: Db): boolean => pragma(db, 'user_version') > 0;
