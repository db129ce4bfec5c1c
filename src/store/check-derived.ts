/** What is derived, compared with a replay of the record from zero: every row of every table, and every checkpoint where it stands. */
import { replay } from '../rules/evolve.ts';
import type { Problem } from '../rules/problem.ts';
import { NOTHING } from '../rules/state.ts';
import { END, liveBetween, type Position, START } from './checkpoints.ts';
import type { Db } from './db.ts';
import { type Part, withDerived } from './derive.ts';
import type { SqlRow } from './rows.ts';

export function compareDerived(db: Db, parts: readonly Part[]): readonly Problem[] {
  try {
    return withDerived(db, parts, () => {
      const tables = parts.filter(({ type, name }) => type === 'table' && name !== 'checkpoints');
      return [...replayed(db), ...tables.flatMap(({ name }) => compareRows(db, name))];
    });
  } catch (error) {
    // A complaint of SQLite's is about the file, and told as such.
    if ((error as { code?: unknown }).code !== undefined) throw error;
    return [{ code: 'replay', detail: (error as Error).message }];
  }
}

/** Replays all that counts, and holds each stored checkpoint against the state where it stands. */
function replayed(db: Db): readonly Problem[] {
  const found: Problem[] = [];
  const stored = db.prepare('SELECT * FROM main.checkpoints ORDER BY "on", rank, recorded_at, seq').all() as SqlRow[];
  const waiting = new Map(stored.map((row) => [placeOf(row), row]));
  const running = replay(NOTHING);
  liveBetween(db, START, END).forEach((entry, i) => {
    running.step(entry);
    const key = keyOf(entry);
    const row = waiting.get(key);
    if (!row) return;
    waiting.delete(key);
    const { proposals: _, ...core } = running.state;
    const why = row['entries'] !== i + 1 ? 'count' : sameState(row['state'] as string, core) ? null : 'state';
    if (why) found.push({ code: 'checkpoint', on: entry.on, seq: entry.seq, why });
  });
  for (const row of waiting.values()) {
    found.push({ code: 'checkpoint', on: row['on'] as string, seq: row['seq'] as number, why: 'nowhere' });
  }
  const { overdrawn } = running.state;
  return overdrawn ? [{ code: 'overdrawn', ...overdrawn }, ...found] : found;
}

const keyOf = ({ on, rank, recordedAt, seq }: Position): string => `${on} ${rank} ${recordedAt} ${seq}`;
const placeOf = (row: SqlRow): string => `${row['on']} ${row['rank']} ${row['recorded_at']} ${row['seq']}`;

function sameState(stored: string, core: object): boolean {
  try {
    return inKeyOrder(JSON.parse(stored)) === inKeyOrder(core);
  } catch {
    return false;
  }
}

const inKeyOrder = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** Each row of the file's table that is not so in the one made anew, and the other way round. */
function compareRows(db: Db, table: string): readonly Problem[] {
  const columns = db.pragma(`main.table_info(${table})`) as { name: string; pk: number }[];
  const keys = columns.filter(({ pk }) => pk > 0).map(({ name }) => name);
  const nameOf = (row: SqlRow): string => keys.map((key) => row[key]).join(' ');
  const beyond = (a: string, b: string) =>
    (db.prepare(`SELECT * FROM ${a}.${table} EXCEPT SELECT * FROM ${b}.${table}`).all() as SqlRow[]).map(nameOf);
  const stored = beyond('main', 'temp');
  const due = beyond('temp', 'main');
  const here = new Set(stored);
  const there = new Set(due);
  return [
    ...stored.map((row): Problem => ({ code: 'derived', table, row, why: there.has(row) ? 'differs' : 'extra' })),
    ...due.filter((row) => !here.has(row)).map((row): Problem => ({ code: 'derived', table, row, why: 'missing' })),
  ];
}
