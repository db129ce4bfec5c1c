/** Billing cycles: which are due, and what each brings. Always counted from the anchor, never from the last renewal. */
import { cycleStart, type Day, daysBetween } from './calendar.ts';
import type { Plan, Rulebook } from './rulebook.ts';
import { editionOn, planOn, type State } from './state.ts';

/** Upwork's cycles begin at midnight UTC: seen from another zone, a renewal may stand a day off. */
const ZONE_SLACK_DAYS = 1;

type Rulebooks = ReadonlyMap<string, Rulebook>;

function* startsFrom(anchor: Day, state: State, rulebooks: Rulebooks): Generator<Day> {
  for (let k = 1; ; k += 1) {
    const edition = editionOn(state, cycleStart(anchor, k, 31));
    yield cycleStart(anchor, k, rulebooks.get(edition)?.cycle.lastDay ?? 31);
  }
}

/** Days of the cycles that began up to `until` and are not posted, each under the anchor of its time. */
export function dueCycles(state: State, until: Day, rulebooks: Rulebooks): readonly Day[] {
  const due: Day[] = [];
  const { opened, anchors } = state;
  if (!opened) return due;
  anchors.forEach((anchor, i) => {
    const next = anchors[i + 1];
    for (const start of startsFrom(anchor, state, rulebooks)) {
      if (start > until || (next && start >= next)) return;
      const posted = state.renewed.some((day) => Math.abs(daysBetween(day, start)) <= ZONE_SLACK_DAYS);
      if (start > opened && !posted) due.push(start);
    }
  });
  return due;
}

/** The first cycle to begin after `day`. */
export function nextCycle(state: State, day: Day, rulebooks: Rulebooks): Day | null {
  const anchor = state.anchors.findLast((each) => each <= day) ?? state.anchors[0];
  if (!anchor) return null;
  for (const start of startsFrom(anchor, state, rulebooks)) if (start > day) return start;
  return null;
}

/** What one cycle brings under the plan and edition of its day, in Connects. */
export const cycleGrant = (rulebook: Rulebook, plan: Plan): number =>
  rulebook.monthly[plan].paid + rulebook.monthly[plan].free;

/** The next cycle that brings anything, as a shortage mentions it. */
export function nextGrant(state: State, day: Day, rulebooks: Rulebooks): { on: Day; connects: number } | null {
  const on = nextCycle(state, day, rulebooks);
  const rulebook = on && rulebooks.get(editionOn(state, on));
  if (!rulebook) return null;
  const connects = cycleGrant(rulebook, planOn(state, on));
  return connects > 0 ? { on, connects } : null;
}
