/** The record of a shared ledger, read from the server and appended to it, as the rows that the mirror's tables have. */
import type { Refusal } from '../../../rules/answers/refusal.ts';
import type { Db } from '../../file/connection.ts';
import type { PoolRow, PoolStatement } from './pool-connection.ts';

/** The columns of each table of the record, which are the same on the server and in the mirror. */
const COLUMNS = {
  commands: ['id', 'uid', 'name', 'body', 'recorded_at', 'reverses', 'member'],
  transactions: [
    ...['id', 'uid', 'command', 'on', 'rank', 'seq', 'kind', 'label', 'connects', 'expires_on', 'proposal', 'title'],
    ...['cents', 'edition', 'source', 'forced', 'upwork_id', 'reverses', 'note', 'recorded_at'],
  ],
  facts: ['seq', 'uid', 'command', 'on', 'rank', 'kind', 'proposal', 'body', 'recorded_at'],
} as const;

export type PoolTable = keyof typeof COLUMNS;
export const RECORD_TABLES = Object.keys(COLUMNS) as readonly PoolTable[];
export const recordColumns = (table: PoolTable): readonly string[] => COLUMNS[table];

/** Rows of the record, in the order of their numbers. */
export type RecordRows = Readonly<Record<PoolTable, readonly PoolRow[]>>;

/** An account's place on the server. */
export interface AccountHead {
  readonly id: number;
  readonly epoch: number;
  /** The number of its last command. */
  readonly head: number;
}

export const quotedColumns = (table: PoolTable): string => COLUMNS[table].map((column) => `"${column}"`).join(', ');

/** The column that says which command a row belongs to. */
export const commandOf = (table: PoolTable): string => (table === 'commands' ? 'id' : 'command');

/** The column that numbers the rows. */
export const numberOf = (table: PoolTable): string => (table === 'facts' ? 'seq' : 'id');

export const VERSION_STATEMENT: PoolStatement = ['SELECT max(version) AS version FROM connects.versions'];

export const headStatement = (account: string, lock: boolean): PoolStatement => [
  `SELECT id, epoch, head FROM connects.accounts WHERE name = $1${lock ? ' FOR UPDATE' : ''}`,
  [account],
];

/** The last command that the account's row names, and the one that there is: they differ where somebody changed the row. */
export const endStatement = (account: string): PoolStatement => [
  `SELECT a.head, (SELECT coalesce(max(id), 0) FROM connects.commands AS c WHERE c.account = a.id AND c.epoch = a.epoch) AS last
   FROM connects.accounts AS a WHERE a.name = $1`,
  [account],
];

/** What every write meets there; null: the row is as it should be. */
export const headFault = (row: PoolRow | undefined, db: string): Refusal | null =>
  row && row['head'] !== row['last'] ? { code: 'storage-corrupt', db, detail: 'head', of: 'server' } : null;

/**
 * Reads what was recorded after a command, and that command itself, which shows whether the mirror is of this record. In the
 * order of the commands, so that a server that knows nothing of the tables yet does not read all rows in that of the numbers.
 */
export const newsStatements = (account: string, last: number): readonly PoolStatement[] =>
  RECORD_TABLES.map((table) => [
    `SELECT ${quotedColumns(table)} FROM connects.${table}
     WHERE (account, epoch) = (SELECT id, epoch FROM connects.accounts WHERE name = $1)
       AND ${commandOf(table)} ${table === 'commands' ? '>=' : '>'} $2
     ORDER BY ${commandOf(table)}, ${numberOf(table)}`,
    [account, last],
  ]);

/** PostgreSQL takes 65,535 values in one statement. */
const MOST_VALUES = 30_000;

/** Appends rows to an account. */
export function appendStatements({ id, epoch }: AccountHead, rows: RecordRows): readonly PoolStatement[] {
  return RECORD_TABLES.flatMap((table) => {
    const columns = COLUMNS[table];
    const width = columns.length + 2;
    const most = Math.floor(MOST_VALUES / width);
    const parts = Array.from({ length: Math.ceil(rows[table].length / most) }, (_, i) =>
      rows[table].slice(i * most, (i + 1) * most),
    );
    return parts.map((part): PoolStatement => {
      const marks = part.map(
        (_, row) => `(${Array.from({ length: width }, (_, i) => `$${row * width + i + 1}`).join(', ')})`,
      );
      const values = part.flatMap((row) => [id, epoch, ...columns.map((column) => row[column] ?? null)]);
      return [
        `INSERT INTO connects.${table} (account, epoch, ${quotedColumns(table)}) VALUES ${marks.join(', ')}`,
        values,
      ];
    });
  });
}

export const moveHead = ({ id }: AccountHead, head: number): PoolStatement => [
  'UPDATE connects.accounts SET head = $2 WHERE id = $1',
  [id, head],
];

/** The rows that the mirror has after a command. */
export function rowsAfter(mirror: Db, last: number): RecordRows {
  // With the plus, the few new rows are found by their command and then put in order. Without it all are read in order.
  const plus = last > 0 ? '+' : '';
  const rows = (table: PoolTable) =>
    mirror
      .prepare(
        `SELECT ${quotedColumns(table)} FROM ${table}
         WHERE ${commandOf(table)} > ? ORDER BY ${plus}${numberOf(table)}`,
      )
      .all(last) as PoolRow[];
  return { commands: rows('commands'), transactions: rows('transactions'), facts: rows('facts') };
}
