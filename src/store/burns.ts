/** What proposals burned and what it cost, kept up by every replay so that statistics need none. Derived, as the checkpoints are. */
import { daysBetween } from '../rules/calendar.ts';
import type { Watch } from '../rules/evolve.ts';
import type { Slice } from '../rules/grants.ts';
import { type Burner, burnFrom, giveBackTo, type Numbered, numbered } from '../rules/runs.ts';
import { type Proposal, refunded } from '../rules/state.ts';
import { isOpen, origin, progress } from '../rules/tally.ts';
import type { Transaction } from '../rules/transaction.ts';
import type { Db } from './db.ts';
import { type SqlRow, toFact } from './rows.ts';

export interface Burns {
  /** To be told of the replay, from the position on. */
  readonly watch: Watch;
  /** Stores what a proposal came to; undefined: it is no longer there. */
  settle(id: number, proposal: Proposal | undefined): void;
}

/** `after`: an SQL condition for the transactions that the replay will pass, with the values it needs. */
export function burnsFrom(db: Db, after: string, values: object, live: string): Burns {
  db.prepare(`DELETE FROM burns WHERE "transaction" IN (SELECT id FROM transactions WHERE ${after})`).run(values);
  const grant = db.prepare('SELECT kind, connects, cents FROM transactions WHERE id = ?');
  const put = db.prepare(
    `INSERT INTO burns ("transaction", "grant", connects, cents) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
     SET connects = connects + excluded.connects, cents = cents + excluded.cents`,
  );
  const before = db.prepare(
    `SELECT b.connects, t.kind, t.proposal FROM burns b JOIN transactions t ON t.id = b."transaction"
     WHERE b."grant" = ? ORDER BY t."on", t.rank, t.recorded_at, t.seq`,
  );
  /** The bought grants met so far; null: it cost nothing. */
  const met = new Map<number, Numbered | null>();

  function numbers(id: number): Numbered | null {
    const known = met.get(id);
    if (known !== undefined) return known;
    const { connects, cents } = grant.get(id) as { connects: number; cents: number | null };
    const fresh = cents ? numbered(connects, cents) : null;
    met.set(id, fresh);
    if (fresh) {
      for (const row of before.all(id) as (Burner & { connects: number })[]) {
        if (row.connects > 0) burnFrom(fresh, row, row.connects);
        else giveBackTo(fresh, row, -row.connects);
      }
    }
    return fresh;
  }

  const each =
    (sign: 1 | -1, move: typeof burnFrom) =>
    (transaction: Transaction, slices: readonly Slice[]): void => {
      for (const { grant: id, connects } of slices) {
        const from = numbers(id);
        put.run(transaction.id, id, sign * connects, from ? sign * move(from, transaction, connects) : 0);
      }
    };

  const own = db.prepare(
    `SELECT b.connects, b.cents, g.kind AS grant_kind, g.cents AS grant_cents FROM transactions t
     JOIN burns b ON b."transaction" = t.id JOIN transactions g ON g.id = b."grant" WHERE t.proposal = ?`,
  );
  const outcomes = db.prepare(
    `SELECT * FROM facts WHERE proposal = ? AND kind = 'outcome' AND ${live} ORDER BY "on", rank, recorded_at, seq`,
  );
  const keep = db.prepare(
    `INSERT OR REPLACE INTO figures
     VALUES (@proposal, @invited, @boosted, @on, @open, @reached, @replyDays, @spent, @refunded, @bought, @unpriced, @cents)`,
  );
  const drop = db.prepare('DELETE FROM figures WHERE proposal = ?');

  return {
    watch: { burned: each(1, burnFrom), returned: each(-1, giveBackTo) },
    settle(id, proposal) {
      if (!proposal) return void drop.run(id);
      const sums = { bought: 0, unpriced: 0, free: 0, cents: 0 };
      for (const row of own.all(id) as SqlRow[]) {
        const kind = row['grant_kind'] as Transaction['kind'];
        sums[origin({ kind, cents: row['grant_cents'] as number | null })] += row['connects'] as number;
        sums.cents += row['cents'] as number;
      }
      const told = (outcomes.all(id) as SqlRow[]).map(toFact).flatMap(({ on, body }) => {
        return body.kind === 'outcome' ? [{ on, outcome: body.outcome }] : [];
      });
      const { reached, repliedOn } = progress(told);
      const { on, cost, boost } = proposal;
      keep.run({
        proposal: id,
        on,
        invited: proposal.invited ? 1 : 0,
        boosted: boost > 0 ? 1 : 0,
        open: isOpen(proposal.status) ? 1 : 0,
        reached,
        replyDays: repliedOn && daysBetween(on, repliedOn),
        spent: cost + boost,
        refunded: refunded(proposal),
        bought: sums.bought,
        unpriced: sums.unpriced,
        cents: sums.cents,
      });
    },
  };
}
