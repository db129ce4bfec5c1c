/** Reversals: what an undo or a redo of a command posts. Nothing is ever deleted. */
import { idleTurns, type UndoOrRedo } from '../../rules/merge/undo-parity.ts';
import type { Transaction } from '../../rules/transaction.ts';
import type { Db } from '../file/connection.ts';
import { type SqlRow, toTransaction } from '../file/entry-rows.ts';
import { insertCommand, insertEntries, nextNumbers } from './append-command.ts';
import { uidsAfter } from './entry-uids.ts';

export type TurnWay = UndoOrRedo['way'];

const transactionsOf = (db: Db, command: number): readonly SqlRow[] =>
  db.prepare('SELECT * FROM transactions WHERE command = ? ORDER BY seq').all(command) as SqlRow[];

/** The reversals of what `posted` has posted, which is the command itself or an earlier turn of it. */
export function reversalsOf(
  db: Db,
  { command, posted, way, recordedAt }: { command: number; posted: number; way: TurnWay; recordedAt: string },
): readonly Transaction[] {
  const labels = transactionsOf(db, command).map((row) => row['label'] as string);
  const next = nextNumbers(db);
  return transactionsOf(db, posted).map((row, i) => ({
    ...toTransaction(row),
    id: next.transaction + i,
    seq: next.seq + i,
    recordedAt,
    kind: 'reversal',
    label: `${way === 'undo' ? 'Undone' : 'Redone'}: ${labels[i] ?? ''}`,
    connects: -(row['connects'] as number),
    expiresOn: null,
    cents: null,
    reverses: row['id'] as number,
  }));
}

/** What the next turn reverses: the last turn the other way, or else the command itself. */
export const lastPosted = (db: Db, command: number, way: TurnWay): number =>
  db
    .prepare('SELECT max(id) FROM commands WHERE id = @command OR (reverses = @command AND name <> @way)')
    .pluck()
    .get({ command, way }) as number;

/**
 * If both copies turned the command the same way, one of the two turns changes nothing. A turn the other way, of the
 * same instant, makes up for it, so that every line of the history adds up. It follows from the idle turn alone, and so
 * does its uid: it is the same in every copy.
 */
export function evenOutTurns(db: Db, command: number): void {
  const turns = db
    .prepare('SELECT id, uid, name AS way, recorded_at AS recordedAt FROM commands WHERE reverses = ?')
    .all(command) as (UndoOrRedo & { readonly id: number })[];
  const posted = transactionsOf(db, command).length;
  const uidFor = ({ uid }: UndoOrRedo): string => uidsAfter(uid)(posted + 1);
  const known = new Set(turns.map(({ uid }) => uid));
  for (const turn of idleTurns(turns, (each) => known.has(uidFor(each)))) {
    const { recordedAt } = turn;
    const way = turn.way === 'undo' ? 'redo' : 'undo';
    const entries = reversalsOf(db, { command, posted: turn.id, way, recordedAt });
    const uid = uidFor(turn);
    const inserted = insertCommand(db, { uid, name: way, body: {}, recordedAt, reverses: command });
    const nth = uidsAfter(uid);
    const [{ seq } = { seq: 0 }] = entries;
    insertEntries(db, entries, { command: inserted, uid: (entry) => nth(entry.seq - seq + 1) });
  }
}
