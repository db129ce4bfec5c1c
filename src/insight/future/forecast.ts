/** When Connects run out, what lapses unspent and what to buy: up to a thousand simulated futures drawn from a pace, the same ones every time. */

import { monthlyOf } from '../../rules/command/settings.ts';
import { connectPrice } from '../../rules/rulebook/rulebook.ts';
import { balanceOn, editionOn } from '../../rules/state/state.ts';
import { addDays, type Day } from '../../rules/values/calendar.ts';
import type { AccountPosition } from './account-position.ts';
import { costDraws, type ForecastRange, forecastRange, percentOf, USUAL_COURSES } from './monte-carlo.ts';
import type { ProposalPace } from './pace.ts';
import { advisePurchase, type PurchaseAdvice } from './purchase-advice.ts';
import { knownFutureOf, type SimulationResult, simulateFuture } from './simulation.ts';

export interface ConnectsForecast {
  readonly today: Day;
  /** The last day looked at. */
  readonly last: Day;
  readonly days: number;
  readonly balance: number;
  readonly edition: string;
  readonly priceCents: number;
  readonly pace: ProposalPace;
  /** Billing cycles to come until the last day, and those due until today that are counted as posted. */
  readonly cycles: { readonly count: number; readonly connects: number; readonly due: number };
  /** What a renewal gives as the user has set it; null: as the rulebook says. */
  readonly monthly: number | null;
  /** Null: too few proposals to judge by. */
  readonly drawn: DrawnForecast | null;
  /** If nothing were spent at all. */
  readonly idle: { readonly lapsed: number; readonly cut: number };
  readonly purchase: PurchaseAdvice | null;
}

export interface DrawnForecast {
  readonly courses: number;
  /** The first day a proposal cannot be paid for; null: there is none up to the last day. */
  readonly runsOut: ForecastRange<Day | null>;
  /** The percentage of simulated futures in which Connects last until the last day, rounded down. */
  readonly lasting: number;
  /** Proposals paid for before the balance runs out, or until the last day. */
  readonly affordable: ForecastRange<number>;
  /** Connects that lapse, or are over a carry-over limit, until the last day. */
  readonly lapsed: ForecastRange<number>;
  readonly cut: ForecastRange<number>;
}

export interface ForecastQuery {
  readonly days: number;
  readonly until: Day | null;
  /** How many are drawn; a thousand unless given. */
  readonly courses?: number;
}

export function forecastConnects(
  at: AccountPosition,
  pace: ProposalPace,
  { days, until, courses = USUAL_COURSES }: ForecastQuery,
): ConnectsForecast {
  const { today, state, rulebooks } = at;
  const rulebook = rulebooks.get(editionOn(state, today));
  const course = knownFutureOf(state, today, rulebooks, days);
  const idle = simulateFuture(course, () => []);
  const draws = costDraws(pace, days, courses);
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
    monthly: monthlyOf(state.settings),
    drawn: pace.enough
      ? summary(
          today,
          draws.map((draw) => simulateFuture(course, draw())),
        )
      : null,
    idle: { lapsed: idle.lapsed, cut: idle.cut },
    purchase: pace.enough && until && rulebook ? advisePurchase(until, at, pace, rulebook) : null,
  };
}

function summary(today: Day, walks: readonly SimulationResult[]): DrawnForecast {
  const day = (out: number): Day | null => (out === Infinity ? null : addDays(today, out));
  const out = forecastRange(walks.map((each) => each.out ?? Infinity));
  return {
    courses: walks.length,
    runsOut: { low: day(out.low), likely: day(out.likely), high: day(out.high) },
    lasting: percentOf(walks.filter((each) => each.out === null).length, walks.length),
    affordable: forecastRange(walks.map(({ sent }) => sent)),
    lapsed: forecastRange(walks.map(({ lapsed }) => lapsed)),
    cut: forecastRange(walks.map(({ cut }) => cut)),
  };
}
