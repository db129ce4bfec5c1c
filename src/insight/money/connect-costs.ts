/** The price of Connects in money: the amount really paid, first come first burned. Free Connects cost nothing. */

import { type GrantPrice, grantPrice, membershipRules } from '../../rules/amounts/membership-fee.ts';
import { startReplay } from '../../rules/state/evolve.ts';
import { type Grant, priceOf, type Slice, type UnitRange } from '../../rules/state/grants.ts';
import { EMPTY_STATE } from '../../rules/state/state.ts';
import type { Day } from '../../rules/values/calendar.ts';
import type { Entry, Transaction } from '../../rules/vocabulary/transaction.ts';

/** The open part of a grant, or the part that lapsed on a day. */
export interface PricedConnects {
  /** The transaction that brought it. */
  readonly grant: number;
  readonly on: Day;
  readonly connects: number;
  readonly cents: number;
}

/** US cents, never negative. Paid = burned − given back + lapsed + left, to the cent. */
export interface ConnectCosts {
  /** By transaction: the money it paid, or the cost of the Connects it burned or gave back. 0 if they were free. */
  readonly of: ReadonlyMap<number, number>;
  /** In the order it happened. */
  readonly lapsed: readonly PricedConnects[];
  /** Open grants as they will be burned; `on` is the day they lapse. */
  readonly left: readonly PricedConnects[];
}

/** Entries must be live and in order; `until` is the last day, whose lapses count. */
export function connectCosts(entries: readonly Entry[], until: Day): ConnectCosts {
  const of = new Map<number, number>();
  const lapsed: PricedConnects[] = [];
  const paid = new Map<number, GrantPrice>();
  const rules = membershipRules(entries);

  const price = (grant: number, ranges: readonly UnitRange[]): number => {
    const from = paid.get(grant);
    return from ? ranges.reduce((sum, range) => sum + priceOf(from, range), 0) : 0;
  };
  const priced = ({ id, left, free, expiresOn }: Grant): PricedConnects => ({
    grant: id,
    on: expiresOn,
    connects: left,
    cents: price(id, free),
  });
  const charge = ({ id }: Transaction, slices: readonly Slice[]): void => {
    const cents = slices.reduce((sum, { grant, from, to }) => sum + price(grant, [[from, to]]), 0);
    if (cents !== 0) of.set(id, (of.get(id) ?? 0) + cents);
  };
  const running = startReplay(EMPTY_STATE, {
    burned: charge,
    returned: charge,
    lapsed: (grant) => void lapsed.push(priced(grant)),
  });
  for (const entry of entries) {
    if (entry.type === 'transaction') {
      const cents = entry.connects > 0 ? (entry.cents ?? 0) : 0;
      of.set(entry.id, cents);
      if (cents > 0) paid.set(entry.id, grantPrice(entry, rules));
    }
    running.step(entry);
  }
  running.advanceTo(until);
  return { of, lapsed, left: running.state.grants.map(priced) };
}
