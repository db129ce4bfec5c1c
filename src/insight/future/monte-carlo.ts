/** Random courses drawn from a pace, the same every time, and the ranges of their results. */

import { gammaFactor, poissonCount, type RandomSource, seededRandom } from '../chance/seeded-random.ts';
import type { ProposalPace } from './pace.ts';
import { courseVariance } from './pace-variation.ts';

/** In 8 of 10 courses the value lies from `low` to `high`, in half of them at `likely` or below. */
export interface ForecastRange<T> {
  readonly low: T;
  readonly likely: T;
  readonly high: T;
}

export const USUAL_COURSES = 1000;
/** An absurd pace gets fewer courses: many proposals vary less, and more courses would take too long. */
const FEWEST_COURSES = 20;
const MOST_DRAWN = 1_000_000;
const SEED = 20_201_201;
const WEEK = 7;

/** The costs of each day's proposals, drawn for one course. Days must be requested in order. */
export type CostDraw = () => (day: number) => readonly number[];

const NONE: readonly number[] = [];

export function costDraws(pace: ProposalPace, days: number, courses = USUAL_COURSES): readonly CostDraw[] {
  const daily = pace.perWeek / WEEK;
  const free = daily === 0 || pace.costs.every((cost) => cost === 0);
  const count = free ? 1 : Math.max(FEWEST_COURSES, Math.min(courses, Math.floor(MOST_DRAWN / (daily * days))));
  return Array.from({ length: count }, (_, i) => () => oneCourse(pace, seededRandom(SEED + i * 7919)));
}

/** Each course has a pace of its own, and each of its weeks another. */
function oneCourse({ perWeek, costs, variation, proposals, days }: ProposalPace, draw: RandomSource) {
  const usual = (perWeek / WEEK) * gammaFactor(draw, variation ? courseVariance(variation, proposals, days / WEEK) : 0);
  let daily = usual;
  return (day: number): readonly number[] => {
    if (variation && day % WEEK === 1) daily = usual * gammaFactor(draw, variation.weekly);
    return proposalsOfDay(draw, daily, costs);
  };
}

function proposalsOfDay(draw: RandomSource, daily: number, costs: readonly number[]): readonly number[] {
  const count = daily === 0 || costs.length === 0 ? 0 : poissonCount(draw, daily);
  if (count === 0) return NONE;
  // Hundreds of thousands are drawn: a plain loop takes half as long as `Array.from`.
  const drawn: number[] = [];
  for (let n = 0; n < count; n += 1) drawn.push(costs[Math.floor(draw() * costs.length)] ?? 0);
  return drawn;
}

/** The 10th, 50th and 90th percentile. Each is one of the values. */
export function forecastRange(values: readonly number[]): ForecastRange<number> {
  return { low: quantileOf(values, 0.1), likely: quantileOf(values, 0.5), high: quantileOf(values, 0.9) };
}

/** The smallest value that this part of the values does not exceed. */
export function quantileOf(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}

/** Rounded down, so that it never promises too much. */
export const percentOf = (part: number, whole: number): number => Math.floor((100 * part) / whole);
