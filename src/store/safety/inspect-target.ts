/** Looks at what is in the ledger's place before another file is put there, whatever its state. */
import fs from 'node:fs';
import type { Day } from '../../rules/values/calendar.ts';
import type { Db } from '../file/connection.ts';
import { ageOf, openConnection } from '../file/open-file.ts';
import { refuseUnknownParts, unknownParts } from '../file/schema.ts';
import { isCorrupt, refusedBy } from '../file/storage-errors.ts';
import { accountIn } from '../record/ledger-queries.ts';
import type { LedgerSummary, PresentState } from '../vault.ts';
import { summaryOf } from './ledger-summary.ts';

export interface TargetState {
  readonly state: PresentState;
  /** Null if it is missing, or cannot be read as a whole. */
  readonly now: LedgerSummary | null;
  /** The uid of the command that opened the account, if that can be read. */
  readonly account: string | null;
  /** Differs after every change of the file. */
  readonly mark: string;
}

export function inspectTarget(file: string, today: Day): TargetState {
  // The mark comes first: a write after it is not part of this answer.
  const mark = markOf(file);
  const nothing = { now: null, account: null, mark };
  if (!fs.statSync(file, { throwIfNoEntry: false })?.size) return { state: 'missing', ...nothing };
  let db: Db | undefined;
  let account: string | null = null;
  try {
    db = openConnection(file);
    if (unknownParts(db).length === 0) account = accountOf(db);
    const age = ageOf(db, file);
    refuseUnknownParts(db, file);
    if (age === 'blank') return { state: 'missing', ...nothing };
    if (age === 'older') return { state: age, ...nothing, account };
    return { state: 'sound', now: summaryOf(db, today), account, mark };
  } catch (error) {
    const refused = refusedBy(error, file);
    const code = refused?.refusal.code ?? 'storage-corrupt';
    // A damaged file stays damaged. A file that cannot be reached, or is being written to, may be sound.
    if (refused && code !== 'storage-corrupt' && code !== 'storage-newer') throw refused;
    return { state: code === 'storage-newer' ? 'newer' : 'damaged', ...nothing, account };
  } finally {
    db?.close();
  }
}

function accountOf(db: Db): string | null {
  try {
    return accountIn(db);
  } catch (error) {
    const refused = refusedBy(error, db.name);
    if (refused && !isCorrupt(refused)) throw refused;
    return null;
  }
}

/** Made of the last command and of the file itself: each shows writes that the other may not show. */
export function markOf(file: string): string {
  let db: Db | undefined;
  let last: unknown = null;
  try {
    if (!fs.existsSync(file)) return '';
    // Opening rolls back a write that was cut off, and closing writes out a journal of another kind.
    db = openConnection(file);
    if (unknownParts(db).length === 0)
      last = db.prepare('SELECT uid FROM commands ORDER BY id DESC LIMIT 1').pluck().get();
  } catch (error) {
    const refused = refusedBy(error, file);
    // The file may be too damaged to say. If another process has it alone, waiting once is enough.
    if (refused && !isCorrupt(refused)) throw refused;
  } finally {
    db?.close();
  }
  const { ino, size, mtimeNs } = fs.statSync(file, { bigint: true });
  return [ino, size, mtimeNs, last].join(' ');
}
