/** A ledger as a sequence of commands that refer to nothing by a local number, so that another copy can take them in. */
import type { CopiedCommand, CopiedFact, CopiedTransaction } from '../../rules/copied-command.ts';
import { referencesOf } from '../../rules/vocabulary/references.ts';
import type { Db } from '../file/connection.ts';
import { type SqlRow, toFact, toTransaction } from '../file/entry-rows.ts';

/** Every command in the order of its number, with its entries in the order of recording. */
export function* copiedCommands(db: Db): Generator<CopiedCommand> {
  const names = uidsBy(db);
  const transactions = db.prepare('SELECT * FROM transactions WHERE command = ? ORDER BY seq');
  const facts = db.prepare('SELECT * FROM facts WHERE command = ? ORDER BY seq');
  const uidOf = db.prepare('SELECT uid FROM commands WHERE id = ?').pluck();
  for (const row of db.prepare('SELECT * FROM commands ORDER BY id').all() as SqlRow[]) {
    const entries = [
      ...(transactions.all(row['id']) as SqlRow[]).map((each) => ({
        seq: each['seq'] as number,
        entry: transaction(each, names, row['recorded_at']),
      })),
      ...(facts.all(row['id']) as SqlRow[]).map((each) => ({ seq: each['seq'] as number, entry: fact(each, names) })),
    ];
    yield {
      uid: row['uid'] as string,
      name: row['name'] as string,
      recordedAt: row['recorded_at'] as string,
      reverses: row['reverses'] === null ? null : (uidOf.get(row['reverses']) as string),
      body: JSON.parse(row['body'] as string),
      entries: entries.sort((a, b) => a.seq - b.seq).map(({ entry }) => entry),
    };
  }
}

/** Turns local numbers into uids. The fact that recorded a proposal names it; if there is none, its cost does. */
interface Uids {
  proposal(id: number): string;
  transaction(id: number): string;
}

function uidsBy(db: Db): Uids {
  const proposals = db
    .prepare(
      `SELECT uid FROM facts WHERE kind = 'proposal' AND proposal = @id
       UNION ALL SELECT uid FROM transactions WHERE kind = 'proposal' AND proposal = @id LIMIT 1`,
    )
    .pluck();
  const transactions = db.prepare('SELECT uid FROM transactions WHERE id = ?').pluck();
  return {
    proposal: (id) => proposals.get({ id }) as string,
    transaction: (id) => transactions.get(id) as string,
  };
}

function transaction(row: SqlRow, names: Uids, commandAt: unknown): CopiedTransaction {
  const { id: _, seq: __, recordedAt, proposal, reverses, ...rest } = toTransaction(row);
  return {
    ...rest,
    ...(recordedAt === commandAt ? {} : { recordedAt }),
    uid: row['uid'] as string,
    proposal: proposal === null ? null : names.proposal(proposal),
    reverses: reverses === null ? null : names.transaction(reverses),
  };
}

function fact(row: SqlRow, local: Uids): CopiedFact {
  const { on, rank, body } = toFact(row);
  const uid = row['uid'] as string;
  const { proposal, transaction: of } = referencesOf(body);
  const names = [proposal === null ? [] : local.proposal(proposal), of === null ? [] : local.transaction(of)].flat();
  const [refers = null, ties] = names;
  return { type: 'fact', uid, on, rank, refers, ...(ties ? { ties } : {}), body };
}
