/** Compares everything derived with a replay of the record from the start: every row of every table, and every checkpoint. */

import type { CheckProblem, ColumnDifference } from '../../rules/answers/check-problem.ts';
import { refundedProposals, startReplay } from '../../rules/state/evolve.ts';
import { grantTotal } from '../../rules/state/grants.ts';
import { EMPTY_STATE, type State } from '../../rules/state/state.ts';
import { sortedJson } from '../../rules/values/json.ts';
import type { Entry } from '../../rules/vocabulary/transaction.ts';
import type { Db } from '../file/connection.ts';
import type { SqlRow } from '../file/entry-rows.ts';
import type { SchemaPart } from '../file/schema.ts';
import { IN_ORDER, LEDGER_END, LEDGER_START, type LedgerPosition, positionOf } from './positions.ts';
import { withDerived } from './rebuild.ts';
import { liveBetween } from './state-at.ts';

/** `more`: further checks that read what was just rebuilt. */
export function compareDerived(
  db: Db,
  parts: readonly SchemaPart[],
  more: (db: Db) => readonly CheckProblem[],
): readonly CheckProblem[] {
  try {
    const entries = liveBetween(db, LEDGER_START, LEDGER_END);
    return withDerived(db, parts, entries, () => [
      ...more(db),
      ...compareCheckpoints(db, entries),
      ...compareRows(db, 'proposals', ['id']),
      ...compareRows(db, 'tallies', ['on', 'invited', 'boosted', 'cost_unknown', 'tagged', 'reply_days']),
      ...compareRows(db, 'flows', ['on', 'kind', 'edition', 'transaction']),
      ...compareRows(db, 'lapses', ['on', 'seq', 'lapsed_on']),
    ]);
  } catch (error) {
    // An error of SQLite's is about the file, and the caller reports it as such.
    if ((error as { code?: unknown }).code !== undefined) throw error;
    return [{ code: 'replay', detail: (error as Error).message }];
  }
}

/** Compares each stored checkpoint with the state that one replay from the start has at its place. */
function compareCheckpoints(db: Db, entries: readonly Entry[]): readonly CheckProblem[] {
  const rows = db.prepare(`SELECT * FROM main.checkpoints ORDER BY ${IN_ORDER}`).all() as SqlRow[];
  const stored = new Map(rows.map((row) => [placeKey(positionOf(row)), row]));
  const faults = new Map<SqlRow, CheckpointFault | null>();
  // A checkpoint holds no proposals.
  const running = startReplay(EMPTY_STATE, {}, refundedProposals(entries));
  const seqs = new Set(rows.map((row) => row['seq']));
  entries.forEach((entry, i) => {
    running.step(entry);
    const row = seqs.has(entry.seq) ? stored.get(placeKey(entry)) : undefined;
    if (row)
      faults.set(row, row['entries'] === i + 1 ? stateFault(row['state'] as string, running.core) : { why: 'count' });
  });
  const problems = rows.flatMap((row): CheckProblem | readonly [] => {
    const fault = faults.has(row) ? faults.get(row) : ({ why: 'nowhere' } as const);
    return fault ? { code: 'checkpoint', on: row['on'] as string, seq: row['seq'] as number, ...fault } : [];
  });
  // The checkpoint at the end is never thinned out, as others are when the ledger grows.
  const end = entries.at(-1);
  if (!end || stored.has(placeKey(end))) return problems;
  return [...problems, { code: 'checkpoint', on: end.on, seq: end.seq, why: 'missing' }];
}

const placeKey = ({ on, rank, recordedAt, seq }: LedgerPosition): string => JSON.stringify([on, rank, recordedAt, seq]);

type CheckpointFault = Omit<Extract<CheckProblem, { code: 'checkpoint' }>, 'code' | 'on' | 'seq'>;

function stateFault(text: string, core: Pick<State, 'grants'>): CheckpointFault | null {
  try {
    const there = JSON.parse(text) as Pick<State, 'grants'>;
    if (sortedJson(there) === sortedJson(core)) return null;
    const [stored, expected] = [grantTotal(there.grants), grantTotal(core.grants)];
    // A sum that is no number says nothing.
    const isTold = stored !== expected && Number.isSafeInteger(stored);
    return { why: 'state', ...(isTold ? { connects: { stored, expected } } : {}) };
  } catch {
    return { why: 'state' };
  }
}

/** Rows of the file's table that differ from the rebuilt one, rows that it has too many, and rows that it lacks. `names`: the columns by which to name one. */
function compareRows(db: Db, table: string, names: readonly string[]): readonly CheckProblem[] {
  const rows = (a: string, b: string) =>
    new Map(
      (db.prepare(`SELECT * FROM ${a}.${table} EXCEPT SELECT * FROM ${b}.${table}`).all() as SqlRow[]).map((row) => [
        names
          .map((name) => row[name] ?? '')
          .join(' ')
          .trim(),
        row,
      ]),
    );
  const stored = rows('main', 'temp');
  const due = rows('temp', 'main');
  const missing = [...due.keys()].filter((row) => !stored.has(row));
  return [
    ...[...stored].map(([row, values]): CheckProblem => {
      const expected = due.get(row);
      return expected
        ? { code: 'derived', table, row, why: 'differs', columns: differences(values, expected) }
        : { code: 'derived', table, row, why: 'extra' };
    }),
    ...missing.map((row): CheckProblem => ({ code: 'derived', table, row, why: 'missing' })),
  ];
}

const differences = (stored: SqlRow, expected: SqlRow): readonly ColumnDifference[] =>
  Object.keys(stored).flatMap((column) =>
    stored[column] === expected[column]
      ? []
      : { column, stored: stored[column] ?? null, expected: expected[column] ?? null },
  );
