/** What the statistics ask of the ledger, added up where it is kept: no proposal is ever read one by one. */
import type { Asked, By, Cell } from '../rules/tally.ts';
import type { Db } from './db.ts';

/** How each group is told; what every cell tells apart needs none of its own. */
const GROUP: Readonly<Record<By, { readonly group: string; readonly from: string }>> = {
  tag: {
    group: 't.value',
    from: 'figures f JOIN proposals p ON p.id = f.proposal LEFT JOIN json_each(p.tags) t',
  },
  client: { group: 'p.client', from: 'figures f JOIN proposals p ON p.id = f.proposal' },
  month: { group: 'substr(f."on", 1, 7)', from: 'figures f' },
  weekday: { group: `CAST((strftime('%w', f."on") + 6) % 7 + 1 AS TEXT)`, from: 'figures f' },
  cost: { group: 'CAST(p.cost AS TEXT)', from: 'figures f JOIN proposals p ON p.id = f.proposal' },
  boost: { group: 'NULL', from: 'figures f' },
  invited: { group: 'NULL', from: 'figures f' },
};

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
  const { group, from } = GROUP[by ?? 'boost'];
  const where = 'f."on" BETWEEN @since AND @until';
  const days = { since: since ?? '', until };
  const rows = db
    .prepare(
      `SELECT ${group} AS "group", f.invited, f.boosted, count(*) AS proposals,
         sum(f.reached >= 1) AS viewed, sum(f.reached >= 2) AS replied, sum(f.reached >= 3) AS interviews,
         sum(f.reached >= 4) AS hired, sum(f.open AND f."on" > @settled) AS waiting, sum(f.spent) AS spent,
         sum(f.refunded) AS refunded, sum(f.bought) AS bought, sum(f.unpriced) AS unpriced, sum(f.cents) AS cents
       FROM ${from} WHERE ${where} GROUP BY 1, 2, 3`,
    )
    .all({ ...days, settled }) as Row[];
  const replies = db
    .prepare(
      `SELECT ${group} AS "group", f.invited, f.boosted, f.reply_days AS days, count(*) AS proposals
       FROM ${from} WHERE ${where} AND f.reply_days IS NOT NULL GROUP BY 1, 2, 3, 4`,
    )
    .all(days) as Reply[];
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
