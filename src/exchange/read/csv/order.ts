/** Which way round a CSV's rows stand, so that the newest come first. */
import { earlierFirst, laterFirst } from '../../../rules/calendar.ts';
import { comesOfProposal, meaning } from '../../../rules/import/labels.ts';
import type { PageRow } from '../../page.ts';

/** Oldest first by the days; within one day by the balances, where there are any, or by what comes of a proposal. */
function isOldestFirst(rows: readonly PageRow[]): boolean {
  let [rising, falling] = [0, 0];
  for (let i = 1; i < rows.length; i++) {
    const [above, below] = [rows[i - 1], rows[i]];
    const turn = above && below ? earlierFirst(above, below) : 0;
    if (turn < 0) rising++;
    if (turn > 0) falling++;
  }
  if (rising !== falling) return rising > falling;
  return balancesRise(rows) ?? proposalsLead(rows);
}

/** Null where they do not tell. */
function balancesRise(rows: readonly PageRow[]): boolean | null {
  let [down, up] = [0, 0];
  for (let i = 1; i < rows.length; i++) {
    const [above, below] = [rows[i - 1], rows[i]];
    if (above?.runningTotal == null || below?.runningTotal == null) continue;
    if (below.runningTotal === above.runningTotal + below.connects) down++;
    if (above.runningTotal === below.runningTotal + above.connects) up++;
  }
  return down === up ? null : down > up;
}

/** Whether a job's refunds, boosts and rewards stand below the proposal that they come of. */
function proposalsLead(rows: readonly PageRow[]): boolean {
  const applied = new Set<string>();
  const orphaned = new Set<string>();
  let [below, above] = [0, 0];
  for (const { label, connects, title } of rows) {
    if (title === null) continue;
    const what = meaning(label, connects);
    if (what.kind === 'proposal') {
      if (orphaned.has(title)) above++;
      applied.add(title);
    } else if (comesOfProposal(what)) {
      if (applied.has(title)) below++;
      else orphaned.add(title);
    }
  }
  return below > above;
}

export function newestFirst(rows: PageRow[]): PageRow[] {
  if (isOldestFirst(rows)) rows.reverse();
  return rows.sort(laterFirst);
}
