/** Appends a command with its entries to the record, stamped and numbered. Never changes or deletes anything there. */
import type { EntryNumbers, NextNumbers } from '../../rules/past/timeline.ts';
import type { Entry, Fact, Transaction } from '../../rules/vocabulary/transaction.ts';
import { insertRows } from '../file/bulk-insert.ts';
import { type Db, preparedStatement } from '../file/connection.ts';
import { type EntryStamp, factColumns, transactionColumns } from '../file/entry-rows.ts';
import { uidsAfter } from './entry-uids.ts';

/** The instants, the ids and the name that the world gives. */
export interface StampSource {
  /** UTC, ISO 8601; later than the given instant, even if the clock was set back. */
  now(after?: string): string;
  uid(): string;
  /** Who records; null: nobody says so. */
  readonly member?: string | null;
}

export interface CommandRow {
  readonly uid: string;
  readonly name: string;
  readonly body: unknown;
  readonly recordedAt: string;
  /** The command that this one undoes or redoes. */
  readonly reverses: number | null;
  /** Who recorded it; null: nobody said so. */
  readonly member: string | null;
}

export interface NewCommand extends Omit<CommandRow, 'uid' | 'member'> {
  /** Numbered without a gap. */
  readonly entries: readonly Entry[];
}

/** Appends a command with its entries. Returns its number, and the entries with their uids. */
export function appendCommand(
  db: Db,
  stamps: StampSource,
  { entries, ...row }: NewCommand,
): { readonly command: number; readonly stamped: () => readonly Entry[] } {
  const first = stamps.uid();
  const command = insertCommand(db, { uid: first, member: stamps.member ?? null, ...row });
  const [{ seq: start } = { seq: 0 }] = entries;
  const nth = uidsAfter(first);
  const uid = ({ seq }: Entry): string => nth(seq - start + 1);
  insertEntries(db, entries, { command, uid });
  return {
    command,
    stamped: () => entries.map((entry) => (entry.type === 'fact' ? entry : { ...entry, uid: uid(entry), command })),
  };
}

/** Inserts the command alone, and returns its number. */
export function insertCommand(db: Db, { uid, name, body, recordedAt, reverses, member }: CommandRow): number {
  const insert = preparedStatement(
    db,
    'INSERT INTO commands (uid, name, body, recorded_at, reverses, member) VALUES (?, ?, ?, ?, ?, ?)',
  );
  return Number(insert.run(uid, name, JSON.stringify(body), recordedAt, reverses, member).lastInsertRowid);
}

/** Inserts a command's entries. */
export function insertEntries(db: Db, entries: readonly Entry[], stamp: EntryStamp<Entry>): void {
  const isTransaction = (entry: Entry): entry is Transaction => entry.type === 'transaction';
  const isFact = (entry: Entry): entry is Fact => entry.type === 'fact';
  insertRows(db, 'transactions', transactionColumns(stamp), entries.filter(isTransaction));
  insertRows(db, 'facts', factColumns(stamp), entries.filter(isFact));
}

/** The next numbers, and an instant that is later than all that is recorded, whichever copy it came from. */
export function nextStamp(db: Db, stamps: StampSource): NextNumbers {
  const last = (db.prepare('SELECT max(recorded_at) FROM commands').pluck().get() as string | null) ?? '';
  const now = stamps.now(last);
  return { ...nextNumbers(db), recordedAt: now > last ? now : last };
}

/** Undone entries keep their numbers. Transactions count up with the entries, so that the last one is the newest: no index has their `seq`. */
export function nextNumbers(db: Db): EntryNumbers {
  const [transaction, proposal, seq] = db.prepare(LAST_NUMBERS).raw().get() as [number, number, number];
  return { transaction: transaction + 1, proposal: proposal + 1, seq: seq + 1 };
}

const LAST_NUMBERS = `
  SELECT coalesce((SELECT max(id) FROM transactions), 0),
    max(coalesce((SELECT max(proposal) FROM transactions WHERE proposal IS NOT NULL), 0),
      coalesce((SELECT max(proposal) FROM facts WHERE proposal IS NOT NULL), 0)),
    max(coalesce((SELECT seq FROM transactions ORDER BY id DESC LIMIT 1), 0), coalesce((SELECT max(seq) FROM facts), 0))`;
