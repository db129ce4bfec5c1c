/** A ledger as a sequence of commands that refer to nothing by a local number, so that another copy can take them in. */
import type { CopiedCommand, CopiedFact, CopiedTransaction } from '../../rules/command/copied-command.ts';
import { referencesOf } from '../../rules/vocabulary/references.ts';
import { PROPOSAL_UIDS } from '../derived/live-sql.ts';
import type { Db } from '../file/connection.ts';
import { type SqlRow, toFact, toTransaction } from '../file/entry-rows.ts';

/** Every command in the order of its number, with its entries in the order of recording. */
export function* copiedCommands(db: Db): Generator<CopiedCommand> {
  const numbers = localNumbers(db);
  const uids = { proposals: inverse(numbers.proposals), transactions: inverse(numbers.transactions) };
  const [transactions, facts] = ['transactions', 'facts'].map((table) =>
    db.prepare<unknown[], SqlRow>(`SELECT * FROM ${table} WHERE command = ?`),
  );
  const commands = db.prepare(
    'SELECT c.*, r.uid AS reversed FROM commands c LEFT JOIN commands r ON r.id = c.reverses ORDER BY c.id',
  );
  for (const { id, uid, name, body, recorded_at, reversed, member } of commands.all() as SqlRow[]) {
    const rows = [...(transactions?.all(id) ?? []), ...(facts?.all(id) ?? [])];
    rows.sort((a, b) => (a['seq'] as number) - (b['seq'] as number));
    yield {
      uid: uid as string,
      name: name as string,
      recordedAt: recorded_at as string,
      reverses: reversed as string | null,
      ...(member === null ? {} : { member: member as string }),
      body: JSON.parse(body as string),
      entries: rows.map((row) =>
        'body' in row ? copiedFact(row, uids, recorded_at) : copiedTransaction(row, uids, recorded_at),
      ),
    };
  }
}

/** Numbers of this copy's transactions and proposals, by uid. */
export interface LocalNumbers {
  readonly transactions: Map<string, number>;
  readonly proposals: Map<string, number>;
}

export function localNumbers(db: Db): LocalNumbers {
  const numbers = (sql: string) => new Map(db.prepare(sql).raw().all() as [string, number][]);
  return {
    transactions: numbers('SELECT uid, id FROM transactions'),
    proposals: numbers(`SELECT uid, proposal FROM (${PROPOSAL_UIDS})`),
  };
}

interface Uids {
  readonly transactions: ReadonlyMap<number, string>;
  readonly proposals: ReadonlyMap<number, string>;
}

const inverse = (numbers: ReadonlyMap<string, number>): ReadonlyMap<number, string> =>
  new Map([...numbers].map(([uid, number]) => [number, uid]));

/** The uid for a number, which a damaged file may lack. */
const uidIn = (uids: ReadonlyMap<number, string>, number: number | null): string | null =>
  number === null ? null : (uids.get(number) as string);

function copiedTransaction(row: SqlRow, { proposals, transactions }: Uids, commandAt: unknown): CopiedTransaction {
  const { id: _, seq: __, command: ___, recordedAt, proposal, reverses, ...rest } = toTransaction(row);
  return {
    ...rest,
    ...(recordedAt === commandAt ? {} : { recordedAt }),
    uid: row['uid'] as string,
    proposal: uidIn(proposals, proposal),
    reverses: uidIn(transactions, reverses),
  };
}

function copiedFact(row: SqlRow, { proposals, transactions }: Uids, commandAt: unknown): CopiedFact {
  const { on, rank, recordedAt, body } = toFact(row);
  const { proposal, transaction } = referencesOf(body);
  const [of, to] = [uidIn(proposals, proposal), uidIn(transactions, transaction)];
  const [refers, ties] = of === null ? [to] : [of, to];
  const placed = { on, rank, ...(recordedAt === commandAt ? {} : { recordedAt }) };
  return { type: 'fact', uid: row['uid'] as string, ...placed, refers, ...(ties ? { ties } : {}), body };
}
