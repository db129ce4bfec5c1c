/** Compares everything derived with a replay of the record from the start: every row of every table, and every checkpoint. */
import { grantTotal } from '../../rules/grants.ts';
import type { ColumnDifference, IntegrityProblem } from '../../rules/integrity-problem.ts';
import { sortedJson } from '../../rules/sorted-json.ts';
import type { State } from '../../rules/state.ts';
import type { Db } from '../file/connection.ts';
import type { SqlRow } from '../file/entry-rows.ts';
import type { SchemaPart } from '../file/schema.ts';
import { liveRowSql } from './live-sql.ts';
import { comparedSql, IN_ORDER, NEWEST_FIRST, positionOf, UP_TO, upToValues } from './positions.ts';
import { withDerived } from './rebuild.ts';
import { stateAt } from './state-at.ts';

/** `more`: further checks that read what was just made anew. */
export function compareDerived(
  db: Db,
  parts: readonly SchemaPart[],
  more: (db: Db) => readonly IntegrityProblem[],
): readonly IntegrityProblem[] {
  try {
    return withDerived(db, parts, () => [...more(db), ...compareCheckpoints(db), ...compareRows(db, 'proposals')]);
  } catch (error) {
    // An error of SQLite's is about the file, and the caller reports it as such.
    if ((error as { code?: unknown }).code !== undefined) throw error;
    return [{ code: 'replay', detail: (error as Error).message }];
  }
}

/** Compares each stored checkpoint with the state at its place, replayed from the nearest one made anew. */
function compareCheckpoints(db: Db): readonly IntegrityProblem[] {
  const stored = db.prepare(`SELECT * FROM main.checkpoints ORDER BY ${IN_ORDER}`).all() as SqlRow[];
  const problems = stored.flatMap((row): IntegrityProblem | readonly [] => {
    const fault = checkpointFault(db, row);
    return fault ? { code: 'checkpoint', on: row['on'] as string, seq: row['seq'] as number, ...fault } : [];
  });
  // The checkpoint at the end is never thinned out, as others are when the ledger grows.
  const end = db.prepare(`SELECT * FROM temp.checkpoints ORDER BY ${NEWEST_FIRST} LIMIT 1`).get() as SqlRow | undefined;
  if (!end || stored.some((row) => PLACE.every((column) => row[column] === end[column]))) return problems;
  return [...problems, { code: 'checkpoint', on: end['on'] as string, seq: end['seq'] as number, why: 'missing' }];
}

const PLACE = ['on', 'rank', 'recorded_at', 'seq'];

const counted = (table: string): string => `kind <> 'reversal' AND ${liveRowSql(table)}`;

type CheckpointFault = Omit<Extract<IntegrityProblem, { code: 'checkpoint' }>, 'code' | 'on' | 'seq'>;

function checkpointFault(db: Db, row: SqlRow): CheckpointFault | null {
  const place = positionOf(row);
  const within = (table: string, where: string) =>
    `(SELECT count(*) FROM ${table} WHERE ${where} AND ${counted(table)})`;
  const count = (where: string, values: object): number =>
    db
      .prepare(`SELECT ${within('transactions', where)} + ${within('facts', where)}`)
      .pluck()
      .get(values) as number;
  if (count(comparedSql('='), place) === 0) return { why: 'nowhere' };
  const near = db
    .prepare(`SELECT * FROM temp.checkpoints WHERE ${comparedSql('<=')} ORDER BY ${NEWEST_FIRST} LIMIT 1`)
    .get(place) as SqlRow | undefined;
  const after = near ? positionOf(near) : { on: '', rank: 0, recordedAt: '', seq: 0 };
  const since = count(`${comparedSql('>')} AND ${UP_TO}`, { ...after, ...upToValues(place) });
  if (((near?.['entries'] ?? 0) as number) + since !== row['entries']) return { why: 'count' };
  const { proposals: _, ...core } = stateAt(db, place);
  return stateFault(row['state'] as string, core);
}

function stateFault(text: string, core: Pick<State, 'grants'>): CheckpointFault | null {
  try {
    const there = JSON.parse(text) as Pick<State, 'grants'>;
    if (sortedJson(there) === sortedJson(core)) return null;
    const [stored, expected] = [grantTotal(there.grants), grantTotal(core.grants)];
    return { why: 'state', ...(stored === expected ? {} : { connects: { stored, expected } }) };
  } catch {
    return { why: 'state' };
  }
}

/** Rows of the file's table that differ from the one made anew, rows it has too many, and rows it lacks. */
function compareRows(db: Db, table: string): readonly IntegrityProblem[] {
  const rows = (a: string, b: string) =>
    new Map(
      (db.prepare(`SELECT * FROM ${a}.${table} EXCEPT SELECT * FROM ${b}.${table}`).all() as SqlRow[]).map((row) => [
        String(row['id']),
        row,
      ]),
    );
  const stored = rows('main', 'temp');
  const due = rows('temp', 'main');
  const missing = [...due.keys()].filter((row) => !stored.has(row));
  return [
    ...[...stored].map(([row, values]): IntegrityProblem => {
      const expected = due.get(row);
      return expected
        ? { code: 'derived', table, row, why: 'differs', columns: differences(values, expected) }
        : { code: 'derived', table, row, why: 'extra' };
    }),
    ...missing.map((row): IntegrityProblem => ({ code: 'derived', table, row, why: 'missing' })),
  ];
}

const differences = (stored: SqlRow, expected: SqlRow): readonly ColumnDifference[] =>
  Object.keys(stored).flatMap((column) =>
    stored[column] === expected[column]
      ? []
      : { column, stored: stored[column] ?? null, expected: expected[column] ?? null },
  );
