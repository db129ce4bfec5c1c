/** Another copy of a ledger in a file of its own, which is only read, whatever version wrote it. */
import Database from 'better-sqlite3';
import type { CopiedCommand } from '../../rules/copied.ts';
import { Refused } from '../../rules/refusal.ts';
import type { Db } from '../file/connection.ts';
import { ageOf, bringUpToDate, connect } from '../file/open-file.ts';
import { fault, refusedBy } from '../file/storage-errors.ts';
import { copyOf } from './ledger-copy.ts';

/** All its commands. What is wrong with it is told of that file: one's own ledger has nothing to do with it. */
export function commandsIn(file: string): readonly CopiedCommand[] {
  let there: Db | undefined;
  try {
    there = connect(file);
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
    throw new Refused('detail' in refusal && 'db' in refusal ? { ...refusal, of: 'copy' } : refusal);
  } finally {
    there?.close();
  }
}

const copied = (db: Db): readonly CopiedCommand[] => [...copyOf(db)];
