/** Backups: whole copies on the ledger's shelf, or one in a file that the user names. */
import fs from 'node:fs';
import path from 'node:path';
import type { Day } from '../../rules/calendar.ts';
import { Refused } from '../../rules/refusal.ts';
import { beside, clear, found, put, real } from '../file/atomic-file.ts';
import { type Db, isBlank } from '../file/connection.ts';
import { connect } from '../file/open-file.ts';
import { sameFile } from '../file/same-file.ts';
import { fault, guarded } from '../file/storage-errors.ts';
import {
  aboutShelf,
  type Folders,
  hasDay,
  letGo,
  nextOn,
  type Reason,
  type Shelf,
  SIDES,
  shelfOf,
  thin,
} from './backup-folder.ts';
import { madeSure, snapshot } from './snapshot.ts';

export interface Backed {
  readonly db: string;
  readonly env: Folders & { now(): string };
}

export interface Made {
  readonly path: string;
  readonly bytes: number;
  readonly transactions: number;
}

/** Copies the ledger to its shelf, and lets go of the oldest copies. Null: there is nothing to copy yet. */
export const backUp = (ledger: Backed, reason: Reason): Promise<Made | null> => safely(ledger, reason, (made) => made);

/**
 * Does work that changes much at once, with the ledger copied before it. The copy is dropped again where the work
 * fails or changes nothing, and only one that stays drives out another.
 */
export async function safely<T>(
  { db, env }: Backed,
  reason: Reason,
  work: (made: Made | null) => T | Promise<T>,
  changed: (result: T) => boolean = () => true,
): Promise<T> {
  const shelf = await shelfOf(db, env);
  let at = '';
  const made = await withFile(db, (source) => {
    at = env.now();
    return shelve(source, shelf, at, reason);
  });
  let stays = false;
  try {
    const result = await work(made);
    stays = changed(result);
    return result;
  } finally {
    if (made && stays) thin(shelf, at);
    else if (made) letGo(made.path);
  }
}

/** The backup of a day, made once what is first written in it is on the disk. `at`: the instant of that. */
export async function backUpDaily(source: Db, db: string, env: Folders, today: Day, at: string): Promise<void> {
  const shelf = await shelfOf(db, env);
  if (hasDay(shelf, today)) return;
  await shelve(source, shelf, at, 'daily', today);
  thin(shelf, at);
}

/** Copies an open ledger to its shelf. */
export async function shelve(
  source: Db,
  shelf: Shelf,
  at: string,
  reason: Reason,
  day: Day | null = null,
): Promise<Made> {
  // What is to be put right is kept as it is.
  const sound = reason !== 'damaged' && reason !== 'repair';
  return await onShelf(shelf, () => keep(source, nextOn(shelf, at, reason, day), { over: true, sound }));
}

/** Copies a file that SQLite cannot read to the ledger's shelf, byte by byte, with what stands beside it. */
export async function shelveAsIs(file: string, shelf: Shelf, at: string): Promise<string> {
  return await onShelf(shelf, () => {
    const target = nextOn(shelf, at, 'damaged', null);
    const part = beside(target);
    try {
      fs.copyFileSync(file, part);
      fs.chmodSync(part, 0o600);
      put(part, target, { over: true });
      for (const side of SIDES)
        if (fs.existsSync(`${file}${side}`)) fs.copyFileSync(`${file}${side}`, `${target}${side}`);
      return target;
    } finally {
      clear(part);
    }
  });
}

async function onShelf<T>({ folder }: Shelf, work: () => T | Promise<T>): Promise<T> {
  try {
    return await guarded(folder, () => {
      fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
      return work();
    });
  } catch (error) {
    throw aboutShelf(error, folder);
  }
}

/** Copies the ledger to a file that the user named; an existing one is refused unless `over`. Null as above. */
export async function backUpTo(db: string, file: string, over: boolean): Promise<Made | null> {
  return await withFile(db, async (source) => {
    const target = await guarded(file, () => {
      const there = found(file);
      if (there?.isDirectory())
        throw new Refused({ code: 'no-such-file', path: file, problem: 'folder', instead: 'file' });
      // A pipe or a terminal could only be replaced by a file.
      if (there && !there.isFile())
        throw new Refused({ code: 'no-such-file', path: file, problem: 'no-file', instead: 'file' });
      if (there && sameFile(file, real(db))) throw new Refused({ code: 'file-exists', path: file, is: 'ledger' });
      if (there && !over) throw new Refused({ code: 'file-exists', path: file });
      const to = there ? real(file) : file;
      if (!found(path.dirname(to))?.isDirectory()) {
        throw new Refused({ code: 'no-such-file', path: file, problem: 'no-folder' });
      }
      return to;
    });
    return await keep(source, target, { over, sound: true });
  });
}

async function keep(
  source: Db,
  target: string,
  { over, sound }: { readonly over: boolean; readonly sound: boolean },
): Promise<Made> {
  return await guarded(target, async () => {
    const part = beside(target);
    try {
      await snapshot(source, part, target);
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
    if (there?.isDirectory()) throw fault('storage-unavailable', file, 'folder');
    if (!there?.size) return null;
    const source = connect(file);
    try {
      return isBlank(source) ? null : await work(source);
    } finally {
      source.close();
    }
  });
}
