/** Whether the balance of a day covers what is to be spent on it, and if not, what would. */
import type { Day } from '../calendar.ts';
import { nextGrant } from '../cycles.ts';
import type { Refusal } from '../refusal.ts';
import type { Rulebook } from '../rulebook.ts';
import { balanceOn, type State } from '../state.ts';
import { rulebookOn, type Timeline } from '../timeline.ts';

/** Null when there is enough. */
export function shortage(timeline: Timeline, on: Day, needed: number): Refusal | null {
  const state: State = timeline.past;
  const balance = balanceOn(state, on);
  if (balance >= needed) return null;
  const missing = needed - balance;
  return {
    code: 'insufficient-connects',
    on,
    needed,
    balance,
    missing,
    bundle: cheapestCover(rulebookOn(timeline, state, on), missing),
    nextCycle: nextGrant(state, on, timeline.rulebooks),
  };
}

/** The purchase of one size, as often as needed, that covers `missing` for the least money. */
function cheapestCover({ bundles, price }: Rulebook, missing: number) {
  const offers = bundles.sizes.map((size) => {
    const count = Math.ceil(missing / size);
    return { size, count, cents: size * count * price.cents };
  });
  if (bundles.custom) offers.push({ size: missing, count: 1, cents: missing * price.cents });
  return offers.sort((a, b) => a.cents - b.cents || a.count - b.count)[0] ?? null;
}
