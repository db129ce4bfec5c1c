/** What each day comes to: the live transactions and the proposals added up, and what expired. Reports and statistics read these instead of every one. */
import type { ReplayObserver } from '../../rules/state/evolve.ts';
import { stageOf } from '../../rules/vocabulary/outcomes.ts';
import type { Entry } from '../../rules/vocabulary/transaction.ts';
import { insertRows } from '../file/bulk-insert.ts';
import { type Db, preparedStatement } from '../file/connection.ts';
import { liveTransactionSql } from './live-sql.ts';
import { comparedSql, type LedgerPosition, positionValues } from './positions.ts';

/** Connects that expired on a day, with the entry at which a replay finds them gone. */
export interface LapseNote {
  readonly at: LedgerPosition;
  readonly on: string;
  connects: number;
}

/** Writes down what expires in a replay: `at` says which entry comes next. */
export function lapseNotes(): Required<Pick<ReplayObserver, 'lapsed'>> & {
  at(entry: LedgerPosition): void;
  readonly found: readonly LapseNote[];
} {
  const found: LapseNote[] = [];
  let here: LedgerPosition | null = null;
  return {
    found,
    at(entry) {
      here = entry;
    },
    lapsed({ expiresOn: on, left: connects }) {
      const last = found.at(-1);
      if (last?.at === here && last?.on === on) last.connects += connects;
      else if (here) found.push({ at: here, on, connects });
    },
  };
}

/** Stores what expires in a replay after a position, in place of what was stored of it before. */
export function saveLapses(db: Db, after: LedgerPosition, found: readonly LapseNote[]): void {
  db.prepare(`DELETE FROM lapses WHERE ${comparedSql('>')}`).run(positionValues(after));
  const columns = {
    on: ({ at }: LapseNote) => at.on,
    rank: ({ at }: LapseNote) => at.rank,
    recorded_at: ({ at }: LapseNote) => at.recordedAt,
    seq: ({ at }: LapseNote) => at.seq,
    lapsed_on: ({ on }: LapseNote) => on,
    connects: ({ connects }: LapseNote) => connects,
  };
  insertRows(db, 'lapses', columns, found);
}

/** Adds up the days of these entries anew; null: all days. */
export const addUpFlows = (db: Db, changed: readonly Entry[] | null): void =>
  addUp(db, 'flows', flowsOf, changed?.map(({ on }) => on) ?? null);

/** Adds up the proposals of these days anew; null: all of them. */
export const addUpProposals = (db: Db, days: Iterable<string> | null): void => addUp(db, 'tallies', talliesOf, days);

function addUp(db: Db, table: string, sumsOf: (which: string) => string, days: Iterable<string> | null): void {
  if (!days) {
    db.exec(`DELETE FROM ${table}`);
    db.exec(sumsOf(''));
    return;
  }
  const values = { days: JSON.stringify([...new Set(days)]) };
  preparedStatement(db, `DELETE FROM ${table} WHERE ${OF_DAYS}`).run(values);
  preparedStatement(db, sumsOf(`AND ${OF_DAYS}`)).run(values);
}

const OF_DAYS = '"on" IN (SELECT value FROM json_each(@days))';

/** The label of the rows that a bid and its final price have on Upwork's page begins so. */
const ALONE = `iif(kind IN ('boost', 'boost-refund') AND label LIKE '%accepted your bid%', id, NULL)`;

const flowsOf = (which: string): string => `
  INSERT INTO flows ("on", kind, edition, connects, cents, transactions, "transaction")
  SELECT "on", kind, edition, sum(connects), sum(cents), count(*), ${ALONE} AS alone FROM transactions
  WHERE kind <> 'reversal' ${which} AND ${liveTransactionSql()}
  GROUP BY "on", kind, edition, connects > 0, cents IS NULL, alone`;

const stageSum = (stage: Parameters<typeof stageOf>[0]): string => `sum(reached >= ${stageOf(stage)})`;
const HIRED = `reached >= ${stageOf('hired')}`;

/** Whether somebody tagged it, and how long the reply took, are what groups are made by beside the day. */
const talliesOf = (which: string): string => `
  INSERT INTO tallies ("on", invited, boosted, cost_unknown, tagged, reply_days, proposals, viewed, replied, interviews,
    hired, open, silent, spent, credits, refunded, bought, unpriced, micro_cents, value_cents, valued, unvalued)
  SELECT "on", invited, boosted, cost_unknown, tags <> '[]', reply_days, count(*), ${stageSum('viewed')},
    ${stageSum('replied')}, ${stageSum('interview')}, ${stageSum('hired')}, sum(open),
    sum(status = 'sent' AND seen_on IS NULL), sum(spent), sum(credits), sum(refunded), sum(bought), sum(unpriced),
    sum(micro_cents), sum(iif(${HIRED}, coalesce(value_cents, 0), 0)), sum(${HIRED} AND value_cents IS NOT NULL),
    sum(${HIRED} AND value_cents IS NULL)
  FROM proposals WHERE true ${which} GROUP BY 1, 2, 3, 4, 5, 6`;
