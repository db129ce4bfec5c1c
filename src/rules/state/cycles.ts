/** Billing cycles: which are due, and what each brings. Always counted from the anchor, never from the last renewal. */

import { billingDayOf, monthlyOf } from '../command/settings.ts';
import type { Plan, Rulebook } from '../rulebook/rulebook.ts';
import { addDays, cycleStart, type Day, daysBetween, monthsLater } from '../values/calendar.ts';
import { isCovered, isSettled } from './page-cover.ts';
import { editionOn, planOn, type StateCore } from './state.ts';

type Rulebooks = ReadonlyMap<string, Rulebook>;

const startOf = (anchor: Day, k: number, edition: string, rulebooks: Rulebooks): Day =>
  cycleStart(anchor, k, rulebooks.get(edition)?.cycle.lastDay ?? 31);

/** The k-th start, as the edition of its day has it. */
const startIn = (anchor: Day, k: number, state: Pick<StateCore, 'editions'>, rulebooks: Rulebooks): Day =>
  startOf(anchor, k, editionOn(state, cycleStart(anchor, k, 31)), rulebooks);

/** Days that cycles are counted from, each until the next. The last has the day of the month that the user has set. */
export function billingAnchors({ anchors, settings }: Pick<StateCore, 'anchors' | 'settings'>): readonly Day[] {
  const [billingDay, last] = [billingDayOf(settings), anchors.at(-1)];
  if (billingDay === null || !last) return anchors;
  let anchor = last;
  while (Number(anchor.slice(8)) !== billingDay) anchor = addDays(anchor, 1);
  return [...anchors.slice(0, -1), anchor];
}

/** Where the user sets another billing day, a cycle that was posted less than this many days away is the same one. */
const SAME_CYCLE_DAYS = 14;

/** Whether the k-th cycle of the i-th anchor is posted, under whatever day it had then. */
function postedTest(
  state: Pick<StateCore, 'anchors' | 'editions' | 'renewed'>,
  anchors: readonly Day[],
  rulebooks: Rulebooks,
): (i: number, k: number, start: Day) => boolean {
  // Upwork's cycles begin at midnight UTC, so in another zone the renewal may have the day before or after.
  const posted = new Set(state.renewed.flatMap((day) => [addDays(day, -1), day, addDays(day, 1)]));
  // Following an edition from an earlier day may move a start, but a cycle is still posted only once.
  const editions = [...new Set(state.editions.map(({ edition }) => edition))];
  // An anchor that an upgrade has ended may have been moved before it.
  const isMoved = (i: number, start: Day): boolean =>
    (i < anchors.length - 1 || anchors[i] !== state.anchors[i]) &&
    state.renewed.some((day) => Math.abs(daysBetween(day, start)) < SAME_CYCLE_DAYS);
  return (i, k, start) => {
    const { [i]: anchor } = anchors;
    return (
      isMoved(i, start) ||
      (anchor !== undefined && editions.some((edition) => posted.has(startOf(anchor, k, edition, rulebooks))))
    );
  };
}

/**
 * Days of the cycles that began up to `until` and are not posted, each under the anchor of its time.
 * A cycle that begins on the day of an upgrade is due as well: it began at midnight, before the upgrade.
 */
export function dueCycles(state: StateCore, until: Day, rulebooks: Rulebooks): readonly Day[] {
  const due: Day[] = [];
  const { opened } = state;
  const anchors = billingAnchors(state);
  if (!opened) return due;
  const isPosted = postedTest(state, anchors, rulebooks);
  anchors.forEach((anchor, i) => {
    const next = anchors[i + 1];
    for (let k = 1; ; k += 1) {
      const start = startIn(anchor, k, state, rulebooks);
      if (start > until || (next && start > next)) return;
      // The page of an agreed history shows no cycle there: Upwork gave none, or an adjustment has counted it.
      if (start <= opened || isCovered(state, start, true) || isSettled(state, start)) continue;
      if (!isPosted(i, k, start)) due.push(start);
    }
  });
  return due;
}

/** Days of the cycles that would be due if no balance had been made to agree since, and that bring Connects. */
export const settledCycles = (state: StateCore, until: Day, rulebooks: Rulebooks): readonly Day[] =>
  dueGrants({ ...state, settled: null }, until, rulebooks).flatMap(({ on }) => (isSettled(state, on) ? on : []));

/**
 * The plan that a cycle's day is judged by: a downgrade holds for the whole day,
 * an upgrade begins a cycle of its own later in the day.
 */
export const cyclePlan = (state: Pick<StateCore, 'plans'>, start: Day): Plan =>
  planOn(state, addDays(start, -1)) === 'basic' ? 'basic' : planOn(state, start);

/** The due cycles that bring Connects. */
export const dueGrants = (
  state: StateCore,
  until: Day,
  rulebooks: Rulebooks,
): readonly { on: Day; connects: number }[] =>
  dueCycles(state, until, rulebooks).flatMap((on) => grantAt(state, on, rulebooks) ?? []);

/**
 * The same with those that a page or a balance of Upwork's speaks of: `renew` posts none of these, although by the
 * rules they are due.
 */
export const unpostedGrants = (state: StateCore, until: Day, rulebooks: Rulebooks): ReturnType<typeof dueGrants> =>
  dueGrants({ ...state, pages: [], settled: null }, until, rulebooks);

/** How many cycles should have brought Connects while an agreed page shows none of it. */
export const countUnrenewed = (state: StateCore, until: Day, rulebooks: Rulebooks): number =>
  unpostedGrants(state, until, rulebooks).filter(({ on }) => isCovered(state, on, true)).length;

/** What the due cycles bring together that has not expired by then; null: nothing. */
export function dueConnects(state: StateCore, until: Day, rulebooks: Rulebooks) {
  const due = dueGrants(state, until, rulebooks).filter(
    ({ on }) => monthsLater(on, rulebooks.get(editionOn(state, on))?.expiry.months ?? 12) > until,
  );
  const connects = due.reduce((sum, each) => sum + each.connects, 0);
  return connects > 0 ? { cycles: due.length, connects } : null;
}

type Billed = Pick<StateCore, 'anchors' | 'settings' | 'editions' | 'renewed'>;

/** The first cycle to begin after `day`. One that is posted already, on the day that it had before, is none. */
export function nextCycle(state: Billed, day: Day, rulebooks: Rulebooks): Day | null {
  const anchors = billingAnchors(state);
  const i = Math.max(
    0,
    anchors.findLastIndex((each) => each <= day),
  );
  const { [i]: anchor } = anchors;
  if (!anchor) return null;
  const isPosted = postedTest(state, anchors, rulebooks);
  for (let k = 1; ; k += 1) {
    const start = startIn(anchor, k, state, rulebooks);
    if (start > day && !isPosted(i, k, start)) return start;
  }
}

/** The Connects that one cycle brings under the plan and edition of its day. */
export const cycleGrant = (rulebook: Rulebook, plan: Plan): number =>
  rulebook.monthly[plan].paid + rulebook.monthly[plan].free;

/** What one cycle brings to this account: what the user has set, or else what the rulebook says. */
export const grantOfCycle = ({ settings }: Pick<StateCore, 'settings'>, rulebook: Rulebook, plan: Plan): number =>
  monthlyOf(settings) ?? cycleGrant(rulebook, plan);

function grantAt(state: StateCore, on: Day, rulebooks: Rulebooks): { on: Day; connects: number } | null {
  const rulebook = rulebooks.get(editionOn(state, on));
  const connects = rulebook ? grantOfCycle(state, rulebook, cyclePlan(state, on)) : 0;
  return connects > 0 ? { on, connects } : null;
}

/** The next cycle that brings anything, as a shortage mentions it. */
export function nextGrant(state: StateCore, day: Day, rulebooks: Rulebooks): { on: Day; connects: number } | null {
  const on = nextCycle(state, day, rulebooks);
  return on && grantAt(state, on, rulebooks);
}
