/** `undo` and `redo`: both append the reversals of a command's transactions. Neither deletes anything. */
import type { Day } from '../../rules/calendar.ts';
import { Refused } from '../../rules/refusal.ts';
import { balanceOn } from '../../rules/state.ts';
import { type Entry, inOrder } from '../../rules/transaction.ts';
import { liveSql, OPENING_COMMAND } from '../derived/live-sql.ts';
import { endOf, LEDGER_END } from '../derived/positions.ts';
import { replayFrom } from '../derived/replay-from.ts';
import { proposalsNamed, stateAt } from '../derived/state-at.ts';
import { type Db, hasSchema } from '../file/connection.ts';
import { type SqlRow, toFact, toTransaction } from '../file/entry-rows.ts';
import type { TurnResult, WriteSummary } from '../ledger.ts';
import { appendCommand, nextStamp, type StampSource } from './append-command.ts';
import { writtenLines } from './ledger-queries.ts';
import { lastPosted, reversalsOf, type TurnWay } from './reversals.ts';

/** Undoes the last live command, or redoes the one that `undo` took last. */
export function turnLastCommand(
  db: Db,
  path: string,
  stamps: StampSource,
  way: TurnWay,
  today: Day,
): TurnResult | null {
  if (!hasSchema(db)) throw new Refused({ code: 'no-account', db: path });
  const target = db.prepare(way === 'undo' ? LAST_LIVE : LAST_UNDONE).get() as SqlRow | undefined;
  if (!target) return null;
  const written = turnCommand(db, stamps, target['id'] as number, way, today);
  // After a merge, the last command here may not be the one that was recorded last.
  if (written.state.overdrawn) throw new Refused({ code: 'overdraws-later', ...written.state.overdrawn });
  return { ...written, name: target['name'] as string, body: JSON.parse(target['body'] as string) as unknown };
}

/** The body of a turn that settles a merge. The body of a typed `undo` or `redo` is empty. */
export const SETTLES_MERGE = { settles: true };

/** Undoes or redoes one command. */
export function turnCommand(
  db: Db,
  stamps: StampSource,
  id: number,
  way: TurnWay,
  today: Day,
  body = {},
): WriteSummary {
  const before = balanceOn(stateAt(db, endOf(today)), today);
  const entries = reversalsOf(db, id, lastPosted(db, id, way), way);
  const { recordedAt } = nextStamp(db, stamps);
  appendCommand(db, stamps, { name: way, body, recordedAt, reverses: id, entries });

  const own = (table: string) => db.prepare(`SELECT * FROM ${table} WHERE command = ?`).all(id) as SqlRow[];
  const turned: readonly Entry[] = [...own('facts').map(toFact), ...own('transactions').map(toTransaction)];
  const state = replayFrom(db, turned.toSorted(inOrder)[0] ?? LEDGER_END, proposalsNamed(turned));
  return { rows: writtenLines(db, entries), before, after: balanceOn(state, today), state };
}

/** The last live command. The command that opened the account cannot be undone. */
const LAST_LIVE = `
  SELECT * FROM commands
  WHERE reverses IS NULL AND ${liveSql('commands.id')}
    AND id > ${OPENING_COMMAND}
  ORDER BY id DESC LIMIT 1`;

/**
 * The earliest command that was undone since the last one that recorded something new, because `undo` works backwards.
 * A command that a merge undid stays undone: it disagrees with the other copy.
 */
const LAST_UNDONE = `
  SELECT * FROM commands
  WHERE id = (
    SELECT min(command) FROM undone
    WHERE undoing > (SELECT id FROM commands WHERE reverses IS NULL OR body <> '{}' ORDER BY id DESC LIMIT 1)
  )`;
