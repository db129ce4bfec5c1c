/** Billing cycles and expiryCauses that only Upwork or only the ledger has counted yet. */

import { nextGrant } from '../state/cycles.ts';
import { editionOn, planOn } from '../state/state.ts';
import { addDays, connectsByDay, type Day } from '../values/calendar.ts';
import type { DriftCause, DriftContext } from './drift-cause.ts';

/**
 * An expiry is at most this many days off: one for the time zone, as Upwork's days are UTC days,
 * one for a grant recorded a day late or early, and one until Upwork takes it off.
 */
const JUST_DAYS = 3;
/** Of many due cycles, perhaps only the first few have come: this many are tried. */
const FIRST_FEW = 3;

/** Everything that `renew` would post, and the first few cycles of it: perhaps only those have come. */
export function dueCycleCauses({ on: today, renewal: { posted, connects } }: DriftContext): readonly DriftCause[] {
  const days = [...new Set(posted.map(({ on }) => on))];
  const [last] = days.slice(-1);
  if (!last || connects === 0) return [];
  const upTo = (day: Day) => posted.filter(({ on }) => on <= day);
  const sumUpTo = (day: Day): number =>
    upTo(day).reduce((sum, each) => (each.expiresOn && each.expiresOn <= today ? sum : sum + each.connects), 0);
  // If their Connects have been spent or have lapsed since, the sum of only a part of them is unknown.
  const few = sumUpTo(last) === connects ? days.slice(0, -1).slice(0, FIRST_FEW) : [];
  return [last, ...few].map((day) => ({
    code: 'cycle-due',
    cycles: days.filter((each) => each <= day),
    all: day === last,
    cut: upTo(day).some(({ kind }) => kind === 'carry-over-cut'),
    connects: day === last ? connects : sumUpTo(day),
  }));
}

/** Cycles begin at midnight UTC, which is the day before in western time zones. */
export function nextCycleCauses({ state, on: today, rulebooks }: DriftContext): readonly DriftCause[] {
  const next = nextGrant(state, today, rulebooks);
  return next && next.on <= addDays(today, 1) ? [{ code: 'cycle-soon', ...next }] : [];
}

export function expiryCauses({ state, on: today, lines }: DriftContext): readonly DriftCause[] {
  const expired = lines.flatMap(({ kind, on, connects }) =>
    kind === 'expiry' && on >= addDays(today, -JUST_DAYS) ? { on, connects: -connects } : [],
  );
  const expiring = state.grants.flatMap(({ expiresOn: on, left }) =>
    on > today && on <= addDays(today, JUST_DAYS) ? { on, connects: -left } : [],
  );
  return [...byDay('expired', expired), ...byDay('expiring', expiring)];
}

/** An upgrade brings the paid Connects of the plan and, by the days that are left, some of the free ones. */
export function upgradeCauses({ state, on, drift, rulebooks }: DriftContext): readonly DriftCause[] {
  const plus = rulebooks.get(editionOn(state, on))?.monthly.plus;
  if (!plus || plus.paid === 0 || planOn(state, on) === 'plus') return [];
  const isOfUpgrade = drift >= plus.paid && drift <= plus.paid + plus.free;
  return isOfUpgrade ? [{ code: 'upgrade-unrecorded', published: drift === plus.paid, connects: drift }] : [];
}

/** Grants that expire on one day do so together. */
const byDay = (code: 'expired' | 'expiring', parts: readonly { on: Day; connects: number }[]): readonly DriftCause[] =>
  [...connectsByDay(parts)].map(([on, connects]) => ({ code, on, connects }));
