/** What a ledger comes to, so that two copies of it can be held against each other. */
import type { Day } from '../../rules/calendar.ts';
import { isDerived, type Problem } from '../../rules/problem.ts';
import { balanceOn } from '../../rules/state.ts';
import { endOf, stateAt } from '../derived/checkpoints.ts';
import { LIVE } from '../derived/live-sql.ts';
import { derive } from '../derived/rebuild.ts';
import type { Db } from '../file/connection.ts';
import { ageOf, bringUpToDate, connect } from '../file/open-file.ts';
import { isFatal, isWhole, mend, misshapen } from '../file/schema-check.ts';
import { fault, refusedBetween } from '../file/storage-errors.ts';
import { checkRecord } from '../record/check-record.ts';
import { check } from './check.ts';
import { checkStory } from './check-history.ts';

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

/** Of a ledger that is up to date. Throws what SQLite complains of where it cannot be read. */
export function standing(db: Db, today: Day): Standing {
  const [damage] = db.pragma('quick_check(1)') as { quick_check: string }[];
  if (damage?.quick_check !== 'ok' || !isWhole(db)) throw fault('storage-corrupt', db.name, damage?.quick_check ?? '');
  const uids = (sql: string) => new Set(db.prepare(sql).pluck().all() as string[]);
  return {
    account: accountIn(db),
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

/** The uid of the command that opened the account. */
export const accountIn = (db: Db): string | null =>
  (db
    .prepare(
      "SELECT uid FROM commands WHERE id = (SELECT command FROM facts WHERE kind = 'opened' ORDER BY seq LIMIT 1)",
    )
    .pluck()
    .get() as string | undefined) ?? null;

/** What was derived back then and does not follow from the record any more. What is only missing speaks against nothing. */
const contradicts = (problem: Problem): boolean => isDerived(problem) && problem.why !== 'missing';

/**
 * Makes sure that a copy is a whole ledger, with what is derived made anew, and tells what it comes to.
 * `source`: the file it is of; `target`: where it is to go; `force`: take it although its record does not fit together, so long as it can be read.
 */
export function takeOver(
  copy: string,
  { source, target, today, force }: { source: string; target: string; today: Day; force: boolean },
): Standing {
  const db = connect(copy);
  const corrupt = (detail: 'not a backup' | 'unsound') => fault('storage-corrupt', source, detail);
  try {
    const age = ageOf(db, source);
    const [damage] = db.pragma('integrity_check(1)') as { integrity_check: string }[];
    if (age === 'blank' || damage?.integrity_check !== 'ok' || misshapen(db).some(isFatal))
      throw corrupt('not a backup');
    // A journal of its own kind would stay behind when the copy is moved.
    db.pragma('journal_mode = DELETE');
    if (age === 'older') bringUpToDate(db, source);
    else {
      const problems = check(db);
      if (problems.length === 0) return standing(db, today);
      // What is derived is made anew below: where it said otherwise, the record itself may be what was changed.
      if (!force && problems.some(contradicts)) throw corrupt('unsound');
    }
    db.transaction(() => {
      mend(db);
      const record = checkRecord(db);
      if (record.some(({ code }) => code === 'unreadable' || code === 'opening')) throw corrupt('not a backup');
      derive(db);
      if (!force && (record.length > 0 || checkStory(db).length > 0)) throw corrupt('unsound');
    })();
    return standing(db, today);
  } catch (error) {
    // What cannot even be replayed is no better than what cannot be read.
    throw refusedBetween(error, source, target) ?? corrupt('not a backup');
  } finally {
    db.close();
  }
}
