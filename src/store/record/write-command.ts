/** Decides a command and appends what was decided. The caller holds the write lock. */

import { Refused } from '../../rules/answers/refusal.ts';
import { isImport, type RecordedDays, scopeOf } from '../../rules/past/needed-parts.ts';
import { statement } from '../../rules/past/statement.ts';
import { balanceOn, type State } from '../../rules/state/state.ts';
import type { Day } from '../../rules/values/calendar.ts';
import { inOrder, transactionsOf } from '../../rules/vocabulary/transaction.ts';
import { heldEntries, withoutVoided } from '../../rules/vocabulary/voided.ts';
import { knownRulebooks } from '../derived/known-rulebooks.ts';
import { withMembers } from '../derived/member-queries.ts';
import { endOf, LEDGER_END, type LedgerPosition } from '../derived/positions.ts';
import { runMigrations } from '../derived/rebuild.ts';
import { replayFrom } from '../derived/replay-from.ts';
import { liveBetween, proposalsAt, proposalsNamed, stateAt } from '../derived/state-at.ts';
import { type Db, hasSchema } from '../file/connection.ts';
import type { WriteRequest, WriteResult } from '../ledger.ts';
import { appendCommand, nextStamp, type StampSource } from './append-command.ts';
import { linesFor, writtenLines } from './ledger-queries.ts';

export function writeCommand(
  db: Db,
  path: string,
  stamps: StampSource,
  { command, today, withLines, onPhase, decide }: WriteRequest,
): WriteResult {
  const scope = scopeOf(command);
  if (!hasSchema(db)) {
    if (!scope.canOpenAccount) throw new Refused({ code: 'no-account', db: path });
    runMigrations(db);
  }
  const rulebooks = knownRulebooks(db);
  const present = stateAt(db, LEDGER_END);
  const day = stateOfDay(db, present, today);
  const place = scope.placeIn(present, rulebooks, recordedDays(db));
  const at = endOf(place.on, place.rank);
  const later = liveBetween(db, at, LEDGER_END);
  const wanted = [...scope.proposals, ...proposalsOfJob(db, scope.key), ...proposalsNamed(later)];
  const past = withProposals(db, later.length === 0 ? present : stateAt(db, at), at, wanted);
  onPhase?.('deciding');
  const next = nextStamp(db, stamps);
  const decision = decide({ past, later, next, rulebooks, member: stamps.member ?? null });
  if (decision.refusal !== null) return { decision };

  const entries = decision.entries.toSorted(inOrder);
  const before = balanceOn(day, today);
  if (entries.length === 0) return { decision, rows: [], before, after: before, state: present };
  onPhase?.('recording');
  const { stamped } = appendCommand(db, stamps, {
    name: command.name,
    // The rows of an import are entries in the ledger themselves.
    body: isImport(command) ? { ...command, rows: [] } : command,
    recordedAt: next.recordedAt,
    reverses: null,
    entries: decision.entries,
  });
  onPhase?.('replaying');
  const whole = later.length === 0 ? entries : [...later, ...entries].sort(inOrder);
  const state = replayFrom(db, entries, { after: at, entries: withoutVoided(whole) });
  // Others may have recorded something for days that are still ahead here.
  const after = balanceOn(stateOfDay(db, state, today), today);
  const written = { decision, before, after, state };
  if (!withLines) return { ...written, rows: [] };
  // What a correction takes back is listed among what was taken back before.
  if (transactionsOf(entries, 'reversal').length > 0) return { ...written, rows: writtenLines(db, entries) };
  // The entries are in order.
  const last = entries.at(-1)?.on ?? command.on;
  // Entries that were undone before are left out: with their reversals they add up to nothing.
  const held = heldEntries([...later.filter(({ on }) => on <= last), ...stamped()].sort(inOrder));
  return { ...written, rows: withMembers(db, linesFor(entries, statement(past, held, last))) };
}

/** The state at the end of a day. `present`: that at the end of the ledger. */
const stateOfDay = (db: Db, present: State, day: Day): State =>
  present.asOf <= day ? present : stateAt(db, endOf(day));

/** The days of recorded proposals and transactions. */
function recordedDays(db: Db): RecordedDays {
  const day = (table: string, id: number) =>
    (db.prepare(`SELECT "on" FROM ${table} WHERE id = ?`).pluck().get(id) as Day | undefined) ?? null;
  return { proposal: (id) => day('proposals', id), transaction: (id) => day('transactions', id) };
}

const proposalsOfJob = (db: Db, key: string | null): readonly number[] =>
  key === null ? [] : (db.prepare('SELECT id FROM proposals WHERE key = ?').pluck().all(key) as number[]);

function withProposals(db: Db, state: State, at: LedgerPosition, ids: readonly number[]): State {
  const missing = ids.filter((id) => !state.proposals.has(id));
  return { ...state, proposals: new Map([...proposalsAt(db, at, missing), ...state.proposals]) };
}
