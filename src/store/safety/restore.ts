/** Puts a backup in the ledger's place: inspects it first, says what it changes, and then does all of it or nothing. */
import fs from 'node:fs';
import path from 'node:path';
import { makeFolders } from '../../make-folders.ts';
import { sweepPartsOf } from '../../part-files.ts';
import type { ListedBackup } from '../../rules/answers/diagnosis.ts';
import { Refused } from '../../rules/answers/refusal.ts';
import type { Day } from '../../rules/values/calendar.ts';
import {
  copySides,
  isInPlace,
  makePart,
  putInPlace,
  realPath,
  removeFile,
  removePart,
  removeWithSides,
  SIDE_FILES,
  statIfThere,
} from '../file/atomic-file.ts';
import { openConnection } from '../file/open-file.ts';
import { ledgerFile, readableFile, sameFile } from '../file/same-file.ts';
import { isCorrupt, storageFault, withRefusals } from '../file/storage-errors.ts';
import { backupFolderOf, backupsIn, isReplaced, thinBackups } from '../folders/backup-folder.ts';
import type { PendingRestore } from '../vault.ts';
import type { BackupSource } from './backup.ts';
import { keepPresent, lockedFile, mustBeWritable } from './hold-file.ts';
import { inspectTarget, markOf, type TargetState } from './inspect-target.ts';
import { preparedSummary } from './ledger-summary.ts';
import { copyPages } from './snapshot.ts';

/** The backups that `latest` may mean, newest first. It never means a ledger that a restore replaced. */
export async function restorableBackups({
  db,
  env,
}: BackupSource): Promise<{ folder: string; backups: readonly ListedBackup[] }> {
  const folder = await backupFolderOf(db, env);
  return { folder: folder.folder, backups: backupsIn(folder).filter((each) => !isReplaced(each)) };
}

/** Inspects a backup in a copy of its own beside the ledger. A copy of an older version is migrated there. */
export async function prepareRestore(
  ledger: BackupSource,
  source: string,
  { force, today }: { readonly force: boolean; readonly today: Day },
): Promise<PendingRestore> {
  const file = realPath(ledger.db);
  await withRefusals(file, () => ledgerFile(file));
  await withRefusals(source, () => refuseUnlessBackup(source, file));
  const part = await withRefusals(file, () => makePart(file));
  try {
    await copyBackup(source, part, file);
    const then = preparedSummary(part, { source, target: file, today, force });
    const here = await withRefusals(file, () => inspectTarget(file, today));
    const sameAccount = here.account === null ? null : here.account === then.account;
    if (sameAccount === false && !force) throw new Refused({ code: 'other-account', file: source, to: 'restore' });
    return {
      source,
      then,
      now: here.now,
      present: here.state,
      sameAccount,
      apply: (send) => applyRestore(ledger, file, part, { source, seen: here, send }),
      abandon: () => removePart(part),
    };
  } catch (error) {
    removePart(part);
    throw error;
  }
}

function refuseUnlessBackup(source: string, file: string): void {
  const there = statIfThere(source);
  const refused = (problem: 'missing' | 'folder') =>
    new Refused({ code: 'no-such-file', path: source, problem, instead: 'latest' });
  if (!there) throw refused('missing');
  if (there.isDirectory()) throw refused('folder');
  if (sameFile(source, file)) throw new Refused({ code: 'file-exists', path: source, is: 'ledger' });
  if (there.size === 0) throw storageFault('storage-corrupt', source, 'not a backup');
  readableFile(source);
}

async function copyBackup(source: string, part: string, target: string): Promise<void> {
  try {
    const from = await withRefusals(source, () => openConnection(source, { readonly: true }));
    try {
      await copyPages(from, part, target);
    } finally {
      from.close();
    }
  } catch (error) {
    if (isCorrupt(error)) throw storageFault('storage-corrupt', source, 'not a backup');
    if (!(error instanceof Refused && error.refusal.code === 'storage-readonly')) throw error;
    // A write to the backup was cut off. SQLite rolls it back in the copy, for which it needs the side files.
    fs.copyFileSync(source, part);
    copySides(source, part);
  }
}

interface AppliedRestore {
  readonly source: string;
  readonly seen: TargetState;
  readonly send: ((restored: string) => Promise<void>) | undefined;
}

/** Holds the write lock of the present file, so that nobody writes to it after it was inspected. */
async function applyRestore(
  ledger: BackupSource,
  file: string,
  part: string,
  { source, seen, send }: AppliedRestore,
): Promise<string | null> {
  return await withRefusals(file, async () => {
    const there = fs.statSync(file, { throwIfNoEntry: false });
    // A link that leads nowhere has the name, although nothing is there. A file that takes the name from now on stays.
    const over = fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined;
    if (there) mustBeWritable(file);
    const lock = there ? lockedFile(file, ledger) : null;
    let kept: string | null = null;
    let done = false;
    try {
      if (markOf(file) !== seen.mark) throw storageFault('storage-busy', file, 'changed');
      const folder = await backupFolderOf(ledger.db, ledger.env);
      const at = ledger.env.now();
      if (seen.state !== 'missing') kept = await keepPresent(file, lock !== null, folder, at, 'restore');
      await send?.(part);
      // A copy of what was replaced elsewhere stays, whatever becomes of the file.
      done = send !== undefined;
      if (there) fs.chmodSync(part, there.mode & 0o600);
      else makeFolders(path.dirname(file));
      // SQLite would apply these to the new file.
      for (const side of SIDE_FILES) removeFile(`${file}${side}`);
      putInPlace(part, file, { over });
      done = true;
      thinBackups(folder, at, source);
      sweepPartsOf(file, at);
      return kept;
    } catch (error) {
      done = isInPlace(error);
      throw error;
    } finally {
      lock?.close();
      removePart(part);
      if (kept && !done) removeWithSides(kept);
    }
  });
}
