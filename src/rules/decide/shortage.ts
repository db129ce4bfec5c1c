/** Whether the balance of a day covers the spending, and if not, which purchases would. */

import { cheapestPurchase, cheapestSize } from '../amounts/cheapest-purchase.ts';
import { couponsInHand } from '../amounts/purchase-price.ts';
import type { Refusal } from '../answers/refusal.ts';
import { coreAtEnd, rulebookOn, type Timeline } from '../past/timeline.ts';
import { dueConnects, nextGrant } from '../state/cycles.ts';
import { balanceOn, type State } from '../state/state.ts';
import type { Day } from '../values/calendar.ts';
import { type Entry, transactionsOf } from '../vocabulary/transaction.ts';

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

/** Where entries take more on a day than it has without them: then nothing later is the reason. */
export function ownShortage(
  timeline: Timeline,
  entries: readonly Entry[],
  day: Day,
): { readonly needed?: number; readonly left?: number } {
  const isOwn = (entry: Entry): boolean => isSpent(entry) && entry.on === day;
  const needed = -transactionsOf(entries.filter(isOwn)).reduce((sum, { connects }) => sum + connects, 0);
  const until = { ...timeline, later: timeline.later.filter(({ on }) => on <= day) };
  const core = coreAtEnd(
    until,
    entries.filter((entry) => entry.on <= day && !isOwn(entry)),
  );
  const left = balanceOn(core, day);
  return needed > left ? { needed, left } : {};
}

/** It takes Connects, and takes nothing back. */
const isSpent = (entry: Entry): boolean =>
  entry.type === 'transaction' && entry.connects < 0 && entry.kind !== 'reversal';
