/** Invented freelancers: some weeks or months of proposals up to today, and what each really does in the year after. */

import { poissonCount, type RandomSource, seededRandom } from '../../src/insight/chance/seeded-random.ts';
import type { AccountPosition } from '../../src/insight/future/account-position.ts';
import { forecastConnects } from '../../src/insight/future/forecast.ts';
import { paceOf } from '../../src/insight/future/pace.ts';
import { knownFutureOf, simulateFuture } from '../../src/insight/future/simulation.ts';
import { decide } from '../../src/rules/decide.ts';
import { EDITIONS } from '../../src/rules/rulebook/editions.ts';
import { foldEntries } from '../../src/rules/state/evolve.ts';
import { EMPTY_STATE, type ProposalWithSlices, type State } from '../../src/rules/state/state.ts';
import { addDays, type Day, daysBetween } from '../../src/rules/values/calendar.ts';
import type { Entry } from '../../src/rules/vocabulary/transaction.ts';

/** `steady`: the same every week. `bursty`: weeks of many, then none. `seasonal`: a slow swing within the year. */
export const HABITS = ['steady', 'bursty', 'seasonal'] as const;
export type Habit = (typeof HABITS)[number];

const rulebooks = new Map(EDITIONS.map((each) => [each.id, each]));
const TODAY = '2024-06-12' as Day;
const AHEAD = 365;

/** How busy each weekday is, Monday first. They add up to 7. */
const WEEKDAYS = [1.5, 1.4, 1.3, 1.2, 0.9, 0.4, 0.3];

const between = (draw: RandomSource, low: number, high: number): number => low + (high - low) * draw();

/** Evenly drawn by their ratio: as many from 2 to 4 as from 4 to 8. */
const betweenRatios = (draw: RandomSource, low: number, high: number): number => low * (high / low) ** draw();

/** How busy the habit makes each day, 1 on average over many years. */
function busyDays(habit: Habit, draw: RandomSource): (day: number) => number {
  switch (habit) {
    case 'steady':
      return () => 1;
    case 'seasonal': {
      const [swing, phase] = [between(draw, 0.3, 0.7), draw()];
      return (at) => 1 + swing * Math.sin(2 * Math.PI * (at / 365 + phase));
    }
    case 'bursty': {
      // A pause of one to three weeks on average, then one to three weeks of many.
      const [pause, burst] = [between(draw, 1, 3), between(draw, 1, 3)];
      const [quiet, loud] = [0.1, (pause + burst - 0.1 * pause) / burst];
      let busy = draw() < burst / (pause + burst);
      let week = 0;
      return (at) => {
        for (; week < Math.floor(at / 7); week += 1) if (draw() < 1 / (busy ? burst : pause)) busy = !busy;
        return busy ? loud : quiet;
      };
    }
    default:
      return habit satisfies never;
  }
}

export interface Freelancer {
  readonly habit: Habit;
  readonly at: AccountPosition;
  readonly future: (day: number) => readonly number[];
}

/** The same number gives the same freelancer. */
export function inventFreelancer(habit: Habit, number: number): Freelancer {
  const draw = seededRandom(1_000_003 * (1 + HABITS.indexOf(habit)) + number * 104_729);
  const perWeek = betweenRatios(draw, 2, 12);
  const days = Math.round(betweenRatios(draw, 28, 364));
  const weekday = Math.floor(draw() * 7);
  const costs = Array.from({ length: 1 + Math.floor(draw() * 6) }, () => 4 + Math.floor(draw() * 13));
  const weeksInHand = betweenRatios(draw, 2, 16);
  const busy = busyDays(habit, draw);
  const sent = Array.from({ length: days + AHEAD + 1 }, (_, at) => {
    const count = poissonCount(draw, (perWeek / 7) * (WEEKDAYS[(at + weekday) % 7] ?? 0) * busy(at));
    return Array.from({ length: count }, () => costs[Math.floor(draw() * costs.length)] ?? 0);
  });
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
  // The renewals of Basic come on top.
  const balance = Math.ceil(weeksInHand * perWeek * mean);
  const first = addDays(TODAY, 1 - days);
  const state: State = {
    ...openedWith(balance, first),
    opened: first,
    proposals: new Map(
      sent.slice(0, days).flatMap((each, at) => each.map((cost, i) => proposalOn(at, i, cost, first))),
    ),
  };
  return {
    habit,
    at: { today: TODAY, rulebooks, state, due: 0 },
    future: (ahead) => sent[days - 1 + ahead] ?? [],
  };
}

function openedWith(balance: number, joined: Day): State {
  const next = { transaction: 1, proposal: 1, seq: 1, recordedAt: '' };
  const { entries } = decide(
    { name: 'init', on: TODAY, plan: 'basic', joined, balance, expiresOn: null, edition: '2024-02' },
    { past: EMPTY_STATE, later: [], next, rulebooks },
  ) as { readonly entries: readonly Entry[] };
  return foldEntries(EMPTY_STATE, entries);
}

function proposalOn(at: number, i: number, cost: number, first: Day) {
  const id = at * 1000 + i;
  const on = addDays(first, at);
  return [
    id,
    { id, on, cost, boost: 0, invited: false, back: { cost: 0, boost: 0 } } as unknown as ProposalWithSlices,
  ] as const;
}

/** A fifth of the courses that the product draws, so that thousands of freelancers take minutes. */
const COURSES = 200;

export interface KeptPromise {
  /** Whether the 8-of-10 range has the day on which this freelancer's Connects really run out. */
  readonly held: boolean;
  readonly bursty: boolean;
  /** Days from the range's first to its last, as a part of those to its middle. */
  readonly width: number;
}

/** Null: too few proposals, so nothing is promised. */
export function keptPromise({ at, future }: Freelancer): KeptPromise | null {
  const { drawn, pace } = forecastConnects(at, paceOf(at.state, TODAY), { days: AHEAD, until: null, courses: COURSES });
  if (!drawn) return null;
  const real = simulateFuture(knownFutureOf(at.state, TODAY, rulebooks, AHEAD), future, true).out ?? AHEAD + 1;
  const { low, likely, high } = drawn.runsOut;
  const [from, middle, to] = [low, likely, high].map((on) => (on === null ? AHEAD + 1 : daysBetween(TODAY, on))) as [
    number,
    number,
    number,
  ];
  return { held: from <= real && real <= to, bursty: pace.bursty, width: (to - from) / middle };
}
