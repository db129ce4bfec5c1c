/** Checks the record itself: numbers without a gap, references that lead somewhere, reversals that match. */
import type { IntegrityProblem } from '../../rules/integrity-problem.ts';
import type { Db } from '../file/connection.ts';
import { checkRows } from './check-rows.ts';

export const checkRecord = (db: Db): readonly IntegrityProblem[] => [
  ...foreignKeys(db),
  ...gaps(db, 'commands'),
  ...gaps(db, 'transactions'),
  ...sequence(db),
  ...twins(db),
  ...checkRows(db),
  ...openings(db),
  ...reversals(db),
  ...turns(db),
];

function foreignKeys(db: Db): readonly IntegrityProblem[] {
  return ['commands', 'transactions', 'facts'].flatMap((name) => {
    const rows = db.pragma(`main.foreign_key_check(${name})`) as { table: string; rowid: number; parent: string }[];
    return rows.map(
      ({ table, rowid, parent }): IntegrityProblem => ({ code: 'foreign-key', table, row: rowid, parent }),
    );
  });
}

/** Numbers count from 1 without a gap. */
function gaps(db: Db, table: string): readonly IntegrityProblem[] {
  const found: IntegrityProblem[] = [];
  let next = 1;
  for (const id of db.prepare(`SELECT id FROM ${table} ORDER BY id`).pluck().iterate() as Iterable<number>) {
    if (id > next) found.push({ code: 'gap', table, first: next, last: id - 1 });
    next = id + 1;
  }
  return found;
}

const ENTRIES = `
  SELECT seq, command, id, 'transactions' AS "table" FROM transactions
  UNION ALL SELECT seq, command, NULL, 'facts' FROM facts ORDER BY seq`;

/** Entries count from 1 over both tables, command by command. */
function sequence(db: Db): readonly IntegrityProblem[] {
  const found: IntegrityProblem[] = [];
  let next = 1;
  let last = { command: 0, id: 0 };
  type Row = { readonly seq: number; readonly command: number; readonly id: number | null; readonly table: string };
  for (const { seq, command, id, table } of db.prepare(ENTRIES).iterate() as Iterable<Row>) {
    if (seq > next) found.push({ code: 'gap', table: 'entries', first: next, last: seq - 1 });
    if (seq < next) found.push({ code: 'twice', column: 'seq', value: String(seq) });
    if (command < last.command || (id !== null && id < last.id)) {
      found.push({ code: 'order', table, row: id ?? seq, command });
    }
    next = seq + 1;
    last = { command, id: id ?? last.id };
  }
  return found;
}

/** A uid is used once. */
const twins = (db: Db): readonly IntegrityProblem[] =>
  (
    db
      .prepare(
        `SELECT uid FROM (SELECT uid FROM commands UNION ALL SELECT uid FROM transactions UNION ALL SELECT uid FROM facts)
         GROUP BY uid HAVING count(*) > 1`,
      )
      .pluck()
      .all() as string[]
  ).map((value) => ({ code: 'twice', column: 'uid', value }));

/** An account is opened once. */
function openings(db: Db): readonly IntegrityProblem[] {
  const found = db.prepare("SELECT count(*) FROM facts WHERE kind = 'opened'").pluck().get() as number;
  return found === 1 ? [] : [{ code: 'opening', found }];
}

/** A reversal has the day of what it reverses, and the same Connects with the other sign; a replacement has its kind. */
function reversals(db: Db): readonly IntegrityProblem[] {
  const rows = db
    .prepare(
      `SELECT r.id, r.reverses,
         CASE WHEN t.id IS NULL OR t.id >= r.id THEN 'missing'
           WHEN r.kind <> 'reversal' THEN iif(r.kind = t.kind, NULL, 'kind')
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
const turns = (db: Db): readonly IntegrityProblem[] =>
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
