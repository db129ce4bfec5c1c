/** Another copy of the same account taken in: by uid, whole or not at all, in either direction the same. */
import type { Day } from '../../rules/calendar.ts';
import type { Side } from '../../rules/conflict.ts';
import type { CopiedCommand } from '../../rules/copied.ts';
import { fold } from '../../rules/evolve.ts';
import { settle } from '../../rules/merge/settle.ts';
import { balanceOn, editionOn, NOTHING } from '../../rules/state.ts';
import { inOrder } from '../../rules/transaction.ts';
import { endOf, refold, START, stateAt } from '../derived/checkpoints.ts';
import { type Db, hasSchema } from '../file/connection.ts';
import { type SqlRow, toTransaction } from '../file/entry-rows.ts';
import { migrate } from '../file/migrations.ts';
import type { Joined } from '../ledger.ts';
import { rulebooks, type Stamps } from '../record/append-command.ts';
import { checkRecord } from '../record/check-record.ts';
import { linesOf } from '../record/ledger-queries.ts';
import { reverse, SETTLING } from '../record/undo-command.ts';
import { lastDay, linesFor } from '../record/write-command.ts';
import { inTime, takeIn } from './append-copy.ts';
import { countingHere, joint } from './merge-input.ts';

interface How {
  readonly prefer: Side | null;
  readonly today: Day;
  /** Whether the lines of what was written are asked for: a copy may bring many. */
  readonly tells: boolean;
}

/** Takes in what is new. Unless the outcome is `joined`, the caller must roll back. */
export function join(db: Db, stamps: Stamps, copy: readonly CopiedCommand[], how: How): Joined {
  if (!hasSchema(db)) migrate(db);
  const { today, tells } = how;
  const opening = db.prepare(OPENING).pluck().get();
  if (opening !== undefined && !copy.some(({ uid }) => uid === opening)) return { outcome: 'other-account' };
  const before = balanceOn(stateAt(db, endOf(today)), today);
  const last = (db.prepare('SELECT max(id) FROM commands').pluck().get() as number | null) ?? 0;

  const known = uidsHere(db);
  const fresh = copy.filter(({ uid }) => !known.has(uid)).length;
  const came = fresh === 0 ? NOTHING_NEW : bring(db, stamps, copy, opening !== undefined, how);
  if (came.outcome !== 'joined') return came;
  const state = stateAt(db, endOf(today));
  return {
    ...came,
    commands: { read: copy.length, new: fresh },
    rows: tells ? writtenSince(db, last) : [],
    before,
    after: balanceOn(state, today),
    rulebook: rulebooks(db).get(editionOn(state, today)) ?? null,
  };
}

/** Copies of one account begin with the same command. */
const OPENING =
  "SELECT uid FROM commands WHERE id = (SELECT command FROM facts WHERE kind = 'opened' ORDER BY seq LIMIT 1)";

type Came =
  | Extract<Joined, { outcome: 'unreadable' | 'conflicts' }>
  | Pick<Extract<Joined, { outcome: 'joined' }>, 'outcome' | 'transactions' | 'reversed'>;

const NOTHING_NEW: Came = { outcome: 'joined', transactions: 0, reversed: 0 };

/** Appends what is fresh, and settles what then disagrees. */
function bring(db: Db, stamps: Stamps, copy: readonly CopiedCommand[], isOpen: boolean, { prefer, today }: How): Came {
  // What was wrong here before is not the other copy's fault.
  const faults = isOpen ? checkRecord(db).length : 0;
  const mine = countingHere(db);
  const known = uidsHere(db);
  const fresh = copy.filter(({ uid }) => !known.has(uid));
  // A whole copy keeps its order, and so its numbers.
  const transactions = takeIn(db, isOpen ? fresh.toSorted(inTime) : fresh);
  if (transactions === null) return { outcome: 'unreadable', problem: 'names-nothing' };
  refold(db, FIRST, allProposals(db));

  const commands = joint(db, mine, known, copy);
  const theirs = commands.flatMap((each) => (each.theirs ? each.entries : [])).sort(inOrder);
  if (fold(NOTHING, theirs).overdrawn || checkRecord(db).length > faults) {
    return { outcome: 'unreadable', problem: 'contradicts-itself' };
  }
  const { conflicts, takenBack } = settle(commands, rulebooks(db), prefer);
  if (conflicts.length > 0 && prefer === null) return { outcome: 'conflicts', conflicts };
  for (const { command, counts } of takenBack) reverse(db, stamps, command, counts ? 'undo' : 'redo', today, SETTLING);
  return { outcome: 'joined', transactions, reversed: takenBack.length };
}

const uidsHere = (db: Db): ReadonlySet<string> =>
  new Set(db.prepare('SELECT uid FROM commands').pluck().all() as string[]);

const FIRST = { ...START, on: '0' };

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
