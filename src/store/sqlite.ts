/** The ledger in one SQLite file. Knows how to keep entries, and no rule about them. */
import { addDays, type Day } from '../rules/calendar.ts';
import { EDITIONS } from '../rules/editions.ts';
import { lapse } from '../rules/grants.ts';
import { Refused } from '../rules/refusal.ts';
import type { Rulebook } from '../rules/rulebook.ts';
import { balanceOn, type State } from '../rules/state.ts';
import { type Line, type OpenGrant, statement } from '../rules/statement.ts';
import type { Numbers } from '../rules/timeline.ts';
import { type Entry, inOrder, type Transaction } from '../rules/transaction.ts';
import {
  END,
  endOf,
  heldBetween,
  liveBetween,
  NEWEST_FIRST,
  type Position,
  proposalsAt,
  refold,
  START,
  stateAt,
} from './checkpoints.ts';
import type { Ledger, Task, Turned, Written } from './ledger.ts';
import { type Db, guarded, migrate } from './open.ts';
import {
  FACT_COLUMNS,
  fromFact,
  fromTransaction,
  insertInto,
  proposalOf,
  type SqlRow,
  TRANSACTION_COLUMNS,
  toFact,
  toProposal,
  toTransaction,
} from './rows.ts';

/** The instant and the ids that the world gives. */
export interface Stamps {
  now(): string;
  uid(): string;
}

export function sqliteLedger(db: Db, path: string, stamps: Stamps): Ledger {
  const one = <T>(sql: string, ...values: unknown[]): T =>
    db
      .prepare(sql)
      .pluck()
      .get(...values) as T;
  const hasSchema = (): boolean => one<number>('PRAGMA user_version') > 0;

  const numbers = (): Numbers => ({
    transaction: one<number>('SELECT coalesce(max(id), 0) + 1 FROM transactions'),
    proposal: one<number>('SELECT coalesce(max(proposal), 0) + 1 FROM facts WHERE proposal IS NOT NULL'),
    seq: one<number>(
      'SELECT max(coalesce((SELECT max(seq) FROM transactions), 0), coalesce((SELECT max(seq) FROM facts), 0)) + 1',
    ),
  });

  const rulebooks = (): ReadonlyMap<string, Rulebook> => {
    const own = !hasSchema()
      ? []
      : (db
          .prepare(
            `SELECT * FROM facts WHERE kind = 'rulebook' AND command NOT IN (SELECT command FROM undone) ORDER BY seq`,
          )
          .all() as SqlRow[]);
    const bodies = own.map(toFact).flatMap(({ body }) => (body.kind === 'rulebook' ? body.rulebook : []));
    return new Map([...EDITIONS, ...bodies].map((rulebook) => [rulebook.id, rulebook]));
  };

  function keep(name: string, body: unknown, reverses: number | null, entries: readonly Entry[]): number {
    // Never earlier than what is recorded already, should the clock have been set back.
    const last = one<string | null>('SELECT max(recorded_at) FROM commands') ?? '';
    const now = stamps.now();
    const recordedAt = now > last ? now : last;
    const command = Number(
      db
        .prepare('INSERT INTO commands (uid, name, body, recorded_at, reverses) VALUES (?, ?, ?, ?, ?)')
        .run(stamps.uid(), name, JSON.stringify(body), recordedAt, reverses).lastInsertRowid,
    );
    const putTransaction = db.prepare(insertInto('transactions', TRANSACTION_COLUMNS));
    const putFact = db.prepare(insertInto('facts', FACT_COLUMNS));
    for (const entry of entries) {
      if (entry.type === 'transaction') putTransaction.run(fromTransaction(entry, command, stamps.uid(), recordedAt));
      else putFact.run(fromFact(entry, command, stamps.uid(), recordedAt));
    }
    return command;
  }

  function rowsSince(since: Day, until: Day): readonly Line[] {
    const eve = endOf(addDays(since, -1));
    const held = heldBetween(db, eve, endOf(until));
    // Refunds in these days may be of any earlier proposal.
    const before = stateAt(
      db,
      eve,
      held.flatMap(({ entry }) => proposalOf(entry) ?? []),
    );
    return statement(before, held, until).filter((line) => line.on >= since);
  }

  /** Stores what is derived anew, and tells what was written. */
  function settle(
    before: State,
    today: Day,
    entries: readonly Entry[],
    from: Position,
    touched: readonly number[],
  ): Written {
    const state = refold(db, from, touched);
    const transactions = entries.filter((entry): entry is Transaction => entry.type === 'transaction');
    const ids = new Set(transactions.map(({ id }) => id));
    const days = transactions.map(({ on }) => on).sort();
    const first = days[0];
    const last = days.at(-1);
    const rows = first && last ? rowsSince(first, last).filter(({ id }) => id !== null && ids.has(id)) : [];
    return {
      rows: rows.toSorted((a, b) => (a.id ?? 0) - (b.id ?? 0)),
      before: balanceOn(before, today),
      after: balanceOn(state, today),
      state,
    };
  }

  /** Runs work under the write lock; all of it is kept, or with `dryRun` none. */
  async function locked<T>(dryRun: boolean, work: () => T): Promise<T> {
    return await guarded(path, () => {
      db.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        db.exec(dryRun ? 'ROLLBACK' : 'COMMIT');
        return result;
      } finally {
        if (db.inTransaction) db.exec('ROLLBACK');
      }
    });
  }

  const write = (task: Task): ReturnType<Ledger['write']> =>
    locked(task.dryRun, () => {
      if (!hasSchema() && !task.opens) throw new Refused({ code: 'no-account', db: path });
      if (!hasSchema()) migrate(db);
      const known = rulebooks();
      const present = stateAt(db, END);
      const day = present.asOf <= task.today ? present : stateAt(db, endOf(task.today));
      const place = task.place(present, known);
      const at = endOf(place.on, place.rank);
      const later = liveBetween(db, at, END);
      const keyed = task.asks.key === null ? [] : (db.prepare(OF_KEY).pluck().all(task.asks.key) as number[]);
      const wanted = [task.asks.proposal ?? [], keyed, later.flatMap((entry) => proposalOf(entry) ?? [])].flat();
      const past = withProposals(later.length === 0 ? present : stateAt(db, at), at, wanted);
      const decision = task.decide({ past, later, next: numbers(), rulebooks: known });
      if (decision.refusal !== null) return { decision };
      const { entries } = decision;
      const [first] = entries.toSorted(inOrder);
      if (!first) {
        const balance = balanceOn(day, task.today);
        return { decision, rows: [], before: balance, after: balance, state: present };
      }
      keep(task.name, task.body, null, entries);
      return { decision, ...settle(day, task.today, entries, first, []) };
    });

  function withProposals(state: State, at: Position, ids: readonly number[]): State {
    const missing = ids.filter((id) => !state.proposals.has(id));
    return { ...state, proposals: new Map([...proposalsAt(db, at, missing), ...state.proposals]) };
  }

  const turn: Ledger['turn'] = (way, { today, dryRun }) =>
    locked(dryRun, (): Turned | null => {
      if (!hasSchema()) return null;
      const target = (way === 'undo' ? db.prepare(LAST_LIVE) : db.prepare(FIRST_UNDONE)).get() as SqlRow | undefined;
      if (!target) return null;
      const before = stateAt(db, endOf(today));
      const id = target['id'] as number;
      const newest = one<number>('SELECT max(id) FROM commands WHERE id = @id OR reverses = @id', { id });
      const own = (table: string, command: number) =>
        db.prepare(`SELECT * FROM ${table} WHERE command = ?`).all(command) as SqlRow[];
      const facts = own('facts', id).map(toFact);
      const transactions = own('transactions', id).map(toTransaction);
      const next = numbers();
      const reversals = own('transactions', newest).map(
        (row, i): Transaction => ({
          ...toTransaction(row),
          id: next.transaction + i,
          seq: next.seq + i,
          kind: 'reversal',
          label: `${way === 'undo' ? 'Undone' : 'Redone'}: ${transactions[i]?.label ?? ''}`,
          connects: -(row['connects'] as number),
          expiresOn: null,
          cents: null,
          reverses: row['id'] as number,
        }),
      );
      keep(way, {}, id, reversals);
      db.prepare(way === 'undo' ? 'INSERT INTO undone VALUES (?)' : 'DELETE FROM undone WHERE command = ?').run(id);
      const turned: readonly Entry[] = [...facts, ...transactions];
      const [first] = turned.toSorted(inOrder);
      const touched = turned.flatMap((entry) => proposalOf(entry) ?? []);
      const written = settle(before, today, reversals, first ?? END, touched);
      return { ...written, name: target['name'] as string, body: JSON.parse(target['body'] as string) as unknown };
    });

  return {
    path,
    rulebooks: () => guarded(path, rulebooks),
    stateOn: (day) =>
      guarded(path, () => {
        if (!hasSchema()) return null;
        const state = stateAt(db, endOf(day));
        return state.opened ? state : null;
      }),
    write,
    turn,
    history: ({ since, until, kind, limit }) =>
      guarded(path, () => {
        const where = `"on" <= @until ${kind ? 'AND kind = @kind' : ''}`;
        const earliest =
          limit === null || kind === 'expiry'
            ? one<Day | null>(
                'SELECT min("on") FROM (SELECT min("on") AS "on" FROM transactions UNION ALL SELECT min("on") FROM facts)',
              )
            : (one<Day | undefined>(
                `SELECT "on" FROM transactions WHERE ${where} ORDER BY ${NEWEST_FIRST} LIMIT 1 OFFSET @skip`,
                { until, kind, skip: Math.max(limit - 1, 0) },
              ) ?? one<Day | null>('SELECT min("on") FROM transactions'));
        if (!earliest) return [];
        const from = since && since > earliest ? since : earliest;
        const rows = rowsSince(from, until).filter((row) => kind === null || row.kind === kind);
        const newest = rows.toReversed();
        return limit === null ? newest : newest.slice(0, limit);
      }),
    entries: () => guarded(path, () => liveBetween(db, START, END)),
    proposals: ({ status, tag }) =>
      guarded(path, () => {
        const tagged = 'EXISTS (SELECT 1 FROM json_each(tags) WHERE lower(value) = lower(@tag))';
        const rows = db
          .prepare(
            `SELECT * FROM proposals WHERE (@status IS NULL OR status = @status) AND (@tag IS NULL OR ${tagged}) ORDER BY "on" DESC, id DESC`,
          )
          .all({ status, tag }) as SqlRow[];
        return rows.map(toProposal);
      }),
    proposal: (id) =>
      guarded(path, () => {
        const row = db.prepare('SELECT * FROM proposals WHERE id = ?').get(id) as SqlRow | undefined;
        return row ? toProposal(row) : null;
      }),
    story: (id) =>
      guarded(path, () => {
        const own = (table: string) =>
          db.prepare(`${LIVE_OF_PROPOSAL(table)} ORDER BY "on", rank, recorded_at, seq`).all(id) as SqlRow[];
        const outcomes = own('facts')
          .map(toFact)
          .flatMap(({ on, body }) => (body.kind === 'outcome' ? [{ on, outcome: body.outcome }] : []));
        const transactions = own('transactions').map(toTransaction);
        const ids = new Set(transactions.flatMap((each) => (each.kind === 'reversal' ? [] : each.id)));
        const days = [...new Set(transactions.map(({ on }) => on))];
        const rows = days.flatMap((on) => rowsSince(on, on)).filter((row) => row.id !== null && ids.has(row.id));
        return { outcomes, rows };
      }),
    grants: (state, day) =>
      guarded(path, () => {
        const origin = db.prepare('SELECT * FROM transactions WHERE id = ?');
        return lapse(state.grants, day).grants.map(({ id, left, expiresOn }): OpenGrant => {
          const { on, kind, label, connects } = toTransaction(origin.get(id) as SqlRow);
          return { id, on, kind, label, granted: connects, left, expiresOn };
        });
      }),
    close: () => db.close(),
  };
}

const LIVE_OF_PROPOSAL = (table: string): string =>
  `SELECT * FROM ${table} WHERE proposal = ? AND command NOT IN (SELECT command FROM undone)`;

const OF_KEY = 'SELECT id FROM proposals WHERE key = ?';

/** The last command that still counts; the one that opened the account cannot be undone. */
const LAST_LIVE = `
  SELECT * FROM commands
  WHERE reverses IS NULL AND id NOT IN (SELECT command FROM undone)
    AND id > (SELECT command FROM facts WHERE kind = 'opened')
  ORDER BY id DESC LIMIT 1`;

/** The earliest undone command after all that still count: what `undo` took back last. */
const FIRST_UNDONE = `
  SELECT * FROM commands
  WHERE id IN (SELECT command FROM undone)
    AND id > (SELECT max(id) FROM commands WHERE reverses IS NULL AND id NOT IN (SELECT command FROM undone))
  ORDER BY id LIMIT 1`;
