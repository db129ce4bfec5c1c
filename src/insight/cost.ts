/** What Connects cost in money: what was really paid for them, first bought first burnt; free ones cost nothing. */
import type { Day } from '../rules/calendar.ts';
import { replay } from '../rules/evolve.ts';
import { burnFrom, giveBackTo, type Numbered, numbered, price } from '../rules/runs.ts';
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

/** Entries must be live and in order; `until` is the last day, whose lapses count. */
export function costs(entries: Iterable<Entry>, until: Day): Costs {
  const of = new Map<number, number>();
  const lapsed: Parcel[] = [];
  const paid = new Map<number, Numbered>();

  const worth = (grant: number): number => {
    const from = paid.get(grant);
    return from ? price(from, from.free) : 0;
  };
  const running = replay(NOTHING, {
    burned(transaction, slices) {
      for (const { id: grant, connects } of slices) {
        const from = paid.get(grant);
        if (from) charge(of, transaction, burnFrom(from, transaction, connects));
      }
    },
    returned(transaction, slices) {
      for (const { id: grant, connects } of slices) {
        const to = paid.get(grant);
        if (to) charge(of, transaction, giveBackTo(to, transaction, connects));
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
      if (cents > 0) paid.set(entry.id, numbered(entry.connects, cents));
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
