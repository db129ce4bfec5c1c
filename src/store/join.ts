/** Another copy of the same account taken in: by uid, whole or not at all, in either direction the same result. */
import type { Day } from '../rules/calendar.ts';
import type { Conflict } from '../rules/conflict.ts';
import type { CopiedCommand } from '../rules/copied.ts';
import { conflicts, type Recorded } from '../rules/merge.ts';
import { recorded as proposalBy } from '../rules/proposal.ts';
import { balanceOn } from '../rules/state.ts';
import type { Entry } from '../rules/transaction.ts';
import { END, endOf, LIVE, liveBetween, refold, START, stateAt } from './checkpoints.ts';
import { type Db, hasSchema } from './db.ts';
import type { Stamps } from './keep.ts';
import type { Joined, Side } from './ledger.ts';
import { migrate } from './migrations.ts';
import { proposalOf, type SqlRow, toFact, toTransaction } from './rows.ts';
import { inTime, takeIn } from './take-in.ts';
import { reverse } from './turn.ts';

/** Takes in what is new. With conflicts and no side preferred, the caller must roll back. */
export function join(
  db: Db,
  stamps: Stamps,
  copy: readonly CopiedCommand[],
  { prefer, today }: { prefer: Side | null; today: Day },
): Joined {
  if (!hasSchema(db)) migrate(db);
  const empty = db.prepare('SELECT count(*) FROM commands').pluck().get() === 0;
  const before = empty ? 0 : balanceOn(stateAt(db, endOf(today)), today);
  const none = {
    commands: { read: copy.length, new: 0 },
    transactions: 0,
    conflicts: [],
    reversed: 0,
    before,
    after: before,
  };
  if (!empty && !sameAccount(db, copy)) return { outcome: 'other-account', ...none };

  const here = new Set(db.prepare('SELECT uid FROM commands').pluck().all() as string[]);
  const there = new Set(copy.map(({ uid }) => uid));
  const fresh = copy.filter(({ uid }) => !here.has(uid));
  const taken = takeIn(db, empty ? fresh : fresh.toSorted(inTime), empty);
  if (taken === null) return { outcome: 'unreadable', ...none };
  if (taken.taken === 0) return { outcome: 'joined', ...none };
  refold(db, FIRST, allProposals(db));

  const isMine = (uid: string) => here.has(uid) && !there.has(uid);
  const theirs = new Set(taken.commands);
  const sides = () => {
    const all = recorded(db);
    return {
      mine: all.filter(({ uid }) => isMine(uid)),
      theirs: all.filter(({ command }) => theirs.has(command)),
    };
  };
  let reversed = 0;
  let found = contradictions(db, sides());
  const first = found;
  while (prefer !== null && found.length > 0) {
    const losers = losing(found, prefer, sides());
    if (losers.length === 0) break;
    for (const command of losers) reverse(db, stamps, command, 'undo', today);
    reversed += losers.length;
    found = contradictions(db, sides());
  }
  return {
    outcome: found.length > 0 ? 'conflicts' : 'joined',
    commands: { read: copy.length, new: taken.taken },
    transactions: taken.transactions,
    conflicts: found.length > 0 ? found : first,
    reversed,
    before,
    after: balanceOn(stateAt(db, endOf(today)), today),
  };
}

const FIRST = { ...START, on: '0' };

const allProposals = (db: Db) =>
  db
    .prepare(
      `SELECT proposal FROM facts WHERE kind = 'proposal'
       UNION SELECT proposal FROM transactions WHERE kind = 'proposal' AND proposal IS NOT NULL`,
    )
    .pluck()
    .all() as number[];

/** Copies of one account begin with the same command. */
function sameAccount(db: Db, copy: readonly CopiedCommand[]): boolean {
  const opening = db
    .prepare(
      "SELECT uid FROM commands WHERE id = (SELECT command FROM facts WHERE kind = 'opened' ORDER BY seq LIMIT 1)",
    )
    .pluck()
    .get();
  return copy.some(({ uid }) => uid === opening);
}

interface Live extends Recorded {
  readonly uid: string;
}

/** Commands that still count, with their entries. */
function recorded(db: Db): readonly Live[] {
  const rows = db
    .prepare(`SELECT id, uid FROM commands WHERE reverses IS NULL AND id NOT IN (SELECT command FROM undone)`)
    .all();
  const entries = new Map<number, Entry[]>();
  for (const [table, read] of [
    ['transactions', toTransaction],
    ['facts', toFact],
  ] as const) {
    for (const row of db.prepare(`SELECT * FROM ${table} WHERE ${LIVE} ORDER BY seq`).iterate() as Iterable<SqlRow>) {
      const command = row['command'] as number;
      const list = entries.get(command);
      if (list) list.push(read(row));
      else entries.set(command, [read(row)]);
    }
  }
  return (rows as { id: number; uid: string }[]).map(({ id, uid }) => ({
    command: id,
    uid,
    entries: entries.get(id) ?? [],
  }));
}

function contradictions(db: Db, sides: { mine: readonly Live[]; theirs: readonly Live[] }): readonly Conflict[] {
  const found = conflicts(sides.mine, sides.theirs, liveBetween(db, START, END));
  const { overdrawn } = stateAt(db, END);
  if (!overdrawn) return found;
  const spending = (side: readonly Live[]) =>
    side
      .filter(({ entries }) => entries.some((e) => e.type === 'transaction' && e.connects < 0))
      .map(({ command }) => command);
  return [
    ...found,
    {
      code: 'negative-day',
      ...overdrawn,
      mine: spending(sides.mine).slice(-1),
      theirs: spending(sides.theirs).slice(-1),
    },
  ];
}

/** Commands of the other side that a conflict names, and what hangs on them. Newest first. */
function losing(found: readonly Conflict[], prefer: Side, sides: { mine: readonly Live[]; theirs: readonly Live[] }) {
  const side = prefer === 'mine' ? sides.theirs : sides.mine;
  const named = new Set(found.flatMap((conflict) => (prefer === 'mine' ? conflict.theirs : conflict.mine)));
  const gone = new Set(
    side
      .filter(({ command }) => named.has(command))
      .flatMap(({ entries }) => entries.flatMap((entry) => proposalBy(entry) ?? [])),
  );
  const hanging = side.filter(({ entries }) => entries.some((entry) => gone.has(proposalOf(entry) ?? -1)));
  return [...new Set([...named, ...hanging.map(({ command }) => command)])]
    .filter((command) => side.some((each) => each.command === command))
    .sort((a, b) => b - a);
}
