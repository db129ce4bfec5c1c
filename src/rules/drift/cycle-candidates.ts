/** Billing cycles and expiries that only Upwork or only the ledger has counted yet. */
import { addDays, type Day } from '../calendar.ts';
import { nextGrant } from '../cycles.ts';
import { type DriftCandidate, type DriftContext, toCandidate } from './drift-cause.ts';
import { tryRenewal } from './try-renewal.ts';

/**
 * An expiry is at most this many days off: one for the time zone, as Upwork's days are UTC days,
 * one for a grant recorded a day late or early, and one until Upwork takes it off.
 */
const JUST_DAYS = 3;
/** Of many due cycles, perhaps only the first few have come: this many are tried. */
const FIRST_FEW = 3;

export const cycleCandidates = (given: DriftContext): readonly DriftCandidate[] => [
  ...dueCycles(given),
  ...nextCycle(given),
  ...expiries(given),
];

/** Everything that `renew` would post, and the first few cycles of it: perhaps only those have come. */
function dueCycles(given: DriftContext): readonly DriftCandidate[] {
  const { on: today } = given;
  const { posted, connects } = tryRenewal(given);
  const days = [...new Set(posted.map(({ on }) => on))];
  const [last] = days.slice(-1);
  if (!last || connects === 0) return [];
  const upTo = (day: Day) => posted.filter(({ on }) => on <= day);
  const sumUpTo = (day: Day): number =>
    upTo(day).reduce((sum, each) => (each.expiresOn && each.expiresOn <= today ? sum : sum + each.connects), 0);
  // If their Connects have been spent or have lapsed since, the sum of only a part of them is unknown.
  const few = sumUpTo(last) === connects ? days.slice(0, -1).slice(0, FIRST_FEW) : [];
  return [last, ...few].map((day) =>
    toCandidate(
      {
        code: 'cycle-due',
        cycles: days.filter((each) => each <= day),
        all: day === last,
        cut: upTo(day).some(({ kind }) => kind === 'carry-over-cut'),
        connects: day === last ? connects : sumUpTo(day),
      },
      { on: day, subjects: ['cycle'], more: Number(day !== last) },
    ),
  );
}

/** Cycles begin at midnight UTC, which is the day before in western time zones. */
function nextCycle({ state, on: today, rulebooks }: DriftContext): readonly DriftCandidate[] {
  const next = nextGrant(state, today, rulebooks);
  if (!next || next.on > addDays(today, 1)) return [];
  return [toCandidate({ code: 'cycle-soon', ...next }, { on: next.on, subjects: ['next cycle'] })];
}

function expiries({ state, on: today, lines }: DriftContext): readonly DriftCandidate[] {
  const expired = new Map<Day, number>();
  for (const { kind, on, connects } of lines) {
    if (kind === 'expiry' && on >= addDays(today, -JUST_DAYS)) expired.set(on, (expired.get(on) ?? 0) - connects);
  }
  const expiring = new Map<Day, number>();
  for (const { expiresOn: on, left } of state.grants) {
    if (on > today && on <= addDays(today, JUST_DAYS)) expiring.set(on, (expiring.get(on) ?? 0) - left);
  }
  const candidates = (code: 'expired' | 'expiring', days: ReadonlyMap<Day, number>): readonly DriftCandidate[] =>
    [...days].map(([on, connects]) => toCandidate({ code, on, connects }, { on, subjects: [`expiry ${on}`] }));
  return [...candidates('expired', expired), ...candidates('expiring', expiring)];
}
