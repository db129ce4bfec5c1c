/** When Connects run out, what lapses unspent and what to buy: a thousand courses drawn from a pace, the same every time. */
import { addDays, type Day } from '../rules/calendar.ts';
import { connectPrice } from '../rules/rulebook.ts';
import { balanceOn, editionOn } from '../rules/state.ts';
import { courseOf, type Walk, walk } from './course.ts';
import { drawing, percent, type Range, range } from './draws.ts';
import { type Purchase, purchaseUntil } from './lasting.ts';
import type { Pace } from './pace.ts';
import type { Standing } from './standing.ts';

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

export interface Asked {
  readonly days: number;
  readonly until: Day | null;
}

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
    priceCents: connectPrice(rulebook),
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
