/** What is asked of the ledger, answered from one snapshot each. Writes nothing. */
import { addDays, type Day } from '../rules/calendar.ts';
import { lapse } from '../rules/grants.ts';
import type { Proposal, State } from '../rules/state.ts';
import { type Line, type OpenGrant, type Story, statement } from '../rules/statement.ts';
import type { Transaction } from '../rules/transaction.ts';
import type { Kind } from '../rules/vocabulary/kinds.ts';
import { endOf, heldBetween, IN_ORDER, NEWEST_FIRST, stateAt } from './checkpoints.ts';
import { type Db, hasSchema } from './db.ts';
import { proposalOf, type SqlRow, toFact, toProposal, toTransaction } from './rows.ts';
import { LIVE, OF_PROPOSAL } from './ties.ts';

export function stateOn(db: Db, day: Day, proposals: readonly number[] = []): State | null {
  if (!hasSchema(db)) return null;
  const state = stateAt(db, endOf(day), proposals);
  return state.opened ? state : null;
}

/** The statement of some days, oldest first. */
export function linesOf(db: Db, since: Day, until: Day): readonly Line[] {
  const eve = endOf(addDays(since, -1));
  const held = heldBetween(db, eve, endOf(until));
  // Refunds in these days may be of any earlier proposal.
  const asked = held.flatMap(({ entry }) => proposalOf(entry) ?? []);
  return statement(stateAt(db, eve, asked), held, until).filter((line) => line.on >= since);
}

export interface Which {
  readonly since: Day | null;
  readonly until: Day;
  readonly kind: Kind | null;
  readonly limit: number | null;
}

/** The statement, newest first. */
export function history(db: Db, { since, until, kind, limit }: Which): readonly Line[] {
  // Expiries are derived: only a replay from the beginning knows how many days hold as many of them.
  const day = limit === null || kind === 'expiry' ? null : dayOfNewest(db, until, kind, limit);
  const earliest = day ?? (db.prepare(FIRST_DAY).pluck().get() as Day | null);
  if (!earliest) return [];
  const from = since && since > earliest ? since : earliest;
  const newest = linesOf(db, from, until)
    .filter((line) => kind === null || line.kind === kind)
    .toReversed();
  return limit === null ? newest : newest.slice(0, limit);
}

const FIRST_DAY = `
  SELECT min("on") FROM (SELECT min("on") AS "on" FROM transactions UNION ALL SELECT min("on") FROM facts)`;

/** The day of the oldest of the newest `limit` transactions, if there are so many. */
const dayOfNewest = (db: Db, until: Day, kind: Kind | null, limit: number): Day | undefined =>
  db
    .prepare(
      `SELECT "on" FROM transactions WHERE "on" <= @until ${kind ? 'AND kind = @kind' : ''}
       ORDER BY ${NEWEST_FIRST} LIMIT 1 OFFSET @skip`,
    )
    .pluck()
    .get({ until, ...(kind ? { kind } : {}), skip: limit - 1 }) as Day | undefined;

/** What a purchase was recorded by; `command` may be of any version of this program. */
export interface Bought {
  readonly transaction: Transaction;
  readonly command: unknown;
}

/** Purchases that count, in order, each with the command that recorded it. */
export function purchases(db: Db): readonly Bought[] {
  const rows = db.prepare(
    `SELECT transactions.*, (SELECT body FROM commands WHERE id = command) AS told FROM transactions
     WHERE kind = 'purchase' AND ${LIVE} ORDER BY ${IN_ORDER}`,
  );
  return (rows.all() as SqlRow[]).map((row) => ({
    transaction: toTransaction(row),
    command: JSON.parse(row['told'] as string) as unknown,
  }));
}

/** Proposals, newest first. */
export function proposals(
  db: Db,
  which: { readonly status: string | null; readonly tag: string | null },
): readonly Proposal[] {
  const rows = db.prepare(
    `SELECT * FROM proposals
     WHERE (@status IS NULL OR status = @status)
       AND (@tag IS NULL OR EXISTS (SELECT 1 FROM json_each(tags) WHERE lower(value) = lower(@tag)))
     ORDER BY "on" DESC, id DESC`,
  );
  return (rows.all(which) as SqlRow[]).map(toProposal);
}

export function proposal(db: Db, id: number): Proposal | null {
  const row = db.prepare('SELECT * FROM proposals WHERE id = ?').get(id) as SqlRow | undefined;
  return row ? toProposal(row) : null;
}

/** Everything recorded of one proposal that still counts, oldest first. */
export function story(db: Db, id: number): Story {
  const own = (table: string, which: string) =>
    db.prepare(`SELECT * FROM ${table} WHERE ${which} ORDER BY ${IN_ORDER}`).all({ id }) as SqlRow[];
  const outcomes = own('facts', `proposal = @id AND ${LIVE}`)
    .map(toFact)
    .flatMap(({ on, body }) => (body.kind === 'outcome' ? [{ on, outcome: body.outcome }] : []));
  const transactions = own('transactions', OF_PROPOSAL).map(toTransaction);
  const ids = new Set<number | null>(transactions.map((each) => each.id));
  const days = [...new Set(transactions.map(({ on }) => on))];
  return { outcomes, rows: days.flatMap((on) => linesOf(db, on, on)).filter((line) => ids.has(line.id)) };
}

/** Open grants with their origin, in the order they will be spent. */
export function grants(db: Db, state: State, day: Day): readonly OpenGrant[] {
  const origin = db.prepare('SELECT * FROM transactions WHERE id = ?');
  return lapse(state.grants, day).grants.map(({ id, left, expiresOn }) => {
    const { on, kind, label, connects } = toTransaction(origin.get(id) as SqlRow);
    return { id, on, kind, label, granted: connects, left, expiresOn };
  });
}
