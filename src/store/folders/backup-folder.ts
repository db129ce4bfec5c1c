/** The folder with the backups of one ledger: their names, the order in which they were made, and which of them are kept. */
import fs from 'node:fs';
import path from 'node:path';
import { sweepParts } from '../../part-files.ts';
import { BACKUP_REASONS, type BackupReason, type ListedBackup } from '../../rules/answers/diagnosis.ts';
import { Refused } from '../../rules/answers/refusal.ts';
import type { Day } from '../../rules/values/calendar.ts';
import { realPath, removeWithSides } from '../file/atomic-file.ts';
import { sameFile } from '../file/same-file.ts';
import { refusedBy } from '../file/storage-errors.ts';
import { digestOf } from './digest.ts';

/** Where the program keeps its files. */
export interface ProgramFolders {
  dataFolder(): Promise<string>;
  stateFolder(): Promise<string>;
}

/** The folder, and how the names of this ledger's backups begin. */
export interface BackupFolder {
  readonly folder: string;
  readonly key: string;
}

/** An account has its name as the key. A file elsewhere has its name and place, because two may have one name. */
export async function backupFolderOf(db: string, env: ProgramFolders): Promise<BackupFolder> {
  const file = realPath(db);
  const { dir, base, ext, name } = path.parse(file);
  const folder = path.join(await env.stateFolder(), 'backups');
  if (ext === '.db' && dir === realPath(await env.dataFolder())) return { folder, key: name };
  const plain = (ext === '.db' ? name : base).replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 64);
  return { folder, key: `${plain}~${digestOf(file).slice(0, 8)}` };
}

const NAME = /^(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d\.\d{3}Z)(?:-(\d+))?-([a-z]+)(?:-(\d{4}-\d\d-\d\d))?\.db$/;

/** The path of the next backup. */
export function nextBackupPath(to: BackupFolder, at: string, reason: BackupReason, day: Day | null): string {
  const nth = 1 + Math.max(0, ...backupsIn(to).map((each) => each.nth));
  const name = [to.key, at.replaceAll(':', '-'), nth, reason, ...(day ? [day] : [])].join('-');
  return path.join(to.folder, `${name}.db`);
}

/** The backups of the ledger, newest first. */
export function backupsIn({ folder, key }: BackupFolder): readonly ListedBackup[] {
  const begin = `${key}-`;
  return namesIn(folder)
    .flatMap((file): ListedBackup | readonly [] => {
      const parts = file.startsWith(begin) && NAME.exec(file.slice(begin.length));
      if (!parts) return [];
      const [, hour, minute, second, nth = '0', word, day = null] = parts;
      const reason = BACKUP_REASONS.find((each) => each === word);
      const at = `${hour}:${minute}:${second}`;
      return reason ? { path: path.join(folder, file), at, reason, day: day as Day | null, nth: Number(nth) } : [];
    })
    .sort((a, b) => b.nth - a.nth || (a.path < b.path ? 1 : -1));
}

/** Gives the backups of a ledger the name of another. One that cannot be renamed stays where it is. */
export function renameBackups(from: BackupFolder, to: BackupFolder): void {
  for (const { path: file } of backupsIn(from)) {
    const name = `${to.key}${path.basename(file).slice(from.key.length)}`;
    try {
      fs.renameSync(file, path.join(to.folder, name));
    } catch {}
  }
}

/** A refusal about the folder must not read as one about the ledger. */
export function aboutBackups(error: unknown, folder: string): unknown {
  if (!(error instanceof Refused)) return error;
  const { refusal } = error;
  const isOurs = 'db' in refusal && 'detail' in refusal && refusal.db.startsWith(folder);
  return isOurs ? new Refused({ of: 'backups', ...refusal }) : error;
}

function namesIn(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder);
  } catch (error) {
    if (/^ENO(ENT|TDIR)$/.test((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw aboutBackups(refusedBy(error, folder) ?? error, folder);
  }
}

type BackupClass = 'daily' | 'asked' | 'before-change' | 'replaced';

/** Each class is counted by itself, so that no number of copies of one class pushes out a copy of another. */
const CLASS_OF: Readonly<Record<BackupReason, BackupClass>> = {
  daily: 'daily',
  manual: 'asked',
  removal: 'asked',
  migration: 'before-change',
  import: 'before-change',
  merge: 'before-change',
  repair: 'replaced',
  restore: 'replaced',
  damaged: 'replaced',
};

/** How many backups of each class are kept. */
const KEPT_PROPOSAL: Readonly<Record<BackupClass, number>> = { daily: 10, asked: 10, 'before-change': 10, replaced: 3 };

/** A copy of the ledger as it was before a restore or a repair. It can be restored by name, but is never the latest. */
export const isReplaced = ({ reason }: Pick<ListedBackup, 'reason'>): boolean => CLASS_OF[reason] === 'replaced';

/** Whether that day has its backup. */
export const hasDailyBackup = (of: BackupFolder, day: Day): boolean => backupsIn(of).some((each) => each.day === day);

/**
 * Removes backups beyond those that are kept, but never `spared`, and what interrupted copies left.
 * If that fails, the work that it follows is still done.
 */
export function thinBackups(of: BackupFolder, now: string, spared: string | null = null): void {
  try {
    for (const { path: file } of beyondKept(backupsIn(of))) {
      if (spared === null || !sameFile(file, spared)) removeWithSides(file);
    }
  } catch {}
  sweepBackupParts(of, now);
}

/** Removes what interrupted copies to the folder left, of whatever ledger. */
export const sweepBackupParts = ({ folder }: BackupFolder, now: string): void => sweepParts(folder, '.', now);

function beyondKept(all: readonly ListedBackup[]): readonly ListedBackup[] {
  // Processes that write first on a day at the same time may each have copied it. The first copy is kept.
  const again = all.filter(({ day }, i) => day !== null && all.slice(i + 1).some((each) => each.day === day));
  const counts = new Map<BackupClass, number>();
  return all.filter((backup) => {
    if (again.includes(backup)) return true;
    const of = CLASS_OF[backup.reason];
    counts.set(of, (counts.get(of) ?? 0) + 1);
    return (counts.get(of) ?? 0) > KEPT_PROPOSAL[of];
  });
}
