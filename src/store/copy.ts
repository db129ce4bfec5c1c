/** A ledger as a sequence of commands that names nothing by its local number, so that another copy can take it in. */
import type { CopiedCommand, CopiedFact, CopiedTransaction } from '../rules/copied.ts';
import { referencesOf } from '../rules/vocabulary/references.ts';
import type { Db } from './db.ts';
import { type SqlRow, toFact, toTransaction } from './rows.ts';

/** Every command in the order of its number, with its entries in the order they were recorded. */
export function* copyOf(db: Db): Generator<CopiedCommand> {
  const names = naming(db);
  const transactions = db.prepare('SELECT * FROM transactions WHERE command = ? ORDER BY seq');
  const facts = db.prepare('SELECT * FROM facts WHERE command = ? ORDER BY seq');
  const uidOf = db.prepare('SELECT uid FROM commands WHERE id = ?').pluck();
  for (const row of db.prepare('SELECT * FROM commands ORDER BY id').all() as SqlRow[]) {
    const entries = [
      ...(transactions.all(row['id']) as SqlRow[]).map((each) => ({
        seq: each['seq'] as number,
        entry: transaction(each, names),
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

/** Local numbers to uids. A proposal is named by the fact that recorded it, or by its cost where that alone tells of it. */
interface Names {
  proposal(id: number): string;
  transaction(id: number): string;
}

function naming(db: Db): Names {
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

function transaction(row: SqlRow, names: Names): CopiedTransaction {
  const { id: _, seq: __, recordedAt: ___, proposal, reverses, ...rest } = toTransaction(row);
  return {
    ...rest,
    uid: row['uid'] as string,
    proposal: proposal === null ? null : names.proposal(proposal),
    reverses: reverses === null ? null : names.transaction(reverses),
  };
}

function fact(row: SqlRow, here: Names): CopiedFact {
  const { on, rank, body } = toFact(row);
  const uid = row['uid'] as string;
  const { proposal, transaction: of } = referencesOf(body);
  const names = [proposal === null ? [] : here.proposal(proposal), of === null ? [] : here.transaction(of)].flat();
  const [refers = null, ties] = names;
  return { type: 'fact', uid, on, rank, refers, ...(ties ? { ties } : {}), body };
}
