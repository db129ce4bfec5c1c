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
  const first = firstSent(rows);
  const placesOf = Map.groupBy(rows.keys(), (place) => {
    const { on, title } = rows[place] as ImportRow;
    return title !== null && first.get(title) === on ? title : null;
  });
  placesOf.delete(null);
  for (const places of placesOf.values()) {
    const ofDay = places.map((place) => rows[place] as ImportRow);
    const sent = ofDay.findIndex((row) => stepOf(row) === 0);
    if (!ofDay.slice(sent).some(({ label, connects }) => comesOfProposal(meaningOf(label, connects)))) continue;
    ofDay.sort((a, b) => stepOf(b) - stepOf(a));
    for (const [i, place] of places.entries()) rows[place] = ofDay[i] as ImportRow;
  }
  return rows;
}

/** The day of the first proposal for each title. */
const firstSent = (rows: readonly ImportRow[]): ReadonlyMap<string, Day> =>
  new Map(rows.flatMap((row) => (row.title !== null && stepOf(row) === 0 ? [[row.title, row.on]] : [])));

/** 0 for a proposal, 1 for its boost, 2 for the results of either. */
function stepOf({ label, connects }: ImportRow): number {
  const { kind } = meaningOf(label, connects);
  return kind === 'proposal' ? 0 : kind === 'boost' ? 1 : 2;
}
