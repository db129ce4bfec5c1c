/** Reads another copy of a ledger from a file of any version, without changing the file. */

import { Refused } from '../../rules/answers/refusal.ts';
import type { CopiedCommand } from '../../rules/command/copied-command.ts';
import { migrateOlder } from '../derived/rebuild.ts';
import { type Db, withConnection } from '../file/connection.ts';
import { openConnection, openTrusted } from '../file/open-file.ts';
import { refusedBy, storageFault } from '../file/storage-errors.ts';
import { copiedCommands } from './ledger-copy.ts';

/**
 * All commands of the file, or of its bytes if it came through a pipe. A refusal names that file, and not the user's own
 * ledger.
 */
export function commandsIn(file: string, bytes?: Uint8Array): readonly CopiedCommand[] {
  try {
    const { db, age } = openTrusted(file, bytes ? Buffer.from(bytes) : file);
    return withConnection(db, () => {
      if (age === 'blank') return [];
      if (age === 'current') return db.transaction(commandsOf)(db);
      return withConnection(openConnection(db.serialize()), (inMemory) => {
        migrateOlder(inMemory, file);
        return commandsOf(inMemory);
      });
    });
  } catch (error) {
    // The file has the mark of a ledger, but not its tables, or wrong values in them.
    const { refusal } = refusedBy(error, file) ?? storageFault('storage-corrupt', file, (error as Error).message);
    throw new Refused('detail' in refusal && 'db' in refusal ? { of: 'copy', ...refusal } : refusal);
  }
}

const commandsOf = (db: Db): readonly CopiedCommand[] => [...copiedCommands(db)];
