/** What was burned of Connects that were paid for, and what it cost, kept up by every replay so that statistics need none. Derived, as the checkpoints are. */
import type { Watch } from '../../rules/evolve.ts';
import type { Slice } from '../../rules/grants.ts';
import { type Burner, burnFrom, giveBackTo, type Numbered, numbered } from '../../rules/runs.ts';
import type { Charged } from '../../rules/state.ts';
import { origin } from '../../rules/tally.ts';
import type { Transaction } from '../../rules/transaction.ts';
import { append, type Columns } from '../file/bulk-insert.ts';
import type { Db } from '../file/connection.ts';
import type { Sums } from '../file/entry-rows.ts';
import { OF_PROPOSAL, PROPOSAL } from './live-sql.ts';

export interface Burns {
  /** To be told of the replay, from the position on. */
  readonly watch: Watch;
  /** What a proposal came to, once the replay is over. */
  sumsOf(proposal: Charged): Sums;
  /** Stores them. */
  keep(): void;
}

/** Connects that a transaction took from a grant with a price, and their US cents; negative for what it gave back. */
interface Burn {
  readonly transaction: number;
  readonly grant: number;
  connects: number;
  cents: number;
}

const COLUMNS: Columns<Burn> = {
  transaction: ({ transaction }) => transaction,
  grant: ({ grant }) => grant,
  connects: ({ connects }) => connects,
  cents: ({ cents }) => cents,
};

/** A grant that something is burned from; `priced` is null where it cost nothing. */
interface Met {
  readonly from: ReturnType<typeof origin>;
  readonly priced: Numbered | null;
}

/**
 * `after`: an SQL condition for the transactions that the replay will pass, with the values it needs.
 * `isKnown`: whether a proposal is there before them.
 */
export function burnsFrom(db: Db, after: string, values: object, isKnown: (proposal: number) => boolean): Burns {
  const any = db.prepare('SELECT 1 FROM burns').get();
  if (any)
    db.prepare(`DELETE FROM burns WHERE "transaction" IN (SELECT id FROM transactions WHERE ${after})`).run(values);
  const grant = db.prepare('SELECT id, kind, connects, cents FROM transactions WHERE id = ?');
  const ofGrant = db.prepare(
    `SELECT b.connects, t.kind, ${PROPOSAL} AS proposal FROM burns b JOIN transactions t ON t.id = b."transaction"
     WHERE b."grant" = ? ORDER BY t."on", t.rank, t.recorded_at, t.seq`,
  );
  const met = new Map<number, Met>();

  const meet = ({ id, kind, connects, cents }: Pick<Transaction, 'id' | 'kind' | 'connects' | 'cents'>): Met => {
    const fresh = { from: origin({ kind, cents }), priced: cents ? numbered(connects, cents) : null };
    met.set(id, fresh);
    return fresh;
  };

  /** A grant from before the replay, with all that was burned from it until then. */
  function recall(id: number): Met {
    const fresh = meet(grant.get(id) as Pick<Transaction, 'id' | 'kind' | 'connects' | 'cents'>);
    if (!fresh.priced) return fresh;
    for (const row of ofGrant.all(id) as (Burner & { connects: number })[]) {
      if (row.connects > 0) burnFrom(fresh.priced, row, row.connects);
      else giveBackTo(fresh.priced, row, -row.connects);
    }
    return fresh;
  }

  const before = db
    .prepare(`SELECT sum(cents) FROM burns WHERE "transaction" IN (SELECT id FROM transactions WHERE ${OF_PROPOSAL})`)
    .pluck();
  const cents = new Map<number, number>();

  /** What was before the replay is read before the replay adds to it. */
  function centsOf(proposal: number): number {
    const known = cents.get(proposal);
    return known ?? (isKnown(proposal) ? ((before.get({ id: proposal }) as number | null) ?? 0) : 0);
  }

  const burns: Burn[] = [];

  function note(burn: Burn): void {
    // A refund of two bids may give back twice to the grant that both were burned from.
    const same = burns.findLast(({ transaction, grant }) => transaction !== burn.transaction || grant === burn.grant);
    if (same?.transaction !== burn.transaction) return void burns.push(burn);
    same.connects += burn.connects;
    same.cents += burn.cents;
  }

  const each =
    (sign: 1 | -1, move: typeof burnFrom) =>
    (transaction: Transaction, slices: readonly Slice[]): void => {
      for (const { id, connects } of slices) {
        const { priced } = met.get(id) ?? recall(id);
        if (!priced) continue;
        const cost = sign * move(priced, transaction, connects);
        const { proposal } = transaction;
        if (proposal !== null) cents.set(proposal, centsOf(proposal) + cost);
        note({ transaction: transaction.id, grant: id, connects: sign * connects, cents: cost });
      }
    };

  let asked: Charged | null = null;
  let sums: Sums = { bought: 0, unpriced: 0, cents: 0 };

  return {
    watch: {
      granted: (transaction) => void meet(transaction),
      burned: each(1, burnFrom),
      returned: each(-1, giveBackTo),
    },
    sumsOf(proposal) {
      if (proposal === asked) return sums;
      const { id: of, gone } = proposal;
      const by = { bought: 0, unpriced: 0, free: 0 };
      for (const slices of [gone.cost, gone.boost]) {
        for (const { id, connects } of slices) by[(met.get(id) ?? recall(id)).from] += connects;
      }
      asked = proposal;
      sums = { bought: by.bought, unpriced: by.unpriced, cents: centsOf(of) };
      return sums;
    },
    keep: () => append(db, 'burns', COLUMNS, burns),
  };
}
