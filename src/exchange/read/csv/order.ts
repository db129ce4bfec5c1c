/** Which way round a CSV's rows stand, so that the newest come first. */
import { earlierFirst, laterFirst } from '../../../rules/calendar.ts';
import type { PageRow } from '../../page.ts';

/** Oldest first by the days; within one day by the balances, where there are any. */
function isOldestFirst(rows: readonly PageRow[]): boolean {
  let [rising, falling] = [0, 0];
  for (let i = 1; i < rows.length; i++) {
    const [above, below] = [rows[i - 1], rows[i]];
    const turn = above && below ? earlierFirst(above, below) : 0;
    if (turn < 0) rising++;
    if (turn > 0) falling++;
  }
  return rising === falling ? balancesRise(rows) : rising > falling;
}

function balancesRise(rows: readonly PageRow[]): boolean {
  let [down, up] = [0, 0];
  for (let i = 1; i < rows.length; i++) {
    const [above, below] = [rows[i - 1], rows[i]];
    if (above?.runningTotal == null || below?.runningTotal == null) continue;
    if (below.runningTotal === above.runningTotal + below.connects) down++;
    if (above.runningTotal === below.runningTotal + above.connects) up++;
  }
  return down > up;
}

export function newestFirst(rows: PageRow[]): PageRow[] {
  if (isOldestFirst(rows)) rows.reverse();
  return rows.sort(laterFirst);
}
