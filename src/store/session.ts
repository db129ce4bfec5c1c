/** A ledger opened for one call, and closed whatever happens. */
import fs from 'node:fs';
import type { Ledger } from './ledger.ts';
import { open } from './open.ts';
import { type Stamps, sqliteLedger } from './sqlite.ts';

export interface Session {
  readonly db: string;
  readonly env: Stamps;
}

export interface Opening {
  /** Make the file when it is not there. */
  readonly create?: boolean;
  /** When the file is not there, try things out in memory. */
  readonly trial?: boolean;
}

export async function withLedger<T>(
  { db, env }: Session,
  opening: Opening,
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  const before = fs.existsSync(db);
  const path = opening.trial && !before ? ':memory:' : db;
  const connection = await open(path, opening.create ?? false);
  try {
    return await work(sqliteLedger(connection, db, env));
  } finally {
    connection.close();
    if (opening.create && !before) removeIfEmpty(db);
  }
}

/** An account that could not be opened leaves no file behind. */
function removeIfEmpty(db: string): void {
  if (fs.statSync(db, { throwIfNoEntry: false })?.size === 0) fs.unlinkSync(db);
}
