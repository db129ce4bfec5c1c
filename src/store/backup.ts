/** Backups: whole copies in the state folder, the newest ten of each ledger, or one in a file that the user names. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Refused } from '../rules/refusal.ts';
import type { Db } from './db.ts';
import { guarded } from './faults.ts';
import { connect } from './open.ts';
import { beside, clear, PART, put, real } from './place.ts';
import { madeSure, snapshot } from './snapshot.ts';

/** `manual`: asked for without a file; `damaged`: what a restore found in the ledger's place and could not read. */
export const REASONS = ['daily', 'manual', 'migration', 'import', 'merge', 'repair', 'restore', 'damaged'] as const;
export type Reason = (typeof REASONS)[number];

/** How many are kept of one ledger, whatever they were made for. What the user named is not among them. */
const KEPT = 10;

/** What making and finding backups needs of the world. */
export interface Folders {
  dataFolder(): Promise<string>;
  stateFolder(): Promise<string>;
}

export interface Backed {
  readonly db: string;
  readonly env: Folders & { now(): string };
}

export interface Backup {
  readonly path: string;
  /** UTC, ISO 8601. */
  readonly at: string;
  readonly reason: Reason;
}

export interface Made {
  readonly path: string;
  readonly bytes: number;
  readonly transactions: number;
}

/** Where the backups of one ledger stand, and what their names begin with. */
export interface Shelf {
  readonly folder: string;
  readonly key: string;
}

/** An account is known by its name; a file elsewhere by its name and place, as two may be called alike. */
export async function shelfOf(db: string, env: Folders): Promise<Shelf> {
  const file = real(db);
  const { dir, base, ext, name } = path.parse(file);
  const folder = path.join(await env.stateFolder(), 'backups');
  if (ext === '.db' && dir === real(await env.dataFolder())) return { folder, key: name };
  const plain = (ext === '.db' ? name : base).replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 64);
  return { folder, key: `${plain}~${createHash('sha256').update(file).digest('hex').slice(0, 8)}` };
}

const NAMED = /^(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d\.\d{3}Z)-([a-z]+)\.db$/;

const nameOf = ({ key }: Shelf, at: string, reason: Reason): string => `${key}-${at.replaceAll(':', '-')}-${reason}.db`;

/** The backups there are, newest first. */
export function backupsOn(shelf: Shelf): readonly Backup[] {
  const begin = `${shelf.key}-`;
  return files(shelf.folder)
    .flatMap((file): Backup | readonly [] => {
      const [, hour, minute, second, word] = (file.startsWith(begin) && NAMED.exec(file.slice(begin.length))) || [];
      const reason = REASONS.find((each) => each === word);
      return reason ? { path: path.join(shelf.folder, file), at: `${hour}:${minute}:${second}`, reason } : [];
    })
    .sort((a, b) => (a.at === b.at ? (a.path < b.path ? 1 : -1) : a.at < b.at ? 1 : -1));
}

const files = (folder: string): readonly string[] => {
  try {
    return fs.readdirSync(folder);
  } catch (error) {
    if (/^ENO(ENT|TDIR)$/.test((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
};

/** Copies the ledger into the state folder, and lets go of the oldest copies. Null: there is nothing to copy yet. */
export async function backUp({ db, env }: Backed, reason: Reason): Promise<Made | null> {
  return await withFile(db, async (source) => shelve(source, await shelfOf(db, env), env.now(), reason));
}

/** Lets go of a backup that turned out to be of no use. */
export const drop = ({ path: file }: Made): void => fs.rmSync(file, { force: true });

/** Copies the ledger to a file that the user named; an existing one is refused unless `over`. Null as above. */
export async function backUpTo(db: string, file: string, over: boolean): Promise<Made | null> {
  return await withFile(db, async (source) => {
    const there = fs.statSync(file, { throwIfNoEntry: false });
    const target = there ? real(file) : file;
    if (there?.isDirectory()) throw new Refused({ code: 'no-such-file', path: file, problem: 'folder' });
    if (target === real(db)) throw new Refused({ code: 'file-exists', path: file });
    if (there && !over) throw new Refused({ code: 'file-exists', path: file });
    if (!fs.existsSync(path.dirname(target))) {
      throw new Refused({ code: 'no-such-file', path: file, problem: 'no-folder' });
    }
    return await keep(source, target, over);
  });
}

/** The backup of a day, made once what is first written in it is on the disk. `at`: the instant of that. */
export async function backUpDaily(source: Db, db: string, env: Folders, at: string): Promise<void> {
  const shelf = await shelfOf(db, env);
  const today = ({ at: made, reason }: Backup) => reason === 'daily' && made.slice(0, 10) === at.slice(0, 10);
  if (!backupsOn(shelf).some(today)) await shelve(source, shelf, at, 'daily');
}

/** Copies an open ledger to its shelf. */
export async function shelve(source: Db, shelf: Shelf, at: string, reason: Reason): Promise<Made> {
  const target = path.join(shelf.folder, nameOf(shelf, at, reason));
  return await guarded(target, async () => {
    fs.mkdirSync(shelf.folder, { recursive: true, mode: 0o700 });
    const made = await keep(source, target, true, reason !== 'damaged');
    thin(shelf, at);
    return made;
  });
}

/** Copies a file that SQLite cannot read, byte by byte, with what stands beside it. */
export async function shelveAsIs(file: string, shelf: Shelf, at: string): Promise<string> {
  const target = path.join(shelf.folder, nameOf(shelf, at, 'damaged'));
  return await guarded(target, () => {
    fs.mkdirSync(shelf.folder, { recursive: true, mode: 0o700 });
    const part = beside(target);
    try {
      fs.copyFileSync(file, part);
      fs.chmodSync(part, 0o600);
      put(part, target, { over: true });
      for (const side of SIDES)
        if (fs.existsSync(`${file}${side}`)) fs.copyFileSync(`${file}${side}`, `${target}${side}`);
    } finally {
      clear(part);
    }
    thin(shelf, at);
    return target;
  });
}

/** What SQLite keeps beside a file, and which belongs to that file alone. */
export const SIDES = ['-journal', '-wal', '-shm'];

async function keep(source: Db, target: string, over: boolean, sound = true): Promise<Made> {
  return await guarded(target, async () => {
    const part = beside(target);
    try {
      await snapshot(source, part);
      const transactions = sound ? await madeSure(part, source.name) : 0;
      const { size: bytes } = fs.statSync(part);
      put(part, target, { over });
      return { path: target, bytes, transactions };
    } finally {
      clear(part);
    }
  });
}

async function withFile<T>(db: string, work: (source: Db) => Promise<T>): Promise<T | null> {
  const file = real(db);
  return await guarded(file, async () => {
    const there = fs.statSync(file, { throwIfNoEntry: false });
    if (there?.isDirectory() || !there?.size) return null;
    const source = connect(file);
    try {
      return await work(source);
    } finally {
      source.close();
    }
  });
}

/** How the ledger was before something about it was put right: kept to be gone back to by name, and never the latest. */
export const isReplaced = ({ reason }: Pick<Backup, 'reason'>): boolean =>
  reason === 'restore' || reason === 'damaged' || reason === 'repair';

/** Lets go of what is beyond the newest ten, the replaced before the others, and of copies that were cut off a day ago or longer. */
function thin(shelf: Shelf, now: string): void {
  const all = backupsOn(shelf);
  // Restoring again and again must not take away what is restored.
  const replaced = all.filter(isReplaced).slice(REPLACED);
  const rest = all.filter((each) => !replaced.includes(each)).slice(KEPT);
  for (const { path: file } of [...replaced, ...rest]) {
    for (const side of ['', ...SIDES]) fs.rmSync(`${file}${side}`, { force: true });
  }
  for (const file of files(shelf.folder)) {
    if (!file.startsWith(`.${shelf.key}-`) || !file.includes(PART)) continue;
    const full = path.join(shelf.folder, file);
    const age = Date.parse(now) - (fs.statSync(full, { throwIfNoEntry: false })?.mtimeMs ?? Number.NaN);
    if (age > DAY) fs.rmSync(full, { recursive: true, force: true });
  }
}

const DAY = 86_400_000;
const REPLACED = 3;
