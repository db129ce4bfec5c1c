/** Stored states from which a replay can start. A checkpoint changes what a command costs, never what it answers. */
import { EMPTY_STATE, type StateCore } from '../../rules/state/state.ts';
import { type Db, preparedStatement } from '../file/connection.ts';
import type { SqlRow } from '../file/entry-rows.ts';
import {
  comparedSql,
  LEDGER_START,
  type LedgerPosition,
  NEWEST_FIRST,
  positionOf,
  positionValues,
} from './positions.ts';

/**
 * The number of entries for which one checkpoint stays. It grows with the open grants, which a checkpoint holds, so
 * that checkpoints never outweigh the entries.
 */
export const entriesPerCheckpoint = (openGrants: number): number => Math.max(512, 4 * openGrants);

/** The newest checkpoints all stay, because `undo` goes back to them. */
export const NEWEST_KEPT = 8;

export interface Checkpoint {
  readonly at: LedgerPosition;
  /** How many live entries the state is made of. */
  readonly entries: number;
  readonly core: StateCore;
}

/** The last checkpoint at or before a position (`<=`), or before it (`<`). */
export function lastCheckpoint(db: Db, operator: '<' | '<=', position: LedgerPosition): Checkpoint {
  const sql = `SELECT * FROM checkpoints WHERE ${comparedSql(operator)} ORDER BY ${NEWEST_FIRST} LIMIT 1`;
  const found = preparedStatement<SqlRow>(db, sql).get(positionValues(position));
  if (!found) return { at: LEDGER_START, entries: 0, core: EMPTY_STATE };
  return {
    at: positionOf(found),
    entries: found['entries'] as number,
    core: { ...EMPTY_STATE, ...(JSON.parse(found['state'] as string) as StateCore) },
  };
}

export function saveCheckpoint(db: Db, { at, entries, core }: Checkpoint): void {
  preparedStatement(
    db,
    `INSERT INTO checkpoints ("on", rank, recorded_at, seq, entries, state)
     VALUES (@on, @rank, @recordedAt, @seq, @entries, @state)`,
  ).run({ ...positionValues(at), entries, state: JSON.stringify(core) });
}

export function dropCheckpointsFrom(db: Db, position: LedgerPosition): void {
  db.prepare(`DELETE FROM checkpoints WHERE ${comparedSql('>=')}`).run(positionValues(position));
}

/** Drops the one checkpoint that is no longer among the newest, unless enough entries lie between it and the one before. */
export function thinCheckpoints(db: Db): void {
  const [aging, older] = db
    .prepare(
      `SELECT rowid, entries, json_array_length(state, '$.grants') AS grants FROM checkpoints
       ORDER BY ${NEWEST_FIRST} LIMIT 2 OFFSET ${NEWEST_KEPT}`,
    )
    .all() as { rowid: number; entries: number; grants: number }[];
  if (aging && aging.entries - (older?.entries ?? 0) < entriesPerCheckpoint(aging.grants)) {
    db.prepare('DELETE FROM checkpoints WHERE rowid = ?').run(aging.rowid);
  }
}
