/** A backup put in the ledger's place: looked over first, told what it changes, and then all of it or nothing. */
import fs from 'node:fs';
import path from 'node:path';
import type { Day } from '../rules/calendar.ts';
import { Refused } from '../rules/refusal.ts';
import {
  type Backed,
  type Backup,
  backUp,
  backupsOn,
  isReplaced,
  SIDES,
  shelfOf,
  shelve,
  shelveAsIs,
} from './backup.ts';
import type { Db } from './db.ts';
import { fault, guarded } from './faults.ts';
import { connect } from './open.ts';
import { beside, clear, put, real } from './place.ts';
import { snapshot } from './snapshot.ts';
import { type Standing, standing, takeOver } from './standing.ts';

/** What a restore would do. One of `apply` and `abandon` must be called. */
export interface Restoration {
  readonly source: string;
  readonly then: Standing;
  /** Null where the present file is missing, or cannot be read. */
  readonly now: Standing | null;
  readonly present: 'sound' | 'missing' | 'damaged' | 'newer' | 'older';
  /** Puts it in place. Returns the copy kept of what was there. */
  apply(): Promise<string | null>;
  abandon(): void;
}

/** The backups that `latest` may mean, newest first: a restore is not taken back by another. */
export async function restorable({ db, env }: Backed): Promise<{ folder: string; backups: readonly Backup[] }> {
  const shelf = await shelfOf(db, env);
  return { folder: shelf.folder, backups: backupsOn(shelf).filter((each) => !isReplaced(each)) };
}

/** Looks a backup over in a copy of its own beside the ledger, where an older one is brought up to date. */
export async function prepare(
  ledger: Backed,
  source: string,
  { force, today }: { readonly force: boolean; readonly today: Day },
): Promise<Restoration> {
  const file = real(ledger.db);
  if (real(source) === file) throw new Refused({ code: 'file-exists', path: source });
  const part = await guarded(file, () => {
    if (fs.statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw fault('storage-unavailable', file, 'folder');
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    return beside(file);
  });
  try {
    await copyOf(source, part);
    const then = await guarded(source, () => takeOver(part, source, today));
    const { present, now } = presentOf(file, today);
    if (now?.account && now.account !== then.account && !force) {
      throw new Refused({ code: 'other-account', file: source, to: 'restore' });
    }
    return { source, then, now, present, apply: () => apply(ledger, file, part), abandon: () => clear(part) };
  } catch (error) {
    clear(part);
    throw error;
  }
}

async function copyOf(source: string, part: string): Promise<void> {
  const there = fs.statSync(source, { throwIfNoEntry: false });
  if (!there) throw new Refused({ code: 'no-such-file', path: source, problem: 'missing', instead: 'latest' });
  if (there.isDirectory())
    throw new Refused({ code: 'no-such-file', path: source, problem: 'folder', instead: 'latest' });
  if (there.size === 0) throw fault('storage-corrupt', source, 'not a backup');
  try {
    const from = connect(source, { readonly: true });
    try {
      await snapshot(from, part);
    } finally {
      from.close();
    }
  } catch (error) {
    const refused = await guarded(source, () => Promise.reject(error)).catch((each: unknown) => each);
    const broken = refused instanceof Refused && refused.refusal.code === 'storage-corrupt';
    throw broken ? fault('storage-corrupt', source, 'not a backup') : refused;
  }
}

function presentOf(file: string, today: Day): Pick<Restoration, 'present' | 'now'> {
  if (!fs.statSync(file, { throwIfNoEntry: false })?.size) return { present: 'missing', now: null };
  let db: Db | undefined;
  try {
    db = connect(file);
    const now = standing(db, today);
    return typeof now === 'string' ? { present: now, now: null } : { present: 'sound', now };
  } catch (error) {
    // Another process that is writing will be done soon; what is damaged stays so.
    if (/^SQLITE_BUSY/.test((error as { code?: string }).code ?? '')) throw fault('storage-busy', file, '');
    return { present: 'damaged', now: null };
  } finally {
    db?.close();
  }
}

/** Under the write lock of what is there, so that nothing is written to it after the copy of it is made. */
async function apply({ db, env }: Backed, file: string, part: string): Promise<string | null> {
  return await guarded(file, async () => {
    const lock = fs.existsSync(file) ? await locked(file) : null;
    try {
      const kept = await keep({ db, env }, lock);
      // They would spoil another file in this one's place.
      for (const side of SIDES) fs.rmSync(`${file}${side}`, { force: true });
      put(part, file, { over: true });
      return kept;
    } finally {
      lock?.close();
      clear(part);
    }
  });
}

/** Null: too damaged to be locked, and so to be written to. */
async function locked(file: string): Promise<Db | null> {
  const { ino } = fs.statSync(file);
  let db: Db | undefined;
  try {
    db = connect(file);
    db.exec('BEGIN IMMEDIATE');
    // Another restore may have put a file in place while this one waited.
    if (fs.statSync(file).ino !== ino) throw fault('storage-busy', file, '');
    return db;
  } catch (error) {
    db?.close();
    if (/^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test((error as { code?: string }).code ?? '')) return null;
    throw error;
  }
}

/** Keeps what is there, whole if it is sound, and as it is if not. */
async function keep(ledger: Backed, lock: Db | null): Promise<string | null> {
  const { env } = ledger;
  try {
    return (await backUp(ledger, 'restore'))?.path ?? null;
  } catch (error) {
    if (!(error instanceof Refused && error.refusal.code === 'storage-corrupt')) throw error;
  }
  const shelf = await shelfOf(ledger.db, env);
  const at = env.now();
  if (lock) {
    const source = connect(real(ledger.db));
    try {
      return (await shelve(source, shelf, at, 'damaged')).path;
    } catch {
      // Not even readable page by page.
    } finally {
      source.close();
    }
  }
  return shelveAsIs(real(ledger.db), shelf, at);
}
