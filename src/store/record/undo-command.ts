/** `undo` and `redo`: a command turned by appending the reversal of its transactions. Nothing is ever taken away. */
import type { Day } from '../../rules/calendar.ts';
import { Refused } from '../../rules/refusal.ts';
import { balanceOn } from '../../rules/state.ts';
import { type Entry, inOrder } from '../../rules/transaction.ts';
import { END, endOf, type Position, refold, stateAt } from '../derived/checkpoints.ts';
import { type Db, hasSchema } from '../file/connection.ts';
import { proposalOf, type SqlRow, toFact, toTransaction } from '../file/entry-rows.ts';
import type { Turned, Written } from '../ledger.ts';
import { keep, nextFor, type Stamps } from './append-command.ts';
import { linesOf } from './ledger-queries.ts';
import { lastPosted, reversals } from './reversals.ts';
import { lastDay, linesFor } from './write-command.ts';

/** Takes back the last command that still counts, or brings back the one that `undo` took last. */
export function turn(db: Db, path: string, stamps: Stamps, way: 'undo' | 'redo', today: Day): Turned | null {
  if (!hasSchema(db)) throw new Refused({ code: 'no-account', db: path });
  const target = db.prepare(way === 'undo' ? LAST_LIVE : LAST_UNDONE).get() as SqlRow | undefined;
  if (!target) return null;
  const written = reverse(db, stamps, target['id'] as number, way, today);
  // Of two copies joined, the last command here is not the one that was recorded last of all.
  if (written.state.overdrawn) throw new Refused({ code: 'overdraws-later', ...written.state.overdrawn });
  return { ...written, name: target['name'] as string, body: JSON.parse(target['body'] as string) as unknown };
}

/** What a turn says that settles a merge; one that was typed says nothing. */
export const SETTLING = { settles: true };

/** Turns one command: its transactions are reversed, and it counts no longer, or again. */
export function reverse(db: Db, stamps: Stamps, id: number, way: 'undo' | 'redo', today: Day, body = {}): Written {
  const before = balanceOn(stateAt(db, endOf(today)), today);
  const entries = reversals(db, id, lastPosted(db, id, way), way);
  const { recordedAt } = nextFor(db, stamps);
  const { command: undoing } = keep(db, stamps, { name: way, body, recordedAt, reverses: id, entries });
  if (way === 'undo') db.prepare('INSERT INTO undone (command, undoing) VALUES (?, ?)').run(id, undoing);
  else db.prepare('DELETE FROM undone WHERE command = ?').run(id);

  const own = (table: string) => db.prepare(`SELECT * FROM ${table} WHERE command = ?`).all(id) as SqlRow[];
  const turned: readonly Entry[] = [...own('facts').map(toFact), ...own('transactions').map(toTransaction)];
  const from: Position = turned.toSorted(inOrder)[0] ?? END;
  const touched = turned.flatMap((entry) => proposalOf(entry) ?? []);
  const state = refold(db, from, touched);
  const rows = entries[0] ? linesFor(entries, linesOf(db, firstDay(entries), lastDay(entries))) : [];
  return { rows, before, after: balanceOn(state, today), state };
}

const firstDay = (entries: readonly Entry[]): Day => entries.map(({ on }) => on).sort()[0] ?? ('' as Day);

/** The last command that still counts; the one that opened the account cannot be undone. */
const LAST_LIVE = `
  SELECT * FROM commands
  WHERE reverses IS NULL AND id NOT IN (SELECT command FROM undone)
    AND id > (SELECT command FROM facts WHERE kind = 'opened' ORDER BY seq LIMIT 1)
  ORDER BY id DESC LIMIT 1`;

/**
 * What was undone since the last command that recorded something new: `undo` works backwards, so the earliest of it.
 * What a merge took back is not brought back so: the other copy's word would stand beside it again.
 */
const LAST_UNDONE = `
  SELECT * FROM commands
  WHERE id = (
    SELECT min(command) FROM undone
    WHERE undoing > (SELECT id FROM commands WHERE reverses IS NULL OR body <> '{}' ORDER BY id DESC LIMIT 1)
  )`;
