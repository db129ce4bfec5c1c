/** Places in the ledger, between two entries, and the SQL that compares entries with them. */
import { type Entry, inOrder } from '../../rules/vocabulary/transaction.ts';
import type { SqlRow } from '../file/entry-rows.ts';

/** A place between two entries, in the order in which entries take effect. */
export interface LedgerPosition {
  readonly on: string;
  readonly rank: number;
  readonly recordedAt: string;
  readonly seq: number;
}

export const LEDGER_START: LedgerPosition = { on: '', rank: 0, recordedAt: '', seq: 0 };
export const LEDGER_END: LedgerPosition = { on: '9999-12-31', rank: 1, recordedAt: '~', seq: Number.MAX_SAFE_INTEGER };
export const startOf = (on: string): LedgerPosition => ({ ...LEDGER_START, on });
export const endOf = (on: string, rank: number = LEDGER_END.rank): LedgerPosition => ({ ...LEDGER_END, on, rank });

export const IN_ORDER = '"on", rank, recorded_at, seq';
export const NEWEST_FIRST = '"on" DESC, rank DESC, recorded_at DESC, seq DESC';

/** A row compared with the position that `positionValues` binds. */
export const comparedSql = (operator: '<' | '<=' | '=' | '>=' | '>'): string =>
  `(${IN_ORDER}) ${operator} (@on, @rank, @recordedAt, @seq)`;

/** An entry holds more than its position, which SQLite would refuse to bind. */
export const positionValues = ({ on, rank, recordedAt, seq }: LedgerPosition): LedgerPosition => ({
  on,
  rank,
  recordedAt,
  seq,
});

/** A second position, as the last one that a query includes. */
export const UP_TO = `(${IN_ORDER}) <= (@toOn, @toRank, @toRecordedAt, @toSeq)`;
export const upToValues = (to: LedgerPosition) => ({
  toOn: to.on,
  toRank: to.rank,
  toRecordedAt: to.recordedAt,
  toSeq: to.seq,
});

/** The position that a row's own columns name. */
export const positionOf = (row: SqlRow): LedgerPosition => ({
  on: row['on'] as string,
  rank: row['rank'] as number,
  recordedAt: row['recorded_at'] as string,
  seq: row['seq'] as number,
});

/**
 * Where a replay must begin once these entries are live, or are so no longer; undefined: there are none.
 * One that voids or replaces another changes what was earlier on its day.
 */
export const replayStart = (entries: readonly Entry[]): LedgerPosition | undefined =>
  entries
    .map((entry) =>
      entry.type === 'transaction' && entry.reverses !== null ? { ...LEDGER_START, on: entry.on } : entry,
    )
    .sort(inOrder)[0];
