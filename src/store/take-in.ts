/** Copied commands appended under numbers of this copy: what travelled by its uid is named by its number again. */
import type { CopiedCommand, CopiedFact, CopiedTransaction } from '../rules/copied.ts';
import { recorded } from '../rules/proposal.ts';
import type { Entry, Fact, FactBody, Transaction } from '../rules/transaction.ts';
import type { Db } from './db.ts';
import { keepCommand, keepEntries, nextNumbers } from './keep.ts';

/** The order of recording, over both copies. */
export const inTime = (a: CopiedCommand, b: CopiedCommand): number =>
  a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0;

/** Appends the copied commands under numbers of this copy; null when one names what is nowhere. */
export function takeIn(
  db: Db,
  fresh: readonly CopiedCommand[],
  whole: boolean,
): { commands: number[]; taken: number; transactions: number } | null {
  const commandOf = db.prepare('SELECT id FROM commands WHERE uid = ?').pluck();
  const lastTurn = db.prepare('SELECT max(recorded_at) FROM commands WHERE reverses = ?').pluck();
  const isUndone = db.prepare('SELECT 1 FROM undone WHERE command = ?').pluck();
  const names = numbersHere(db);
  const next = { ...nextNumbers(db) };
  const commands: number[] = [];
  let taken = 0;
  let transactions = 0;

  for (const copied of fresh) {
    const { uid, name, body, recordedAt } = copied;
    const target = copied.reverses === null ? null : (commandOf.get(copied.reverses) as number | undefined);
    if (target === undefined) return null;
    if (target !== null && !whole) {
      // Both copies may have turned the same command: the later turn holds, and one that changes nothing is left out.
      const last = lastTurn.get(target) as string | null;
      const changes = (name === 'undo') === (isUndone.get(target) === undefined);
      if (!changes || (last !== null && last > recordedAt)) continue;
    }
    const command = keepCommand(db, { uid, name, body, recordedAt, reverses: target });
    const uids = new Map<Entry, string>();
    for (const entry of copied.entries) {
      const own =
        entry.type === 'fact'
          ? localFact(entry, recordedAt, next, names)
          : localTransaction(entry, recordedAt, next, names);
      if (own === null) return null;
      uids.set(own, entry.uid);
      next.seq += 1;
      if (own.type === 'transaction') transactions += 1;
    }
    keepEntries(db, [...uids.keys()], { command, recordedAt, uid: (entry) => uids.get(entry) ?? '' });
    taken += 1;
    if (target === null) commands.push(command);
    else if (name === 'undo')
      db.prepare('INSERT OR REPLACE INTO undone (command, undoing) VALUES (?, ?)').run(target, command);
    else db.prepare('DELETE FROM undone WHERE command = ?').run(target);
  }
  return { commands, taken, transactions };
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
  if (named === uid) {
    proposals.set(uid, next.proposal);
    next.proposal += 1;
  }
  const proposal = named === null ? null : proposals.get(named);
  const reversed = reverses === null ? null : transactions.get(reverses);
  if (proposal === undefined) return null;
  const own = { ...copied, recordedAt, seq: next.seq, id: next.transaction, proposal, reverses: reversed ?? null };
  transactions.set(uid, next.transaction);
  next.transaction += 1;
  return own;
}

function localFact({ uid, refers, ...copied }: CopiedFact, recordedAt: string, next: Next, names: Names): Fact | null {
  const body = localBody(copied.body, refers, next, names);
  if (body === null) return null;
  const own = { ...copied, recordedAt, seq: next.seq, body } as Fact;
  const proposal = recorded(own);
  if (proposal !== null) names.proposals.set(uid, proposal);
  return own;
}

/** The fact's body with this copy's numbers; a proposal that it records gets the next one. */
function localBody(
  body: FactBody,
  refers: string | null,
  next: Next,
  { transactions, proposals }: Names,
): FactBody | null {
  if (body.kind === 'proposal') {
    next.proposal += 1;
    return { ...body, proposal: next.proposal - 1 };
  }
  if (body.kind === 'outcome') {
    const proposal = proposals.get(refers ?? '');
    return proposal === undefined ? null : { ...body, proposal };
  }
  if (body.kind === 'confirmed') {
    const transaction = transactions.get(refers ?? '');
    return transaction === undefined ? null : { ...body, transaction };
  }
  return body;
}
