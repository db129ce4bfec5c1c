/** Makes a consistent copy of a ledger in a file of its own, while others may read the ledger and wait to write. */
import fs from 'node:fs';
import { withFile } from '../file/atomic-file.ts';
import { type Db, pragmaNumber, withConnection } from '../file/connection.ts';
import { APPLICATION_ID } from '../file/migrations.ts';
import { openConnection } from '../file/open-file.ts';
import { mustBeWhole } from '../file/schema-check.ts';
import { isUnreadable, refusedBetween, refusedOfCopy, storageFault, withRefusals } from '../file/storage-errors.ts';

/** Copies all pages of one moment over the empty file `part`, damaged ones too. `target`: the file it will become. */
export async function copyPages(source: Db, part: string, target: string): Promise<void> {
  // The read transaction waits once for a process that is writing. Without it, a write would restart the copy.
  await withRefusals(source.name, () => {
    source.exec('BEGIN');
    source.prepare('SELECT count(*) FROM sqlite_schema').get();
  });
  try {
    await source.backup(part);
  } catch (error) {
    // Of a failed copy SQLite does not say which of the two files it was.
    if (isUnreadable(source.name)) throw storageFault('storage-unavailable', source.name, 'disk I/O error');
    const reason = writeError(part, source) ?? error;
    throw refusedBetween(reason, source.name, target) ?? error;
  } finally {
    if (source.inTransaction) source.exec('ROLLBACK');
  }
}

/** SQLite does not say why a copy failed. Writing one byte past the end gets the disk's own error; null: it succeeds. */
function writeError(part: string, source: Db): unknown {
  try {
    withFile(part, 'r+', (file) => fs.writeSync(file, Buffer.alloc(1), 0, 1, fs.statSync(source.name).size));
    return null;
  } catch (error) {
    return error;
  }
}

/** How many transactions a new copy holds. A refusal names `file` if that is damaged or not a ledger, or else `target`. */
export function verifiedCount(part: string, file: string, target: string): number {
  try {
    return withConnection(openConnection(part), (copy) => {
      if (pragmaNumber(copy, 'application_id') !== APPLICATION_ID)
        throw storageFault('storage-corrupt', file, 'not a ledger');
      // A journal of another kind would stay behind when the copy is moved.
      copy.pragma('journal_mode = DELETE');
      if (pragmaNumber(copy, 'user_version') < 1) throw storageFault('storage-corrupt', file, 'schema');
      mustBeWhole(copy, file);
      return copy.prepare('SELECT count(*) FROM transactions').pluck().get() as number;
    });
  } catch (error) {
    throw refusedOfCopy(error, { part, source: file, target }) ?? error;
  }
}
