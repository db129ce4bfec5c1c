/** The shelf where the backups of one ledger stand: what they are called, in which order they were made, and which of them stay. */
import fs from 'node:fs';
import path from 'node:path';
import type { Day } from '../rules/calendar.ts';
import { Refused } from '../rules/refusal.ts';
import { refusedBy } from './faults.ts';
import { real, sweep } from './place.ts';
import { sameFile } from './same-file.ts';

/** `manual`: asked for without a file; `damaged`: what a restore found in the ledger's place and could not read. */
export const REASONS = ['daily', 'manual', 'migration', 'import', 'merge', 'repair', 'restore', 'damaged'] as const;
export type Reason = (typeof REASONS)[number];

/** What finding the shelf needs of the world. */
export interface Folders {
  dataFolder(): Promise<string>;
  stateFolder(): Promise<string>;
}

/** Where the backups of one ledger stand, and what their names begin with. */
export interface Shelf {
  readonly folder: string;
  readonly key: string;
}

export interface Backup {
  readonly path: string;
  /** By the clock of the machine when it was made; UTC, ISO 8601. */
  readonly at: string;
  readonly reason: Reason;
  /** The user's own day that a daily one is of; null for the others. */
  readonly day: Day | null;
  /** Counts up: the order in which they were made, whatever the clock said. */
  readonly nth: number;
}

/** An account is known by its name; a file elsewhere by its name and place, as two may be called alike. */
export async function shelfOf(db: string, env: Folders): Promise<Shelf> {
  const file = real(db);
  const { dir, base, ext, name } = path.parse(file);
  const folder = path.join(await env.stateFolder(), 'backups');
  if (ext === '.db' && dir === real(await env.dataFolder())) return { folder, key: name };
  // Loaded late: it takes as long as the rest of a write.
  const { createHash } = await import('node:crypto');
  const plain = (ext === '.db' ? name : base).replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 64);
  return { folder, key: `${plain}~${createHash('sha256').update(file).digest('hex').slice(0, 8)}` };
}

const NAMED = /^(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d\.\d{3}Z)(?:-(\d+))?-([a-z]+)(?:-(\d{4}-\d\d-\d\d))?\.db$/;

/** Where the next backup is to stand. */
export function nextOn(shelf: Shelf, at: string, reason: Reason, day: Day | null): string {
  const nth = 1 + Math.max(0, ...backupsOn(shelf).map((each) => each.nth));
  const name = [shelf.key, at.replaceAll(':', '-'), nth, reason, ...(day ? [day] : [])].join('-');
  return path.join(shelf.folder, `${name}.db`);
}

/** The backups there are, newest first. */
export function backupsOn(shelf: Shelf): readonly Backup[] {
  const begin = `${shelf.key}-`;
  return files(shelf.folder)
    .flatMap((file): Backup | readonly [] => {
      const parts = file.startsWith(begin) && NAMED.exec(file.slice(begin.length));
      if (!parts) return [];
      const [, hour, minute, second, nth = '0', word, day = null] = parts;
      const reason = REASONS.find((each) => each === word);
      const at = `${hour}:${minute}:${second}`;
      return reason
        ? { path: path.join(shelf.folder, file), at, reason, day: day as Day | null, nth: Number(nth) }
        : [];
    })
    .sort((a, b) => b.nth - a.nth || (a.path < b.path ? 1 : -1));
}

/** A refusal that is about the shelf and not about the ledger is told as such. */
export function aboutShelf(error: unknown, folder: string): unknown {
  if (!(error instanceof Refused)) return error;
  const { refusal } = error;
  const isOurs = 'db' in refusal && 'detail' in refusal && refusal.db.startsWith(folder);
  return isOurs ? new Refused({ of: 'backups', ...refusal }) : error;
}

function files(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder);
  } catch (error) {
    if (/^ENO(ENT|TDIR)$/.test((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw aboutShelf(refusedBy(error, folder) ?? error, folder);
  }
}

/** How the ledger was before something about it was put right: kept to be gone back to by name, and never the latest. */
export const isReplaced = ({ reason }: Pick<Backup, 'reason'>): boolean =>
  reason === 'restore' || reason === 'damaged' || reason === 'repair';

const isDaily = ({ reason }: Backup): boolean => reason === 'daily';
const isOther = (backup: Backup): boolean => !isDaily(backup) && !isReplaced(backup);

/** Whether that day has its backup. */
export const hasDay = (shelf: Shelf, day: Day): boolean => backupsOn(shelf).some((each) => each.day === day);

/** How many stay of each sort, so that a day full of imports, or one restore after another, drives out nothing else. */
const KEPT: readonly (readonly [belongs: (backup: Backup) => boolean, count: number])[] = [
  [isDaily, 10],
  [isOther, 10],
  [isReplaced, 3],
];

/** What SQLite keeps beside a file, and which belongs to that file alone. */
export const SIDES = ['-journal', '-wal', '-shm'];

/**
 * Lets go of what is beyond those, but never of `spared`, and of copies that were cut off a day ago or longer.
 * What was done stands, whether that can be done or not.
 */
export function thin(shelf: Shelf, now: string, spared: string | null = null): void {
  try {
    for (const { path: file } of beyond(backupsOn(shelf))) {
      if (spared === null || !sameFile(file, spared)) letGo(file);
    }
  } catch {}
  sweep(shelf.folder, `.${shelf.key}-`, now);
}

function beyond(all: readonly Backup[]): readonly Backup[] {
  // Several that were first to write on a day may each have copied it: the first copy stays.
  const again = all.filter(({ day }, i) => day !== null && all.slice(i + 1).some((each) => each.day === day));
  const rest = all.filter((backup) => !again.includes(backup));
  return [...again, ...KEPT.flatMap(([belongs, count]) => rest.filter(belongs).slice(count))];
}

export function letGo(file: string): void {
  for (const side of ['', ...SIDES]) fs.rmSync(`${file}${side}`, { force: true });
}
