/** What a ledger comes to once an import is in it, and whether that is what Upwork shows. */
import { addDays, type Day } from '../calendar.ts';
import type { CommandOf } from '../command.ts';
import { replay } from '../evolve.ts';
import { isRefund } from '../proposal.ts';
import { balanceOn, type State } from '../state.ts';
import type { Timeline } from '../timeline.ts';
import { type Entry, inOrder } from '../transaction.ts';
import { sumOf } from './opening.ts';
import type { ImportRow } from './row.ts';

/** Upwork's balance, where it is known, and the day it is of. */
export interface Told {
  readonly on: Day;
  readonly balance: number | null;
}

/** As read off the page, or the newest running total. */
export function upworkSays({ upwork, rows, on }: CommandOf<'import'>): Told {
  const [newest] = rows;
  return upwork ?? { on: newest?.on ?? on, balance: newest?.runningTotal ?? null };
}

export interface Outlook {
  readonly overdrawn: State['overdrawn'];
  /** What is left on the day that Upwork's balance is of, and on the day before. */
  readonly after: number;
  readonly eve: number;
}

/** One replay for all of it: a history may be long. */
export function foresee({ past, later }: Timeline, entries: readonly Entry[], on: Day): Outlook {
  const all = [...later, ...entries].sort(inOrder);
  const running = replay(past, {}, givenBack(all));
  let at = 0;
  const leftOn = (day: Day): number => {
    for (let entry = all[at]; entry && entry.on <= day; entry = all[at]) {
      running.step(entry);
      at += 1;
    }
    return balanceOn(running.core, day);
  };
  const eve = leftOn(addDays(on, -1));
  const after = leftOn(on);
  for (const entry of all.slice(at)) running.step(entry);
  return { overdrawn: running.core.overdrawn, after, eve };
}

/** Proposals that got something back: of the others, nothing is asked here. */
function givenBack(entries: readonly Entry[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const entry of entries) {
    if (entry.type === 'transaction' && entry.proposal !== null && isRefund(entry.kind)) found.add(entry.proposal);
  }
  return found;
}

/**
 * Whether the ledger holds what Upwork showed: at the end of that day, or, where more has happened on it since
 * the page was saved, with that day's rows of the page alone.
 */
export function agrees({ on, balance }: Told, rows: readonly ImportRow[], { after, eve }: Outlook): boolean {
  if (balance === null) return false;
  if (after === balance) return true;
  const whole = rows.some((row) => row.on < on);
  const thatDay = rows.filter((row) => row.on === on);
  return whole && eve + sumOf(thatDay) === balance;
}
