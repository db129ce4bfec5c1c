/** The live transactions of some days with the few columns that say how many Connects there are, one after the other. */
import type { ConnectsMove } from '../../rules/past/connects-move.ts';
import { addDays } from '../../rules/values/calendar.ts';
import { liveSql, liveTransactionSql } from '../derived/live-sql.ts';
import { endOf, IN_ORDER } from '../derived/positions.ts';
import { stateAt } from '../derived/state-at.ts';
import type { Db } from '../file/connection.ts';
import type { BeginMoves, MovedDays, MovesTaker } from '../ledger.ts';

const OF_DAYS = '"on" >= @since AND "on" <= @until';

const MOVES = `
  SELECT id, "on", rank, kind, connects, expires_on AS expiresOn, proposal FROM (
    SELECT id, "on", rank, recorded_at, seq, kind, connects, expires_on, proposal FROM transactions
    WHERE kind <> 'reversal' AND ${OF_DAYS} AND ${liveTransactionSql()}
    UNION ALL
    SELECT body ->> 'transaction', "on", rank, recorded_at, seq, kind, 0, NULL, proposal FROM facts
    WHERE kind IN ('tied', 'dropped') AND ${OF_DAYS} AND ${liveSql()}
    ORDER BY ${IN_ORDER})`;

/** The proposals that may get something back in these days; `earlier`: they have entries of earlier days. */
const REFUNDED = `
  SELECT proposal, EXISTS (SELECT 1 FROM transactions AS t WHERE t.proposal = later.proposal AND t."on" < @since)
    OR EXISTS (SELECT 1 FROM facts AS f WHERE f.proposal = later.proposal AND f."on" < @since) AS earlier
  FROM (SELECT proposal FROM transactions WHERE proposal IS NOT NULL AND kind IN ('refund', 'boost-refund') AND ${OF_DAYS}
    UNION SELECT proposal FROM facts WHERE kind = 'tied' AND ${OF_DAYS}) AS later`;

export function connectsMoves<Replay extends MovesTaker>(db: Db, days: MovedDays, begin: BeginMoves<Replay>): Replay {
  const refunded = db.prepare(REFUNDED).all(days) as { proposal: number; earlier: 0 | 1 }[];
  const earlier = refunded.flatMap(({ proposal, earlier }) => (earlier === 1 ? proposal : []));
  const past = stateAt(db, endOf(addDays(days.since, -1)), earlier);
  const replay = begin(past, new Set(refunded.map(({ proposal }) => proposal)));
  for (const move of db.prepare<MovedDays, ConnectsMove>(MOVES).iterate(days)) replay.take(move);
  return replay;
}
