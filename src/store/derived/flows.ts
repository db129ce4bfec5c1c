/** What moved on each day: the live transactions added up, and what expired. A report reads these instead of every transaction. */
import type { ReplayObserver } from '../../rules/state/evolve.ts';
import type { Entry } from '../../rules/vocabulary/transaction.ts';
import { insertRows } from '../file/bulk-insert.ts';
import type { Db } from '../file/connection.ts';
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
export function addUpFlows(db: Db, changed: readonly Entry[] | null): void {
  if (!changed) {
    db.exec('DELETE FROM flows');
    db.exec(addedUp(''));
    return;
  }
  const days = JSON.stringify([...new Set(changed.map(({ on }) => on))]);
  db.prepare(`DELETE FROM flows WHERE ${OF_DAYS}`).run({ days });
  db.prepare(addedUp(`AND ${OF_DAYS}`)).run({ days });
}

const OF_DAYS = '"on" IN (SELECT value FROM json_each(@days))';

/** The label of the rows that a bid and its final price have on Upwork's page begins so. */
const ALONE = `iif(kind IN ('boost', 'boost-refund') AND label LIKE '%accepted your bid%', id, NULL)`;

const addedUp = (which: string): string => `
  INSERT INTO flows ("on", kind, edition, connects, cents, transactions, "transaction")
  SELECT "on", kind, edition, sum(connects), sum(cents), count(*), ${ALONE} AS alone FROM transactions
  WHERE kind <> 'reversal' ${which} AND ${liveTransactionSql()}
  GROUP BY "on", kind, edition, connects > 0, cents IS NULL, alone`;
