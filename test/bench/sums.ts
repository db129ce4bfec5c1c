/** The sums of the statistics in plain SQL, run in a separate process, to compare `stats` with. */
import type { Run } from './measure.ts';

/** The last stage of each proposal and the day of its first reply, from the record itself. */
const OUTCOMES = `
  SELECT proposal, max(CASE json_extract(body, '$.outcome') WHEN 'viewed' THEN 1 WHEN 'replied' THEN 2
      WHEN 'interview' THEN 3 WHEN 'hired' THEN 4 ELSE 0 END) AS reached,
    min(CASE WHEN json_extract(body, '$.outcome') IN ('replied', 'interview', 'hired') THEN "on" END) AS replied_on
  FROM facts WHERE kind = 'outcome' AND command NOT IN (SELECT command FROM undone) GROUP BY proposal`;

const COUNTS = 'count(*), sum(reached >= 1), sum(reached >= 2), sum(reached >= 3), sum(reached >= 4)';

/** Sums over the proposals and their entries. */
const OF_RECORD = [
  `SELECT p.invited, p.boost > 0, count(*), sum(o.reached >= 1), sum(o.reached >= 2), sum(o.reached >= 3), sum(o.reached >= 4), sum(p.cost + p.boost), sum(p.back_cost + p.back_boost),
     avg(julianday(o.replied_on) - julianday(p."on"))
   FROM proposals p LEFT JOIN (${OUTCOMES}) o ON o.proposal = p.id GROUP BY 1, 2`,
  `SELECT g.kind, sum(b.connects), sum(b.connects * g.cents / g.connects)
   FROM burns b JOIN transactions t ON t.id = b."transaction" JOIN transactions g ON g.id = b."grant"
   WHERE t.proposal IS NOT NULL GROUP BY 1`,
];

/** Sums over the same table that the statistics read: the least possible cost. */
const OF_FIGURES = [
  `SELECT invited, boosted, ${COUNTS}, sum(open), sum(spent), sum(refunded), sum(bought), sum(unpriced), sum(cents)
   FROM proposals GROUP BY 1, 2`,
  'SELECT reply_days, count(*) FROM proposals WHERE reply_days IS NOT NULL GROUP BY 1',
];

const process = (path: string, queries: readonly string[]): Run => ({
  args: [
    '-e',
    `const db = new (require('better-sqlite3'))(${JSON.stringify(path)});
     for (const sql of ${JSON.stringify(queries)}) console.log(db.prepare(sql).all());`,
  ],
  vars: {},
});

export const sumsOfRecord = (path: string): Run => process(path, OF_RECORD);
export const sumsOfFigures = (path: string): Run => process(path, OF_FIGURES);
