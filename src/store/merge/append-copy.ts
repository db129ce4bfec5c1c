/** Appends commands of another copy. References by uid become numbers of this copy again. */
import type { CopiedCommand, CopiedFact, CopiedTransaction } from '../../rules/command/copied-command.ts';
import { mapReferences, referencesOf } from '../../rules/vocabulary/references.ts';
import {
  type Entry,
  type Fact,
  factsOf,
  type Transaction,
  transactionsOf,
} from '../../rules/vocabulary/transaction.ts';
import type { Db } from '../file/connection.ts';
import { insertCommand, insertEntries, nextNumbers } from '../record/append-command.ts';
import { evenOutTurns } from '../record/reversals.ts';
import { type LocalNumbers, localNumbers } from './ledger-copy.ts';

/** The order in which commands were recorded, over both copies. */
export const byRecording = (a: CopiedCommand, b: CopiedCommand): number =>
  a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0;

/** Appends the commands and returns how many transactions they brought; null if one refers to something that is in neither copy. */
export function appendCopy(db: Db, fresh: readonly CopiedCommand[]): number | null {
  const commandOf = db.prepare('SELECT id FROM commands WHERE uid = ? AND reverses IS NULL').pluck();
  const names = localNumbers(db);
  const next = { ...nextNumbers(db) };
  const turned = new Set<number>();
  const first = next.transaction;

  for (const { uid, name, body, recordedAt, reverses: of, member = null, entries } of fresh) {
    const reverses = of === null ? null : (commandOf.get(of) as number | undefined);
    if (reverses === undefined) return null;
    const uids = new Map<Entry, string>();
    for (const entry of entries) {
      const own = localEntry(entry, recordedAt, next, names);
      if (own === null) return null;
      uids.set(own, entry.uid);
      next.seq += 1;
    }
    const own = [...uids.keys()];
    const command = insertCommand(db, { uid, name, body: localCommand(body, own), recordedAt, reverses, member });
    insertEntries(db, own, { command, uid: (entry) => uids.get(entry) ?? '' });
    if (reverses !== null) turned.add(reverses);
  }
  const transactions = next.transaction - first;
  for (const command of turned) evenOutTurns(db, command);
  return transactions;
}

/** The stored body of a command also names proposals and transactions by this copy's numbers. */
function localCommand(body: unknown, entries: readonly Entry[]): unknown {
  if (body === null || typeof body !== 'object' || !('name' in body)) return body;
  const ids = (kind: 'outcome' | 'edited' | 'dropped') => [
    ...new Set(factsOf(entries, kind).map((fact) => fact.body.proposal)),
  ];
  const transactions = transactionsOf(entries);
  const reversed = [...new Set(transactions.flatMap(({ reverses }) => reverses ?? []))];
  switch (body.name) {
    case 'void':
      return { ...body, transactions: reversed };
    case 'join':
      return { ...body, proposal: ids('edited')[0], other: ids('dropped')[0] };
    case 'edit': {
      const proposals = [...new Set([...transactions.flatMap(({ proposal }) => proposal ?? []), ...ids('edited')])];
      return { ...body, proposals, transaction: proposals.length === 0 ? reversed[0] : null };
    }
    default: {
      const [proposal, ...others] = ids('outcome');
      return proposal === undefined ? body : { ...body, proposal, ...(others.length === 0 ? {} : { others }) };
    }
  }
}

type Next = { transaction: number; proposal: number; seq: number };

/** The entry with this copy's numbers; null if it names something that is in neither copy. A new proposal gets the next number. */
function localEntry(
  entry: CopiedTransaction | CopiedFact,
  recordedAt: string,
  next: Next,
  { transactions, proposals }: LocalNumbers,
): Entry | null {
  const { uid } = entry;
  const newProposal = (): number => {
    proposals.set(uid, next.proposal);
    next.proposal += 1;
    return next.proposal - 1;
  };
  if (entry.type === 'fact') {
    const { uid: _, refers, ties, body: copied, ...placed } = entry;
    const body =
      copied.kind === 'proposal'
        ? { ...copied, proposal: newProposal() }
        : mapReferences(copied, {
            proposal: () => proposals.get(refers ?? ''),
            // If it names a proposal as well, that comes first.
            transaction: () => transactions.get((referencesOf(copied).proposal === null ? refers : ties) ?? ''),
          });
    return body && ({ recordedAt, ...placed, seq: next.seq, body } as Fact);
  }
  if (transactions.has(uid)) return null;
  const proposal = entry.proposal === uid ? newProposal() : entry.proposal && proposals.get(entry.proposal);
  const reverses = entry.reverses && transactions.get(entry.reverses);
  if (proposal === undefined || reverses === undefined) return null;
  transactions.set(uid, next.transaction);
  next.transaction += 1;
  return { recordedAt, ...entry, seq: next.seq, id: next.transaction - 1, proposal, reverses } as Transaction;
}
