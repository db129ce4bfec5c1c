/** What comes and goes with the days: billing cycles and expiries that only one of the two has counted yet. */
import { addDays, type Day } from '../calendar.ts';
import { nextGrant } from '../cycles.ts';
import { type Clue, clue, type Drift } from './cause.ts';
import { renewal } from './renewal.ts';

/**
 * An expiry stands at most so many days off: one for the zone, Upwork's days being UTC days,
 * one for a grant recorded a day late or early, and one until it is taken off.
 */
const JUST_DAYS = 3;
/** Of many cycles that are due, it is the first few that may have come alone. */
const FIRST_FEW = 3;

export const ofTheDays = (given: Drift): readonly Clue[] => [
  ...dueCycles(given),
  ...nextCycle(given),
  ...expiries(given),
];

/** All that `renew` would post, and the first few of it: they may have come, and the others not. */
function dueCycles(given: Drift): readonly Clue[] {
  const { on: today } = given;
  const { posted, connects } = renewal(given);
  const days = [...new Set(posted.map(({ on }) => on))];
  const [last] = days.slice(-1);
  if (!last || connects === 0) return [];
  const upTo = (day: Day) => posted.filter(({ on }) => on <= day);
  const sumUpTo = (day: Day): number =>
    upTo(day).reduce((sum, each) => (each.expiresOn && each.expiresOn <= today ? sum : sum + each.connects), 0);
  // Where what they bring has been spent or has lapsed since, a part of them comes to nobody knows what.
  const few = sumUpTo(last) === connects ? days.slice(0, -1).slice(0, FIRST_FEW) : [];
  return [last, ...few].map((day) =>
    clue(
      {
        code: 'cycle-due',
        cycles: days.filter((each) => each <= day),
        all: day === last,
        cut: upTo(day).some(({ kind }) => kind === 'carry-over-cut'),
        connects: day === last ? connects : sumUpTo(day),
      },
      { on: day, of: ['cycle'], more: Number(day !== last) },
    ),
  );
}

/** Cycles begin at midnight UTC: west of it, a day early. */
function nextCycle({ state, on: today, rulebooks }: Drift): readonly Clue[] {
  const next = nextGrant(state, today, rulebooks);
  if (!next || next.on > addDays(today, 1)) return [];
  return [clue({ code: 'cycle-soon', ...next }, { on: next.on, of: ['next cycle'] })];
}

function expiries({ state, on: today, lines }: Drift): readonly Clue[] {
  const gone = new Map<Day, number>();
  for (const { kind, on, connects } of lines) {
    if (kind === 'expiry' && on >= addDays(today, -JUST_DAYS)) gone.set(on, (gone.get(on) ?? 0) - connects);
  }
  const going = new Map<Day, number>();
  for (const { expiresOn: on, left } of state.grants) {
    if (on > today && on <= addDays(today, JUST_DAYS)) going.set(on, (going.get(on) ?? 0) - left);
  }
  const told = (code: 'expired' | 'expiring', days: ReadonlyMap<Day, number>): readonly Clue[] =>
    [...days].map(([on, connects]) => clue({ code, on, connects }, { on, of: [`expiry ${on}`] }));
  return [...told('expired', gone), ...told('expiring', going)];
}
