/** Copied commands appended under numbers of this copy: what travelled by its uid is named by its number again. */
import type { CopiedCommand, CopiedFact, CopiedTransaction } from '../rules/copied.ts';
import { recorded } from '../rules/proposal.ts';
import type { Entry, Fact, FactBody, Transaction } from '../rules/transaction.ts';
import { mapReferences, referencesOf } from '../rules/vocabulary/references.ts';
import type { Db } from './db.ts';
import { deriveUndone } from './derive.ts';
import { keepCommand, keepEntries, nextNumbers } from './keep.ts';
import { even } from './turns.ts';

/** The order of recording, over both copies. */
export const inTime = (a: CopiedCommand, b: CopiedCommand): number =>
  a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0;

/** Appends the copied commands, and returns how many transactions came with them; null when one names what is nowhere. */
export function takeIn(db: Db, fresh: readonly CopiedCommand[]): number | null {
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
    const command = keepCommand(db, { uid, name, body: localCommand(body, own), recordedAt, reverses });
    keepEntries(db, own, { command, recordedAt, uid: (entry) => uids.get(entry) ?? '' });
    if (reverses !== null) turned.add(reverses);
  }
  const transactions = next.transaction - first;
  for (const command of turned) even(db, command);
  deriveUndone(db);
  return transactions;
}

/** What is kept of the command for people names the proposal by this copy's number too. */
function localCommand(body: unknown, entries: readonly Entry[]): unknown {
  if (body === null || typeof body !== 'object' || !('proposal' in body)) return body;
  const [proposal] = entries.flatMap((entry) =>
    entry.type === 'fact' && entry.body.kind === 'outcome' ? entry.body.proposal : [],
  );
  return proposal === undefined ? body : { ...body, proposal };
}

/** By uid: the numbers of this copy's transactions and of its proposals. */
interface Names {
  readonly transactions: Map<string, number>;
  readonly proposals: Map<string, number>;
}

function numbersHere(db: Db): Names {
  const numbers = (sql: string) => new Map(db.prepare(sql).raw().all() as [string, number][]);
  return {
    transactions: numbers('SELECT uid, id FROM transactions'),
    // A proposal may be named by its cost alone; where it was told of, it is named by that.
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
  { transactions, proposals }: Names,
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
  const own = { ...copied, recordedAt, seq: next.seq, id: next.transaction, proposal, reverses: reversed };
  transactions.set(uid, next.transaction);
  next.transaction += 1;
  return own;
}

function localFact(
  { uid, refers, ties, ...copied }: CopiedFact,
  recordedAt: string,
  next: Next,
  names: Names,
): Fact | null {
  const body = localBody(copied.body, { refers, ties }, next, names);
  if (body === null) return null;
  const own = { ...copied, recordedAt, seq: next.seq, body } as Fact;
  const proposal = recorded(own);
  if (proposal !== null) names.proposals.set(uid, proposal);
  return own;
}

/** The fact's body with this copy's numbers; a proposal that it records gets the next one. */
function localBody(
  body: FactBody,
  { refers, ties }: Pick<CopiedFact, 'refers' | 'ties'>,
  next: Next,
  { transactions, proposals }: Names,
): FactBody | null {
  if (body.kind === 'proposal') {
    next.proposal += 1;
    return { ...body, proposal: next.proposal - 1 };
  }
  return mapReferences(body, {
    proposal: () => proposals.get(refers ?? ''),
    // Where it names a proposal as well, that stands first.
    transaction: () => transactions.get((referencesOf(body).proposal === null ? refers : ties) ?? ''),
  });
}
