/** A note in the state folder of when `renew` last ran: most runs record nothing, and the ledger would not tell. */
import fs from 'node:fs';
import path from 'node:path';
import { makeFolders } from '../../make-folders.ts';
import { type BackupFolder, backupFolderOf, type ProgramFolders } from './backup-folder.ts';

/** A note that cannot be kept is no reason for a renewal to fail. */
export async function noteRenewal(db: string, env: ProgramFolders, at: string): Promise<void> {
  try {
    const file = noteOf(await backupFolderOf(db, env));
    makeFolders(path.dirname(file));
    fs.writeFileSync(file, `${at}\n`, { mode: 0o600 });
  } catch {}
}

export function lastRenewal(backups: BackupFolder): string | null {
  try {
    return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/m.exec(fs.readFileSync(noteOf(backups), 'utf8'))?.[0] ?? null;
  } catch {
    return null;
  }
}

/** The note goes with a ledger that gets another name. */
export function renameNote(from: BackupFolder, to: BackupFolder): void {
  try {
    fs.renameSync(noteOf(from), noteOf(to));
  } catch {}
}

/** One that stays does no harm. */
export function removeNote(backups: BackupFolder): void {
  try {
    fs.unlinkSync(noteOf(backups));
  } catch {}
}

/** Beside the folder of the backups, under the same name for the ledger. */
const noteOf = ({ folder, key }: BackupFolder): string => path.join(path.dirname(folder), 'renewals', key);
