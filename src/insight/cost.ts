/** What Connects cost in money: what was really paid for them, first bought first burnt; free ones cost nothing. */
import type { Day } from '../rules/calendar.ts';
import { replay } from '../rules/evolve.ts';
import { NOTHING } from '../rules/state.ts';
import type { Entry, Transaction } from '../rules/transaction.ts';

/** What is left of a grant, or what of it lapsed on a day. */
export interface Parcel {
  /** The transaction that brought it. */
  readonly grant: number;
  readonly on: Day;
  readonly connects: number;
  readonly cents: number;
}

/** US cents, never negative. Paid = burned − given back + lapsed + left, to the cent. */
export interface Costs {
  /** By transaction: what it paid, or the cost of what it burned or gave back. 0 for what is free. */
  readonly of: ReadonlyMap<number, number>;
  /** In the order it happened. */
  readonly lapsed: readonly Parcel[];
  /** Open grants as they will be burned; `on` is the day they lapse. */
  readonly left: readonly Parcel[];
}

/** Some of a grant's Connects, numbered from 0 in the order they are first burned. `to` is not among them. */
interface Run {
  readonly from: number;
  readonly to: number;
}

/** Every Connect of a paid grant has a price of its own, so that however they are burned they add up to `cents`. */
interface Paid {
  readonly connects: number;
  readonly cents: number;
  /** Those not burned, lowest first. */
  free: readonly Run[];
}

/** Entries must be live and in order; `until` is the last day, whose lapses count. */
export function costs(entries: Iterable<Entry>, until: Day): Costs {
  const of = new Map<number, number>();
  const lapsed: Parcel[] = [];
  const paid = new Map<number, Paid>();
  /** What proposals burned of paid grants and did not get back. */
  const burnt = new Map<string, readonly Run[]>();

  const worth = (grant: number): number => {
    const from = paid.get(grant);
    return from ? price(from, from.free) : 0;
  };
  const running = replay(NOTHING, {
    burned(transaction, slices) {
      for (const { grant, connects } of slices) {
        const from = paid.get(grant);
        if (!from) continue;
        const [taken, rest] = take(from.free, connects);
        from.free = rest;
        charge(of, transaction, price(from, taken));
        if (transaction.proposal === null) continue;
        const key = account(transaction, grant);
        burnt.set(key, [...(burnt.get(key) ?? []), ...taken]);
      }
    },
    returned(transaction, slices) {
      for (const { grant, connects } of slices) {
        const to = paid.get(grant);
        if (!to) continue;
        const key = account(transaction, grant);
        const [back, rest] = take(burnt.get(key) ?? [], connects);
        burnt.set(key, rest);
        to.free = [...to.free, ...back].sort((a, b) => a.from - b.from);
        charge(of, transaction, price(to, back));
      }
    },
    lapsed({ id, left, expiresOn }) {
      lapsed.push({ grant: id, on: expiresOn, connects: left, cents: worth(id) });
    },
  });
  for (const entry of entries) {
    if (entry.type === 'transaction') {
      const cents = entry.connects > 0 ? (entry.cents ?? 0) : 0;
      of.set(entry.id, cents);
      if (cents > 0) {
        paid.set(entry.id, { connects: entry.connects, cents, free: [{ from: 0, to: entry.connects }] });
      }
    }
    running.step(entry);
  }
  running.pass(until);
  const left = running.state.grants.map(
    (grant): Parcel => ({ grant: grant.id, on: grant.expiresOn, connects: grant.left, cents: worth(grant.id) }),
  );
  return { of, lapsed, left };
}

const charge = (of: Map<number, number>, { id }: Transaction, cents: number): void =>
  void of.set(id, (of.get(id) ?? 0) + cents);

/** A refund gives back what its proposal burned, a boost's refund what the boost did. */
function account({ kind, proposal }: Transaction, grant: number): string {
  const boost = kind === 'boost' || kind === 'boost-refund';
  return `${proposal ?? ''} ${boost ? 'boost' : 'cost'} ${grant}`;
}

/** The first so many Connects of these runs, and the rest. */
function take(runs: readonly Run[], connects: number): readonly [taken: readonly Run[], rest: readonly Run[]] {
  const taken: Run[] = [];
  const rest: Run[] = [];
  let wanted = connects;
  for (const { from, to } of runs) {
    const cut = Math.min(from + wanted, to);
    if (cut > from) taken.push({ from, to: cut });
    if (to > cut) rest.push({ from: cut, to });
    wanted -= cut - from;
  }
  return [taken, rest];
}

/** Whole cents; what rounding leaves over falls to the later Connects. */
function price({ cents, connects }: Paid, runs: readonly Run[]): number {
  const upTo = (count: number): number => Number((BigInt(cents) * BigInt(count)) / BigInt(connects));
  return runs.reduce((sum, { from, to }) => sum + upTo(to) - upTo(from), 0);
}
