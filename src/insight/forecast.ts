/** When Connects run out, what lapses unspent and what to buy: a thousand courses drawn from a pace, the same every time. */
import { addDays, type Day, daysBetween, monthsLater } from '../rules/calendar.ts';
import type { Rulebook } from '../rules/rulebook.ts';
import { balanceOn, editionOn, planOn } from '../rules/state.ts';
import { type Chance, chance, poisson } from './chance.ts';
import { courseOf, type Walk, walk, withMore } from './course.ts';
import { type Cover, cheapestCover, inHand } from './cover.ts';
import type { Pace } from './pace.ts';
import type { Standing } from './standing.ts';

/** In 8 of 10 courses the value lies from `low` to `high`, in half of them at `likely` or below. */
export interface Range<T> {
  readonly low: T;
  readonly likely: T;
  readonly high: T;
}

export interface Forecast {
  readonly today: Day;
  /** The last day looked at. */
  readonly last: Day;
  readonly days: number;
  readonly balance: number;
  readonly edition: string;
  readonly priceCents: number;
  readonly pace: Pace;
  /** Billing cycles to come until the last day, and those due before today that are counted as posted. */
  readonly cycles: { readonly count: number; readonly connects: number; readonly due: number };
  /** Null: too few proposals to judge by. */
  readonly drawn: Drawn | null;
  /** If nothing were spent at all. */
  readonly idle: { readonly lapsed: number; readonly cut: number };
  readonly purchase: Purchase | null;
}

export interface Drawn {
  readonly courses: number;
  /** The first day a proposal cannot be paid for; null: not until the last day. */
  readonly runsOut: Range<Day | null>;
  /** Of 100 courses, how many last until the last day, rounded down. */
  readonly lasting: number;
  /** Proposals paid for before the balance runs out, or until the last day. */
  readonly affordable: Range<number>;
  /** Connects that lapse, or are over a carry-over limit, until the last day. */
  readonly lapsed: Range<number>;
  readonly cut: Range<number>;
}

/** What to buy today to have enough until a day in 8 of 10 courses. */
export interface Purchase {
  readonly until: Day;
  /** Of 100 courses, how many last until then without it, and with it. */
  readonly without: number;
  readonly lasting: number;
  /** Null: nothing bought today helps. Without items: nothing needs to be bought. */
  readonly cover: Cover | null;
  /** Set when nothing bought today lasts so long: the last day that something does, which `cover` is then for. */
  readonly longest: Day | null;
  /** What is over this is cut at a renewal; null: no limit. */
  readonly limit: number | null;
  /** More Connects would be wanted than anyone holds. */
  readonly beyond: boolean;
}

export interface Asked {
  readonly days: number;
  readonly until: Day | null;
}

const COURSES = 1000;
/** Of an absurd pace fewer courses are drawn: many proposals vary less, and nobody waits for so many. */
const FEWEST_COURSES = 20;
const MOST_DRAWN = 2_000_000;
/** More Connects than anyone holds. */
const MOST_CONNECTS = 999_999;
const SEED = 20_201_201;
const WEEK = 7;

export function forecast(at: Standing, pace: Pace, { days, until }: Asked): Forecast {
  const { today, state, rulebooks } = at;
  const rulebook = rulebooks.get(editionOn(state, today));
  const course = courseOf(state, today, rulebooks, days);
  const idle = walk(course, () => []);
  const draws = drawing(pace, days);
  return {
    today,
    last: addDays(today, days),
    days,
    balance: balanceOn(state, today),
    edition: rulebook?.id ?? '',
    priceCents: rulebook?.price.cents ?? 0,
    pace,
    cycles: {
      count: course.cycles.length,
      connects: course.cycles.reduce((sum, { connects }) => sum + connects, 0),
      due: at.due,
    },
    drawn: pace.enough
      ? summary(
          today,
          draws.map((draw) => walk(course, draw())),
        )
      : null,
    idle: { lapsed: idle.lapsed, cut: idle.cut },
    purchase: pace.enough && until && rulebook ? purchaseUntil(until, at, pace, rulebook) : null,
  };
}

/** The costs of each day's proposals, drawn anew for one course. Days must be asked for in order. */
type Draw = () => (day: number) => readonly number[];

const NONE: readonly number[] = [];

function drawing(pace: Pace, days: number): readonly Draw[] {
  const daily = pace.perWeek / WEEK;
  const free = daily === 0 || pace.costs.every((cost) => cost === 0);
  const count = free ? 1 : Math.max(FEWEST_COURSES, Math.min(COURSES, Math.floor(MOST_DRAWN / (daily * days))));
  return Array.from({ length: count }, (_, i) => () => {
    const draw = chance(SEED + i * 7919);
    return () => proposalsOfDay(draw, daily, pace.costs);
  });
}

function proposalsOfDay(draw: Chance, daily: number, costs: readonly number[]): readonly number[] {
  const count = daily === 0 || costs.length === 0 ? 0 : poisson(draw, daily);
  if (count === 0) return NONE;
  return Array.from({ length: count }, () => costs[Math.floor(draw() * costs.length)] ?? 0);
}

function summary(today: Day, walks: readonly Walk[]): Drawn {
  const day = (out: number): Day | null => (out === Infinity ? null : addDays(today, out));
  const out = range(walks.map((each) => each.out ?? Infinity));
  return {
    courses: walks.length,
    runsOut: { low: day(out.low), likely: day(out.likely), high: day(out.high) },
    lasting: percent(walks.filter((each) => each.out === null).length, walks.length),
    affordable: range(walks.map(({ sent }) => sent)),
    lapsed: range(walks.map(({ lapsed }) => lapsed)),
    cut: range(walks.map(({ cut }) => cut)),
  };
}

/** The tenth, the half and the nine tenths of the values: each one that was really seen. */
export function range(values: readonly number[]): Range<number> {
  return { low: quantile(values, 0.1), likely: quantile(values, 0.5), high: quantile(values, 0.9) };
}

/** The least of the values that this part of them does not exceed. */
function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}

const percent = (part: number, whole: number): number => Math.floor((100 * part) / whole);

/** Of 100 courses, as many shall last. */
const SURE = 80;

function purchaseUntil(until: Day, at: Standing, pace: Pace, rulebook: Rulebook): Purchase {
  const { today, state, rulebooks } = at;
  const days = daysBetween(today, until);
  const course = courseOf(state, today, rulebooks, days);
  const draws = drawing(pace, days);
  const expires = daysBetween(today, monthsLater(today, rulebook.expiry.months));
  const firstOut = (connects: number): readonly number[] =>
    draws.map((draw) => walk(withMore(course, connects, expires), draw(), true).out ?? Infinity);
  const lastingWith = (connects: number): number => {
    const outs = firstOut(connects);
    return percent(outs.filter((out) => out === Infinity).length, outs.length);
  };
  const without = lastingWith(0);
  const limit = rulebook.carryOver[planOn(state, today)];
  const most = plenty(pace, days);
  if (without < SURE && lastingWith(most) < SURE) {
    const longest = addDays(today, quantile(firstOut(most), (100 - SURE) / 100) - 1);
    const next = longest > today ? purchaseUntil(longest, at, pace, rulebook) : null;
    return {
      until,
      without,
      lasting: next?.lasting ?? without,
      cover: next?.cover ?? null,
      longest,
      limit,
      beyond: most === MOST_CONNECTS,
    };
  }
  const enough = without >= SURE ? 0 : least((connects) => lastingWith(connects) >= SURE, most);
  const cover = cheapestCover(rulebook, inHand(state.coupons, today), enough);
  return {
    until,
    without,
    lasting: cover ? lastingWith(cover.connects) : without,
    cover,
    longest: null,
    limit,
    beyond: false,
  };
}

/** More Connects than are ever wanted, but no more than anyone holds: many proposals, each as dear as the dearest. */
function plenty(pace: Pace, days: number): number {
  const mean = (pace.perWeek / WEEK) * days;
  return Math.min(MOST_CONNECTS, Math.ceil((mean + 6 * Math.sqrt(mean) + 10) * Math.max(...pace.costs)));
}

/** The least number that is enough, where `most` is. */
function least(enough: (connects: number) => boolean, most: number): number {
  let [low, high] = [0, most];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
