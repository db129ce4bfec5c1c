/** What was burned from which grant and what it cost, kept up by every replay so that statistics need none. Derived, as the checkpoints are. */
import type { Watch } from '../rules/evolve.ts';
import type { Slice } from '../rules/grants.ts';
import { type Burner, burnFrom, giveBackTo, type Numbered, numbered } from '../rules/runs.ts';
import { origin } from '../rules/tally.ts';
import type { Transaction } from '../rules/transaction.ts';
import { append, type Columns } from './append.ts';
import type { Db } from './db.ts';
import type { SqlRow, Sums } from './rows.ts';

export interface Burns {
  /** To be told of the replay, from the position on. */
  readonly watch: Watch;
  /** What a proposal comes to, once the replay is over. */
  sumsOf(proposal: number): Sums;
  /** Stores them. */
  keep(): void;
}

/** Connects that a transaction took from a grant, negative for what it gave back; `cents` is null where the grant has no price. */
interface Burn {
  readonly transaction: number;
  readonly grant: number;
  connects: number;
  cents: number | null;
}

const COLUMNS: Columns<Burn> = {
  transaction: ({ transaction }) => transaction,
  grant: ({ grant }) => grant,
  connects: ({ connects }) => connects,
  cents: ({ cents }) => cents,
};

type Origin = ReturnType<typeof origin>;
type Tally = Record<Origin | 'cents', number>;

/** A grant that something is burned from; `priced` is null where it cost nothing. */
interface Met {
  readonly from: Origin;
  readonly priced: Numbered | null;
}

const NOTHING: Sums = { bought: 0, unpriced: 0, cents: 0 };

/**
 * `after`: an SQL condition for the transactions that the replay will pass, with the values it needs.
 * `isKnown`: whether a proposal is there before them.
 */
export function burnsFrom(db: Db, after: string, values: object, isKnown: (proposal: number) => boolean): Burns {
  db.prepare(`DELETE FROM burns WHERE "transaction" IN (SELECT id FROM transactions WHERE ${after})`).run(values);
  const grant = db.prepare('SELECT id, kind, connects, cents FROM transactions WHERE id = ?');
  const ofGrant = db.prepare(
    `SELECT b.connects, t.kind, t.proposal FROM burns b JOIN transactions t ON t.id = b."transaction"
     WHERE b."grant" = ? AND b.cents IS NOT NULL ORDER BY t."on", t.rank, t.recorded_at, t.seq`,
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

  const ofProposal = db.prepare(
    `SELECT b.connects, b.cents, g.kind AS grant_kind, g.cents AS grant_cents FROM transactions t
     JOIN burns b ON b."transaction" = t.id JOIN transactions g ON g.id = b."grant" WHERE t.proposal = ?`,
  );
  const tallies = new Map<number, Tally>();

  /** What was before the replay is read before the replay adds to it. */
  function tallyOf(proposal: number): Tally {
    const known = tallies.get(proposal);
    if (known) return known;
    const fresh: Tally = { bought: 0, unpriced: 0, free: 0, cents: 0 };
    for (const row of isKnown(proposal) ? (ofProposal.all(proposal) as SqlRow[]) : []) {
      const kind = row['grant_kind'] as Transaction['kind'];
      fresh[origin({ kind, cents: row['grant_cents'] as number | null })] += row['connects'] as number;
      fresh.cents += (row['cents'] ?? 0) as number;
    }
    tallies.set(proposal, fresh);
    return fresh;
  }

  const burns: Burn[] = [];

  function note(burn: Burn): void {
    // A refund of two bids may give back twice to the grant that both were burned from.
    const same = burns.findLast(({ transaction, grant }) => transaction !== burn.transaction || grant === burn.grant);
    if (same?.transaction !== burn.transaction) return void burns.push(burn);
    same.connects += burn.connects;
    same.cents = burn.cents && (same.cents ?? 0) + burn.cents;
  }

  const each =
    (sign: 1 | -1, move: typeof burnFrom) =>
    (transaction: Transaction, slices: readonly Slice[]): void => {
      const own = transaction.proposal === null ? null : tallyOf(transaction.proposal);
      for (const { id, connects: size } of slices) {
        const { from, priced } = met.get(id) ?? recall(id);
        const connects = sign * size;
        const cents = priced && sign * move(priced, transaction, size);
        note({ transaction: transaction.id, grant: id, connects, cents });
        if (!own) continue;
        own[from] += connects;
        own.cents += cents ?? 0;
      }
    };

  return {
    watch: {
      granted: (transaction) => void meet(transaction),
      burned: each(1, burnFrom),
      returned: each(-1, giveBackTo),
    },
    sumsOf: (proposal) => tallies.get(proposal) ?? (isKnown(proposal) ? tallyOf(proposal) : NOTHING),
    keep: () => append(db, 'burns', COLUMNS, burns),
  };
}
