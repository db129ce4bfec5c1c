/** `undo` and `redo`: both append the reversals of a command's transactions. Neither deletes anything. */

import { Refused } from '../../rules/answers/refusal.ts';
import { ownersOf } from '../../rules/command/settings.ts';
import { isSameMember, refuseTurnOf } from '../../rules/decide/owners.ts';
import { type DependentEntry, dependentsOf, dependentTransaction } from '../../rules/past/dependents.ts';
import { balanceOn } from '../../rules/state/state.ts';
import type { Day } from '../../rules/values/calendar.ts';
import type { Entry, Transaction } from '../../rules/vocabulary/transaction.ts';
import { liveSql, OPENING_COMMAND } from '../derived/live-sql.ts';
import { endOf, LEDGER_END, LEDGER_START } from '../derived/positions.ts';
import { replayFrom } from '../derived/replay-from.ts';
import { liveBetween, stateAt } from '../derived/state-at.ts';
import { type Db, hasSchema } from '../file/connection.ts';
import { type SqlRow, toFact, toTransaction } from '../file/entry-rows.ts';
import { storageFault } from '../file/storage-errors.ts';
import type { TurnRequest, TurnResult, WriteSummary } from '../ledger.ts';
import { appendCommand, nextStamp, type StampSource } from './append-command.ts';
import { commandFault, writtenLines } from './ledger-queries.ts';
import { lastPosted, reversalsOf, type TurnWay } from './reversals.ts';

/** What was recorded since a command and does not fit once the command is turned, which is recorded already. */
export type ClashFinder = (db: Db, command: number) => readonly DependentEntry[];

/**
 * Undoes the last live command, or redoes the one that `undo` took last; with `own`, of that member; with `command`, turns
 * that one. `clashesWith`: null where it is surely the last one, which has nothing after it.
 */
export function turnRecorded(
  db: Db,
  path: string,
  stamps: StampSource,
  { way, today, command = null, own = null }: TurnRequest,
  clashesWith: ClashFinder | null,
): TurnResult | null {
  if (!hasSchema(db)) throw new Refused({ code: 'no-account', db: path });
  const target = command === null ? lastTarget(db, way, own) : namedTarget(db, command, way);
  if (!target) {
    if (own !== null && lastTarget(db, way, null)) throw new Refused({ code: `nothing-to-${way}`, member: own });
    return null;
  }
  const { row } = target;
  const id = row['id'] as number;
  const fault = commandFault(row);
  if (fault !== null) throw storageFault('storage-corrupt', db.name, `command ${id}: ${fault}`);
  refuseMember(db, row, stamps.member ?? null);
  const isNamed = command !== null || (own !== null && lastTarget(db, way, null)?.row['id'] !== id);
  if (isNamed && target.way === 'undo') refuseDepended(db, id);
  const written = turnCommand(db, stamps, id, target.way, today);
  const { overdrawn } = written.state;
  if (overdrawn && isNamed) throw dependedOn(id, target.way, [{ of: 'balance', ...overdrawn }]);
  const clashes = clashesWith?.(db, id) ?? [];
  if (clashes.length > 0) throw dependedOn(id, target.way, clashes);
  // After a merge, the last command here may not be the one that was recorded last.
  if (overdrawn) throw new Refused({ code: 'overdraws-later', ...overdrawn });
  return {
    ...written,
    way: target.way,
    name: row['name'] as string,
    body: JSON.parse(row['body'] as string) as unknown,
    member: row['member'] as string | null,
  };
}

/** Where the account has owners, others turn only what they recorded themselves, and not all of that. */
function refuseMember(db: Db, row: SqlRow, member: string | null): void {
  const { settings } = stateAt(db, LEDGER_END);
  if (ownersOf(settings).length === 0) return;
  const turned = {
    name: row['name'] as string,
    member: row['member'] as string | null,
    entries: entriesOf(db, row['id'] as number),
  };
  const refusal = refuseTurnOf(turned, settings, member);
  if (refusal) throw new Refused(refusal);
}

interface TurnTarget {
  readonly row: SqlRow;
  readonly way: TurnWay;
}

function lastTarget(db: Db, way: TurnWay, own: string | null): TurnTarget | null {
  const first = (sql: string, after = 0): SqlRow | undefined => {
    for (const row of db.prepare(sql).iterate({ after }) as IterableIterator<SqlRow>) {
      const by = row['by'] as string | null;
      if (own === null || by === null || isSameMember(by, own)) return row;
    }
    return undefined;
  };
  const row = way === 'undo' ? first(LIVE) : first(UNDONE, (first(NEW)?.['id'] ?? 0) as number);
  if (row) return { row, way };
  // What was voided last can be brought back as if it had been undone.
  const last = way === 'redo' ? first(NOT_TURNS) : undefined;
  return last?.['name'] === 'void' && last['turned'] === 0 ? { row: last, way: 'undo' } : null;
}

/** The command of that number. For an undo or a redo, it is the command that it turned, to be turned back. */
function namedTarget(db: Db, command: number, asked: TurnWay): TurnTarget {
  const find = db.prepare(`SELECT *, ${liveSql('commands.id')} AS live FROM commands WHERE id = ?`);
  const named = find.get(command) as SqlRow | undefined;
  if (!named) {
    const last = db.prepare('SELECT coalesce(max(id), 0) FROM commands').pluck().get() as number;
    throw new Refused({ code: 'unknown-command', given: command, last });
  }
  const isTurn = named['reverses'] !== null;
  const row = isTurn ? (find.get(named['reverses']) as SqlRow) : named;
  const way = isTurn ? (named['name'] === 'undo' ? 'redo' : 'undo') : asked;
  if ((row['live'] === 1) !== (way === 'undo'))
    throw new Refused({ code: 'already-undone', of: 'command', id: command });
  if (row['id'] === openingCommand(db)) throw new Refused({ code: 'nothing-to-undo', opening: true });
  return { row, way };
}

const openingCommand = (db: Db): unknown => db.prepare(`SELECT ${OPENING_COMMAND}`).pluck().get();

const dependedOn = (command: number, way: TurnWay, dependents: readonly DependentEntry[]): Refused =>
  new Refused({ code: 'depended-on', of: 'command', ids: [command], dependents, ...(way === 'redo' ? { way } : {}) });

/** Refuses to undo a command whose entries others refer to. */
function refuseDepended(db: Db, command: number): void {
  const own = entriesOf(db, command);
  if (own.length === 0) return;
  const mine = new Set(own.map(({ seq }) => seq));
  const others = liveBetween(db, LEDGER_START, LEDGER_END).filter(({ seq }) => !mine.has(seq));
  const dependents = [...correctionsOf(db, command).map(dependentTransaction), ...dependentsOf(own, others)];
  if (dependents.length > 0) throw dependedOn(command, 'undo', dependents);
}

/** What voids or replaces single transactions of a command: its own reversal would count twice. */
function correctionsOf(db: Db, command: number): readonly Transaction[] {
  const rows = db.prepare(
    `SELECT t.* FROM transactions t JOIN commands c ON c.id = t.command
     WHERE t.reverses IN (SELECT id FROM transactions WHERE command = ?) AND t.kind = 'reversal'
       AND c.reverses IS NULL AND ${liveSql('c.id')}`,
  );
  return (rows.all(command) as SqlRow[]).map(toTransaction);
}

function entriesOf(db: Db, command: number): readonly Entry[] {
  const rows = (table: string) => db.prepare(`SELECT * FROM ${table} WHERE command = ?`).all(command) as SqlRow[];
  return [...rows('facts').map(toFact), ...rows('transactions').map(toTransaction)];
}

/**
 * The body of a turn that settles a merge; `against` there: the uids of the commands that it gave way to. The body of a
 * typed `undo` or `redo` is empty.
 */
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
  const { recordedAt } = nextStamp(db, stamps);
  const entries = reversalsOf(db, { command: id, posted: lastPosted(db, id, way), way, recordedAt });
  appendCommand(db, stamps, { name: way, body, recordedAt, reverses: id, entries });

  const turned = entriesOf(db, id);
  const state = replayFrom(db, turned);
  return {
    rows: writtenLines(db, entries),
    before,
    after: balanceOn(state.asOf <= today ? state : stateAt(db, endOf(today)), today),
    state,
  };
}

/** The live commands, newest first; `by`: who recorded each. The command that opened the account cannot be undone. */
const LIVE = `
  SELECT *, member AS by FROM commands
  WHERE reverses IS NULL AND ${liveSql('commands.id')} AND id > ${OPENING_COMMAND} AND id > @after
  ORDER BY id DESC`;

/** What recorded something new, a merge's own turns too. */
const NEW =
  "SELECT id, member AS by FROM commands WHERE (reverses IS NULL OR body <> '{}') AND id > @after ORDER BY id DESC";

/**
 * The commands that were undone since then, the earliest first, because `undo` works backwards; `by`: who undid each. A
 * command that a merge undid stays undone: it disagrees with the other copy.
 */
const UNDONE = `
  SELECT commands.*, turn.member AS by FROM undone
  JOIN commands ON commands.id = undone.command JOIN commands AS turn ON turn.id = undoing
  WHERE undoing > @after AND turn.body = '{}' ORDER BY commands.id`;

/** All that recorded something, the newest first; `turned`: whether it was ever undone. */
const NOT_TURNS = `
  SELECT *, member AS by, EXISTS (SELECT 1 FROM commands AS turn WHERE turn.reverses = commands.id) AS turned
  FROM commands WHERE reverses IS NULL AND id > @after ORDER BY id DESC`;
