/** What must hold of the record itself, row by row: numbers without a gap, rows that can be read, reversals that match. */
import type { Problem } from '../rules/problem.ts';
import type { Db } from './db.ts';
import { proposalOf, type SqlRow, toFact } from './rows.ts';

export const checkRecord = (db: Db): readonly Problem[] => [
  ...gaps(db, 'commands', 'SELECT id FROM commands ORDER BY id'),
  ...gaps(db, 'transactions', 'SELECT id FROM transactions ORDER BY id'),
  ...unreadable(db),
  ...openings(db),
  ...reversals(db),
  ...turns(db),
];

/** Numbers count from 1, and none is left out. */
function gaps(db: Db, table: string, sql: string): readonly Problem[] {
  const found: Problem[] = [];
  let next = 1;
  for (const id of db.prepare(sql).pluck().iterate() as Iterable<number>) {
    if (id > next) found.push({ code: 'gap', table, first: next, last: id - 1 });
    next = id + 1;
  }
  return found;
}

function unreadable(db: Db): readonly Problem[] {
  const found: Problem[] = [];
  for (const row of db.prepare('SELECT * FROM facts ORDER BY seq').iterate() as Iterable<SqlRow>) {
    const detail = faultOf(row);
    if (detail) found.push({ code: 'unreadable', table: 'facts', row: row['seq'] as number, detail });
  }
  const broken = db.prepare('SELECT id FROM commands WHERE NOT json_valid(body) ORDER BY id').pluck().all();
  for (const row of broken as number[]) found.push({ code: 'unreadable', table: 'commands', row, detail: 'no JSON' });
  return found;
}

function faultOf(row: SqlRow): string | null {
  try {
    const fact = toFact(row);
    if (fact.body.kind !== row['kind']) return `kind ${row['kind']}, body ${fact.body.kind}`;
    return proposalOf(fact) === row['proposal'] ? null : `proposal ${row['proposal']}, body ${proposalOf(fact)}`;
  } catch {
    return 'no JSON';
  }
}

/** A ledger is opened once. */
function openings(db: Db): readonly Problem[] {
  const found = db.prepare("SELECT count(*) FROM facts WHERE kind = 'opened'").pluck().get() as number;
  return found === 1 ? [] : [{ code: 'opening', found }];
}

/** A reversal stands on the day of what it reverses, with the same Connects the other way round. */
function reversals(db: Db): readonly Problem[] {
  const rows = db
    .prepare(
      `SELECT r.id, r.reverses,
         CASE WHEN r.kind <> 'reversal' THEN 'kind' WHEN t.id IS NULL OR t.id >= r.id THEN 'missing'
           WHEN t.connects <> -r.connects THEN 'amount' WHEN t."on" <> r."on" THEN 'day' END AS why
       FROM transactions r LEFT JOIN transactions t ON t.id = r.reverses
       WHERE r.reverses IS NOT NULL AND why IS NOT NULL ORDER BY r.id`,
    )
    .all();
  return (rows as { id: number; reverses: number; why: 'missing' | 'kind' | 'amount' | 'day' }[]).map(
    ({ id, reverses, why }) => ({ code: 'reversal', transaction: id, reverses, why }),
  );
}

/** An undo reverses every transaction of its command, and so does a redo. */
const turns = (db: Db): readonly Problem[] =>
  (
    db
      .prepare(
        `SELECT c.id, c.reverses FROM commands c WHERE c.reverses IS NOT NULL
           AND (SELECT count(*) FROM transactions WHERE command = c.id)
             <> (SELECT count(*) FROM transactions WHERE command = c.reverses)
         ORDER BY c.id`,
      )
      .all() as { id: number; reverses: number }[]
  ).map(({ id, reverses }) => ({ code: 'turn', command: id, turns: reverses }));
