/** What a report must say of the ledger's file and its backups, whatever state they are in. Reads only. */
import fs from 'node:fs';
import path from 'node:path';
import type { Problem } from '../rules/problem.ts';
import { type Refusal, Refused } from '../rules/refusal.ts';
import { check } from './check.ts';
import { END, stateAt } from './checkpoints.ts';
import { type Db, pragma } from './db.ts';
import { fault, guarded, refusedBy } from './faults.ts';
import { VERSION } from './migrations.ts';
import { ageOf, connect, IN_MEMORY } from './open.ts';
import { PART, real } from './place.ts';
import { type Backup, backupsOn, type Folders, type Shelf, SIDES, shelfOf } from './shelf.ts';

export interface Stats {
  readonly path: string;
  /** The permission bits. */
  readonly mode: number;
  readonly bytes: number;
}

/** What the file says of itself, so far as it can be read. */
export interface Contents {
  readonly format: number;
  readonly journal: string;
  readonly synchronous: string;
  readonly transactions: number;
  readonly proposals: number;
  /** When something was recorded last, UTC. */
  readonly recordedAt: string | null;
  /** The day on which it was last compared with Upwork. */
  readonly reconciled: string | null;
  readonly problems: readonly Problem[];
}

export interface Examination {
  readonly sqlite: string;
  readonly ledger: string;
  /** The format that this program reads and writes. */
  readonly format: number;
  /** Null: it is not there. */
  readonly file: Stats | null;
  readonly folder: Stats | null;
  readonly contents: Contents | null;
  /** Why the contents cannot be told. */
  readonly refusal: Refusal | null;
  /** Why nothing can be written, though it can be read. */
  readonly unwritable: Refusal | null;
  /** Whether a write was cut off, and waits to be taken back. */
  readonly interrupted: boolean;
  /** What interrupted copies left beside the ledger. */
  readonly leftovers: readonly string[];
  readonly data: string;
  /** How many accounts stand there. */
  readonly accounts: number;
  readonly backups: {
    readonly folder: string;
    readonly mode: number | null;
    /** Why they cannot be listed. */
    readonly refusal: Refusal | null;
    readonly list: readonly Backup[];
  };
}

export async function examine(db: string, env: Folders): Promise<Examination> {
  const ledger = real(db);
  const folder = path.dirname(ledger);
  const shelf = await shelfOf(db, env);
  const data = await env.dataFolder();
  return {
    sqlite: await guarded(ledger, sqliteVersion),
    ledger,
    format: VERSION,
    file: statsOf(ledger),
    folder: statsOf(folder),
    ...(await contentsOf(ledger)),
    interrupted: (statsOf(`${ledger}${SIDES[0]}`)?.bytes ?? 0) > 0,
    leftovers: namesIn(folder).filter((name) => name.startsWith(`.${path.basename(ledger)}${PART}`)),
    data,
    accounts: namesIn(data).filter((name) => /^[^.].*\.db$/.test(name)).length,
    backups: { folder: shelf.folder, mode: statsOf(shelf.folder)?.mode ?? null, ...listOf(shelf) },
  };
}

function listOf(shelf: Shelf): Pick<Examination['backups'], 'list' | 'refusal'> {
  try {
    return { list: backupsOn(shelf), refusal: null };
  } catch (error) {
    const refused = refusedBy(error, shelf.folder);
    if (!refused) throw error;
    return { list: [], refusal: refused.refusal };
  }
}

function sqliteVersion(): string {
  const db = connect(IN_MEMORY);
  try {
    return db.prepare('SELECT sqlite_version()').pluck().get() as string;
  } finally {
    db.close();
  }
}

const statsOf = (file: string): Stats | null =>
  attempted(() => {
    const { mode, size } = fs.statSync(file);
    return { path: file, mode: mode & 0o7777, bytes: size };
  }, null);

const namesIn = (folder: string): readonly string[] => attempted(() => fs.readdirSync(folder).sort(), []);

/** What cannot be looked at is reported as not there; why shows where it is needed. */
function attempted<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}

type Told = Pick<Examination, 'contents' | 'refusal' | 'unwritable'>;

async function contentsOf(ledger: string): Promise<Told> {
  try {
    return await guarded(ledger, () => {
      const file = fs.statSync(ledger, { throwIfNoEntry: false });
      if (file?.isDirectory()) throw fault('storage-unavailable', ledger, 'folder');
      if (!file?.size) throw new Refused({ code: 'no-account', db: ledger });
      // Not read-only: a write that was cut off is taken back by whoever looks next.
      const db = connect(ledger);
      try {
        if (ageOf(db, ledger) === 'blank') throw new Refused({ code: 'no-account', db: ledger });
        return { contents: read(db), refusal: null, unwritable: triedWrite(db, ledger) };
      } finally {
        db.close();
      }
    });
  } catch (error) {
    if (error instanceof Refused) return { contents: null, refusal: error.refusal, unwritable: null };
    throw error;
  }
}

const SYNCHRONOUS = ['off', 'normal', 'full', 'extra'];

function read(db: Db): Contents {
  // What is damaged may not even count.
  const count = (table: string) =>
    attempted(() => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number, 0);
  return {
    format: pragma(db, 'user_version'),
    journal: db.pragma('journal_mode', { simple: true }) as string,
    synchronous: SYNCHRONOUS[pragma(db, 'synchronous')] ?? '',
    transactions: count('transactions'),
    proposals: count('proposals'),
    recordedAt: attempted(
      () => db.prepare('SELECT max(recorded_at) FROM commands').pluck().get() as string | null,
      null,
    ),
    reconciled: attempted(() => stateAt(db, END).reconciled?.on ?? null, null),
    problems: check(db),
  };
}

/** What a write meets, tried and taken back: modes alone do not tell. Null: it would go through, or another is under way. */
function triedWrite(db: Db, ledger: string): Refusal | null {
  try {
    db.pragma('busy_timeout = 0');
    db.exec('BEGIN IMMEDIATE');
    db.pragma(`user_version = ${pragma(db, 'user_version')}`);
    return null;
  } catch (error) {
    const refusal = refusedBy(error, ledger)?.refusal;
    return refusal && refusal.code !== 'storage-busy' ? refusal : null;
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
  }
}
