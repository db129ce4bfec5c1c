/** Projects the balance after an import, and compares it with Upwork's. */
import { addDays, type Day } from '../calendar.ts';
import type { CommandOf } from '../command.ts';
import { startReplay } from '../evolve.ts';
import { balanceOn, type State } from '../state.ts';
import type { Timeline } from '../timeline.ts';
import { type Entry, inOrder, type Transaction } from '../transaction.ts';
import { countsOn, type ImportRow } from '../upwork-row.ts';
import { isRefund } from '../vocabulary/kinds.ts';
import { sumOfRows } from './opening-balance.ts';

/** Upwork's balance, where it is known, and the day it is of. */
export interface UpworkBalance {
  readonly on: Day;
  readonly balance: number | null;
}

/** As read off the page, or the newest running total. */
export function upworkBalance({ upwork, rows, own, on: today }: CommandOf<'import'>): UpworkBalance {
  const [newest] = rows;
  const running = own ? null : (newest?.runningTotal ?? null);
  const latest = upwork ?? { on: newest?.on ?? today, balance: running };
  return { on: countsOn(latest, today), balance: latest.balance };
}

export interface BalanceProjection {
  readonly overdrawn: State['overdrawn'];
  /** What is left on the day that Upwork's balance is of, and on the day before. */
  readonly after: number;
  readonly before: number;
  /** The sum of that day's openings and adjustments. */
  readonly corrected: number;
}

/** One replay for all of it: a history may be long. */
export function projectBalance(timeline: Timeline, entries: readonly Entry[], on: Day): BalanceProjection {
  const { running, all } = replayWith(timeline, entries);
  let at = 0;
  let set = 0;
  const leftOn = (day: Day): number => {
    for (let entry = all[at]; entry && entry.on <= day; entry = all[at]) {
      running.step(entry);
      if (entry.on === on && isCorrection(entry)) set += entry.connects;
      at += 1;
    }
    return balanceOn(running.core, day);
  };
  const eve = leftOn(addDays(on, -1));
  const after = leftOn(on);
  for (const entry of all.slice(at)) running.step(entry);
  return { overdrawn: running.core.overdrawn, after, before: eve, corrected: set };
}

/** The least that is left at any time after the start of a day. */
export function lowestAfter(timeline: Timeline, entries: readonly Entry[], day: Day): number {
  const { running, all } = replayWith(timeline, entries);
  let least = Number.POSITIVE_INFINITY;
  for (const entry of all) {
    // Between two entries Connects may expire.
    if (entry.on > day) least = Math.min(least, balanceOn(running.core, entry.on));
    running.step(entry);
    const counts = entry.on > day || (entry.on === day && entry.rank > 0);
    if (counts) least = Math.min(least, balanceOn(running.core, entry.on));
  }
  return least;
}

function replayWith({ past, later }: Timeline, entries: readonly Entry[]) {
  const all = [...later, ...entries].sort(inOrder);
  return { all, running: startReplay(past, {}, refundedProposals(all)) };
}

const isCorrection = (entry: Entry): entry is Transaction =>
  entry.type === 'transaction' && (entry.kind === 'opening' || entry.kind === 'adjustment');

/** Proposals that got something back: of the others, nothing is asked here. */
function refundedProposals(entries: readonly Entry[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const entry of entries) {
    if (entry.type === 'transaction' && entry.proposal !== null && isRefund(entry.kind)) found.add(entry.proposal);
    if (entry.type === 'fact' && entry.body.kind === 'tied') found.add(entry.body.proposal);
  }
  return found;
}

/**
 * Whether the ledger agreed with Upwork when the page was saved, even if more was recorded on that day since:
 * with that day's rows of the page alone, those of tomorrow included. The page must show all of the day.
 */
export const agreedWhenSaved = (
  { on, balance }: UpworkBalance,
  rows: readonly ImportRow[],
  { before: eve, corrected: set }: BalanceProjection,
): boolean =>
  balance !== null &&
  rows.some((row) => row.on < on) &&
  eve + set + sumOfRows(rows.filter((row) => row.on >= on)) === balance;
