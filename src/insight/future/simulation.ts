/** The days to come as far as they are known, and one way they may go: cycles come, grants lapse, proposals burn. */

import { grantOfCycle, nextCycle } from '../../rules/state/cycles.ts';
import { usableGrants } from '../../rules/state/grants.ts';
import { editionOn, planOn } from '../../rules/state/state.ts';
import { addDays, type Day, daysBetween, monthsLater } from '../../rules/values/calendar.ts';
import type { RulebookMap, StateWithProposals } from './account-position.ts';

/** Days count from today: 0 is today, 1 tomorrow. */
export interface KnownFuture {
  readonly days: number;
  /** In the order they will be burned; they cannot be spent from the day `expires` on. */
  readonly grants: readonly FutureGrant[];
  readonly cycles: readonly FutureCycle[];
}

export interface FutureGrant {
  readonly left: number;
  readonly expires: number;
}

export interface FutureCycle {
  readonly day: number;
  readonly connects: number;
  readonly expires: number;
  /** Most that is carried over it; null: no limit. */
  readonly limit: number | null;
}

export function knownFutureOf(
  state: Omit<StateWithProposals, 'proposals'>,
  today: Day,
  rulebooks: RulebookMap,
  days: number,
): KnownFuture {
  const last = addDays(today, days);
  const cycles: FutureCycle[] = [];
  for (let on = nextCycle(state, today, rulebooks); on && on <= last; on = nextCycle(state, on, rulebooks)) {
    const rulebook = rulebooks.get(editionOn(state, on));
    if (!rulebook) break;
    const plan = planOn(state, on);
    cycles.push({
      day: daysBetween(today, on),
      connects: grantOfCycle(state, rulebook, plan),
      expires: daysBetween(today, monthsLater(on, rulebook.expiry.months)),
      limit: rulebook.carryOver[plan],
    });
  }
  const open = usableGrants(state.grants, today);
  const grants = open.map(({ left, expiresOn }) => ({ left, expires: daysBetween(today, expiresOn) }));
  return { days, grants, cycles };
}

/** The course with so many Connects more today, for a year as `expires` says. */
export const withMoreConnects = (course: KnownFuture, left: number, expires: number): KnownFuture => ({
  ...course,
  grants: [...course.grants, { left, expires }].sort((a, b) => a.expires - b.expires),
});

/** The result of one course. */
export interface SimulationResult {
  /** The first day that a proposal could not be paid for; null: every one could. */
  readonly out: number | null;
  /** Proposals sent before that day's, or in all. */
  readonly sent: number;
  /** Connects that lapsed, and that were over the carry-over limit. */
  readonly lapsed: number;
  readonly cut: number;
  readonly left: number;
}

/** `costs` of the proposals of each day from 1 on. One that cannot be paid for is not sent; `hasty` stops there. */
export function simulateFuture(
  { days, grants, cycles }: KnownFuture,
  costs: (day: number) => readonly number[],
  hasty = false,
): SimulationResult {
  const open = grants.map((grant) => ({ ...grant }));
  let balance = open.reduce((sum, { left }) => sum + left, 0);
  let first = 0;
  let coming = 0;
  let out: number | null = null;
  let [sent, lapsed, cut] = [0, 0, 0];
  const take = (connects: number): void => {
    balance -= connects;
    for (let rest = connects; rest > 0; ) {
      const grant = open[first];
      if (!grant) return;
      const taken = Math.min(grant.left, rest);
      grant.left -= taken;
      rest -= taken;
      if (grant.left === 0) first += 1;
    }
  };
  for (let day = 1; day <= days; day += 1) {
    for (let grant = open[first]; grant && grant.expires <= day; grant = open[first]) {
      lapsed += grant.left;
      balance -= grant.left;
      first += 1;
    }
    for (let cycle = cycles[coming]; cycle && cycle.day <= day; cycle = cycles[coming]) {
      const over = cycle.limit === null ? 0 : Math.max(0, balance - cycle.limit);
      cut += over;
      take(over);
      if (cycle.connects > 0) insert(open, first, { left: cycle.connects, expires: cycle.expires });
      balance += cycle.connects;
      coming += 1;
    }
    for (const cost of costs(day)) {
      if (cost > balance) {
        out ??= day;
        if (hasty) return { out, sent, lapsed, cut, left: balance };
        continue;
      }
      take(cost);
      if (out === null) sent += 1;
    }
  }
  return { out, sent, lapsed, cut, left: balance };
}

function insert(open: { left: number; expires: number }[], first: number, grant: { left: number; expires: number }) {
  let at = open.length;
  while (at > first && (open[at - 1]?.expires ?? 0) > grant.expires) at -= 1;
  open.splice(at, 0, grant);
}
