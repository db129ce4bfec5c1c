/** The turns of a command, each of which reverses all that it posted. Nothing is ever taken away. */
import { idleTurns, type Turn } from '../../rules/merge/turns.ts';
import type { Transaction } from '../../rules/transaction.ts';
import type { Db } from '../file/connection.ts';
import { type SqlRow, toTransaction } from '../file/entry-rows.ts';
import { keepCommand, keepEntries, nextNumbers } from './append-command.ts';
import { after } from './entry-uids.ts';

type Way = Turn['way'];

const entriesOf = (db: Db, command: number): readonly SqlRow[] =>
  db.prepare('SELECT * FROM transactions WHERE command = ? ORDER BY seq').all(command) as SqlRow[];

/** The reversals of what `posted`, the command itself or a turn of it, has posted. */
export function reversals(db: Db, command: number, posted: number, way: Way): readonly Transaction[] {
  const labels = entriesOf(db, command).map((row) => row['label'] as string);
  const next = nextNumbers(db);
  return entriesOf(db, posted).map((row, i) => ({
    ...toTransaction(row),
    id: next.transaction + i,
    seq: next.seq + i,
    kind: 'reversal',
    label: `${way === 'undo' ? 'Undone' : 'Redone'}: ${labels[i] ?? ''}`,
    connects: -(row['connects'] as number),
    expiresOn: null,
    cents: null,
    reverses: row['id'] as number,
  }));
}

/** What a further turn has to reverse: the last one the other way, or else the command itself. */
export const lastPosted = (db: Db, command: number, way: Way): number =>
  db
    .prepare('SELECT max(id) FROM commands WHERE id = @command OR (reverses = @command AND name <> @way)')
    .pluck()
    .get({ command, way }) as number;

/**
 * Where both copies turned the command the same way, one of the two turns changes nothing. It is made up for by a turn
 * of its own instant, so that every line in the history adds up. That turn follows from it alone, its uid as well: in
 * every copy it is the same.
 */
export function even(db: Db, command: number): void {
  const turns = db
    .prepare('SELECT id, uid, name AS way, recorded_at AS recordedAt FROM commands WHERE reverses = ?')
    .all(command) as (Turn & { readonly id: number })[];
  const posted = entriesOf(db, command).length;
  const evening = ({ uid }: Turn): string => after(uid)(posted + 1);
  const there = new Set(turns.map(({ uid }) => uid));
  for (const turn of idleTurns(turns, (each) => there.has(evening(each)))) {
    const way = turn.way === 'undo' ? 'redo' : 'undo';
    const entries = reversals(db, command, turn.id, way);
    const { recordedAt } = turn;
    const uid = evening(turn);
    const kept = keepCommand(db, { uid, name: way, body: {}, recordedAt, reverses: command });
    const nth = after(uid);
    const [{ seq } = { seq: 0 }] = entries;
    keepEntries(db, entries, { command: kept, recordedAt, uid: (entry) => nth(entry.seq - seq + 1) });
  }
}
