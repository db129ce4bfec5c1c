/** What the statistics ask of the ledger, added up where it is kept: no proposal is ever read one by one. */
import type { Asked, By, Cell } from '../rules/tally.ts';
import { stageOf } from '../rules/vocabulary/outcomes.ts';
import type { Db } from './db.ts';

/** How a proposal's group is told from its day; what every cell tells apart needs none of its own. */
const OF_DAY = {
  month: 'substr("on", 1, 7)',
  weekday: `CAST((strftime('%w', "on") + 6) % 7 + 1 AS TEXT)`,
  boost: 'NULL',
  invited: 'NULL',
} as const;

/** How it is told from what else is known of the proposal. */
const OF_PROPOSAL = {
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

/** What is added up, and by what. Days are added up first, in the index's own order, which needs no sorting. */
function cellsBy(by: By): string {
  const sums = `count(*) AS proposals,
    sum(f.reached >= ${stageOf('viewed')}) AS viewed, sum(f.reached >= ${stageOf('replied')}) AS replied,
    sum(f.reached >= ${stageOf('interview')}) AS interviews, sum(f.reached >= ${stageOf('hired')}) AS hired,
    sum(f.open AND f."on" > @settled) AS waiting, sum(f.spent) AS spent,
    sum(f.refunded) AS refunded, sum(f.bought) AS bought, sum(f.unpriced) AS unpriced, sum(f.cents) AS cents`;
  if (by === 'tag' || by === 'client' || by === 'cost') {
    const { group, from } = OF_PROPOSAL[by];
    return `SELECT ${group} AS "group", f.invited, f.boosted, ${sums} FROM ${from} WHERE ${SENT} GROUP BY 1, 2, 3`;
  }
  const again = ['proposals', ...SUMS].map((name) => `sum(${name}) AS ${name}`).join(', ');
  return `SELECT ${OF_DAY[by]} AS "group", invited, boosted, ${again} FROM (
      SELECT f.invited, f.boosted, f."on", ${sums} FROM proposals f WHERE ${SENT} GROUP BY f.invited, f.boosted, f."on"
    ) GROUP BY 1, 2, 3`;
}

const SENT = 'f."on" BETWEEN @since AND @until';

function repliesBy(by: By): string {
  const [group, from] =
    by === 'tag' || by === 'client' || by === 'cost'
      ? [OF_PROPOSAL[by].group, OF_PROPOSAL[by].from]
      : [OF_DAY[by], 'proposals f'];
  return `SELECT ${group} AS "group", f.invited, f.boosted, f.reply_days AS days, count(*) AS proposals
    FROM ${from} WHERE ${SENT} AND f.reply_days IS NOT NULL GROUP BY f.invited, f.boosted, f.reply_days, 1`;
}

interface Row extends Omit<Cell, 'invited' | 'boosted' | 'replyDays'> {
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

/** The proposals sent from `since` to `until`, added up by group, invited and boosted. */
export function figures(db: Db, { by, since, until, settled }: Asked): readonly Cell[] {
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
