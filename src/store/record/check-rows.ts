/** Checks every row of the record against the schema that copies must match, and against the command that recorded it. */
import { type RecordTable, wrongBodyParts, wrongColumns } from '../../record-schema.ts';
import type { CheckProblem } from '../../rules/answers/check-problem.ts';
import { EDITIONS } from '../../rules/rulebook/editions.ts';
import { parsedJson } from '../../rules/values/json.ts';
import { knowsWord, unknownWord } from '../../rules/vocabulary/stored-words.ts';
import type { FactBody } from '../../rules/vocabulary/transaction.ts';
import type { Db } from '../file/connection.ts';
import { proposalIn, type SqlRow } from '../file/entry-rows.ts';
import { commandFault } from './ledger-queries.ts';

/** Runs a query whose rows are problems: every column is named like a field of the problem. */
export const problemsFrom = (db: Db, sql: string, values: object = {}): readonly CheckProblem[] =>
  db.prepare(sql).all(values) as CheckProblem[];

export const checkRows = (db: Db): readonly CheckProblem[] => [
  ...wrongRows(db, 'commands', 'id', commandFault),
  ...wrongRows(db, 'transactions', 'id', () => null),
  ...unknownEditions(db),
  ...wrongRows(db, 'facts', 'seq', factFault),
  ...misplaced(db, 'transactions', 'id'),
  ...misplaced(db, 'facts', 'seq'),
];

/** A value may be as long as the whole file. */
const MOST_SHOWN = 100;

/** The rows of a table that do not match the schema. `faultOf`: what is wrong with a row as a whole. */
function wrongRows(
  db: Db,
  table: RecordTable,
  key: 'id' | 'seq',
  faultOf: (row: SqlRow) => string | null,
): readonly CheckProblem[] {
  const found: CheckProblem[] = [];
  for (const row of db.prepare(`SELECT * FROM ${table} ORDER BY ${key}`).iterate() as Iterable<SqlRow>) {
    const number = row[key] as number;
    const detail = faultOf(row);
    if (detail) found.push({ code: 'unreadable', table, row: number, detail });
    for (const column of wrongColumns(table, row))
      found.push({ code: 'value', table, row: number, column, value: String(row[column]).slice(0, MOST_SHOWN) });
  }
  return found;
}

function factFault({ body: text, kind, proposal }: SqlRow): string | null {
  const body = parsedJson(String(text));
  if (body === undefined) return 'no JSON';
  if (!knowsWord('fact', kind)) return null;
  const { kind: said } = (body ?? {}) as { kind?: unknown };
  if (said !== kind) return `kind ${kind}, body ${said ?? 'without a kind'}`;
  const [wrong] = wrongBodyParts(body);
  if (wrong !== undefined) return unknownWord({ type: 'fact', body }) ?? `body ${wrong}`;
  const named = proposalIn(body as FactBody);
  return named === proposal ? null : `proposal ${proposal}, body ${named}`;
}

/** The built-in editions and the user's own count, undone ones too: an entry may have been decided under them. */
const unknownEditions = (db: Db): readonly CheckProblem[] =>
  problemsFrom(
    db,
    `SELECT 'value' AS code, 'transactions' AS "table", id AS row, 'edition' AS "column", edition AS value FROM transactions
     WHERE edition NOT IN (SELECT value FROM json_each(@known)) AND edition NOT IN (
       SELECT body ->> '$.rulebook.id' FROM facts WHERE kind = 'rulebook' AND json_valid(body))`,
    { known: JSON.stringify(EDITIONS.map(({ id }) => id)) },
  );

/** Commands whose entries may take the place of earlier ones, on any day. */
const CORRECTING = "'edit', 'void', 'join', 'import', 'import proposals'";

/**
 * An entry has the instant of its command, or of what it corrects, and the day of its command if that has only one. What
 * takes the place of another transaction has the place of that one, whatever its command, and so has the note that a page
 * shows it, where a fee corrects a cycle. What a mark says a hire earned is recorded with the proposal.
 */
const misplaced = (db: Db, table: 'transactions' | 'facts', key: 'id' | 'seq'): readonly CheckProblem[] =>
  problemsFrom(
    db,
    `SELECT 'order' AS code, '${table}' AS "table", e.${key} AS row, command FROM ${table} e JOIN commands c ON c.id = command
     WHERE ${table === 'transactions' ? 'NOT (e.reverses IS NOT NULL AND c.reverses IS NULL)' : "NOT ((e.kind = 'edited' AND c.name = 'mark') OR (e.kind = 'confirmed' AND c.name = 'plan'))"} AND (
       e.recorded_at > c.recorded_at OR (e.recorded_at < c.recorded_at AND c.name NOT IN (${CORRECTING})) OR (
       c.name NOT IN ('init', 'renew', ${CORRECTING}) AND json_valid(c.body) AND c.body ->> '$.on' <> "on"))`,
  );
