/** What changes the ledger, run under the write lock: a command decided, and what was decided kept. */
import type { Day } from '../../rules/calendar.ts';
import { Refused } from '../../rules/refusal.ts';
import { balanceOn, type State } from '../../rules/state.ts';
import { type Line, statement } from '../../rules/statement.ts';
import { type Entry, inOrder } from '../../rules/transaction.ts';
import { END, endOf, liveBetween, type Position, proposalsAt, refold, START, stateAt } from '../derived/checkpoints.ts';
import { type Db, hasSchema } from '../file/connection.ts';
import { proposalOf } from '../file/entry-rows.ts';
import { migrate } from '../file/migrations.ts';
import type { Accepted, Refusing, Task, Written } from '../ledger.ts';
import { keep, nextFor, rulebooks, type Stamps } from './append-command.ts';

/** Decides, and keeps what was decided. */
export function write(
  db: Db,
  path: string,
  stamps: Stamps,
  task: Task,
): (Written & { readonly decision: Accepted }) | { readonly decision: Refusing } {
  if (!hasSchema(db)) {
    if (!task.opens) throw new Refused({ code: 'no-account', db: path });
    migrate(db);
  }
  const known = rulebooks(db);
  const present = stateAt(db, END);
  const day = present.asOf <= task.today ? present : stateAt(db, endOf(task.today));
  const place = task.place(present, known);
  const at = endOf(place.on, place.rank);
  const later = liveBetween(db, at, END);
  const wanted = [task.asks.proposal ?? [], proposalsOf(db, task.asks.key), later.flatMap((e) => proposalOf(e) ?? [])];
  const past = withProposals(db, later.length === 0 ? present : stateAt(db, at), at, wanted.flat());
  task.doing?.('deciding');
  const next = nextFor(db, stamps);
  const decision = task.decide({ past, later, next, rulebooks: known });
  if (decision.refusal !== null) return { decision };

  const entries = decision.entries.toSorted(inOrder);
  const [first] = entries;
  const before = balanceOn(day, task.today);
  if (!first) return { decision, rows: [], before, after: before, state: present };
  const { name, body, tells } = task;
  task.doing?.('recording');
  const { recordedAt } = next;
  const recorded = keep(db, stamps, { name, body, recordedAt, reverses: null, entries: decision.entries }).stamped;
  task.doing?.('replaying');
  const whole = later.length === 0 ? entries : [...later, ...entries].sort(inOrder);
  const state = refold(db, first, [], at.on === START.on ? whole : null);
  const written = { decision, before, after: balanceOn(state, task.today), state };
  if (!tells) return { ...written, rows: [] };
  const last = lastDay(entries);
  const live = [...later.filter(({ on }) => on <= last), ...recorded()].sort(inOrder);
  // What was undone is left out: it stands beside its reversal and comes to nothing.
  const held = live.map((entry) => ({ entry, live: true }));
  return { ...written, rows: linesFor(entries, statement(past, held, last)) };
}

export const lastDay = (entries: readonly Entry[]): Day =>
  entries
    .map(({ on }) => on)
    .sort()
    .at(-1) ?? ('' as Day);

/** Of these lines, those of the transactions just written, in the order of their numbers. */
export function linesFor(entries: readonly Entry[], lines: readonly Line[]): readonly Line[] {
  const ids = new Set<number | null>(entries.flatMap((entry) => (entry.type === 'transaction' ? entry.id : [])));
  return lines.filter(({ id }) => ids.has(id)).toSorted((a, b) => (a.id ?? 0) - (b.id ?? 0));
}

const proposalsOf = (db: Db, key: string | null): readonly number[] =>
  key === null ? [] : (db.prepare('SELECT id FROM proposals WHERE key = ?').pluck().all(key) as number[]);

function withProposals(db: Db, state: State, at: Position, ids: readonly number[]): State {
  const missing = ids.filter((id) => !state.proposals.has(id));
  return { ...state, proposals: new Map([...proposalsAt(db, at, missing), ...state.proposals]) };
}
