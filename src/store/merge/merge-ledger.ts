/** Merges another copy of the same account by uid: whole or not at all, and in either direction with the same result. */
import type { CopiedCommand } from '../../rules/command/copied-command.ts';
import type { MergeContribution } from '../../rules/merge/merged-history.ts';
import { settleConflicts } from '../../rules/merge/settle-conflicts.ts';
import { balanceOn, editionOn } from '../../rules/state/state.ts';
import type { Transaction } from '../../rules/vocabulary/transaction.ts';
import { knownRulebooks } from '../derived/known-rulebooks.ts';
import { endOf } from '../derived/positions.ts';
import { rebuildDerived, runMigrations } from '../derived/rebuild.ts';
import { stateAt } from '../derived/state-at.ts';
import { type Db, hasSchema, withConnection } from '../file/connection.ts';
import { type SqlRow, toTransaction } from '../file/entry-rows.ts';
import { IN_MEMORY, openConnection } from '../file/open-file.ts';
import type { MergeRequest, MergeResult, RenumberedProposal, SettledCommand } from '../ledger.ts';
import type { StampSource } from '../record/append-command.ts';
import { checkHistory } from '../record/check-history.ts';
import { checkRecord } from '../record/check-record.ts';
import { accountIn, commandFault, writtenLines } from '../record/ledger-queries.ts';
import { undoRepeated } from '../record/reversals.ts';
import { SETTLES_MERGE, turnCommand } from '../record/undo-command.ts';
import { appendCopy, byRecording } from './append-copy.ts';
import { type LocalNumbers, localNumbers } from './ledger-copy.ts';
import { liveCommands, mergeInput } from './merge-input.ts';
import { refuseStranger } from './refuse-stranger.ts';

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
  refuseStranger(db, 'merge', stamps.member ?? null);
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
  | Pick<
      Extract<MergeResult, { outcome: 'merged' }>,
      'outcome' | 'transactions' | 'settled' | 'conflicts' | 'titles' | 'repeated' | 'renumbered'
    >;

const NOTHING_NEW: AppendResult = {
  outcome: 'merged',
  transactions: 0,
  ...{ settled: [], conflicts: [], titles: new Map() },
  repeated: 0,
  renumbered: [],
};

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
  const there = isOpen ? examineCopy(copy) : null;
  if (there?.problem) return { outcome: 'unreadable', problem: there.problem };
  // Problems that were here before are not the other copy's fault.
  const before = isOpen ? problemCount(db) : 0;
  const mine = liveCommands(db);
  const own = localNumbers(db).proposals;
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
  for (const { command, isInForce: counts, against } of takenBack)
    turnCommand(db, stamps, command, counts ? 'undo' : 'redo', today, { ...SETTLES_MERGE, against });
  const renumbered = there ? renumberedProposals(db, own, there.proposals) : [];
  // What one copy holds against itself no side can settle.
  if (problemCount(db) > before) return { outcome: 'unreadable', problem: 'contradicts-itself' };
  const settled = takenBack.map((each) => settledCommand(db, each));
  const titles = settled.length > 0 ? proposalTitles(db) : new Map();
  return { outcome: 'merged', transactions, settled, conflicts, titles, repeated: repeated.length, renumbered };
}

/** One that cannot be read is told by its number alone. */
function settledCommand(db: Db, { command, isInForce }: MergeContribution): SettledCommand {
  const row = db.prepare('SELECT name, body, reverses FROM commands WHERE id = ?').get(command) as SqlRow;
  const body: unknown = commandFault(row) === null ? JSON.parse(row['body'] as string) : null;
  return { command, way: isInForce ? 'undo' : 'redo', body };
}

const proposalTitles = (db: Db): ReadonlyMap<number, { readonly title: string | null }> =>
  new Map(
    (db.prepare('SELECT id, title FROM proposals').all() as { id: number; title: string | null }[]).map(
      ({ id, title }) => [id, { title }],
    ),
  );

interface ExaminedCopy {
  readonly problem: Extract<MergeResult, { outcome: 'unreadable' }>['problem'] | null;
  /** The numbers that proposals have in the copy, by uid. */
  readonly proposals: LocalNumbers['proposals'];
}

/** Takes a copy in as a ledger of its own, to see what is wrong with it before anything of this ledger is beside it. */
const examineCopy = (copy: readonly CopiedCommand[]): ExaminedCopy =>
  withConnection(openConnection(IN_MEMORY), (alone) => {
    runMigrations(alone);
    const isWhole = appendCopy(alone, copy) !== null;
    rebuildDerived(alone);
    const { proposals } = localNumbers(alone);
    return { problem: !isWhole ? 'names-nothing' : problemCount(alone) > 0 ? 'contradicts-itself' : null, proposals };
  });

/** New proposals with another number than in the copy. `own`: those that were here before. */
function renumberedProposals(
  db: Db,
  own: LocalNumbers['proposals'],
  copied: LocalNumbers['proposals'],
): readonly RenumberedProposal[] {
  const now = localNumbers(db).proposals;
  const live = new Set(db.prepare('SELECT id FROM proposals').pluck().all());
  return [...copied].flatMap(([uid, there]) => {
    const here = now.get(uid);
    return here === undefined || here === there || own.has(uid) || !live.has(here) ? [] : { there, here };
  });
}

/** How many problems the check finds in the record. Everything derived must be up to date. */
const problemCount = (db: Db): number => checkRecord(db).length + checkHistory(db).length;

const uidsHere = (db: Db): ReadonlySet<string> =>
  new Set(db.prepare('SELECT uid FROM commands').pluck().all() as string[]);

const transactionsSince = (db: Db, command: number): readonly Transaction[] =>
  (db.prepare('SELECT * FROM transactions WHERE command > ?').all(command) as SqlRow[]).map(toTransaction);
