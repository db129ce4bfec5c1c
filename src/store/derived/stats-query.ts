/** Sums over proposals, added up in SQL: no proposal is read one by one. */
import type { StatsCell, StatsGrouping, StatsQuery } from '../../rules/proposal-sums.ts';
import { stageOf } from '../../rules/vocabulary/outcomes.ts';
import type { Db } from '../file/connection.ts';

/** SQL for the group of a proposal by its day. `boost` and `invited` need none, because every cell separates them. */
const BY_DAY = {
  month: 'substr("on", 1, 7)',
  weekday: `CAST((strftime('%w', "on") + 6) % 7 + 1 AS TEXT)`,
  boost: 'NULL',
  invited: 'NULL',
} as const;

/** SQL for the group of a proposal by its other columns. */
const BY_COLUMN = {
  tag: { group: 't.value', from: 'proposals f LEFT JOIN json_each(f.tags) t' },
  client: { group: 'f.client', from: 'proposals f' },
  cost: { group: 'CAST(f.cost AS TEXT)', from: 'proposals f' },
} as const;

const SUMS = [
  'viewed',
  'replied',
  'interviews',
  'hired',
  'waiting',
  'spent',
  'refunded',
  'bought',
  'unpriced',
  'cents',
];

/** Adds up each group. Days are added up first, in the order of the index, which needs no sorting. */
function cellsBy(by: StatsGrouping): string {
  const sums = `count(*) AS proposals,
    sum(f.reached >= ${stageOf('viewed')}) AS viewed, sum(f.reached >= ${stageOf('replied')}) AS replied,
    sum(f.reached >= ${stageOf('interview')}) AS interviews, sum(f.reached >= ${stageOf('hired')}) AS hired,
    sum(f.open AND f."on" > @settled) AS waiting, sum(f.spent) AS spent,
    sum(f.refunded) AS refunded, sum(f.bought) AS bought, sum(f.unpriced) AS unpriced, sum(f.cents) AS cents`;
  if (by === 'tag' || by === 'client' || by === 'cost') {
    const { group, from } = BY_COLUMN[by];
    return `SELECT ${group} AS "group", f.invited, f.boosted, ${sums} FROM ${from} WHERE ${SENT} GROUP BY 1, 2, 3`;
  }
  const again = ['proposals', ...SUMS].map((name) => `sum(${name}) AS ${name}`).join(', ');
  return `SELECT ${BY_DAY[by]} AS "group", invited, boosted, ${again} FROM (
      SELECT f.invited, f.boosted, f."on", ${sums} FROM proposals f WHERE ${SENT} GROUP BY f.invited, f.boosted, f."on"
    ) GROUP BY 1, 2, 3`;
}

const SENT = 'f."on" BETWEEN @since AND @until';

function repliesBy(by: StatsGrouping): string {
  const [group, from] =
    by === 'tag' || by === 'client' || by === 'cost'
      ? [BY_COLUMN[by].group, BY_COLUMN[by].from]
      : [BY_DAY[by], 'proposals f'];
  return `SELECT ${group} AS "group", f.invited, f.boosted, f.reply_days AS days, count(*) AS proposals
    FROM ${from} WHERE ${SENT} AND f.reply_days IS NOT NULL GROUP BY f.invited, f.boosted, f.reply_days, 1`;
}

interface Row extends Omit<StatsCell, 'invited' | 'boosted' | 'replyDays'> {
  readonly invited: 0 | 1;
  readonly boosted: 0 | 1;
}

interface Reply {
  readonly group: string | null;
  readonly invited: 0 | 1;
  readonly boosted: 0 | 1;
  readonly days: number;
  readonly proposals: number;
}

/** Sums over the proposals sent from `since` to `until`, by group, invited and boosted. */
export function proposalStats(db: Db, { by, since, until, settled }: StatsQuery): readonly StatsCell[] {
  const days = { since: since ?? '', until };
  const rows = db.prepare(cellsBy(by ?? 'boost')).all({ ...days, settled }) as Row[];
  const replies = db.prepare(repliesBy(by ?? 'boost')).all(days) as Reply[];
  const key = (row: Row | Reply): string => `${row.invited}${row.boosted}${row.group === null ? '' : `:${row.group}`}`;
  const found = new Map<string, [number, number][]>(rows.map((row) => [key(row), []]));
  for (const reply of replies) found.get(key(reply))?.push([reply.days, reply.proposals]);
  return rows.map((row) => ({
    ...row,
    invited: row.invited === 1,
    boosted: row.boosted === 1,
    replyDays: found.get(key(row)) ?? [],
  }));
}
