/** Checks the record itself: numbers without a gap, references that lead somewhere, reversals that match. */
import type { CheckProblem } from '../../rules/answers/check-problem.ts';
import { OPENING_COMMAND } from '../derived/live-sql.ts';
import type { Db } from '../file/connection.ts';
import { checkRows, problemsFrom } from './check-rows.ts';

export const checkRecord = (db: Db): readonly CheckProblem[] => [
  ...['commands', 'transactions', 'facts'].flatMap((table) => foreignKeys(db, table)),
  ...BEFORE_ROWS.flatMap((sql) => problemsFrom(db, sql)),
  ...checkRows(db),
  ...AFTER_ROWS.flatMap((sql) => problemsFrom(db, sql)),
];

const foreignKeys = (db: Db, table: string): readonly CheckProblem[] =>
  (db.pragma(`main.foreign_key_check(${table})`) as { rowid: number; parent: string }[]).map(({ rowid, parent }) => ({
    code: 'foreign-key',
    table,
    row: rowid,
    parent,
  }));

/** Numbers that a table lacks although later ones are taken. */
const gaps = (named: string, number: string, from: string): string => `
  SELECT 'gap' AS code, '${named}' AS "table", before + 1 AS first, number - 1 AS last
  FROM (SELECT ${number} AS number, lag(${number}, 1, 0) OVER (ORDER BY ${number}) AS before FROM ${from})
  WHERE number > before + 1`;

const ENTRIES = `(
  SELECT seq, command, id, 'transactions' AS "table" FROM transactions UNION ALL SELECT seq, command, NULL, 'facts' FROM facts)`;

const UIDS = `(
  SELECT uid FROM commands UNION ALL SELECT uid FROM transactions UNION ALL SELECT uid FROM facts)`;

const twins = (column: 'uid' | 'seq', from: string): string => `
  SELECT 'twice' AS code, '${column}' AS "column", CAST(${column} AS TEXT) AS value
  FROM ${from} GROUP BY ${column} HAVING count(*) > 1`;

const BEFORE_ROWS: readonly string[] = [
  gaps('commands', 'id', 'commands'),
  gaps('transactions', 'id', 'transactions'),
  gaps('entries', 'seq', ENTRIES),
  twins('seq', ENTRIES),
  // Entries count over both tables, command by command, and transactions in the same order.
  `SELECT 'order' AS code, "table", coalesce(id, seq) AS row, command
   FROM (SELECT *, max(command) OVER earlier AS last_command, max(id) OVER earlier AS last_id FROM ${ENTRIES}
     WINDOW earlier AS (ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
   WHERE command < last_command OR id < last_id`,
  twins('uid', UIDS),
];

const AFTER_ROWS: readonly string[] = [
  // An account is opened once. A later import of older rows opens it earlier.
  `SELECT 'opening' AS code, count(*) AS found FROM facts WHERE kind = 'opened' AND (
     command = ${OPENING_COMMAND} OR command NOT IN (SELECT id FROM commands WHERE name = 'import')) HAVING found <> 1`,
  // A reversal has the day of what it reverses, and the same Connects with the other sign. A replacement has its kind.
  `SELECT 'reversal' AS code, r.id AS "transaction", r.reverses,
     CASE WHEN t.id IS NULL OR t.id >= r.id THEN 'missing'
       WHEN r.kind <> 'reversal' THEN iif(r.kind = t.kind, NULL, 'kind')
       WHEN t.connects <> -r.connects THEN 'amount' WHEN t."on" <> r."on" THEN 'day' END AS why
   FROM transactions r LEFT JOIN transactions t ON t.id = r.reverses
   WHERE r.reverses IS NOT NULL AND why IS NOT NULL ORDER BY r.id`,
  // An undo reverses every transaction of its command, and so does a redo.
  `SELECT 'turn' AS code, c.id AS command, c.reverses AS turns FROM commands c WHERE c.reverses IS NOT NULL
     AND (SELECT count(*) FROM transactions WHERE command = c.id)
       <> (SELECT count(*) FROM transactions WHERE command = c.reverses)
   ORDER BY c.id`,
];
