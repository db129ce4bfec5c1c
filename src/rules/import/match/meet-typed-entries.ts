/** Assigns rows to entries that were typed before: one to one, the most certain way first, the nearest first within it. */
import { addDays, byDay, type Day } from '../../values/calendar.ts';
import { bareKey } from '../../values/job-key.ts';
import type { Transaction } from '../../vocabulary/transaction.ts';
import {
  type ComparableRow,
  DAYS_LATE,
  LIKELY_WAYS,
  MATCH_WAYS,
  type MatchWay,
  type TypedEntry,
  wayBetween,
} from './entry-match-ways.ts';
import type { JobIndex } from './job-index.ts';

export interface MetEntry {
  readonly transaction: Transaction;
  readonly way: MatchWay;
}

/** A typed entry with what its job is known by. */
export function asTypedEntry(transaction: Transaction, jobs: JobIndex): TypedEntry {
  const { proposal, title } = transaction;
  if (proposal === null) return { transaction, key: null, titles: title === null ? [] : [title] };
  return { transaction, key: jobs.keyOf(proposal), titles: jobs.titlesOf(proposal) };
}

interface MeetOptions<Row> {
  /** The proposals whose row it may be, as far as its job is known by key or title. */
  readonly proposalsOf: (row: ComparableRow) => ReadonlySet<number>;
  /** Whether more than certain ways may be taken, and whether those that a balance can prove. */
  readonly loose: boolean;
  readonly likely: boolean;
  /** The Connects of the boost that the page shows for the row's job. */
  readonly boostOf?: (row: ComparableRow) => number;
  /** A day that is not shown whole, so that nothing on it is the only candidate. */
  readonly cutDay: Day | null;
  readonly mayMeet: (row: Row, entry: Transaction) => boolean;
}

interface Pair<Row> extends MetEntry {
  readonly row: Row;
  readonly distance: number;
}

export function meetTyped<Row extends ComparableRow>(
  rows: readonly Row[],
  typed: readonly TypedEntry[],
  { proposalsOf, loose, likely, boostOf, cutDay, mayMeet }: MeetOptions<Row>,
): ReadonlyMap<Row, MetEntry> {
  const met = new Map<Row, MetEntry>();
  if (typed.length === 0) return met;
  const candidatesOf = candidateIndex(typed, likely ? DAYS_LATE : 1);
  const pairs = rows.flatMap((row) =>
    [...candidatesOf(row, proposalsOf(row))].flatMap((entry): Pair<Row> | readonly [] => {
      const found = mayMeet(row, entry.transaction) ? wayBetween(row, entry, proposalsOf, boostOf) : null;
      return found ? { row, transaction: entry.transaction, ...found } : [];
    }),
  );
  const taken = new Set<number>();
  const isFree = ({ row, transaction }: Pair<Row>): boolean => !met.has(row) && !taken.has(transaction.id);
  const take = ({ row, transaction, way }: Pair<Row>): void => {
    met.set(row, { transaction, way });
    taken.add(transaction.id);
  };
  const byWay = Map.groupBy(pairs, ({ way }) => way);
  for (const way of MATCH_WAYS) {
    if ((way === 'near' && !loose) || (LIKELY_WAYS.has(way) && !likely)) continue;
    const nearest = (byWay.get(way) ?? []).toSorted((a, b) => a.distance - b.distance);
    const sure =
      way === 'day' && !loose
        ? evenPairs(
            nearest.filter((pair) => isFree(pair) && pair.row.on !== cutDay),
            ({ transaction: { on, kind, connects } }) => `${on} ${kind} ${connects}`,
            ({ row, transaction }) => [row, transaction.id],
          )
        : LIKELY_WAYS.has(way)
          ? singlePairs(nearest.filter(isFree))
          : nearest;
    for (const pair of sure) if (isFree(pair)) take(pair);
  }
  return met;
}

/** Pairs of which neither the row nor the entry has another one. */
const singlePairs = <Row>(pairs: readonly Pair<Row>[]): readonly Pair<Row>[] =>
  pairs.filter(({ row, transaction }) =>
    pairs.every((each) => (each.row === row) === (each.transaction.id === transaction.id)),
  );

/** Of the pairs of each group: only those where each row can be an entry, and each entry a row. */
export const evenPairs = <Of>(
  pairs: readonly Of[],
  groupOf: (pair: Of) => string,
  sidesOf: (pair: Of) => readonly [row: unknown, entry: unknown],
): readonly Of[] =>
  [...Map.groupBy(pairs, groupOf).values()].flatMap((group) => {
    const [rows, entries] = [0, 1].map((side) => new Set(group.map((pair) => sidesOf(pair)[side])));
    return rows?.size === entries?.size ? group : [];
  });

/** Entries that a row may be: those of its day and the days beside it, those of its job's key, those of its proposals. */
function candidateIndex(typed: readonly TypedEntry[], late: number) {
  const days = Map.groupBy(typed, ({ transaction }) => transaction.on);
  const keys = Map.groupBy(typed, ({ key }) => (key === null ? '' : bareKey(key)));
  const proposals = Map.groupBy(typed, ({ transaction }) => transaction.proposal);
  const near = byDay((day): readonly TypedEntry[] =>
    Array.from({ length: late + 2 }, (_, i) => i - 1).flatMap((step) => days.get(addDays(day, step)) ?? []),
  );
  return (row: ComparableRow, named: ReadonlySet<number>): ReadonlySet<TypedEntry> => {
    const found = new Set(near(row.on as Day));
    if (row.jobKey !== null) for (const each of keys.get(bareKey(row.jobKey)) ?? []) found.add(each);
    for (const id of named) for (const each of proposals.get(id) ?? []) found.add(each);
    return found;
  };
}
