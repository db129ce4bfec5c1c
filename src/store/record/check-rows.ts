/** Checks every row of the record: the values of its columns, and its agreement with the command that recorded it. */
import { isDay } from '../../rules/calendar.ts';
import { EDITIONS } from '../../rules/editions.ts';
import type { IntegrityProblem } from '../../rules/integrity-problem.ts';
import type { FactBody } from '../../rules/transaction.ts';
import { knowsWord, STORED_KINDS } from '../../rules/vocabulary/stored-words.ts';
import type { Db } from '../file/connection.ts';
import { proposalIn, type SqlRow } from '../file/entry-rows.ts';

export const checkRows = (db: Db): readonly IntegrityProblem[] => [...commands(db), ...transactions(db), ...facts(db)];

const isUid = (value: unknown): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(String(value));
const isInstant = (value: unknown): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(String(value));

/** A predicate that is called with the same few values again and again. */
function remembered(holds: (value: string) => boolean): (value: unknown) => boolean {
  const known = new Map<unknown, boolean>();
  return (value) => {
    const answer = known.get(value) ?? holds(String(value));
    known.set(value, answer);
    return answer;
  };
}

const isKind = remembered((kind) => STORED_KINDS.some((each) => each === kind));
const isSource = remembered((source) => knowsWord('source', source));
const isFact = remembered((kind) => knowsWord('fact', kind));

/** Whether each column has a possible value, in the order in which problems are listed. */
type Holds = Readonly<Record<string, (value: unknown, row: SqlRow) => boolean>>;

const wrong = (table: string, row: SqlRow, number: number, holds: Holds): readonly IntegrityProblem[] =>
  Object.entries(holds).flatMap(([column, isSound]): IntegrityProblem | readonly [] =>
    isSound(row[column], row) ? [] : { code: 'value', table, row: number, column, value: String(row[column]) },
  );

const COMMANDS = `
  SELECT id, uid, name, recorded_at, reverses, json_valid(body) AS valid,
    CASE WHEN json_valid(body) THEN json_type(body) END AS type,
    CASE WHEN json_valid(body) THEN json_extract(body, '$.name') END AS said
  FROM commands ORDER BY id`;

function commands(db: Db): readonly IntegrityProblem[] {
  const found: IntegrityProblem[] = [];
  for (const row of db.prepare(COMMANDS).iterate() as Iterable<SqlRow>) {
    const id = row['id'] as number;
    found.push(...wrong('commands', row, id, { uid: isUid, recorded_at: isInstant }));
    const detail = bodyFault(row);
    if (detail) found.push({ code: 'unreadable', table: 'commands', row: id, detail });
  }
  return found;
}

function bodyFault({ name, reverses, valid, type, said }: SqlRow): string | null {
  if (valid !== 1) return 'no JSON';
  if (type !== 'object') return 'no object';
  if (reverses !== null) return name === 'undo' || name === 'redo' ? null : `name ${name}, reverses ${reverses}`;
  return said === name ? null : `name ${name}, body ${said}`;
}

/** The rows of a table, each with the instant and the day of its command. */
const withCommands = (db: Db, table: string): Iterable<SqlRow> =>
  db
    .prepare(
      `SELECT e.*, c.name AS command_name, c.recorded_at AS command_recorded_at,
         CASE WHEN c.name NOT IN ('init', 'renew', 'import', 'edit', 'void', 'join') AND json_valid(c.body) THEN json_extract(c.body, '$.on') END AS day
       FROM ${table} e LEFT JOIN commands c ON c.id = e.command ORDER BY e.rowid`,
    )
    .iterate() as Iterable<SqlRow>;

/** An entry has the instant of its command, or the earlier one of what it replaces, and its day if the command has only one. */
function misplaced(table: string, row: SqlRow, number: number): readonly IntegrityProblem[] {
  const { command_recorded_at: at = null, recorded_at: own, command_name: name, day, on, command } = row;
  const isReplacing = REPLACING.includes(name as string) && String(own) < String(at);
  return (at === null || own === at || isReplacing) && (day ?? on) === on
    ? []
    : [{ code: 'order', table, row: number, command: command as number }];
}

const REPLACING: readonly string[] = ['edit', 'void', 'join', 'import'];

function transactions(db: Db): readonly IntegrityProblem[] {
  const isDated = remembered(isDay);
  const editions = editionsOf(db);
  const holds: Holds = {
    uid: isUid,
    on: isDated,
    // A renewal comes at the start of its day. An import may bring both ranks.
    rank: (rank, { source }) => (rank === 1 && source !== 'renew') || (rank === 0 && source !== 'manual'),
    kind: isKind,
    expires_on: (day) => day === null || isDated(day),
    edition: remembered((id) => editions.has(id)),
    source: isSource,
    forced: (forced) => forced === 0 || forced === 1,
  };
  const found: IntegrityProblem[] = [];
  for (const row of withCommands(db, 'transactions')) {
    const id = row['id'] as number;
    found.push(...wrong('transactions', row, id, holds), ...misplaced('transactions', row, id));
  }
  return found;
}

/** The built-in editions and the user's own, undone ones too: an entry may have been decided under them. */
function editionsOf(db: Db): ReadonlySet<string> {
  const own = db
    .prepare("SELECT json_extract(body, '$.rulebook.id') FROM facts WHERE kind = 'rulebook' AND json_valid(body)")
    .pluck()
    .all() as string[];
  return new Set([...EDITIONS.map(({ id }) => id), ...own]);
}

function facts(db: Db): readonly IntegrityProblem[] {
  const holds: Holds = {
    uid: isUid,
    on: remembered(isDay),
    rank: (rank, { kind }) => rank === (kind === 'tied' ? 0 : 1),
    kind: isFact,
  };
  const found: IntegrityProblem[] = [];
  for (const row of withCommands(db, 'facts')) {
    const seq = row['seq'] as number;
    const detail = faultOf(row);
    if (detail) found.push({ code: 'unreadable', table: 'facts', row: seq, detail });
    found.push(...wrong('facts', row, seq, holds), ...misplaced('facts', row, seq));
  }
  return found;
}

function faultOf(row: SqlRow): string | null {
  let body: FactBody;
  try {
    body = JSON.parse(row['body'] as string) as FactBody;
    if (body.kind !== row['kind']) return `kind ${row['kind']}, body ${body.kind}`;
  } catch {
    return 'no JSON';
  }
  if (body.kind === 'outcome' && !knowsWord('outcome', body.outcome)) return `outcome ${body.outcome}`;
  return proposalIn(body) === row['proposal'] ? null : `proposal ${row['proposal']}, body ${proposalIn(body)}`;
}
