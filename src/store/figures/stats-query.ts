/** Sums over proposals, added up in SQL: no proposal is read one by one, and none at all where days are enough. */
import { DELAY_BANDS, type StatsCell, type StatsGrouping, type StatsQuery } from '../../rules/state/proposal-sums.ts';
import { stageOf } from '../../rules/vocabulary/outcomes.ts';
import { PROPOSAL_UIDS } from '../derived/live-sql.ts';
import type { Db } from '../file/connection.ts';

/** By the whole seconds of both instants. Sent before it was posted: one of them is wrong. */
const delay = `strftime('%s', f.sent_at) - strftime('%s', f.posted_at)`;
const delayBand = `CASE ${[
  `WHEN f.sent_at IS NULL OR f.posted_at IS NULL OR ${delay} < 0 THEN NULL`,
  ...DELAY_BANDS.map(({ hours }, i) =>
    hours === null ? `ELSE '${i + 1}'` : `WHEN ${delay} < ${hours * 3600} THEN '${i + 1}'`,
  ),
].join(' ')} END`;

/** SQL for the group of a proposal. `boost` and `invited` need none, because every cell separates them. */
const GROUPS: Readonly<Record<StatsGrouping, string>> = {
  month: 'substr(f."on", 1, 7)',
  weekday: `CAST((strftime('%w', f."on") + 6) % 7 + 1 AS TEXT)`,
  // The quarter of an hour in UTC, as each zone differs from UTC by some quarters on the instant's day.
  hour: `strftime('%Y-%m-%dT%H:', f.sent_at) || substr('00153045', 1 + 2 * (strftime('%M', f.sent_at) / 15), 2) || ':00.000Z'`,
  delay: delayBand,
  boost: 'NULL',
  invited: 'NULL',
  tag: 't.value',
  client: 'f.client',
  cost: 'iif(f.cost_unknown, NULL, CAST(f.cost AS TEXT))',
  member: `(SELECT c.member FROM (${PROPOSAL_UIDS}) p JOIN commands c ON c.id = p.command WHERE p.proposal = f.id)`,
};

/** The same for all the proposals of a day: the days are added up already. */
const OF_DAYS: ReadonlySet<StatsGrouping> = new Set(['month', 'weekday', 'boost', 'invited']);

const DAYS = 'WHERE f."on" BETWEEN @since AND @until';
const PROPOSALS = `proposals f ${DAYS}`;
const SOME_TAGS = `proposals f LEFT JOIN json_each(f.tags) t ON t.value IN (SELECT value FROM json_each(@tags)) ${DAYS}`;
const ALL_TAGS = `proposals f JOIN json_each(f.tags) t ${DAYS} AND f.tags <> '[]'`;

/** What each sum adds up, from single proposals and from days. */
const SUMS = {
  proposals: ['count(*)', 'sum(f.proposals)'],
  viewed: [`sum(f.reached >= ${stageOf('viewed')})`, 'sum(f.viewed)'],
  replied: [`sum(f.reached >= ${stageOf('replied')})`, 'sum(f.replied)'],
  interviews: [`sum(f.reached >= ${stageOf('interview')})`, 'sum(f.interviews)'],
  hired: [`sum(f.reached >= ${stageOf('hired')})`, 'sum(f.hired)'],
  waiting: ['sum(f.open AND f."on" > @settled)', 'sum(iif(f."on" > @settled, f.open, 0))'],
  unrecorded: [
    `sum(f.status = 'sent' AND f.seen_on IS NULL AND f."on" <= @settled)`,
    'sum(iif(f."on" <= @settled, f.silent, 0))',
  ],
  spent: ['sum(f.spent)', 'sum(f.spent)'],
  credits: ['sum(f.credits)', 'sum(f.credits)'],
  refunded: ['sum(f.refunded)', 'sum(f.refunded)'],
  bought: ['sum(f.bought)', 'sum(f.bought)'],
  unpriced: ['sum(f.unpriced)', 'sum(f.unpriced)'],
  microCents: ['sum(f.micro_cents)', 'sum(f.micro_cents)'],
  valueCents: [`sum(iif(f.reached >= ${stageOf('hired')}, coalesce(f.value_cents, 0), 0))`, 'sum(f.value_cents)'],
  valued: [`sum(f.reached >= ${stageOf('hired')} AND f.value_cents IS NOT NULL)`, 'sum(f.valued)'],
  unvalued: [`sum(f.reached >= ${stageOf('hired')} AND f.value_cents IS NULL)`, 'sum(f.unvalued)'],
} as const;

/** Where the groups are found, and whether it has days added up. */
interface Source {
  readonly from: string;
  readonly group: string;
  readonly ofDays: boolean;
}

const tallied = (group: string, more = ''): Source => ({ from: `tallies f ${DAYS}${more}`, group, ofDays: true });

function sourcesOf(by: StatsGrouping, someTags: boolean): readonly Source[] {
  if (OF_DAYS.has(by)) return [tallied(GROUPS[by])];
  if (by !== 'tag') return [{ from: PROPOSALS, group: GROUPS[by], ofDays: false }];
  if (someTags) return [{ from: SOME_TAGS, group: GROUPS.tag, ofDays: false }];
  return [tallied('NULL', ' AND NOT f.tagged'), { from: ALL_TAGS, group: GROUPS.tag, ofDays: false }];
}

const flagsOf = (group: string): string =>
  `${group} AS "group", f.invited, f.boosted, f."on" <= @settled AS settled, NOT f.cost_unknown AS costed`;

function cellsSql({ from, group, ofDays }: Source): string {
  const sums = Object.entries(SUMS).map(([name, [one, day]]) => `${ofDays ? day : one} AS ${name}`);
  return `SELECT ${flagsOf(group)}, ${sums.join(', ')} FROM ${from} GROUP BY 1, 2, 3, 4, 5`;
}

const repliesSql = ({ from, group, ofDays }: Source): string =>
  `SELECT ${flagsOf(group)}, f.reply_days AS days, ${SUMS.proposals[ofDays ? 1 : 0]} AS proposals
   FROM ${from} AND f.reply_days IS NOT NULL GROUP BY f.reply_days, 1, 2, 3, 4, 5`;

interface Flags {
  readonly invited: 0 | 1;
  readonly boosted: 0 | 1;
  readonly settled: 0 | 1;
  readonly costed: 0 | 1;
}

type Row = Flags & Omit<StatsCell, keyof Flags | 'replyDays'>;

interface Reply extends Flags {
  readonly group: string | null;
  readonly days: number;
  readonly proposals: number;
}

/** Sums over the proposals sent from `since` to `until`, by group and by each flag. */
export function proposalStats(db: Db, { by, tags, since, until, settled }: StatsQuery): readonly StatsCell[] {
  const days = {
    since: since ?? '',
    until,
    settled,
    ...(by === 'tag' && tags ? { tags: JSON.stringify(tags) } : {}),
  };
  const sources = sourcesOf(by ?? 'boost', (tags ?? null) !== null);
  const rows = sources.flatMap((source) => db.prepare(cellsSql(source)).all(days) as Row[]);
  const replies = sources.flatMap((source) => db.prepare(repliesSql(source)).all(days) as Reply[]);
  const key = (row: Row | Reply): string =>
    `${row.invited}${row.boosted}${row.settled}${row.costed}${row.group === null ? '' : `:${row.group}`}`;
  const found = new Map<string, [number, number][]>(rows.map((row) => [key(row), []]));
  for (const reply of replies) found.get(key(reply))?.push([reply.days, reply.proposals]);
  return rows.map((row) => ({
    ...row,
    invited: row.invited === 1,
    boosted: row.boosted === 1,
    settled: row.settled === 1,
    costed: row.costed === 1,
    replyDays: found.get(key(row)) ?? [],
  }));
}
