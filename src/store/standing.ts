/** What a ledger comes to, so that two copies of it can be held against each other. */
import type { Day } from '../rules/calendar.ts';
import { balanceOn } from '../rules/state.ts';
import { endOf, stateAt } from './checkpoints.ts';
import { type Db, pragma } from './db.ts';
import { fault } from './faults.ts';
import { APPLICATION_ID, migrate, VERSION } from './migrations.ts';
import { connect } from './open.ts';
import { LIVE } from './ties.ts';

export interface Standing {
  /** The command that opened the account: the same in every copy of it. */
  readonly account: string | null;
  readonly balance: number;
  /** When something was recorded last, UTC. */
  readonly recordedAt: string | null;
  /** The uids of all transactions, and of the proposals that count. */
  readonly transactions: ReadonlySet<string>;
  readonly proposals: ReadonlySet<string>;
}

/** Throws what SQLite complains of, or a refusal, where the file cannot be read as a ledger. */
export function standing(db: Db, today: Day): Standing | 'newer' | 'older' {
  if (pragma(db, 'application_id') !== APPLICATION_ID) throw fault('storage-corrupt', db.name, 'not a ledger');
  const version = pragma(db, 'user_version');
  if (version !== VERSION) return version > VERSION ? 'newer' : 'older';
  const [damage] = db.pragma('quick_check(1)') as { quick_check: string }[];
  if (damage?.quick_check !== 'ok') throw fault('storage-corrupt', db.name, damage?.quick_check ?? '');
  const uids = (sql: string) => new Set(db.prepare(sql).pluck().all() as string[]);
  return {
    account: (db.prepare(OPENING).pluck().get() as string | undefined) ?? null,
    balance: balanceOn(stateAt(db, endOf(today)), today),
    recordedAt: db.prepare('SELECT max(recorded_at) FROM commands').pluck().get() as string | null,
    transactions: uids('SELECT uid FROM transactions'),
    proposals: uids(PROPOSALS),
  };
}

/** Each by what it is named by: see `copy.ts`. */
const PROPOSALS = `
  SELECT uid FROM facts WHERE kind = 'proposal' AND ${LIVE} UNION ALL
  SELECT uid FROM transactions t WHERE kind = 'proposal' AND ${LIVE}
    AND NOT EXISTS (SELECT 1 FROM facts WHERE kind = 'proposal' AND proposal = t.proposal)`;

const OPENING = `
  SELECT uid FROM commands WHERE id = (SELECT command FROM facts WHERE kind = 'opened' ORDER BY seq LIMIT 1)`;

/** Makes sure that a copy is a whole ledger, brings it up to date, and tells what it comes to. `source`: the file it is of. */
export function takeOver(copy: string, source: string, today: Day): Standing {
  const db = connect(copy);
  try {
    if (pragma(db, 'application_id') !== APPLICATION_ID) throw fault('storage-corrupt', source, 'not a backup');
    const version = pragma(db, 'user_version');
    if (version > VERSION) throw fault('storage-newer', source, String(version));
    const [damage] = db.pragma('integrity_check(1)') as { integrity_check: string }[];
    if (damage?.integrity_check !== 'ok') throw fault('storage-corrupt', source, 'not a backup');
    // A journal of its own kind would stay behind when the copy is moved.
    db.pragma('journal_mode = DELETE');
    migrate(db);
    const found = standing(db, today);
    if (typeof found === 'string' || found.account === null) throw fault('storage-corrupt', source, 'not a backup');
    return found;
  } finally {
    db.close();
  }
}
