/** The balance that Upwork shows on a page. */

import type { CommandOf } from '../../command/command.ts';
import type { Day } from '../../values/calendar.ts';
import { countsOn, type ImportRow } from '../../vocabulary/upwork-row.ts';

/** Upwork's balance, where it is known, and the day it is of. */
export interface UpworkBalance {
  readonly on: Day;
  readonly balance: number | null;
}

/** As read off the page, or the newest running total. */
export function upworkBalance(
  { upwork, own, on: today }: CommandOf<'import'>,
  [newest]: readonly ImportRow[],
): UpworkBalance {
  const running = own ? null : (newest?.runningTotal ?? null);
  const latest = upwork ?? { on: newest?.on ?? today, balance: running };
  return { on: countsOn(latest, today), balance: latest.balance };
}

export const sumOfRows = (rows: readonly { readonly connects: number }[]): number =>
  rows.reduce((sum, { connects }) => sum + connects, 0);
