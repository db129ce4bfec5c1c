/** What changes the ledger, run under the write lock: a decision kept, or a command turned by `undo` and `redo`. */
import type { Day } from '../rules/calendar.ts';
import { Refused } from '../rules/refusal.ts';
import { balanceOn, type State } from '../rules/state.ts';
import { type Line, statement } from '../rules/statement.ts';
import { type Entry, inOrder, type Transaction } from '../rules/transaction.ts';
import { END, endOf, liveBetween, type Position, proposalsAt, refold, stateAt } from './checkpoints.ts';
import { type Db, hasSchema } from './db.ts';
import { keep, nextNumbers, rulebooks, type Stamps } from './keep.ts';
import type { Accepted, Refusing, Task, Turned, Written } from './ledger.ts';
import { migrate } from './migrations.ts';
import { linesOf } from './read.ts';
import { proposalOf, type SqlRow, toFact, toTransaction } from './rows.ts';

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
  const decision = task.decide({ past, later, next: nextNumbers(db), rulebooks: known });
  if (decision.refusal !== null) return { decision };

  const { entries } = decision;
  const [first] = entries.toSorted(inOrder);
  const before = balanceOn(day, task.today);
  if (!first) return { decision, rows: [], before, after: before, state: present };
  const { recorded } = keep(db, stamps, { name: task.name, body: task.body, reverses: null, entries });
  const state = refold(db, first, []);
  const last = lastDay(entries);
  const all = [...later.filter(({ on }) => on <= last), ...recorded].sort(inOrder);
  // What was undone is left out: it stands beside its reversal and comes to nothing.
  const lines = statement(
    past,
    all.map((entry) => ({ entry, live: true })),
    last,
  );
  return { decision, rows: linesFor(entries, lines), before, after: balanceOn(state, task.today), state };
}

/** Takes back the last command that still counts, or brings back the one that `undo` took last. */
export function turn(db: Db, stamps: Stamps, way: 'undo' | 'redo', today: Day): Turned | null {
  if (!hasSchema(db)) return null;
  const target = db.prepare(way === 'undo' ? LAST_LIVE : LAST_UNDONE).get() as SqlRow | undefined;
  if (!target) return null;
  const before = balanceOn(stateAt(db, endOf(today)), today);
  const id = target['id'] as number;
  const own = (table: string, command: number) =>
    db.prepare(`SELECT * FROM ${table} WHERE command = ?`).all(command) as SqlRow[];
  const transactions = own('transactions', id).map(toTransaction);
  // A second undo reverses what the redo posted, and so on.
  const newest = db.prepare('SELECT max(id) FROM commands WHERE id = @id OR reverses = @id').pluck().get({ id });
  const next = nextNumbers(db);
  const reversals = own('transactions', newest as number).map(
    (row, i): Transaction => ({
      ...toTransaction(row),
      id: next.transaction + i,
      seq: next.seq + i,
      kind: 'reversal',
      label: `${way === 'undo' ? 'Undone' : 'Redone'}: ${transactions[i]?.label ?? ''}`,
      connects: -(row['connects'] as number),
      expiresOn: null,
      cents: null,
      reverses: row['id'] as number,
    }),
  );
  const { command: undoing } = keep(db, stamps, { name: way, body: {}, reverses: id, entries: reversals });
  if (way === 'undo') db.prepare('INSERT INTO undone (command, undoing) VALUES (?, ?)').run(id, undoing);
  else db.prepare('DELETE FROM undone WHERE command = ?').run(id);

  const turned: readonly Entry[] = [...own('facts', id).map(toFact), ...transactions];
  const from: Position = turned.toSorted(inOrder)[0] ?? END;
  const touched = turned.flatMap((entry) => proposalOf(entry) ?? []);
  const state = refold(db, from, touched);
  const rows = reversals[0] ? linesFor(reversals, linesOf(db, firstDay(reversals), lastDay(reversals))) : [];
  const body: unknown = JSON.parse(target['body'] as string);
  return { rows, before, after: balanceOn(state, today), state, name: target['name'] as string, body };
}

const lastDay = (entries: readonly Entry[]): Day =>
  entries
    .map(({ on }) => on)
    .sort()
    .at(-1) ?? ('' as Day);
const firstDay = (entries: readonly Entry[]): Day => entries.map(({ on }) => on).sort()[0] ?? ('' as Day);

/** Of these lines, those of the transactions just written, in the order of their numbers. */
function linesFor(entries: readonly Entry[], lines: readonly Line[]): readonly Line[] {
  const ids = new Set<number | null>(entries.flatMap((entry) => (entry.type === 'transaction' ? entry.id : [])));
  return lines.filter(({ id }) => ids.has(id)).toSorted((a, b) => (a.id ?? 0) - (b.id ?? 0));
}

const proposalsOf = (db: Db, key: string | null): readonly number[] =>
  key === null ? [] : (db.prepare('SELECT id FROM proposals WHERE key = ?').pluck().all(key) as number[]);

function withProposals(db: Db, state: State, at: Position, ids: readonly number[]): State {
  const missing = ids.filter((id) => !state.proposals.has(id));
  return { ...state, proposals: new Map([...proposalsAt(db, at, missing), ...state.proposals]) };
}

/** The last command that still counts; the one that opened the account cannot be undone. */
const LAST_LIVE = `
  SELECT * FROM commands
  WHERE reverses IS NULL AND id NOT IN (SELECT command FROM undone)
    AND id > (SELECT command FROM facts WHERE kind = 'opened' ORDER BY seq LIMIT 1)
  ORDER BY id DESC LIMIT 1`;

/** What was undone since the last command that recorded something new: `undo` works backwards, so the earliest of it. */
const LAST_UNDONE = `
  SELECT * FROM commands
  WHERE id = (
    SELECT min(command) FROM undone
    WHERE undoing > (SELECT id FROM commands WHERE reverses IS NULL ORDER BY id DESC LIMIT 1)
  )`;
