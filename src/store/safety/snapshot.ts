/** A consistent copy of a ledger in a file of its own, made while others may read it and wait to write. */
import fs from 'node:fs';
import { type Db, pragma } from '../file/connection.ts';
import { APPLICATION_ID } from '../file/migrations.ts';
import { connect } from '../file/open-file.ts';
import { isWhole } from '../file/schema-check.ts';
import { fault, guarded, refusedBetween } from '../file/storage-errors.ts';

/** Copies page by page, of one moment, over the empty file `part`: what is damaged comes along. `target`: what that is to be. */
export async function snapshot(source: Db, part: string, target: string): Promise<void> {
  // Begun here, so that another process that is writing is waited for once, and cannot make the copy begin anew.
  await guarded(source.name, () => {
    source.exec('BEGIN');
    source.prepare('SELECT count(*) FROM sqlite_schema').get();
  });
  try {
    await source.backup(part);
  } catch (error) {
    const why = writeError(part, source) ?? error;
    throw refusedBetween(why, source.name, target) ?? error;
  } finally {
    if (source.inTransaction) source.exec('ROLLBACK');
  }
}

/** SQLite says of a copy only that something failed. What the disk says to a page at its end; null: nothing. */
function writeError(part: string, source: Db): unknown {
  try {
    const file = fs.openSync(part, 'r+');
    try {
      fs.writeSync(file, Buffer.alloc(1), 0, 1, fs.statSync(source.name).size);
      return null;
    } finally {
      fs.closeSync(file);
    }
  } catch (error) {
    return error;
  }
}

/** How many transactions a fresh copy holds; refused in the name of `file` if it is damaged or no ledger of ours. */
export async function madeSure(part: string, file: string): Promise<number> {
  return await guarded(file, () => {
    const copy = connect(part);
    try {
      if (pragma(copy, 'application_id') !== APPLICATION_ID) throw fault('storage-corrupt', file, 'not a ledger');
      // A journal of its own kind would stay behind when the copy is moved.
      copy.pragma('journal_mode = DELETE');
      const [found] = copy.pragma('quick_check(1)') as { quick_check: string }[];
      if (found?.quick_check !== 'ok') throw fault('storage-corrupt', file, found?.quick_check ?? '');
      if (pragma(copy, 'user_version') < 1 || !isWhole(copy)) throw fault('storage-corrupt', file, 'schema');
      return copy.prepare('SELECT count(*) FROM transactions').pluck().get() as number;
    } finally {
      copy.close();
    }
  });
}
