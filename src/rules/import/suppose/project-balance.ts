/** Projects balances from entries: replays them all at once, as a history may be long. */

import { refundedProposals, startReplay } from '../../state/evolve.ts';
import { balanceOn, EMPTY_STATE, type State } from '../../state/state.ts';
import { addDays, type Day } from '../../values/calendar.ts';
import { type Entry, inOrder, type Transaction } from '../../vocabulary/transaction.ts';

export interface BalanceProjection {
  readonly overdrawn: State['overdrawn'];
  /** What is left at the end of the day asked for, and of the day before. */
  readonly after: number;
  readonly before: number;
  /** The sum of that day's opening and adjustments. */
  readonly corrected: number;
}

/** `entries`: all of the ledger, in any order. */
export function projectBalance(entries: readonly Entry[], on: Day): BalanceProjection {
  const all = entries.toSorted(inOrder);
  const running = startReplay(EMPTY_STATE, {}, refundedProposals(all));
  let at = 0;
  let corrected = 0;
  const leftOn = (day: Day): number => {
    for (let entry = all[at]; entry && entry.on <= day; entry = all[at]) {
      running.step(entry);
      if (entry.on === on && isCorrection(entry)) corrected += entry.connects;
      at += 1;
    }
    return balanceOn(running.core, day);
  };
  const before = leftOn(addDays(on, -1));
  const after = leftOn(on);
  for (const entry of all.slice(at)) running.step(entry);
  return { overdrawn: running.core.overdrawn, after, before, corrected };
}

const isCorrection = (entry: Entry): entry is Transaction =>
  entry.type === 'transaction' && (entry.kind === 'opening' || entry.kind === 'adjustment');
