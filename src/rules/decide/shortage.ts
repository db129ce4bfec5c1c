/** Whether the balance of a day covers the spending, and if not, which purchases would. */

import { cheapestPurchase, cheapestSize } from '../amounts/cheapest-purchase.ts';
import { couponsInHand } from '../amounts/purchase-price.ts';
import type { Refusal } from '../answers/refusal.ts';
import { rulebookOn, type Timeline } from '../past/timeline.ts';
import { dueConnects, nextGrant } from '../state/cycles.ts';
import { balanceOn, type State } from '../state/state.ts';
import type { Day } from '../values/calendar.ts';

/** Null when there is enough. */
export function shortageOf(timeline: Timeline, on: Day, needed: number): Refusal | null {
  const state: State = timeline.past;
  const balance = balanceOn(state, on);
  if (balance >= needed) return null;
  const missing = needed - balance;
  const coupons = couponsInHand(state.coupons, on, timeline.later);
  const rulebook = rulebookOn(timeline, state, on);
  return {
    code: 'insufficient-connects',
    on,
    needed,
    balance,
    missing,
    bundle: cheapestSize(rulebook, missing),
    cover: cheapestPurchase(rulebook, coupons, missing),
    nextCycle: nextGrant(state, on, timeline.rulebooks),
    due: dueConnects(state, on, timeline.rulebooks),
  };
}
