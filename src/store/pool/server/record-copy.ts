/** The whole record of a ledger, read from the server in parts, and compared with that of another place. */
import { sha256 } from '@noble/hashes/sha2.js';
import type { PoolConnection, PoolRow, PoolStatement } from './pool-connection.ts';
import {
  type AccountHead,
  commandOf,
  numberOf,
  type PoolTable,
  quotedColumns,
  RECORD_TABLES,
  type RecordRows,
  recordColumns,
} from './pool-record.ts';

/** Rows that one question asks for: an answer on a slow line must come within the time that a server may be silent. */
const AT_ONCE = 5000;

/** Reads the record of an account, within the caller's transaction, so that all parts are of one instant. */
export async function readRecord(connection: PoolConnection, { id, epoch }: AccountHead): Promise<RecordRows> {
  const read = async (table: PoolTable): Promise<readonly PoolRow[]> => {
    const found: PoolRow[] = [];
    for (;;) {
      const after = (found.at(-1)?.[numberOf(table)] ?? 0) as number;
      const [part = []] = await connection.run([
        [
          `SELECT ${quotedColumns(table)} FROM connects.${table}
           WHERE account = $1 AND epoch = $2 AND ${numberOf(table)} > $3
           ORDER BY ${numberOf(table)} LIMIT ${AT_ONCE}`,
          [id, epoch, after],
        ],
      ]);
      found.push(...part);
      if (part.length < AT_ONCE) return found;
    }
  };
  return { commands: await read('commands'), transactions: await read('transactions'), facts: await read('facts') };
}

/** Statements that are sent before the answers to those before them are waited for. */
const IN_FLIGHT = 4;

/** Sends many statements, some at a time: the time that a server may be silent begins when a statement is sent. */
export async function runInParts(connection: PoolConnection, statements: readonly PoolStatement[]): Promise<void> {
  for (let at = 0; at < statements.length; at += IN_FLIGHT) await connection.run(statements.slice(at, at + IN_FLIGHT));
}

/** The number of the last command of a record; 0: it has none. */
export const lastCommandOf = ({ commands }: RecordRows): number => (commands.at(-1)?.['id'] ?? 0) as number;

/** The commands up to this one, with their rows. */
export const recordUpTo = (rows: RecordRows, last: number): RecordRows => partOf(rows, (command) => command <= last);

/** The commands after this one, with their rows. */
export const recordAfter = (rows: RecordRows, last: number): RecordRows => partOf(rows, (command) => command > last);

function partOf(rows: RecordRows, isPart: (command: number) => boolean): RecordRows {
  const part = (table: PoolTable) => rows[table].filter((row) => isPart(row[commandOf(table)] as number));
  return { commands: part('commands'), transactions: part('transactions'), facts: part('facts') };
}

/** One text for the rows of a table: those that differ in any value have another. */
export function tableDigest(table: PoolTable, rows: RecordRows): string {
  const digest = sha256.create();
  const columns = recordColumns(table);
  for (const row of rows[table])
    digest.update(Buffer.from(`${JSON.stringify(columns.map((name) => row[name] ?? null))}\n`));
  return Buffer.from(digest.digest()).toString('hex');
}

/** The same for a whole record. */
export const recordDigest = (rows: RecordRows): string =>
  RECORD_TABLES.map((table) => tableDigest(table, rows)).join(' ');

/** How a record compares with the one that it may be the beginning of. */
export type RecordRelation = 'none' | 'behind' | 'same' | 'ahead' | 'differs' | 'other-account';

/** What `there` is, seen from `here`. */
export function relationOf(there: RecordRows, here: RecordRows): RecordRelation {
  const [first] = there.commands;
  if (!first) return 'none';
  if (first['uid'] !== here.commands[0]?.['uid']) return 'other-account';
  const [thereLast, hereLast] = [lastCommandOf(there), lastCommandOf(here)];
  const common = Math.min(thereLast, hereLast);
  if (recordDigest(recordUpTo(there, common)) !== recordDigest(recordUpTo(here, common))) return 'differs';
  return thereLast === hereLast ? 'same' : thereLast < hereLast ? 'behind' : 'ahead';
}
