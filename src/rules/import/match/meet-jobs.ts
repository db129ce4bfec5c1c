/** Finds which proposals on a page and in the ledger are the same, where the page shows no cost: by id, job, day and title. */

import { addDays, byDay, type Day, daysBetween } from '../../values/calendar.ts';
import { bareKey, sameKey } from '../../values/job-key.ts';
import { LIKE_PART, likenessToTitles, UNTITLED_JOB } from './entry-match-ways.ts';
import { evenPairs } from './meet-typed-entries.ts';
import { foldedTitle } from './title-likeness.ts';

/** What a proposal is known by. */
export interface KnownJob {
  readonly on: Day;
  /** Whether the day is Upwork's own, and no day that somebody typed or another zone has. */
  readonly isExact: boolean;
  /** Whether the ledger has it from the user alone, perhaps in words of one's own. */
  readonly isTyped: boolean;
  readonly upworkId: string | null;
  readonly key: string | null;
  readonly titles: readonly string[];
}

interface JobPair {
  readonly days: number;
  readonly likeness: number;
  readonly sameId: boolean;
  readonly sameKey: boolean;
  readonly areExact: boolean;
  readonly isTyped: boolean;
}

/** A withdrawn proposal may be sent again for the same job, so the days of a typed one may differ only by so many. */
const DAYS_BY_KEY = 7;

/** The most certain first. */
const WAYS = {
  id: ({ sameId }) => sameId,
  key: ({ sameKey, days, areExact }) => sameKey && days <= (areExact ? 0 : DAYS_BY_KEY),
  title: ({ days, likeness }) => days === 0 && likeness <= LIKE_PART,
  'next-day': ({ days, likeness, areExact }) => days === 1 && likeness <= LIKE_PART && !areExact,
  words: ({ days, likeness, isTyped }) => isTyped && days === 0 && likeness <= UNTITLED_JOB,
  'next-day-words': ({ days, likeness, isTyped }) => isTyped && days === 1 && likeness <= UNTITLED_JOB,
  /** In words of one's own. It counts only where both have as many of that day. */
  day: ({ days, isTyped }) => isTyped && days === 0,
} as const satisfies Readonly<Record<string, (pair: JobPair) => boolean>>;

export type JobWay = keyof typeof WAYS;
const JOB_WAYS = Object.keys(WAYS) as readonly JobWay[];

interface Candidate<Row, Known> {
  readonly row: Row;
  readonly known: Known;
  readonly way: JobWay;
  readonly distance: number;
}

export interface MetJob<Known> {
  readonly known: Known;
  readonly way: JobWay;
}

export interface MetJobs<Row, Known> {
  readonly met: ReadonlyMap<Row, MetJob<Known>>;
  /** Rows that may be one of several, with nothing to tell which. */
  readonly unsure: ReadonlySet<Row>;
}

/**
 * One to one, the most certain way first, the nearest first within it. `takesFirst`: a row that may be one of several
 * proposals with nothing to tell which is the first of them.
 */
export function meetJobs<Row extends KnownJob, Known extends KnownJob>(
  rows: readonly Row[],
  ledger: readonly Known[],
  { takesFirst = false }: { readonly takesFirst?: boolean } = {},
): MetJobs<Row, Known> {
  const met = new Map<Row, MetJob<Known>>();
  const unsure = new Set<Row>();
  const taken = new Set<Known>();
  const candidatesOf = candidateIndex(ledger);
  const pairs = rows.flatMap((row) =>
    [...candidatesOf(row)].flatMap((known): Candidate<Row, Known> | readonly [] => pairOf(row, known) ?? []),
  );
  const byWay = Map.groupBy(pairs, ({ way }) => way);
  for (const way of JOB_WAYS) {
    const free = (byWay.get(way) ?? []).filter(
      ({ row, known }) => !met.has(row) && !taken.has(known) && !unsure.has(row),
    );
    const near = free.toSorted((a, b) => a.distance - b.distance);
    const chosen =
      way === 'day'
        ? evenPairs(
            near,
            ({ known }) => known.on,
            ({ row, known }) => [row, known],
          )
        : way === 'title' && !takesFirst
          ? sureTitles(near, unsure)
          : near;
    for (const { row, known } of chosen) {
      if (met.has(row) || taken.has(known)) continue;
      met.set(row, { known, way });
      taken.add(known);
    }
  }
  return { met, unsure };
}

function pairOf<Row extends KnownJob, Known extends KnownJob>(row: Row, known: Known): Candidate<Row, Known> | null {
  const keyed = row.key !== null && known.key !== null ? sameKey(row.key, known.key) : null;
  const ids = row.upworkId !== null && known.upworkId !== null ? row.upworkId === known.upworkId : null;
  if (ids === false || (keyed === false && ids !== true)) return null;
  const likeness = Math.min(...row.titles.map((title) => likenessToTitles(title, known.titles)), UNLIKE_ANY);
  const days = Math.abs(daysBetween(row.on, known.on));
  const pair: JobPair = {
    days,
    likeness,
    sameId: ids === true,
    sameKey: keyed === true,
    areExact: row.isExact && known.isExact,
    isTyped: known.isTyped,
  };
  const way = JOB_WAYS.find((each) => WAYS[each](pair));
  return way ? { row, known, way, distance: days * 100 + likeness } : null;
}

const UNLIKE_ANY = 99;

/** Of equal titles on one day: each row is one of them only where rows and proposals are as many. */
function sureTitles<Row extends KnownJob, Known extends KnownJob>(
  pairs: readonly Candidate<Row, Known>[],
  unsure: Set<Row>,
): readonly Candidate<Row, Known>[] {
  const nameOf = ({ on, titles }: KnownJob): string => `${on} ${foldedTitle(titles[0] ?? '')}`;
  return [...Map.groupBy(pairs, ({ row }) => nameOf(row)).values()].flatMap((group) => {
    const nearest = Math.min(...group.map(({ distance }) => distance));
    const like = group.filter(({ distance }) => distance === nearest);
    const rows = new Set(group.map(({ row }) => row));
    const proposals = new Set(like.map(({ known }) => known));
    if (rows.size === proposals.size || proposals.size === 1) return group;
    for (const row of rows) unsure.add(row);
    return [];
  });
}

/** Proposals that a row may be: those of its id, of its job, and of the days around its own. */
function candidateIndex<Known extends KnownJob>(ledger: readonly Known[]) {
  const days = Map.groupBy(ledger, ({ on }) => on);
  const keys = Map.groupBy(ledger, ({ key }) => (key === null ? '' : bareKey(key)));
  const ids = Map.groupBy(ledger, ({ upworkId }) => upworkId ?? '');
  const near = byDay((day): readonly Known[] => [0, -1, 1].flatMap((step) => days.get(addDays(day, step)) ?? []));
  return ({ on, key, upworkId }: KnownJob): ReadonlySet<Known> => {
    const named = upworkId === null ? [] : (ids.get(upworkId) ?? []);
    const keyed = key === null ? [] : (keys.get(bareKey(key)) ?? []);
    return new Set([...named, ...keyed, ...near(on)]);
  };
}
