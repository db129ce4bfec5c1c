/** Merges another copy of the same account by uid: whole or not at all, and in either direction with the same result. */
import type { CopiedCommand } from '../../rules/copied-command.ts';
import { foldEntries } from '../../rules/evolve.ts';
import { settleConflicts } from '../../rules/merge/settle-conflicts.ts';
import { balanceOn, EMPTY_STATE, editionOn } from '../../rules/state.ts';
import { inOrder } from '../../rules/transaction.ts';
import { endOf, LEDGER_START } from '../derived/positions.ts';
import { migrate } from '../derived/rebuild.ts';
import { refold } from '../derived/refold.ts';
import { stateAt } from '../derived/state-at.ts';
import { type Db, hasSchema } from '../file/connection.ts';
import { type SqlRow, toTransaction } from '../file/entry-rows.ts';
import type { MergeRequest, MergeResult } from '../ledger.ts';
import { knownRulebooks, type StampSource } from '../record/append-command.ts';
import { checkHistory } from '../record/check-history.ts';
import { checkRecord } from '../record/check-record.ts';
import { linesOf } from '../record/ledger-queries.ts';
import { undoRepeated } from '../record/reversals.ts';
import { SETTLES_MERGE, turnCommand } from '../record/undo-command.ts';
import { lastDay, linesFor } from '../record/write-command.ts';
import { appendCopy, byRecording } from './append-copy.ts';
import { liveCommands, mergeInput } from './merge-input.ts';

/** Takes in new commands. Unless the outcome is `merged`, the caller must roll back. */
export function mergeLedger(
  db: Db,
  stamps: StampSource,
  copy: readonly CopiedCommand[],
  request: MergeRequest,
): MergeResult {
  if (!hasSchema(db)) migrate(db);
  const { today, withLines } = request;
  const opening = db.prepare(OPENING).pluck().get();
  if (opening !== undefined && !copy.some(({ uid }) => uid === opening)) return { outcome: 'other-account' };
  const before = balanceOn(stateAt(db, endOf(today)), today);
  const last = (db.prepare('SELECT max(id) FROM commands').pluck().get() as number | null) ?? 0;

  const known = uidsHere(db);
  const fresh = copy.filter(({ uid }) => !known.has(uid)).length;
  const result = fresh === 0 ? NOTHING_NEW : appendAndSettle(db, stamps, copy, opening !== undefined, request);
  if (result.outcome !== 'merged') return result;
  const state = stateAt(db, endOf(today));
  return {
    ...result,
    commands: { read: copy.length, new: fresh },
    rows: withLines ? writtenSince(db, last) : [],
    before,
    after: balanceOn(state, today),
    rulebook: knownRulebooks(db).get(editionOn(state, today)) ?? null,
  };
}

/** All copies of one account begin with the same command. */
const OPENING =
  "SELECT uid FROM commands WHERE id = (SELECT command FROM facts WHERE kind = 'opened' ORDER BY seq LIMIT 1)";

type AppendResult =
  | Extract<MergeResult, { outcome: 'unreadable' | 'conflicts' }>
  | Pick<Extract<MergeResult, { outcome: 'merged' }>, 'outcome' | 'transactions' | 'reversed' | 'repeated'>;

const NOTHING_NEW: AppendResult = { outcome: 'merged', transactions: 0, reversed: 0, repeated: 0 };

/** Appends new commands, and settles the conflicts between both copies. */
function appendAndSettle(
  db: Db,
  stamps: StampSource,
  copy: readonly CopiedCommand[],
  isOpen: boolean,
  { prefer, today }: MergeRequest,
): AppendResult {
  // Problems that were here before are not the other copy's fault.
  const faults = isOpen ? checkRecord(db).length : 0;
  const contradictions = isOpen ? checkHistory(db).length : 0;
  const mine = liveCommands(db);
  const known = uidsHere(db);
  const fresh = copy.filter(({ uid }) => !known.has(uid));
  // A copy that opens this ledger keeps its order, and so its numbers.
  const transactions = appendCopy(db, isOpen ? fresh.toSorted(byRecording) : fresh);
  if (transactions === null) return { outcome: 'unreadable', problem: 'names-nothing' };
  refold(db, FIRST, allProposals(db));

  const commands = mergeInput(db, mine, known, copy);
  const theirs = commands.flatMap((each) => (each.inTheirs ? each.entries : [])).sort(inOrder);
  if (foldEntries(EMPTY_STATE, theirs).overdrawn || checkRecord(db).length > faults) {
    return { outcome: 'unreadable', problem: 'contradicts-itself' };
  }
  const { conflicts, repeated, takenBack } = settleConflicts(commands, knownRulebooks(db), prefer);
  if (conflicts.length > 0 && prefer === null) return { outcome: 'conflicts', conflicts };
  for (const { command } of repeated) undoRepeated(db, command, SETTLES_MERGE);
  if (repeated.length > 0) refold(db, FIRST, allProposals(db));
  for (const { command, isInForce: counts } of takenBack)
    turnCommand(db, stamps, command, counts ? 'undo' : 'redo', today, SETTLES_MERGE);
  // What one copy holds against itself no side can settle.
  if (checkHistory(db).length > contradictions) return { outcome: 'unreadable', problem: 'contradicts-itself' };
  return { outcome: 'merged', transactions, reversed: takenBack.length, repeated: repeated.length };
}

const uidsHere = (db: Db): ReadonlySet<string> =>
  new Set(db.prepare('SELECT uid FROM commands').pluck().all() as string[]);

const FIRST = { ...LEDGER_START, on: '0' };

const allProposals = (db: Db) =>
  db
    .prepare(
      `SELECT proposal FROM facts WHERE kind = 'proposal'
       UNION SELECT proposal FROM transactions WHERE kind = 'proposal' AND proposal IS NOT NULL`,
    )
    .pluck()
    .all() as number[];

function writtenSince(db: Db, last: number) {
  const rows = db.prepare('SELECT * FROM transactions WHERE command > ? ORDER BY "on"').all(last) as SqlRow[];
  const written = rows.map(toTransaction);
  return written[0] ? linesFor(written, linesOf(db, written[0].on, lastDay(written))) : [];
}
