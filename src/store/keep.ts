/** Appending to the record: a command with its entries, stamped and numbered. Nothing here is ever changed or taken away. */
import { EDITIONS } from '../rules/editions.ts';
import type { Rulebook } from '../rules/rulebook.ts';
import type { Numbers } from '../rules/timeline.ts';
import type { Entry } from '../rules/transaction.ts';
import { LIVE } from './checkpoints.ts';
import { type Db, hasSchema } from './db.ts';
import { inserter } from './insert.ts';
import { FACT_COLUMNS, fromFact, fromTransaction, type SqlRow, TRANSACTION_COLUMNS, toFact } from './rows.ts';

/** The instant and the ids that the world gives. */
export interface Stamps {
  now(): string;
  uid(): string;
}

export interface Kept {
  readonly name: string;
  readonly body: unknown;
  /** The command that this one undoes or redoes. */
  readonly reverses: number | null;
  readonly entries: readonly Entry[];
  /** Whether the entries are asked for as they were recorded: there may be many. */
  readonly tells: boolean;
}

/** What was kept: the command's number, its instant, and its entries as they were recorded if they are asked for. */
export interface Recorded {
  readonly command: number;
  readonly recordedAt: string;
  readonly recorded: readonly Entry[];
}

/** Appends commands with their entries. */
export function keeper(db: Db, stamps: Stamps): (kept: Kept) => Recorded {
  const latest = db.prepare('SELECT max(recorded_at) FROM commands').pluck();
  const putCommand = db.prepare('INSERT INTO commands (uid, name, body, recorded_at, reverses) VALUES (?, ?, ?, ?, ?)');
  const transactions = inserter(db, 'transactions', TRANSACTION_COLUMNS);
  const facts = inserter(db, 'facts', FACT_COLUMNS);

  return ({ name, body, reverses, entries, tells }) => {
    // Never earlier than what is recorded already, should the clock have been set back.
    const last = (latest.get() as string | null) ?? '';
    const now = stamps.now();
    const recordedAt = now > last ? now : last;
    const { lastInsertRowid } = putCommand.run(stamps.uid(), name, JSON.stringify(body), recordedAt, reverses);
    const command = Number(lastInsertRowid);
    const recorded: Entry[] = [];
    for (const entry of entries) {
      const uid = stamps.uid();
      if (entry.type === 'transaction') transactions.put(fromTransaction(entry, command, uid, recordedAt));
      else facts.put(fromFact(entry, command, uid, recordedAt));
      if (tells) recorded.push(entry.type === 'fact' ? { ...entry, recordedAt } : { ...entry, uid, recordedAt });
    }
    transactions.flush();
    facts.flush();
    return { command, recordedAt, recorded };
  };
}

/** The numbers that come next. What was undone keeps its own. */
export function nextNumbers(db: Db): Numbers {
  const after = (sql: string): number => ((db.prepare(sql).pluck().get() as number | null) ?? 0) + 1;
  return {
    transaction: after('SELECT max(id) FROM transactions'),
    proposal: after('SELECT max(proposal) FROM facts WHERE proposal IS NOT NULL'),
    seq: Math.max(after('SELECT max(seq) FROM transactions'), after('SELECT max(seq) FROM facts')),
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
