/** What proposals burned and what it cost, kept up by every replay so that statistics need none. Derived, as the checkpoints are. */
import { daysBetween } from '../rules/calendar.ts';
import type { Watch } from '../rules/evolve.ts';
import type { Slice } from '../rules/grants.ts';
import { type Burner, burnFrom, giveBackTo, type Numbered, numbered } from '../rules/runs.ts';
import { type Proposal, refunded } from '../rules/state.ts';
import { isOpen, origin, progress } from '../rules/tally.ts';
import type { Transaction } from '../rules/transaction.ts';
import type { Db } from './db.ts';
import { inserter } from './insert.ts';
import { type SqlRow, toFact } from './rows.ts';

export interface Burns {
  /** To be told of the replay, from the position on. */
  readonly watch: Watch;
  /** Stores what a proposal came to; undefined: it is no longer there. */
  settle(id: number, proposal: Proposal | undefined): void;
  flush(): void;
}

/** Connects that a proposal burned and did not get back, by their origin, and what they cost in US cents. */
type Sums = Record<ReturnType<typeof origin> | 'cents', number>;

/** A grant that something was burned from; `priced` is null where it cost nothing. */
interface Met {
  readonly from: ReturnType<typeof origin>;
  readonly priced: Numbered | null;
}

/**
 * `after`: an SQL condition for the transactions that the replay will pass, with the values it needs.
 * `before`: the proposals that are there before them.
 */
export function burnsFrom(
  db: Db,
  after: string,
  values: object,
  live: string,
  before: ReadonlyMap<number, Proposal>,
): Burns {
  db.prepare(`DELETE FROM burns WHERE "transaction" IN (SELECT id FROM transactions WHERE ${after})`).run(values);
  const grant = db.prepare('SELECT kind, connects, cents FROM transactions WHERE id = ?');
  const burnt = inserter(db, 'burns', BURN_COLUMNS, {
    conflict: `ON CONFLICT DO UPDATE
      SET connects = connects + excluded.connects, cents = cents + excluded.cents`,
  });
  const ofGrant = db.prepare(
    `SELECT b.connects, t.kind, t.proposal FROM burns b JOIN transactions t ON t.id = b."transaction"
     WHERE b."grant" = ? ORDER BY t."on", t.rank, t.recorded_at, t.seq`,
  );
  const met = new Map<number, Met>();

  function meet(id: number): Met {
    const known = met.get(id);
    if (known) return known;
    const { kind, connects, cents } = grant.get(id) as Pick<Transaction, 'kind' | 'connects' | 'cents'>;
    const priced = cents ? numbered(connects, cents) : null;
    if (priced) {
      for (const row of ofGrant.all(id) as (Burner & { connects: number })[]) {
        if (row.connects > 0) burnFrom(priced, row, row.connects);
        else giveBackTo(priced, row, -row.connects);
      }
    }
    const fresh = { from: origin({ kind, cents }), priced };
    met.set(id, fresh);
    return fresh;
  }

  const ofProposal = db.prepare(
    `SELECT b.connects, b.cents, g.kind AS grant_kind, g.cents AS grant_cents FROM transactions t
     JOIN burns b ON b."transaction" = t.id JOIN transactions g ON g.id = b."grant" WHERE t.proposal = ?`,
  );
  const sums = new Map<number, Sums>();

  /** What a proposal comes to so far; what was before the replay is read before the replay adds to it. */
  function sumsOf(id: number): Sums {
    const known = sums.get(id);
    if (known) return known;
    const fresh: Sums = { bought: 0, unpriced: 0, free: 0, cents: 0 };
    for (const row of before.has(id) ? (ofProposal.all(id) as SqlRow[]) : []) {
      const kind = row['grant_kind'] as Transaction['kind'];
      fresh[origin({ kind, cents: row['grant_cents'] as number | null })] += row['connects'] as number;
      fresh.cents += row['cents'] as number;
    }
    sums.set(id, fresh);
    return fresh;
  }

  const each =
    (sign: 1 | -1, move: typeof burnFrom) =>
    (transaction: Transaction, slices: readonly Slice[]): void => {
      const own = transaction.proposal === null ? null : sumsOf(transaction.proposal);
      for (const { grant: id, connects: size } of slices) {
        const { from, priced } = meet(id);
        const connects = sign * size;
        const cents = priced ? sign * move(priced, transaction, size) : 0;
        burnt.put({ transaction: transaction.id, grant: id, connects, cents });
        if (!own) continue;
        own[from] += connects;
        own.cents += cents;
      }
    };

  const outcomes = db.prepare(
    `SELECT * FROM facts WHERE proposal = ? AND kind = 'outcome' AND ${live} ORDER BY "on", rank, recorded_at, seq`,
  );
  const figures = inserter(db, 'figures', FIGURE_COLUMNS, { verb: 'INSERT OR REPLACE' });
  const drop = db.prepare('DELETE FROM figures WHERE proposal = ?');

  return {
    watch: { burned: each(1, burnFrom), returned: each(-1, giveBackTo) },
    settle(id, proposal) {
      if (!proposal) return void drop.run(id);
      const { on, cost, boost, status } = proposal;
      const { bought, unpriced, cents } = sumsOf(id);
      // Every outcome that `progress` counts changes the status.
      const told = status === 'sent' ? [] : (outcomes.all(id) as SqlRow[]).map(toFact);
      const { reached, repliedOn } = progress(
        told.flatMap(({ on, body }) => (body.kind === 'outcome' ? [{ on, outcome: body.outcome }] : [])),
      );
      figures.put({
        proposal: id,
        invited: proposal.invited ? 1 : 0,
        boosted: boost > 0 ? 1 : 0,
        on,
        open: isOpen(status) ? 1 : 0,
        reached,
        reply_days: repliedOn && daysBetween(on, repliedOn),
        spent: cost + boost,
        refunded: refunded(proposal),
        bought,
        unpriced,
        cents,
      });
    },
    flush() {
      burnt.flush();
      figures.flush();
    },
  };
}

const BURN_COLUMNS = ['transaction', 'grant', 'connects', 'cents'];
const FIGURE_COLUMNS = [
  'proposal',
  'invited',
  'boosted',
  'on',
  'open',
  'reached',
  'reply_days',
  'spent',
  'refunded',
  'bought',
  'unpriced',
  'cents',
];
