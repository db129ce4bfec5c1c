/** Which way round a CSV's rows stand, so that the newest come first. */
import type { PageRow } from '../../page.ts';

/** Oldest first by the days; within one day by the balances, where there are any. */
function isOldestFirst(rows: readonly PageRow[]): boolean {
  let [rising, falling] = [0, 0];
  for (let i = 1; i < rows.length; i++) {
    const [above, below] = [rows[i - 1], rows[i]];
    if (!above || !below) continue;
    if (above.on < below.on) rising++;
    else if (above.on > below.on) falling++;
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
  return rows.sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
}
