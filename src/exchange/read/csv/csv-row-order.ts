/** Puts the rows of a CSV in order, the newest first, whichever way the file has them. */

import { meaningOf } from '../../../rules/import/row-labels.ts';
import { type Day, earlierFirst, laterFirst } from '../../../rules/values/calendar.ts';
import { comesOfProposal } from '../../../rules/vocabulary/kinds.ts';
import type { ImportRow } from '../../../rules/vocabulary/upwork-row.ts';

/** Compares the days; when all are equal, the balances; without balances, the place of proposals and their results. */
function isOldestFirst(rows: readonly ImportRow[]): boolean {
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

/** Null when the balances fit both directions equally well. */
function balancesRise(rows: readonly ImportRow[]): boolean | null {
  let [down, up] = [0, 0];
  for (let i = 1; i < rows.length; i++) {
    const [above, below] = [rows[i - 1], rows[i]];
    if (above?.runningTotal == null || below?.runningTotal == null) continue;
    if (below.runningTotal === above.runningTotal + below.connects) down++;
    if (above.runningTotal === below.runningTotal + above.connects) up++;
  }
  return down === up ? null : down > up;
}

/** Whether a job's refunds, boosts and rewards are below their proposal. */
function proposalsLead(rows: readonly ImportRow[]): boolean {
  const applied = new Set<string>();
  const orphaned = new Set<string>();
  let [below, above] = [0, 0];
  for (const { label, connects, title } of rows) {
    if (title === null) continue;
    const what = meaningOf(label, connects);
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

export function orderNewestFirst(rows: ImportRow[]): ImportRow[] {
  if (isOldestFirst(rows)) rows.reverse();
  rows.sort(laterFirst);
  return rows.some(({ runningTotal }) => runningTotal !== null) ? rows : proposalsFirst(rows);
}

/** A sheet sorted by label has the rows of a job and day in no order: then the proposal came first. */
function proposalsFirst(rows: ImportRow[]): ImportRow[] {
  /** The jobs that have, on the current day, a result before their proposal. */
  const early = new Set<string>();
  let first: ReadonlyMap<string, Day> | null = null;
  for (let i = rows.length - 1; i >= 0; i--) {
    const { on, title, label, connects } = rows[i] as ImportRow;
    if (early.size > 0 && rows[i + 1]?.on !== on) early.clear();
    if (title === null) continue;
    const what = meaningOf(label, connects);
    if (comesOfProposal(what)) early.add(title);
    else if (what.kind === 'proposal' && early.delete(title)) {
      first ??= firstSent(rows);
      if (first.get(title) === on) inSteps(rows, on, title, i);
    }
  }
  return rows;
}

/** The day of the first proposal for each title. */
const firstSent = (rows: readonly ImportRow[]): ReadonlyMap<string, Day> =>
  new Map(rows.flatMap((row) => (row.title !== null && stepOf(row) === 0 ? [[row.title, row.on]] : [])));

/** Puts the rows of that day and job in order; one of them is at `place`. */
function inSteps(rows: ImportRow[], on: Day, title: string, place: number): void {
  let [from, to] = [place, place];
  while (rows[from - 1]?.on === on) from--;
  while (rows[to]?.on === on) to++;
  const places = rows.slice(from, to).flatMap((row, i) => (row.title === title ? [from + i] : []));
  const sorted = places.map((place) => rows[place] as ImportRow).sort((a, b) => stepOf(b) - stepOf(a));
  places.forEach((place, i) => {
    rows[place] = sorted[i] as ImportRow;
  });
}

/** 0 for a proposal, 1 for its boost, 2 for the results of either. */
function stepOf({ label, connects }: ImportRow): number {
  const { kind } = meaningOf(label, connects);
  return kind === 'proposal' ? 0 : kind === 'boost' ? 1 : 2;
}
