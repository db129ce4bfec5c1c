/** Copied commands appended under numbers of this copy: what travelled by its uid is named by its number again. */
import type { Day } from '../rules/calendar.ts';
import type { CopiedCommand, CopiedFact } from '../rules/copied.ts';
import type { Fact, FactBody, Transaction } from '../rules/transaction.ts';
import type { Db } from './db.ts';
import { nextNumbers } from './keep.ts';
import { FACT_COLUMNS, fromFact, fromTransaction, insertInto, TRANSACTION_COLUMNS } from './rows.ts';

/** The order of recording, over both copies. */
export const inTime = (a: CopiedCommand, b: CopiedCommand): number =>
  a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0;

/** Appends the copied commands under numbers of this copy; null when one names what is nowhere. */
export function takeIn(
  db: Db,
  fresh: readonly CopiedCommand[],
  whole: boolean,
): { commands: number[]; taken: number; transactions: number } | null {
  const putCommand = db.prepare('INSERT INTO commands (uid, name, body, recorded_at, reverses) VALUES (?, ?, ?, ?, ?)');
  const putTransaction = db.prepare(insertInto('transactions', TRANSACTION_COLUMNS));
  const putFact = db.prepare(insertInto('facts', FACT_COLUMNS));
  const commandOf = db.prepare('SELECT id FROM commands WHERE uid = ?').pluck();
  const transactionOf = db.prepare('SELECT id FROM transactions WHERE uid = ?').pluck();
  const proposalOf = db.prepare("SELECT proposal FROM facts WHERE kind = 'proposal' AND uid = ?").pluck();
  const lastTurn = db.prepare('SELECT max(recorded_at) FROM commands WHERE reverses = ?').pluck();
  const isUndone = db.prepare('SELECT 1 FROM undone WHERE command = ?').pluck();
  const next = { ...nextNumbers(db) };
  const commands: number[] = [];
  let taken = 0;
  let transactions = 0;

  for (const copied of fresh) {
    const target = copied.reverses === null ? null : (commandOf.get(copied.reverses) as number | undefined);
    if (target === undefined) return null;
    if (target !== null && !whole) {
      // Both copies may have turned the same command: the later turn holds, and one that changes nothing is left out.
      const last = lastTurn.get(target) as string | null;
      const changes = (copied.name === 'undo') === (isUndone.get(target) === undefined);
      if (!changes || (last !== null && last > copied.recordedAt)) continue;
    }
    const command = Number(
      putCommand.run(copied.uid, copied.name, JSON.stringify(copied.body), copied.recordedAt, target).lastInsertRowid,
    );
    for (const entry of copied.entries) {
      const placed = { on: entry.on as Day, rank: entry.rank, recordedAt: copied.recordedAt, seq: next.seq };
      next.seq += 1;
      if (entry.type === 'transaction') {
        const proposal = entry.proposal === null ? null : (proposalOf.get(entry.proposal) as number | undefined);
        const reverses =
          entry.reverses === null ? null : ((transactionOf.get(entry.reverses) as number | undefined) ?? null);
        if (proposal === undefined) return null;
        const own: Transaction = { ...entry, ...placed, id: next.transaction, proposal, reverses };
        putTransaction.run(fromTransaction(own, command, entry.uid, copied.recordedAt));
        next.transaction += 1;
        transactions += 1;
      } else {
        const body = localBody(entry, next, proposalOf, transactionOf);
        if (body === null) return null;
        putFact.run(fromFact({ type: 'fact', ...placed, body } as Fact, command, entry.uid, copied.recordedAt));
      }
    }
    taken += 1;
    if (target === null) commands.push(command);
    else if (copied.name === 'undo')
      db.prepare('INSERT OR REPLACE INTO undone (command, undoing) VALUES (?, ?)').run(target, command);
    else db.prepare('DELETE FROM undone WHERE command = ?').run(target);
  }
  return { commands, taken, transactions };
}

interface Lookup {
  get(uid: string | null): unknown;
}

/** The fact's body with this copy's numbers; a proposal that it records gets the next one. */
function localBody(
  { body, refers }: CopiedFact,
  next: { proposal: number },
  proposals: Lookup,
  transactions: Lookup,
): FactBody | null {
  if (body.kind === 'proposal') {
    next.proposal += 1;
    return { ...body, proposal: next.proposal - 1 };
  }
  if (body.kind === 'outcome') {
    const proposal = proposals.get(refers) as number | undefined;
    return proposal === undefined ? null : { ...body, proposal };
  }
  if (body.kind === 'confirmed') {
    const transaction = transactions.get(refers) as number | undefined;
    return transaction === undefined ? null : { ...body, transaction };
  }
  return body;
}
