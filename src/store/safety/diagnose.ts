/** Says what can be said of the ledger's file and its backups, whatever their state. Only reads. */
import fs from 'node:fs';
import path from 'node:path';
import { partPrefix } from '../../part-files.ts';
import type { FileStats, LedgerContents, LedgerDiagnosis } from '../../rules/answers/diagnosis.ts';
import { type Refusal, Refused } from '../../rules/answers/refusal.ts';
import { isDay } from '../../rules/values/calendar.ts';
import { LEDGER_END } from '../derived/positions.ts';
import { stateAt } from '../derived/state-at.ts';
import { listedNames, realPath, SIDE_FILES } from '../file/atomic-file.ts';
import { type Db, pragmaNumber, withConnection } from '../file/connection.ts';
import { IN_MEMORY, openConnection, openTrusted } from '../file/open-file.ts';
import { isLedger, ledgerFile } from '../file/same-file.ts';
import { unknownParts } from '../file/schema.ts';
import { refusedBy, withRefusals } from '../file/storage-errors.ts';
import { type BackupFolder, backupFolderOf, backupsIn, type ProgramFolders } from '../folders/backup-folder.ts';
import { lastRenewal } from '../folders/renewal-note.ts';
import { checkLedger } from './check-ledger.ts';

export async function diagnoseStore(db: string, env: ProgramFolders): Promise<LedgerDiagnosis> {
  const ledger = realPath(db);
  const folder = path.dirname(ledger);
  const backups = await backupFolderOf(db, env);
  const data = await env.dataFolder();
  return {
    sqlite: await withRefusals(ledger, sqliteVersion),
    ledger,
    server: null,
    file: statsOf(ledger),
    folder: statsOf(folder),
    ...(await contentsOf(ledger)),
    interrupted: (statsOf(`${ledger}${SIDE_FILES[0]}`)?.bytes ?? 0) > 0,
    leftovers: listedNames(folder).filter((name) => name.startsWith(partPrefix(ledger))),
    conflicts: conflictedCopies(ledger),
    data,
    accounts: listedNames(data).filter((name) => /^[^.].*\.db$/.test(name)).length,
    renewedAt: lastRenewal(backups),
    backups: { folder: backups.folder, mode: statsOf(backups.folder)?.mode ?? null, ...listOf(backups) },
  };
}

/** What Dropbox, Syncthing, Nextcloud, Google Drive and iCloud put after the name of a file that two machines changed. */
const CONFLICTED = /conflict|^ \(\d+\)$|^ \d+$/i;

function conflictedCopies(ledger: string): readonly string[] {
  const { dir, name, ext } = path.parse(ledger);
  return listedNames(dir)
    .filter((each) => each.startsWith(name) && each.endsWith(ext))
    .filter((each) => CONFLICTED.test(each.slice(name.length, each.length - ext.length)))
    .map((each) => path.join(dir, each))
    .filter((each) => attempted(() => isLedger(each), false));
}

function listOf(backups: BackupFolder): Pick<LedgerDiagnosis['backups'], 'list' | 'refusal'> {
  try {
    return { list: backupsIn(backups), refusal: null };
  } catch (error) {
    const refused = refusedBy(error, backups.folder);
    if (!refused) throw error;
    return { list: [], refusal: refused.refusal };
  }
}

const sqliteVersion = (): string =>
  withConnection(openConnection(IN_MEMORY), (db) => db.prepare('SELECT sqlite_version()').pluck().get() as string);

const statsOf = (file: string): FileStats | null =>
  attempted(() => {
    const { mode, size } = fs.statSync(file);
    return { path: file, mode: mode & 0o7777, bytes: size };
  }, null);

/** What cannot be looked at is reported as missing. The reason shows where it matters. */
function attempted<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}

/** A report that says that the ledger is busy is better than one that waits. */
const PATIENCE = 2000;

type ContentsFound = Pick<LedgerDiagnosis, 'contents' | 'refusal' | 'unwritable'>;

async function contentsOf(ledger: string): Promise<ContentsFound> {
  try {
    return await withRefusals(ledger, () => {
      if (!ledgerFile(ledger)?.size) throw new Refused({ code: 'no-account', db: ledger });
      // Not read-only: whoever opens the file next rolls back a write that was cut off.
      const { db, age } = openTrusted(ledger, ledger, { patience: PATIENCE, orChanged: true });
      return withConnection(db, () => {
        if (age === 'blank') throw new Refused({ code: 'no-account', db: ledger });
        return { contents: readContents(db), refusal: null, unwritable: triedWrite(db, ledger) };
      });
    });
  } catch (error) {
    if (error instanceof Refused) return { contents: null, refusal: error.refusal, unwritable: null };
    throw error;
  }
}

const SYNCHRONOUS = ['off', 'normal', 'full', 'extra'];

function readContents(db: Db): LedgerContents {
  // A damaged table may not even be counted, and a changed one is not read.
  const isOurs = unknownParts(db).length === 0;
  const read = <T>(work: () => T, otherwise: T): T => (isOurs ? attempted(work, otherwise) : otherwise);
  const count = (table: string) => read(() => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number, 0);
  return {
    format: pragmaNumber(db, 'user_version'),
    journal: db.pragma('journal_mode', { simple: true }) as string,
    synchronous: SYNCHRONOUS[pragmaNumber(db, 'synchronous')] ?? '',
    transactions: count('transactions'),
    proposals: count('proposals'),
    recordedAt: read(() => db.prepare('SELECT max(recorded_at) FROM commands').pluck().get() as string | null, null),
    reconciled: read(() => {
      // A checkpoint is read as it is, damaged or not.
      const { on = '' } = stateAt(db, LEDGER_END).reconciled ?? {};
      return isDay(on) ? on : null;
    }, null),
    problems: checkLedger(db),
  };
}

/** Tries a write and rolls it back, because permission bits do not say enough. Null: it succeeds, or another is running. */
function triedWrite(db: Db, ledger: string): Refusal | null {
  try {
    db.pragma('busy_timeout = 0');
    db.exec('BEGIN IMMEDIATE');
    db.pragma(`user_version = ${pragmaNumber(db, 'user_version')}`);
    return null;
  } catch (error) {
    const refusal = refusedBy(error, ledger)?.refusal;
    return refusal && refusal.code !== 'storage-busy' ? refusal : null;
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
  }
}
