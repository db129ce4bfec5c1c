/** Appending to the record: a command with its entries, stamped and numbered. Nothing here is ever changed or taken away. */
import { EDITIONS } from '../../rules/editions.ts';
import type { Rulebook } from '../../rules/rulebook.ts';
import type { Next, Numbers } from '../../rules/timeline.ts';
import type { Entry, Fact, Transaction } from '../../rules/transaction.ts';
import { LIVE } from '../derived/live-sql.ts';
import { append } from '../file/bulk-insert.ts';
import { type Db, hasSchema, prepared } from '../file/connection.ts';
import { factColumns, type SqlRow, type Stamp, toFact, transactionColumns } from '../file/entry-rows.ts';
import { after } from './entry-uids.ts';

/** The instant and the ids that the world gives. */
export interface Stamps {
  /** UTC, ISO 8601; later than the given instant, should the clock have been set back. */
  now(after?: string): string;
  uid(): string;
}

export interface Kept extends Omit<KeptCommand, 'uid'> {
  readonly entries: readonly Entry[];
}

/** Appends a command with its entries, which are numbered without a gap. Returns its number, and the entries with their ids. */
export function keep(
  db: Db,
  stamps: Stamps,
  { entries, ...kept }: Kept,
): { readonly command: number; readonly stamped: () => readonly Entry[] } {
  const first = stamps.uid();
  const command = keepCommand(db, { uid: first, ...kept });
  const [{ seq: start } = { seq: 0 }] = entries;
  const nth = after(first);
  const uid = ({ seq }: Entry): string => nth(seq - start + 1);
  keepEntries(db, entries, { command, recordedAt: kept.recordedAt, uid });
  return {
    command,
    stamped: () => entries.map((entry) => (entry.type === 'fact' ? entry : { ...entry, uid: uid(entry) })),
  };
}

export interface KeptCommand {
  readonly uid: string;
  readonly name: string;
  readonly body: unknown;
  readonly recordedAt: string;
  /** The command that this one undoes or redoes. */
  readonly reverses: number | null;
}

/** Appends the command alone, and returns its number. */
export function keepCommand(db: Db, { uid, name, body, recordedAt, reverses }: KeptCommand): number {
  const put = prepared(db, 'INSERT INTO commands (uid, name, body, recorded_at, reverses) VALUES (?, ?, ?, ?, ?)');
  return Number(put.run(uid, name, JSON.stringify(body), recordedAt, reverses).lastInsertRowid);
}

/** Appends a command's entries. */
export function keepEntries(db: Db, entries: readonly Entry[], stamp: Stamp<Entry>): void {
  const isTransaction = (entry: Entry): entry is Transaction => entry.type === 'transaction';
  const isFact = (entry: Entry): entry is Fact => entry.type === 'fact';
  append(db, 'transactions', transactionColumns(stamp), entries.filter(isTransaction));
  append(db, 'facts', factColumns(stamp), entries.filter(isFact));
}

/** The numbers and the instant that come next: later than of all that is recorded, from whatever copy it came. */
export function nextFor(db: Db, stamps: Stamps): Next {
  const last = (db.prepare('SELECT max(recorded_at) FROM commands').pluck().get() as string | null) ?? '';
  const now = stamps.now(last);
  return { ...nextNumbers(db), recordedAt: now > last ? now : last };
}

/** What was undone keeps its own. */
export function nextNumbers(db: Db): Numbers {
  const last = (column: string, table: string): number =>
    (db.prepare(`SELECT max(${column}) FROM ${table} WHERE ${column} IS NOT NULL`).pluck().get() as number | null) ?? 0;
  const next = (column: string, tables: readonly string[]): number =>
    1 + Math.max(...tables.map((table) => last(column, table)));
  return {
    transaction: next('id', ['transactions']),
    proposal: next('proposal', ['transactions', 'facts']),
    seq: next('seq', ['transactions', 'facts']),
  };
}

/** The user's own editions after the built-in ones, by their id. */
export function rulebooks(db: Db): ReadonlyMap<string, Rulebook> {
  const own = hasSchema(db)
    ? (db.prepare(`SELECT * FROM facts WHERE kind = 'rulebook' AND ${LIVE} ORDER BY seq`).all() as SqlRow[])
    : [];
  const bodies = own.map(toFact).flatMap(({ body }) => (body.kind === 'rulebook' ? body.rulebook : []));
  return new Map([...EDITIONS, ...bodies].map((rulebook) => [rulebook.id, rulebook]));
}
