/** Migrates an older file, once and with a backup, however many processes open it together. */
import { migrateOlder } from '../derived/rebuild.ts';
import { removeWithSides } from '../file/atomic-file.ts';
import { type Db, pragmaNumber } from '../file/connection.ts';
import { ageOf, openConnection } from '../file/open-file.ts';
import { backupFolderOf, thinBackups } from '../folders/backup-folder.ts';
import type { BackupMade } from '../vault.ts';
import { type BackupSource, copyToFolder } from './backup.ts';

/** Another process that migrates a long history holds the lock for longer than one that writes a command. */
const PATIENCE = 30_000;

/**
 * The write lock comes before the backup, and the file's version is read again under the lock: the first process makes
 * the only backup, and the others find a new file. If this process is killed, SQLite rolls the migration back, and the
 * next process begins again.
 */
export async function upgradeWithBackup(connection: Db, { db: file, env }: BackupSource): Promise<void> {
  const before = pragmaNumber(connection, 'busy_timeout');
  connection.pragma(`busy_timeout = ${Math.max(before, PATIENCE)}`);
  const folder = await backupFolderOf(file, env);
  let made: BackupMade | null = null;
  try {
    connection.exec('BEGIN IMMEDIATE');
    if (ageOf(connection, file) !== 'older') return;
    const at = env.now();
    const source = openConnection(file);
    try {
      made = await copyToFolder(source, folder, at, 'migration');
    } finally {
      source.close();
    }
    migrateOlder(connection, file);
    connection.exec('COMMIT');
    made = null;
    thinBackups(folder, at);
  } finally {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    if (made) removeWithSides(made.path);
    connection.pragma(`busy_timeout = ${before}`);
  }
}
