/** Holds the present file of a ledger while another takes its place, or none: nobody may write to it meanwhile, and a copy of it stays. */
import fs from 'node:fs';
import type { BackupReason } from '../../rules/answers/diagnosis.ts';
import { type Db, whileWaiting } from '../file/connection.ts';
import { openConnection } from '../file/open-file.ts';
import { isCorrupt, refusedBy, storageFault } from '../file/storage-errors.ts';
import type { BackupFolder } from '../folders/backup-folder.ts';
import { type BackupSource, copyBytesToFolder, copyToFolder } from './backup.ts';

/** A read-only file must not be replaced or removed either. This comes before the lock, because closing the file would release it. */
export function mustBeWritable(file: string): void {
  try {
    fs.closeSync(fs.openSync(file, 'r+'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === 'EACCES' || code === 'EPERM' ? storageFault('storage-readonly', file, message) : error;
  }
}

/** Null: the file is too damaged to be locked, and so to be written to. */
export function lockedFile(file: string, { env, waiting }: BackupSource): Db | null {
  let db: Db | undefined;
  try {
    const lock = openConnection(file, { patience: env.lockPatience });
    db = lock;
    whileWaiting(lock, waiting, () => lock.exec('BEGIN IMMEDIATE'));
    return lock;
  } catch (error) {
    db?.close();
    if (isCorrupt(refusedBy(error, file))) return null;
    throw error;
  }
}

/** Copies the present file to the backup folder: verified if it is sound, and otherwise as it is. */
export async function keepPresent(
  file: string,
  isReadable: boolean,
  folder: BackupFolder,
  at: string,
  why: BackupReason,
): Promise<string> {
  for (const reason of isReadable ? ([why, 'damaged'] as const) : []) {
    const source = openConnection(file);
    try {
      return (await copyToFolder(source, folder, at, reason)).path;
    } catch (error) {
      if (!isCorrupt(error)) throw error;
    } finally {
      source.close();
    }
  }
  return await copyBytesToFolder(file, folder, at);
}
