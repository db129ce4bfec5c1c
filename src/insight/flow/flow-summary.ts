/** The Connects that came into a ledger and went out of it, by purpose. */

import { startReplay } from '../../rules/state/evolve.ts';
import { balanceOn, EMPTY_STATE } from '../../rules/state/state.ts';
import type { Day } from '../../rules/values/calendar.ts';
import { type FlowPart, flowPart } from '../../rules/vocabulary/kinds.ts';
import type { Entry } from '../../rules/vocabulary/transaction.ts';

/** Connects, signed as they are named; `paidCents` in US cents. */
export interface FlowSummary {
  /** Those of upgrades included. */
  readonly renewals: number;
  readonly rewards: number;
  readonly bought: number;
  /** Of the purchases with a recorded price; null: there are purchases, and none has one. */
  readonly paidCents: number | null;
  readonly purchases: number;
  /** Purchases without a recorded price. */
  readonly unpriced: number;
  /** Paid for the membership, in US cents. */
  readonly feeCents: number;
  /** Opening balance, promotions and the like; adjustments both ways. */
  readonly others: number;
  /** On proposals and boosts, less refunds. */
  readonly proposals: number;
  /** On badges and the like. */
  readonly otherwise: number;
  /** Lapsed, or over a carry-over limit. */
  readonly lost: number;
  readonly left: number;
  /** The first day more was spent than there was, and how much was missing in all; null: never. */
  readonly short: { readonly on: Day; readonly missing: number } | null;
}

const GOING: ReadonlySet<FlowPart> = new Set(['proposals', 'otherwise', 'lost']);

/** Entries must be live and in order; lapses up to `until` count. */
export function summarizeFlows(entries: readonly Entry[], until: Day): FlowSummary {
  const sums = { renewals: 0, rewards: 0, bought: 0, others: 0, proposals: 0, otherwise: 0, lost: 0 };
  let [paidCents, purchases, unpriced, feeCents] = [0, 0, 0, 0];
  const running = startReplay(EMPTY_STATE, {
    lapsed: ({ left }) => {
      sums.lost += left;
    },
  });
  for (const entry of entries) {
    running.step(entry);
    if (entry.type !== 'transaction') continue;
    const part = flowPart(entry);
    sums[part] += GOING.has(part) ? -entry.connects : entry.connects;
    if (part === 'renewals') feeCents += entry.cents ?? 0;
    if (part !== 'bought') continue;
    purchases += 1;
    if (entry.cents === null) unpriced += 1;
    else paidCents += entry.cents;
  }
  running.advanceTo(until);
  const paid = purchases > 0 && unpriced === purchases ? null : paidCents;
  return {
    ...sums,
    paidCents: paid,
    feeCents,
    purchases,
    unpriced,
    left: balanceOn(running.state, until),
    short: running.state.overdrawn,
  };
}
