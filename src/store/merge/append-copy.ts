/** Appends commands of another copy. References by uid become numbers of this copy again. */
import type { CopiedCommand, CopiedFact, CopiedTransaction } from '../../rules/copied-command.ts';
import { proposalCreatedBy } from '../../rules/proposal-changes.ts';
import type { Entry, Fact, FactBody, Transaction } from '../../rules/transaction.ts';
import { mapReferences, referencesOf } from '../../rules/vocabulary/references.ts';
import type { Db } from '../file/connection.ts';
import { insertCommand, insertEntries, nextNumbers } from '../record/append-command.ts';
import { evenOutTurns } from '../record/reversals.ts';

/** The order in which commands were recorded, over both copies. */
export const byRecording = (a: CopiedCommand, b: CopiedCommand): number =>
  a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0;

/** Appends the commands and returns how many transactions they brought; null if one refers to something that is in neither copy. */
export function appendCopy(db: Db, fresh: readonly CopiedCommand[]): number | null {
  const commandOf = db.prepare('SELECT id FROM commands WHERE uid = ? AND reverses IS NULL').pluck();
  const names = numbersHere(db);
  const next = { ...nextNumbers(db) };
  const turned = new Set<number>();
  const first = next.transaction;

  for (const { uid, name, body, recordedAt, reverses: of, entries } of fresh) {
    const reverses = of === null ? null : (commandOf.get(of) as number | undefined);
    if (reverses === undefined) return null;
    const uids = new Map<Entry, string>();
    for (const entry of entries) {
      const own =
        entry.type === 'fact'
          ? localFact(entry, recordedAt, next, names)
          : localTransaction(entry, recordedAt, next, names);
      if (own === null) return null;
      uids.set(own, entry.uid);
      next.seq += 1;
    }
    const own = [...uids.keys()];
    const command = insertCommand(db, { uid, name, body: localCommand(body, own), recordedAt, reverses });
    insertEntries(db, own, { command, uid: (entry) => uids.get(entry) ?? '' });
    if (reverses !== null) turned.add(reverses);
  }
  const transactions = next.transaction - first;
  for (const command of turned) evenOutTurns(db, command);
  return transactions;
}

/** The stored body of a command also names proposals and transactions by this copy's numbers. */
function localCommand(body: unknown, entries: readonly Entry[]): unknown {
  const { name } = (body ?? {}) as { readonly name?: string };
  const reversed = entries.flatMap((entry) => (entry.type === 'transaction' ? (entry.reverses ?? []) : []));
  const named = entries.flatMap((entry) =>
    entry.type === 'fact' && 'proposal' in entry.body ? { kind: entry.body.kind, id: entry.body.proposal } : [],
  );
  const ids = (kind: Fact['body']['kind']) => [
    ...new Set(named.flatMap((each) => (each.kind === kind ? each.id : []))),
  ];
  if (name === 'void') return { ...(body as object), transactions: [...new Set(reversed)] };
  if (name === 'join') return { ...(body as object), proposal: ids('edited')[0], other: ids('dropped')[0] };
  if (name === 'edit') {
    const moved = entries.flatMap((entry) => (entry.type === 'transaction' ? (entry.proposal ?? []) : []));
    const proposals = [...new Set([...moved, ...ids('edited')])];
    return { ...(body as object), proposals, transaction: proposals.length === 0 ? reversed[0] : null };
  }
  if (body === null || typeof body !== 'object' || !('proposal' in body)) return body;
  const [proposal, ...others] = ids('outcome');
  return proposal === undefined ? body : { ...body, proposal, ...(others.length === 0 ? {} : { others }) };
}

/** Numbers of this copy's transactions and proposals, by uid. */
interface LocalNumbers {
  readonly transactions: Map<string, number>;
  readonly proposals: Map<string, number>;
}

function numbersHere(db: Db): LocalNumbers {
  const numbers = (sql: string) => new Map(db.prepare(sql).raw().all() as [string, number][]);
  return {
    transactions: numbers('SELECT uid, id FROM transactions'),
    // The fact that recorded a proposal names it; if there is none, its cost does.
    proposals: numbers(
      `SELECT uid, proposal FROM transactions WHERE kind = 'proposal' AND proposal IS NOT NULL
       UNION ALL SELECT uid, proposal FROM facts WHERE kind = 'proposal'`,
    ),
  };
}

type Next = { transaction: number; proposal: number; seq: number };

function localTransaction(
  { proposal: named, reverses, ...copied }: CopiedTransaction,
  recordedAt: string,
  next: Next,
  { transactions, proposals }: LocalNumbers,
): Transaction | null {
  const { uid } = copied;
  if (transactions.has(uid)) return null;
  if (named === uid) {
    proposals.set(uid, next.proposal);
    next.proposal += 1;
  }
  const proposal = named === null ? null : proposals.get(named);
  const reversed = reverses === null ? null : transactions.get(reverses);
  if (proposal === undefined || reversed === undefined) return null;
  const own = { recordedAt, ...copied, seq: next.seq, id: next.transaction, proposal, reverses: reversed };
  transactions.set(uid, next.transaction);
  next.transaction += 1;
  return own;
}

function localFact(
  { uid, refers, ties, ...copied }: CopiedFact,
  recordedAt: string,
  next: Next,
  names: LocalNumbers,
): Fact | null {
  const body = localBody(copied.body, { refers, ties }, next, names);
  if (body === null) return null;
  const own = { ...copied, recordedAt, seq: next.seq, body } as Fact;
  const proposal = proposalCreatedBy(own);
  if (proposal !== null) names.proposals.set(uid, proposal);
  return own;
}

/** A fact's body with this copy's numbers. A proposal that it records gets the next one. */
function localBody(
  body: FactBody,
  { refers, ties }: Pick<CopiedFact, 'refers' | 'ties'>,
  next: Next,
  { transactions, proposals }: LocalNumbers,
): FactBody | null {
  if (body.kind === 'proposal') {
    next.proposal += 1;
    return { ...body, proposal: next.proposal - 1 };
  }
  return mapReferences(body, {
    proposal: () => proposals.get(refers ?? ''),
    // If it names a proposal as well, that comes first.
    transaction: () => transactions.get((referencesOf(body).proposal === null ? refers : ties) ?? ''),
  });
}
