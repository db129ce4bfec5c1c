/** `undo` and `redo`: a command turned by appending the reversal of its transactions. Nothing is ever taken away. */
import type { Day } from '../rules/calendar.ts';
import { Refused } from '../rules/refusal.ts';
import { balanceOn } from '../rules/state.ts';
import { type Entry, inOrder, type Transaction } from '../rules/transaction.ts';
import { END, endOf, type Position, refold, stateAt } from './checkpoints.ts';
import { type Db, hasSchema } from './db.ts';
import { keep, nextFor, type Stamps } from './keep.ts';
import type { Turned, Written } from './ledger.ts';
import { linesOf } from './read.ts';
import { proposalOf, type SqlRow, toFact, toTransaction } from './rows.ts';
import { lastDay, linesFor } from './write.ts';

/** Takes back the last command that still counts, or brings back the one that `undo` took last. */
export function turn(db: Db, path: string, stamps: Stamps, way: 'undo' | 'redo', today: Day): Turned | null {
  if (!hasSchema(db)) throw new Refused({ code: 'no-account', db: path });
  const target = db.prepare(way === 'undo' ? LAST_LIVE : LAST_UNDONE).get() as SqlRow | undefined;
  if (!target) return null;
  const written = reverse(db, stamps, target['id'] as number, way, today);
  return { ...written, name: target['name'] as string, body: JSON.parse(target['body'] as string) as unknown };
}

/** Turns one command: its transactions are reversed, and it counts no longer, or again. */
export function reverse(db: Db, stamps: Stamps, id: number, way: 'undo' | 'redo', today: Day): Written {
  const before = balanceOn(stateAt(db, endOf(today)), today);
  const own = (table: string, command: number) =>
    db.prepare(`SELECT * FROM ${table} WHERE command = ?`).all(command) as SqlRow[];
  const transactions = own('transactions', id).map(toTransaction);
  // A second undo reverses what the redo posted, and so on.
  const newest = db.prepare('SELECT max(id) FROM commands WHERE id = @id OR reverses = @id').pluck().get({ id });
  const next = nextFor(db, stamps);
  const reversals = own('transactions', newest as number).map(
    (row, i): Transaction => ({
      ...toTransaction(row),
      id: next.transaction + i,
      seq: next.seq + i,
      recordedAt: next.recordedAt,
      kind: 'reversal',
      label: `${way === 'undo' ? 'Undone' : 'Redone'}: ${transactions[i]?.label ?? ''}`,
      connects: -(row['connects'] as number),
      expiresOn: null,
      cents: null,
      reverses: row['id'] as number,
    }),
  );
  const kept = { name: way, body: {}, recordedAt: next.recordedAt, reverses: id, entries: reversals };
  const { command: undoing } = keep(db, stamps, kept);
  if (way === 'undo') db.prepare('INSERT INTO undone (command, undoing) VALUES (?, ?)').run(id, undoing);
  else db.prepare('DELETE FROM undone WHERE command = ?').run(id);

  const turned: readonly Entry[] = [...own('facts', id).map(toFact), ...transactions];
  const from: Position = turned.toSorted(inOrder)[0] ?? END;
  const touched = turned.flatMap((entry) => proposalOf(entry) ?? []);
  const state = refold(db, from, touched);
  const rows = reversals[0] ? linesFor(reversals, linesOf(db, firstDay(reversals), lastDay(reversals))) : [];
  return { rows, before, after: balanceOn(state, today), state };
}

const firstDay = (entries: readonly Entry[]): Day => entries.map(({ on }) => on).sort()[0] ?? ('' as Day);

/** The last command that still counts; the one that opened the account cannot be undone. */
const LAST_LIVE = `
  SELECT * FROM commands
  WHERE reverses IS NULL AND id NOT IN (SELECT command FROM undone)
    AND id > (SELECT command FROM facts WHERE kind = 'opened' ORDER BY seq LIMIT 1)
  ORDER BY id DESC LIMIT 1`;

/** What was undone since the last command that recorded something new: `undo` works backwards, so the earliest of it. */
const LAST_UNDONE = `
  SELECT * FROM commands
  WHERE id = (
    SELECT min(command) FROM undone
    WHERE undoing > (SELECT id FROM commands WHERE reverses IS NULL ORDER BY id DESC LIMIT 1)
  )`;
