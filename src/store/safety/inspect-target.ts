/** What stands in the ledger's place when another file is to be put there, whatever state it is in. */
import fs from 'node:fs';
import type { Day } from '../../rules/calendar.ts';
import type { Db } from '../file/connection.ts';
import { ageOf, connect } from '../file/open-file.ts';
import { isCorrupt, refusedBy } from '../file/storage-errors.ts';
import { accountIn, type Standing, standing } from './ledger-summary.ts';

export interface Present {
  readonly state: 'sound' | 'missing' | 'damaged' | 'newer' | 'older';
  /** Null where it is missing, or cannot be read as a whole. */
  readonly now: Standing | null;
  /** The command that opened the account, where at least that can be read. */
  readonly account: string | null;
  /** Tells one state of the file from any other. */
  readonly mark: string;
}

export function lookAt(file: string, today: Day): Present {
  // Before all else: what is written from here on is not among what is told.
  const mark = markOf(file);
  const nothing = { now: null, account: null, mark };
  if (!fs.statSync(file, { throwIfNoEntry: false })?.size) return { state: 'missing', ...nothing };
  let db: Db | undefined;
  let account: string | null = null;
  try {
    db = connect(file);
    account = accountOf(db);
    const age = ageOf(db, file);
    if (age === 'blank') return { state: 'missing', ...nothing };
    if (age === 'older') return { state: age, ...nothing, account };
    return { state: 'sound', now: standing(db, today), account, mark };
  } catch (error) {
    const refused = refusedBy(error, file);
    const code = refused?.refusal.code ?? 'storage-corrupt';
    // What is damaged stays so; what cannot be reached, or is being written to, says nothing of itself.
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

/** The last command, and the file itself: either tells of a write that the other may not. */
export function markOf(file: string): string {
  let db: Db | undefined;
  let last: unknown = null;
  try {
    if (!fs.existsSync(file)) return '';
    // Opening takes back a write that was cut off, and closing writes out a journal of another kind.
    db = connect(file);
    last = db.prepare('SELECT uid FROM commands ORDER BY id DESC LIMIT 1').pluck().get();
  } catch {
    // Too damaged to say, or another's alone at the moment, which the next to ask is told.
  } finally {
    db?.close();
  }
  const { ino, size, mtimeNs } = fs.statSync(file, { bigint: true });
  return [ino, size, mtimeNs, last].join(' ');
}
