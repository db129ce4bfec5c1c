/** What is derived, compared with a replay of the record from zero: every row of every table, and every checkpoint where it stands. */
import { total } from '../rules/grants.ts';
import type { Difference, Problem } from '../rules/problem.ts';
import { sortedJson } from '../rules/sorted-json.ts';
import type { State } from '../rules/state.ts';
import { checkStory } from './check-story.ts';
import { IN_ORDER, NEWEST_FIRST, stateAt } from './checkpoints.ts';
import type { Db } from './db.ts';
import { withDerived } from './derive.ts';
import type { SqlRow } from './rows.ts';
import type { Part } from './shape.ts';

export function compareDerived(db: Db, parts: readonly Part[]): readonly Problem[] {
  try {
    return withDerived(db, parts, () => {
      const tables = parts.filter(({ type, name }) => type === 'table' && name !== 'checkpoints');
      return [...checkStory(db), ...checkpoints(db), ...tables.flatMap(({ name }) => compareRows(db, name))];
    });
  } catch (error) {
    // A complaint of SQLite's is about the file, and told as such.
    if ((error as { code?: unknown }).code !== undefined) throw error;
    return [{ code: 'replay', detail: (error as Error).message }];
  }
}

/** Holds each stored checkpoint against the state where it stands, replayed from the nearest one made anew. */
function checkpoints(db: Db): readonly Problem[] {
  const stored = db.prepare(`SELECT * FROM main.checkpoints ORDER BY ${IN_ORDER}`).all() as SqlRow[];
  const found = stored.flatMap((row): Problem | readonly [] => {
    const fault = faultOf(db, row);
    return fault ? { code: 'checkpoint', on: row['on'] as string, seq: row['seq'] as number, ...fault } : [];
  });
  // Those between are thinned out as the ledger grows; the one at its end never is.
  const end = db.prepare(`SELECT * FROM temp.checkpoints ORDER BY ${NEWEST_FIRST} LIMIT 1`).get() as SqlRow | undefined;
  if (!end || stored.some((row) => PLACE.every((column) => row[column] === end[column]))) return found;
  return [...found, { code: 'checkpoint', on: end['on'] as string, seq: end['seq'] as number, why: 'missing' }];
}

const PLACE = ['on', 'rank', 'recorded_at', 'seq'];

const HERE = '("on", rank, recorded_at, seq) = (@on, @rank, @recorded_at, @seq)';
const UP_TO = '("on", rank, recorded_at, seq) <= (@on, @rank, @recorded_at, @seq)';
const AFTER = '("on", rank, recorded_at, seq) > (@afterOn, @afterRank, @afterRecordedAt, @afterSeq)';
const COUNTS = "kind <> 'reversal' AND command NOT IN (SELECT command FROM undone)";

type Fault = Omit<Extract<Problem, { code: 'checkpoint' }>, 'code' | 'on' | 'seq'>;

function faultOf(db: Db, row: SqlRow): Fault | null {
  const place = { on: row['on'], rank: row['rank'], recorded_at: row['recorded_at'], seq: row['seq'] };
  const count = (where: string, values: object): number =>
    db
      .prepare(
        `SELECT (SELECT count(*) FROM transactions WHERE ${where}) + (SELECT count(*) FROM facts WHERE ${where})`,
      )
      .pluck()
      .get(values) as number;
  if (count(`${HERE} AND ${COUNTS}`, place) === 0) return { why: 'nowhere' };
  const near = db.prepare(`SELECT * FROM temp.checkpoints WHERE ${UP_TO} ORDER BY ${NEWEST_FIRST} LIMIT 1`).get(place);
  const { on = '', rank = 0, recorded_at = '', seq = 0, entries = 0 } = (near ?? {}) as SqlRow;
  const after = { afterOn: on, afterRank: rank, afterRecordedAt: recorded_at, afterSeq: seq };
  const counted = (entries as number) + count(`${AFTER} AND ${UP_TO} AND ${COUNTS}`, { ...place, ...after });
  if (counted !== row['entries']) return { why: 'count' };
  const { proposals: _, ...core } = stateAt(db, {
    on: row['on'] as string,
    rank: row['rank'] as number,
    recordedAt: row['recorded_at'] as string,
    seq: row['seq'] as number,
  });
  return differing(row['state'] as string, core);
}

function differing(text: string, core: Pick<State, 'grants'>): Fault | null {
  try {
    const there = JSON.parse(text) as Pick<State, 'grants'>;
    if (sortedJson(there) === sortedJson(core)) return null;
    const [stored, expected] = [total(there.grants), total(core.grants)];
    return { why: 'state', ...(stored === expected ? {} : { connects: { stored, expected } }) };
  } catch {
    return { why: 'state' };
  }
}

/** Each row of the file's table that is not so in the one made anew, and the other way round. */
function compareRows(db: Db, table: string): readonly Problem[] {
  const columns = db.pragma(`main.table_info(${table})`) as { name: string; pk: number }[];
  const keys = columns.filter(({ pk }) => pk > 0).map(({ name }) => name);
  const nameOf = (row: SqlRow): string => keys.map((key) => row[key]).join(' ');
  const beyond = (a: string, b: string) =>
    new Map(
      (db.prepare(`SELECT * FROM ${a}.${table} EXCEPT SELECT * FROM ${b}.${table}`).all() as SqlRow[]).map((row) => [
        nameOf(row),
        row,
      ]),
    );
  const stored = beyond('main', 'temp');
  const due = beyond('temp', 'main');
  const missing = [...due.keys()].filter((row) => !stored.has(row));
  return [
    ...[...stored].map(([row, values]): Problem => {
      const expected = due.get(row);
      return expected
        ? { code: 'derived', table, row, why: 'differs', columns: differences(values, expected) }
        : { code: 'derived', table, row, why: 'extra' };
    }),
    ...missing.map((row): Problem => ({ code: 'derived', table, row, why: 'missing' })),
  ];
}

const differences = (stored: SqlRow, expected: SqlRow): readonly Difference[] =>
  Object.keys(stored).flatMap((column) =>
    stored[column] === expected[column]
      ? []
      : { column, stored: stored[column] ?? null, expected: expected[column] ?? null },
  );
