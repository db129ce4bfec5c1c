/** Removes a ledger, after a copy of it is in the backup folder, or gives it the name of another account. */
import fs from 'node:fs';
import path from 'node:path';
import { Refused } from '../../rules/answers/refusal.ts';
import { realPath, removeWithSides, SIDE_FILES, statIfThere } from '../file/atomic-file.ts';
import type { Db } from '../file/connection.ts';
import { withRefusals } from '../file/storage-errors.ts';
import { backupFolderOf, renameBackups } from '../folders/backup-folder.ts';
import { removeNote, renameNote } from '../folders/renewal-note.ts';
import type { BackupSource } from './backup.ts';
import { keepPresent, lockedFile, mustBeWritable } from './hold-file.ts';

/** Returns the path of the copy. */
export async function removeLedger(source: BackupSource): Promise<string> {
  const folder = await backupFolderOf(source.db, source.env);
  return await held(source, async (file, isReadable, letGo) => {
    const kept = await keepPresent(file, isReadable, folder, source.env.now(), 'removal');
    try {
      whileHeld(letGo, () => removeWithSides(file));
    } catch (error) {
      if (statIfThere(file)) removeWithSides(kept);
      throw error;
    }
    removeNote(folder);
    return kept;
  });
}

/** `db`: where it is to be. Its backups go along. */
export async function renameLedger(source: BackupSource, db: string, isTrial: boolean): Promise<void> {
  const [from, to] = [await backupFolderOf(source.db, source.env), await backupFolderOf(db, source.env)];
  await held(source, async (file, _, letGo) => {
    if (fs.lstatSync(db, { throwIfNoEntry: false }))
      throw new Refused({ code: 'file-exists', path: db, is: 'account' });
    if (isTrial) return;
    const target = path.join(realPath(path.dirname(db)), path.basename(db));
    whileHeld(letGo, () => {
      fs.renameSync(file, target);
      for (const side of SIDE_FILES) {
        if (fs.existsSync(`${file}${side}`)) fs.renameSync(`${file}${side}`, `${target}${side}`);
      }
    });
  });
  if (isTrial) return;
  renameBackups(from, to);
  renameNote(from, to);
}

/** Does work on the ledger's file while nobody else can write to it. */
async function held<T>(
  source: BackupSource,
  work: (file: string, isReadable: boolean, letGo: () => void) => Promise<T>,
): Promise<T> {
  const file = realPath(source.db);
  return await withRefusals(file, async () => {
    if (!statIfThere(file)?.isFile()) throw new Refused({ code: 'no-account', db: source.db });
    mustBeWritable(file);
    const lock: Db | null = lockedFile(file, source);
    try {
      return await work(file, lock !== null, () => lock?.close());
    } finally {
      lock?.close();
    }
  });
}

/** Windows moves no file that is open: there it is let go first. */
function whileHeld(letGo: () => void, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!/^(EBUSY|EPERM|EACCES)$/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    letGo();
    work();
  }
}
