/** What moved over some days, from the days that are added up already: no transaction is read one by one. */
import type { DayFlow, DayFlows } from '../../rules/past/day-flows.ts';
import type { Day } from '../../rules/values/calendar.ts';
import { KIND_FACTS } from '../../rules/vocabulary/kinds.ts';
import { PROPOSAL_OF_T } from '../derived/live-sql.ts';
import { LEDGER_END } from '../derived/positions.ts';
import { stateAt } from '../derived/state-at.ts';
import type { Db } from '../file/connection.ts';
import type { AskedDays } from '../ledger.ts';

const FLOWS = `
  SELECT d."on", d.kind, coalesce(t.label, '') AS label, d.connects, d.cents, d.edition, d.transactions,
    CASE WHEN t.id IS NULL THEN NULL ELSE ${PROPOSAL_OF_T} END AS proposal
  FROM flows d LEFT JOIN transactions t ON t.id = d."transaction"
  WHERE d."on" >= @since AND d."on" <= @until ORDER BY d."on", t.rank, t.recorded_at, t.seq`;
const LAPSES =
  'SELECT lapsed_on AS "on", sum(connects) AS connects FROM lapses WHERE lapsed_on <= ? GROUP BY 1 ORDER BY 1';
const MOVED_BEFORE = 'SELECT coalesce(sum(connects), 0) FROM flows WHERE "on" < ?';
const UNCOSTED = 'SELECT "on" FROM proposals WHERE cost_unknown = 1 AND "on" >= ? AND "on" <= ? ORDER BY "on"';

export function dayFlows(db: Db, { since, until }: AskedDays): DayFlows {
  const first = since ?? '';
  const lapsed = lapsesUntil(db, until);
  const gone = lapsed.filter(({ on }) => on < first).reduce((sum, { connects }) => sum + connects, 0);
  const moved = db.prepare(FLOWS).all({ since: first, until }) as DayFlow[];
  const expired = lapsed.filter(({ on }) => on >= first).map(expiryFlow);
  return {
    before: (db.prepare(MOVED_BEFORE).pluck().get(first) as number) - gone,
    flows:
      expired.length === 0 ? moved : [...expired, ...moved].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
    uncosted: db.prepare(UNCOSTED).pluck().all(first, until) as Day[],
  };
}

interface DatedLapse {
  readonly on: Day;
  readonly connects: number;
}

/** What expires after the last entry is still in the state there. */
function lapsesUntil(db: Db, until: Day): readonly DatedLapse[] {
  const found = db.prepare(LAPSES).all(until) as DatedLapse[];
  const since = stateAt(db, LEDGER_END).grants.filter(({ expiresOn }) => expiresOn <= until);
  return [...found, ...since.map(({ expiresOn, left }) => ({ on: expiresOn, connects: left }))];
}

const expiryFlow = ({ on, connects }: DatedLapse): DayFlow => ({
  on,
  kind: 'expiry',
  label: KIND_FACTS.expiry.label,
  connects: -connects,
  cents: null,
  edition: '',
  proposal: null,
  transactions: 1,
});
