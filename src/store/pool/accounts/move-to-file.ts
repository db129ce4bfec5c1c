/** Appends a record to the ledger in a file, in one transaction: all that it lacks, or nothing. */
import { existsSync, rmSync, statSync } from 'node:fs';
import { hasSchema, whileWaiting } from '../../file/connection.ts';
import { openFile } from '../../file/open-file.ts';
import { storageFault, withRefusals } from '../../file/storage-errors.ts';
import { upgradeWithBackup } from '../../safety/upgrade.ts';
import type { StoreSession } from '../../session.ts';
import { appendNews, lastMirrored } from '../mirror/mirror.ts';
import { type RecordRows, rowsAfter } from '../server/pool-record.ts';
import { type RecordRelation, recordDigest, relationOf } from '../server/record-copy.ts';

const NO_ROWS: RecordRows = { commands: [], transactions: [], facts: [] };

/** `refuse`: called with what the file has by then. */
export async function appendToFile(
  file: string,
  { env, waiting }: Pick<StoreSession, 'env' | 'waiting'>,
  rows: RecordRows,
  refuse: (relation: RecordRelation) => void,
): Promise<void> {
  const wasThere = existsSync(file);
  const how = { patience: env.lockPatience, onWait: () => waiting?.() };
  await withRefusals(file, async () => {
    const db = await openFile(file, {
      ...how,
      create: true,
      upgrade: (older) => upgradeWithBackup(older, { db: file, env }),
    });
    try {
      whileWaiting(db, how.onWait, () => db.exec('BEGIN IMMEDIATE'));
      refuse(relationOf(hasSchema(db) ? rowsAfter(db, 0) : NO_ROWS, rows));
      appendNews(db, lastMirrored(db), rows);
      if (recordDigest(rowsAfter(db, 0)) !== recordDigest(rows))
        throw storageFault('storage-unavailable', file, 'it gave back other rows than it was given');
      db.exec('COMMIT');
    } finally {
      if (db.inTransaction) db.exec('ROLLBACK');
      db.close();
      if (!wasThere && statSync(file, { throwIfNoEntry: false })?.size === 0) rmSync(file);
    }
  });
}
