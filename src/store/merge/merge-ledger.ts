/** Merges another copy of the same account by uid: whole or not at all, and in either direction with the same result. */
import type { CopiedCommand } from '../../rules/copied-command.ts';
import { settleConflicts } from '../../rules/merge/settle-conflicts.ts';
import { balanceOn, editionOn } from '../../rules/state.ts';
import type { Transaction } from '../../rules/transaction.ts';
import { endOf } from '../derived/positions.ts';
import { rebuildDerived, runMigrations } from '../derived/rebuild.ts';
import { stateAt } from '../derived/state-at.ts';
import { type Db, hasSchema } from '../file/connection.ts';
import { type SqlRow, toTransaction } from '../file/entry-rows.ts';
import { IN_MEMORY, openConnection } from '../file/open-file.ts';
import type { MergeRequest, MergeResult } from '../ledger.ts';
import { knownRulebooks, type StampSource } from '../record/append-command.ts';
import { checkHistory } from '../record/check-history.ts';
import { checkRecord } from '../record/check-record.ts';
import { accountIn, writtenLines } from '../record/ledger-queries.ts';
import { undoRepeated } from '../record/reversals.ts';
import { SETTLES_MERGE, turnCommand } from '../record/undo-command.ts';
import { appendCopy, byRecording } from './append-copy.ts';
import { liveCommands, mergeInput } from './merge-input.ts';

/** Takes in new commands. Unless the outcome is `merged`, the caller must roll back. */
export function mergeLedger(
  db: Db,
  stamps: StampSource,
  copy: readonly CopiedCommand[],
  request: MergeRequest,
): MergeResult {
  if (!hasSchema(db)) runMigrations(db);
  const { today, withLines } = request;
  // All copies of one account begin with the same command.
  const opening = accountIn(db);
  if (opening !== null && !copy.some(({ uid }) => uid === opening)) return { outcome: 'other-account' };
  const before = balanceOn(stateAt(db, endOf(today)), today);
  const last = (db.prepare('SELECT max(id) FROM commands').pluck().get() as number | null) ?? 0;

  const known = uidsHere(db);
  const fresh = copy.filter(({ uid }) => !known.has(uid));
  // A copy that opens this ledger keeps its order, and so its numbers.
  if (opening !== null) fresh.sort(byRecording);
  const result = fresh.length === 0 ? NOTHING_NEW : appendAndSettle(db, stamps, { copy, known, fresh }, request);
  if (result.outcome !== 'merged') return result;
  const state = stateAt(db, endOf(today));
  return {
    ...result,
    commands: { read: copy.length, new: fresh.length },
    rows: withLines ? writtenLines(db, transactionsSince(db, last)) : [],
    before,
    after: balanceOn(state, today),
    rulebook: knownRulebooks(db).get(editionOn(state, today)) ?? null,
  };
}

type AppendResult =
  | Extract<MergeResult, { outcome: 'unreadable' | 'conflicts' }>
  | Pick<Extract<MergeResult, { outcome: 'merged' }>, 'outcome' | 'transactions' | 'reversed' | 'repeated'>;

const NOTHING_NEW: AppendResult = { outcome: 'merged', transactions: 0, reversed: 0, repeated: 0 };

interface Incoming {
  readonly copy: readonly CopiedCommand[];
  /** The uids of the commands that are here already. */
  readonly known: ReadonlySet<string>;
  /** The others, in the order in which they are appended. */
  readonly fresh: readonly CopiedCommand[];
}

/** Appends new commands, and settles the conflicts between both copies. */
function appendAndSettle(
  db: Db,
  stamps: StampSource,
  { copy, known, fresh }: Incoming,
  { prefer, today }: MergeRequest,
): AppendResult {
  const isOpen = known.size > 0;
  const problem = isOpen ? copyProblem(copy) : null;
  if (problem) return { outcome: 'unreadable', problem };
  // Problems that were here before are not the other copy's fault.
  const before = isOpen ? problemCount(db) : 0;
  const mine = liveCommands(db);
  const transactions = appendCopy(db, fresh);
  if (transactions === null) return { outcome: 'unreadable', problem: 'names-nothing' };
  rebuildDerived(db);

  const { conflicts, repeated, takenBack } = settleConflicts(
    mergeInput(db, mine, known, copy),
    knownRulebooks(db),
    prefer,
  );
  if (conflicts.length > 0 && prefer === null) return { outcome: 'conflicts', conflicts };
  for (const { command } of repeated) undoRepeated(db, command, SETTLES_MERGE);
  if (repeated.length > 0) rebuildDerived(db);
  for (const { command, isInForce: counts } of takenBack)
    turnCommand(db, stamps, command, counts ? 'undo' : 'redo', today, SETTLES_MERGE);
  // What one copy holds against itself no side can settle.
  if (problemCount(db) > before) return { outcome: 'unreadable', problem: 'contradicts-itself' };
  return { outcome: 'merged', transactions, reversed: takenBack.length, repeated: repeated.length };
}

/** What is wrong with a copy as a ledger of its own, before anything of this ledger is beside it. */
function copyProblem(copy: readonly CopiedCommand[]): CopyProblem | null {
  const alone = openConnection(IN_MEMORY);
  try {
    runMigrations(alone);
    if (appendCopy(alone, copy) === null) return 'names-nothing';
    rebuildDerived(alone);
    return problemCount(alone) > 0 ? 'contradicts-itself' : null;
  } finally {
    alone.close();
  }
}

type CopyProblem = Extract<MergeResult, { outcome: 'unreadable' }>['problem'];

/** How many problems the check finds in the record. Everything derived must be up to date. */
const problemCount = (db: Db): number => checkRecord(db).length + checkHistory(db).length;

const uidsHere = (db: Db): ReadonlySet<string> =>
  new Set(db.prepare('SELECT uid FROM commands').pluck().all() as string[]);

const transactionsSince = (db: Db, command: number): readonly Transaction[] =>
  (db.prepare('SELECT * FROM transactions WHERE command > ?').all(command) as SqlRow[]).map(toTransaction);
