/** Proposals that wait for an answer, and sums by client: counted in SQL, so that only those that are shown are read. */
import type { WaitingProposals } from '../../rules/proposals/unanswered.ts';
import type { ClientSums } from '../../rules/state/proposal-sums.ts';
import type { Proposal } from '../../rules/state/state.ts';
import type { Day } from '../../rules/values/calendar.ts';
import { stageOf } from '../../rules/vocabulary/outcomes.ts';
import type { Db } from '../file/connection.ts';
import { type SqlRow, toProposal } from '../file/entry-rows.ts';
import type { AskedDays, WaitingQuery } from '../ledger.ts';

const COUNTS = `
  SELECT coalesce(sum(open) FILTER (WHERE "on" > @last), 0) AS recent, coalesce(sum(open) FILTER (WHERE "on" <= @last), 0) AS stale,
    coalesce(sum(silent) FILTER (WHERE "on" <= @last), 0) AS silent
  FROM tallies`;
const SILENT = `status = 'sent' AND seen_on IS NULL`;
const STALE = 'SELECT * FROM proposals WHERE open AND "on" <= @last ORDER BY "on", id LIMIT @limit';
const FIRST_SILENT = `SELECT id FROM proposals WHERE open AND "on" <= @last AND ${SILENT} ORDER BY "on", id LIMIT 1`;

export function countWaiting(db: Db, { last, limit }: WaitingQuery): WaitingProposals {
  const counts = db.prepare(COUNTS).get({ last }) as Pick<WaitingProposals, 'recent' | 'stale' | 'silent'>;
  const firstSilent = counts.silent === 0 ? null : (db.prepare(FIRST_SILENT).pluck().get({ last }) as number);
  // One after the other: rows and proposals together would be twice as much.
  const first: Proposal[] = [];
  for (const row of db.prepare<object, SqlRow>(STALE).iterate({ last, limit: limit ?? -1 }))
    first.push(toProposal(row));
  return { ...counts, firstSilent, first };
}

const CLIENTS = `
  SELECT client AS name, count(*) AS proposals, sum(reached >= ${stageOf('replied')}) AS replied,
    sum(status = 'hired') AS hired, sum(iif(cost_unknown, 0, spent - refunded)) AS net, sum(cost_unknown) AS unknownCosts,
    coalesce(sum(value_cents), 0) AS valueCents, sum(status = 'hired' AND value_cents IS NULL) AS unvalued
  FROM proposals WHERE "on" >= ? AND "on" <= ? GROUP BY client ORDER BY min("on"), min(id)`;

export const clientRows = (db: Db, { since, until }: AskedDays): readonly ClientSums[] =>
  db.prepare(CLIENTS).all(since ?? ('' as Day), until) as ClientSums[];
