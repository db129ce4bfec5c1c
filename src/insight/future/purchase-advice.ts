/** The purchase that makes the balance last until a day. */

import { type CheapestPurchase, cheapestPurchase } from '../../rules/amounts/cheapest-purchase.ts';
import { couponsInHand } from '../../rules/amounts/purchase-price.ts';
import type { Rulebook } from '../../rules/rulebook/rulebook.ts';
import { planOn } from '../../rules/state/state.ts';
import { addDays, type Day, daysBetween, monthsLater } from '../../rules/values/calendar.ts';
import type { AccountPosition } from './account-position.ts';
import { type CostDraw, costDraws, percentOf, quantileOf } from './monte-carlo.ts';
import type { ProposalPace } from './pace.ts';
import { courseVariance } from './pace-variation.ts';
import { knownFutureOf, simulateFuture, withMoreConnects } from './simulation.ts';

/** The purchase that makes the balance last until a day in 8 of 10 courses. */
export interface PurchaseAdvice {
  readonly until: Day;
  /** Of 100 courses, how many last until then without it, and with it. */
  readonly without: number;
  readonly lasting: number;
  /** Null: nothing bought today helps. Without items: nothing needs to be bought. */
  readonly cover: CheapestPurchase | null;
  /** Set when nothing bought today lasts so long: the last day that something does, which `cover` is then for. */
  readonly longest: Day | null;
  /** A renewal cuts the Connects above this; null: no limit. */
  readonly limit: number | null;
  /** The sizes on sale as bundles. Some editions sell any other amount as well. */
  readonly bundles: readonly number[];
  /** The need exceeds any real balance. */
  readonly beyond: boolean;
}

/** Above any real balance. */
const MOST_CONNECTS = 999_999;
const WEEK = 7;

/** A purchase is enough if this many of 100 courses last. */
const SURE = 80;

export function advisePurchase(
  until: Day,
  at: AccountPosition,
  pace: ProposalPace,
  rulebook: Rulebook,
): PurchaseAdvice {
  const { today, state, rulebooks } = at;
  const days = daysBetween(today, until);
  const course = knownFutureOf(state, today, rulebooks, days);
  const draws = costDraws(pace, days);
  const expires = daysBetween(today, monthsLater(today, rulebook.expiry.months));
  const outWith = (connects: number, draw: CostDraw): number =>
    simulateFuture(withMoreConnects(course, connects, expires), draw(), true).out ?? Infinity;
  const lastingWith = lastingCounter(draws, (connects, draw) => outWith(connects, draw) === Infinity);
  const without = lastingWith(0);
  const shared = { until, without, limit: rulebook.carryOver[planOn(state, today)], bundles: rulebook.bundles.sizes };
  const most = plenty(pace, days);
  if (without < SURE && lastingWith(most) < SURE) {
    const longest = addDays(
      today,
      quantileOf(
        draws.map((draw) => outWith(most, draw)),
        (100 - SURE) / 100,
      ) - 1,
    );
    const next = longest > today ? advisePurchase(longest, at, pace, rulebook) : null;
    const [lasting, cover] = [next?.lasting ?? without, next?.cover ?? null];
    return { ...shared, lasting, cover, longest, beyond: most === MOST_CONNECTS };
  }
  const enough = without >= SURE ? 0 : least((connects) => lastingWith(connects) >= SURE, most);
  const cover = cheapestPurchase(rulebook, couponsInHand(state.coupons, today), enough);
  const lasting = cover ? lastingWith(cover.connects) : without;
  return { ...shared, lasting, cover, longest: null, beyond: false };
}

/**
 * Of 100 courses, how many last with so many Connects more. A course that lasts with some lasts with more of them, so
 * each question is only put to the courses that earlier ones left open: a search takes few simulations.
 */
function lastingCounter(draws: readonly CostDraw[], lasts: (connects: number, draw: CostDraw) => boolean) {
  const known = draws.map((draw) => ({ draw, enough: Infinity, tooFew: -1 }));
  return (connects: number): number => {
    for (const course of known) {
      if (connects >= course.enough || connects <= course.tooFew) continue;
      if (lasts(connects, course.draw)) course.enough = connects;
      else course.tooFew = connects;
    }
    return percentOf(known.filter(({ enough }) => enough <= connects).length, known.length);
  };
}

/** More Connects than any course needs, within reason: many proposals, each at the highest cost. */
function plenty(pace: ProposalPace, days: number): number {
  const mean = (pace.perWeek / WEEK) * days;
  const varies = pace.variation
    ? courseVariance(pace.variation, pace.proposals, pace.days / WEEK) + (pace.variation.weekly * WEEK) / days
    : 0;
  const deviation = Math.sqrt(mean + mean ** 2 * varies);
  return Math.min(MOST_CONNECTS, Math.ceil((mean + 6 * deviation + 10) * Math.max(...pace.costs)));
}

/** The smallest number that is enough; `most` must be enough. */
function least(enough: (connects: number) => boolean, most: number): number {
  let [low, high] = [0, most];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
