/** A ledger opened for one call, and closed whatever happens. */
import fs from 'node:fs';
import path from 'node:path';
import type { Stamps } from './keep.ts';
import type { Ledger } from './ledger.ts';
import { sqliteLedger } from './sqlite.ts';

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
  { create = false, trial = false }: Opening,
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  // Absolute, so that no name means something else to SQLite, which also trims it.
  const file = path.resolve(db.trim());
  const there = fs.existsSync(file);
  const { IN_MEMORY, open } = await import('./open.ts');
  const connection = await open(trial && !there ? IN_MEMORY : file, { create });
  try {
    return await work(sqliteLedger(connection, file, env));
  } finally {
    connection.close();
    if (create && !there) removeIfEmpty(file);
  }
}

/** An account that could not be opened leaves no file behind. */
function removeIfEmpty(file: string): void {
  if (fs.statSync(file, { throwIfNoEntry: false })?.size === 0) fs.unlinkSync(file);
}
