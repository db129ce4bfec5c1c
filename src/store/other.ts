/** Another copy of a ledger in a file of its own, which is only read, whatever version wrote it. */
import Database from 'better-sqlite3';
import type { CopiedCommand } from '../rules/copied.ts';
import { Refused } from '../rules/refusal.ts';
import { copyOf } from './copy.ts';
import type { Db } from './db.ts';
import { fault, refusedBy } from './faults.ts';
import { ageOf, bringUpToDate, connect } from './open.ts';

/**
 * All its commands; `bytes` where it has come without a file. What is wrong with it is said of that file: one's own
 * ledger has nothing to do with it.
 */
export function commandsIn(file: string, bytes?: Uint8Array): readonly CopiedCommand[] {
  let there: Db | undefined;
  try {
    there = bytes ? new Database(Buffer.from(bytes)) : connect(file);
    const age = ageOf(there, file);
    if (age === 'blank') return [];
    if (age === 'current') return there.transaction(copied)(there);
    const inMemory = new Database(there.serialize());
    try {
      bringUpToDate(inMemory, file);
      return copied(inMemory);
    } finally {
      inMemory.close();
    }
  } catch (error) {
    // It has the mark of a ledger but not the tables, or not what they must hold.
    const { refusal } = refusedBy(error, file) ?? fault('storage-corrupt', file, (error as Error).message);
    throw new Refused('detail' in refusal && 'db' in refusal ? { of: 'copy', ...refusal } : refusal);
  } finally {
    there?.close();
  }
}

const copied = (db: Db): readonly CopiedCommand[] => [...copyOf(db)];
