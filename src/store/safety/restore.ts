/** A backup put in the ledger's place: looked over first, told what it changes, and then all of it or nothing. */
import fs from 'node:fs';
import path from 'node:path';
import type { Day } from '../../rules/calendar.ts';
import { Refused } from '../../rules/refusal.ts';
import { beside, clear, found, PART, put, real, sweep } from '../file/atomic-file.ts';
import type { Db } from '../file/connection.ts';
import { connect } from '../file/open-file.ts';
import { sameFile } from '../file/same-file.ts';
import { fault, guarded, isCorrupt, refusedBy } from '../file/storage-errors.ts';
import { type Backed, shelve, shelveAsIs } from './backup.ts';
import { type Backup, backupsOn, isReplaced, letGo, type Shelf, SIDES, shelfOf, thin } from './backup-folder.ts';
import { lookAt, markOf, type Present } from './inspect-target.ts';
import { type Standing, takeOver } from './ledger-summary.ts';
import { snapshot } from './snapshot.ts';

/** What a restore would do. One of `apply` and `abandon` must be called. */
export interface Restoration {
  readonly source: string;
  readonly then: Standing;
  /** Null where the present file is missing, or cannot be read. */
  readonly now: Standing | null;
  readonly present: Present['state'];
  /** Whether both are of one account; null where that cannot be told. */
  readonly sameAccount: boolean | null;
  /** Puts it in place, unless what is there has changed since. Returns the copy kept of it. */
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
  await guarded(file, () => {
    if (fs.statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw fault('storage-unavailable', file, 'folder');
  });
  await guarded(source, () => mustBeAnother(source, file));
  const part = await guarded(file, () => beside(file));
  try {
    await copyOf(source, part, file);
    const then = takeOver(part, { source, target: file, today, force });
    const here = await guarded(file, () => lookAt(file, today));
    const sameAccount = here.account === null ? null : here.account === then.account;
    if (sameAccount === false && !force) throw new Refused({ code: 'other-account', file: source, to: 'restore' });
    return {
      source,
      then,
      now: here.now,
      present: here.state,
      sameAccount,
      apply: () => apply(ledger, file, part, { source, seen: here }),
      abandon: () => clear(part),
    };
  } catch (error) {
    clear(part);
    throw error;
  }
}

function mustBeAnother(source: string, file: string): void {
  const there = found(source);
  const refused = (problem: 'missing' | 'folder') =>
    new Refused({ code: 'no-such-file', path: source, problem, instead: 'latest' });
  if (!there) throw refused('missing');
  if (there.isDirectory()) throw refused('folder');
  if (sameFile(source, file)) throw new Refused({ code: 'file-exists', path: source, is: 'ledger' });
  if (there.size === 0) throw fault('storage-corrupt', source, 'not a backup');
}

async function copyOf(source: string, part: string, target: string): Promise<void> {
  try {
    const from = await guarded(source, () => connect(source, { readonly: true }));
    try {
      await snapshot(from, part, target);
    } finally {
      from.close();
    }
  } catch (error) {
    if (isCorrupt(error)) throw fault('storage-corrupt', source, 'not a backup');
    if (!(error instanceof Refused && error.refusal.code === 'storage-readonly')) throw error;
    // A write to it was cut off: that is taken back in the copy, for which what stands beside it must come along.
    for (const side of ['', ...SIDES]) {
      if (fs.existsSync(`${source}${side}`)) fs.copyFileSync(`${source}${side}`, `${part}${side}`);
    }
  }
}

/** Under the write lock of what is there, so that nothing is written to it after it was seen. */
async function apply(
  { db, env }: Backed,
  file: string,
  part: string,
  { source, seen }: { readonly source: string; readonly seen: Present },
): Promise<string | null> {
  return await guarded(file, async () => {
    const there = fs.statSync(file, { throwIfNoEntry: false });
    // A link that leads nowhere has the name, though nothing is there. What takes it from now on is not put aside.
    const over = fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined;
    if (there) mustBeWritable(file);
    const lock = there ? locked(file) : null;
    let kept: string | null = null;
    let done = false;
    try {
      if (markOf(file) !== seen.mark) throw fault('storage-busy', file, 'changed');
      const shelf = await shelfOf(db, env);
      const at = env.now();
      if (seen.state !== 'missing') kept = await keep(file, lock !== null, shelf, at);
      if (there) fs.chmodSync(part, there.mode & 0o600);
      else fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
      // They would spoil another file in this one's place.
      for (const side of SIDES) fs.rmSync(`${file}${side}`, { force: true });
      put(part, file, { over });
      done = true;
      thin(shelf, at, source);
      sweep(path.dirname(file), `.${path.basename(file)}${PART}`, at);
      return kept;
    } finally {
      lock?.close();
      clear(part);
      if (kept && !done) letGo(kept);
    }
  });
}

/** A file that may only be read is not written to by putting another in its place. Asked before it is locked: closing it would unlock it. */
function mustBeWritable(file: string): void {
  try {
    fs.closeSync(fs.openSync(file, 'r+'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === 'EACCES' || code === 'EPERM' ? fault('storage-readonly', file, message) : error;
  }
}

/** Null: too damaged to be locked, and so to be written to. */
function locked(file: string): Db | null {
  let db: Db | undefined;
  try {
    db = connect(file);
    db.exec('BEGIN IMMEDIATE');
    return db;
  } catch (error) {
    db?.close();
    if (isCorrupt(refusedBy(error, file))) return null;
    throw error;
  }
}

/** Keeps what is there, whole if it is sound, and as it is if not. */
async function keep(file: string, isReadable: boolean, shelf: Shelf, at: string): Promise<string> {
  for (const reason of isReadable ? (['restore', 'damaged'] as const) : []) {
    const source = connect(file);
    try {
      return (await shelve(source, shelf, at, reason)).path;
    } catch (error) {
      if (!isCorrupt(error)) throw error;
    } finally {
      source.close();
    }
  }
  return await shelveAsIs(file, shelf, at);
}
