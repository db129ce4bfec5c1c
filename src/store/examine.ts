/** What a report must say of the ledger's file and its backups, whatever state they are in. Reads only. */
import fs from 'node:fs';
import path from 'node:path';
import type { Problem } from '../rules/problem.ts';
import { type Refusal, Refused } from '../rules/refusal.ts';
import { check } from './check.ts';
import { END, stateAt } from './checkpoints.ts';
import { type Db, pragma } from './db.ts';
import { guarded } from './faults.ts';
import { APPLICATION_ID, VERSION } from './migrations.ts';
import { connect, IN_MEMORY } from './open.ts';
import { PART, real } from './place.ts';
import { type Backup, backupsOn, type Folders, SIDES, shelfOf } from './shelf.ts';

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
  readonly reconciled: { readonly on: string; readonly connects: number } | null;
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
  /** Whether a write was cut off, and waits to be taken back. */
  readonly interrupted: boolean;
  /** What interrupted copies left beside the ledger. */
  readonly leftovers: readonly string[];
  readonly data: string;
  /** The names of the accounts in the data folder. */
  readonly accounts: readonly string[];
  readonly backups: { readonly folder: string; readonly mode: number | null; readonly list: readonly Backup[] };
}

export async function examine(db: string, env: Folders): Promise<Examination> {
  const ledger = real(db);
  const folder = path.dirname(ledger);
  const shelf = await shelfOf(db, env);
  const data = await env.dataFolder();
  const file = statsOf(ledger);
  return {
    sqlite: sqliteVersion(),
    ledger,
    format: VERSION,
    file,
    folder: statsOf(folder),
    ...(await contentsOf(ledger, file)),
    interrupted: (statsOf(`${ledger}${SIDES[0]}`)?.bytes ?? 0) > 0,
    leftovers: namesIn(folder).filter((name) => name.startsWith(`.${path.basename(ledger)}${PART}`)),
    data,
    accounts: namesIn(data).flatMap((name) => (/^[^.].*\.db$/.test(name) ? name.slice(0, -3) : [])),
    backups: {
      folder: shelf.folder,
      mode: statsOf(shelf.folder)?.mode ?? null,
      list: attempted(() => backupsOn(shelf), []),
    },
  };
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

async function contentsOf(ledger: string, file: Stats | null): Promise<Pick<Examination, 'contents' | 'refusal'>> {
  if (!file) return { contents: null, refusal: { code: 'no-account', db: ledger } };
  try {
    return await guarded(ledger, () => {
      if (fs.statSync(ledger).isDirectory()) throw refused('storage-unavailable', ledger, 'folder');
      if (file.bytes === 0) throw new Refused({ code: 'no-account', db: ledger });
      // Not read-only: a write that was cut off is taken back by whoever looks next.
      const db = connect(ledger);
      try {
        return { contents: read(db, ledger), refusal: null };
      } finally {
        db.close();
      }
    });
  } catch (error) {
    if (error instanceof Refused) return { contents: null, refusal: error.refusal };
    throw error;
  }
}

type StorageCode = 'storage-unavailable' | 'storage-corrupt' | 'storage-newer';
const refused = (code: StorageCode, db: string, detail: string): Refused => new Refused({ code, db, detail });

const SYNCHRONOUS = ['off', 'normal', 'full', 'extra'];

function read(db: Db, ledger: string): Contents {
  const format = pragma(db, 'user_version');
  if (pragma(db, 'application_id') !== APPLICATION_ID) throw refused('storage-corrupt', ledger, 'not a ledger');
  if (format > VERSION) throw refused('storage-newer', ledger, String(format));
  // An older file is brought up to date by the next command, and is not yet what is expected.
  const problems = format < VERSION ? [] : check(db);
  // What is damaged may not even count.
  const count = (table: string) =>
    attempted(() => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number, 0);
  return {
    format,
    journal: db.pragma('journal_mode', { simple: true }) as string,
    synchronous: SYNCHRONOUS[pragma(db, 'synchronous')] ?? '',
    transactions: count('transactions'),
    proposals: count('proposals'),
    recordedAt: attempted(
      () => db.prepare('SELECT max(recorded_at) FROM commands').pluck().get() as string | null,
      null,
    ),
    reconciled: attempted(() => stateAt(db, END).reconciled, null),
    problems,
  };
}
