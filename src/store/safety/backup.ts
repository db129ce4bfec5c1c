/** Backups: whole copies in the ledger's backup folder, or one in a file that the user names. */
import fs from 'node:fs';
import path from 'node:path';
import { makeFolders } from '../../make-folders.ts';
import { sweepPartsOf } from '../../part-files.ts';
import type { BackupReason } from '../../rules/answers/diagnosis.ts';
import { Refused } from '../../rules/answers/refusal.ts';
import type { Day } from '../../rules/values/calendar.ts';
import { copySides, realPath, removeWithSides, statIfThere, writeInPlace } from '../file/atomic-file.ts';
import { type Db, isBlank } from '../file/connection.ts';
import { openConnection } from '../file/open-file.ts';
import { isPartOfLedger, readableFile, sameFile } from '../file/same-file.ts';
import { refuseUnknownParts } from '../file/schema.ts';
import { isUnsettled, withRefusals } from '../file/storage-errors.ts';
import {
  aboutBackups,
  type BackupFolder,
  backupFolderOf,
  hasDailyBackup,
  nextBackupPath,
  type ProgramFolders,
  sweepBackupParts,
  thinBackups,
} from '../folders/backup-folder.ts';
import type { BackupMade } from '../vault.ts';
import { copyPages, verifiedCount } from './snapshot.ts';

export interface BackupSource {
  readonly db: string;
  readonly env: ProgramFolders & { now(): string; readonly lockPatience?: number };
  /** Called if another process keeps this one waiting for long. */
  waiting?(): void;
}

/** See `Vault.withBackup`. */
export async function withBackup<T>(
  { db, env }: BackupSource,
  reason: BackupReason,
  work: (made: BackupMade | null) => T | Promise<T>,
  hasChanged: (result: T) => boolean = () => true,
): Promise<T> {
  const folder = await backupFolderOf(db, env);
  let at = '';
  const made = await withSource(db, (source) => {
    at = env.now();
    return copyToFolder(source, folder, at, reason);
  });
  let isKept = false;
  try {
    const result = await work(made);
    isKept = hasChanged(result);
    return result;
  } catch (error) {
    isKept = isUnsettled(error);
    throw error;
  } finally {
    if (made && isKept) thinBackups(folder, at);
    else if (made) removeWithSides(made.path);
  }
}

/** Makes the backup of a day, after its first write is on the disk. `at`: the instant of that write. */
export async function backUpDay(source: Db, db: string, env: ProgramFolders, today: Day, at: string): Promise<void> {
  const file = realPath(db);
  sweepPartsOf(file, at);
  const folder = await backupFolderOf(db, env);
  sweepBackupParts(folder, at);
  if (hasDailyBackup(folder, today)) return;
  await copyToFolder(source, folder, at, 'daily', today);
  thinBackups(folder, at);
}

/** Copies an open ledger to its backup folder. */
export async function copyToFolder(
  source: Db,
  to: BackupFolder,
  at: string,
  reason: BackupReason,
  day: Day | null = null,
): Promise<BackupMade> {
  // A ledger that is about to be repaired or replaced is copied as it is.
  const verify = reason !== 'damaged' && reason !== 'repair';
  return await inFolder(to, () => copyTo(source, nextBackupPath(to, at, reason, day), { over: true, verify }));
}

/** Copies a file that SQLite cannot read to the backup folder, byte by byte, with its side files. */
export async function copyBytesToFolder(file: string, to: BackupFolder, at: string): Promise<string> {
  return await inFolder(to, async () => {
    const target = nextBackupPath(to, at, 'damaged', null);
    await writeInPlace(target, { over: true }, (part) => {
      fs.copyFileSync(file, part);
      fs.chmodSync(part, 0o600);
    });
    copySides(file, target);
    return target;
  });
}

async function inFolder<T>({ folder }: BackupFolder, work: () => T | Promise<T>): Promise<T> {
  try {
    return await withRefusals(folder, () => {
      makeFolders(folder);
      return work();
    });
  } catch (error) {
    throw aboutBackups(error, folder);
  }
}

/** See `Vault.backUpTo`. */
export async function backUpTo(db: string, file: string, over: boolean): Promise<BackupMade | null> {
  sweepPartsOf(file);
  return await withSource(db, async (source) => {
    const target = await withRefusals(file, () => {
      const found = statIfThere(file);
      const ledger = realPath(db);
      if (isPartOfLedger(file, ledger)) {
        throw new Refused({ code: 'file-exists', path: file, is: sameFile(file, ledger) ? 'ledger' : 'beside-ledger' });
      }
      if (!found) {
        if (statIfThere(path.dirname(file))?.isDirectory()) return file;
        throw new Refused({ code: 'no-such-file', path: file, problem: 'no-folder' });
      }
      if (!found.isFile()) {
        // A pipe or a terminal would be replaced by a file.
        const problem = found.isDirectory() ? 'folder' : 'no-file';
        throw new Refused({ code: 'no-such-file', path: file, problem, instead: 'file' });
      }
      if (!over) throw new Refused({ code: 'file-exists', path: file });
      return realPath(file);
    });
    try {
      return await copyTo(source, target, { over, verify: true });
    } catch (error) {
      throw aboutTarget(error, target);
    }
  });
}

/** A refusal about the copy must not read as one about the ledger. */
function aboutTarget(error: unknown, target: string): unknown {
  if (!(error instanceof Refused && 'detail' in error.refusal && 'db' in error.refusal)) return error;
  return error.refusal.db === target ? new Refused({ of: 'target', ...error.refusal }) : error;
}

async function copyTo(
  source: Db,
  target: string,
  { over, verify }: { readonly over: boolean; readonly verify: boolean },
): Promise<BackupMade> {
  sweepPartsOf(target);
  return await withRefusals(target, () =>
    writeInPlace(target, { over }, async (part) => {
      await copyPages(source, part, target);
      const transactions = verify ? verifiedCount(part, source.name, target) : 0;
      return { path: target, bytes: fs.statSync(part).size, transactions };
    }),
  );
}

/** Runs work on the ledger's file; null if there is no ledger in it. */
async function withSource<T>(db: string, work: (source: Db) => Promise<T>): Promise<T | null> {
  const file = realPath(db);
  return await withRefusals(file, async () => {
    if (!readableFile(file)?.size) return null;
    const source = openConnection(file);
    try {
      if (isBlank(source)) return null;
      refuseUnknownParts(source, file, { orChanged: true });
      return await work(source);
    } finally {
      source.close();
    }
  });
}
