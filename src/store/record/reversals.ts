/** Reversals: what an undo or a redo of a command posts. Nothing is ever deleted. */
import { idleTurns, type UndoOrRedo } from '../../rules/merge/undo-parity.ts';
import type { Transaction } from '../../rules/vocabulary/transaction.ts';
import type { Db } from '../file/connection.ts';
import { type SqlRow, toTransaction } from '../file/entry-rows.ts';
import { type CommandRow, insertCommand, insertEntries, nextNumbers } from './append-command.ts';
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
    const way = turn.way === 'undo' ? 'redo' : 'undo';
    appendTurn(db, command, turn.id, way, { uid: uidFor(turn), recordedAt: turn.recordedAt });
  }
}

/**
 * Undoes a command that says what another one says, the same in every copy: the instant and the uid follow from the
 * command, or from its last turn.
 */
export function undoRepeated(db: Db, command: number, body: object): void {
  const { uid, recordedAt, entries } = db
    .prepare(
      `SELECT uid, recorded_at AS recordedAt,
         (SELECT count(*) FROM transactions WHERE command = commands.id) +
         (SELECT count(*) FROM facts WHERE command = commands.id) AS entries
       FROM commands WHERE id = @command OR reverses = @command ORDER BY recorded_at DESC, uid DESC LIMIT 1`,
    )
    .get({ command }) as CommandRow & { readonly entries: number };
  // The one after its entries is that of a turn which makes up for it.
  const own = uidsAfter(uid)(entries + 2);
  appendTurn(db, command, lastPosted(db, command, 'undo'), 'undo', { uid: own, recordedAt, body });
}

function appendTurn(
  db: Db,
  command: number,
  posted: number,
  way: TurnWay,
  { uid, recordedAt, body = {} }: Pick<CommandRow, 'uid' | 'recordedAt'> & { readonly body?: object },
): void {
  const entries = reversalsOf(db, { command, posted, way, recordedAt });
  // Nobody typed it: it is the same in every copy, whoever merges.
  const inserted = insertCommand(db, { uid, name: way, body, recordedAt, reverses: command, member: null });
  const nth = uidsAfter(uid);
  const [{ seq } = { seq: 0 }] = entries;
  insertEntries(db, entries, { command: inserted, uid: (entry) => nth(entry.seq - seq + 1) });
}
