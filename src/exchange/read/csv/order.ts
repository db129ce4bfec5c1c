/** Which way round a CSV's rows stand, so that the newest come first. */
import { type Day, earlierFirst, laterFirst } from '../../../rules/calendar.ts';
import { meaningOf } from '../../../rules/import/row-labels.ts';
import { comesOfProposal } from '../../../rules/vocabulary/kinds.ts';
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

export function newestFirst(rows: PageRow[]): PageRow[] {
  if (isOldestFirst(rows)) rows.reverse();
  rows.sort(laterFirst);
  return rows.some(({ runningTotal }) => runningTotal !== null) ? rows : proposalsFirst(rows);
}

/** A sheet sorted by its labels within a day has a job's rows in no order at all: then the proposal was first. */
function proposalsFirst(rows: PageRow[]): PageRow[] {
  /** The jobs of which something was told, in the day looked at, before a proposal for them. */
  const early = new Set<string>();
  let first: ReadonlyMap<string, Day> | null = null;
  for (let i = rows.length - 1; i >= 0; i--) {
    const { on, title, label, connects } = rows[i] as PageRow;
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

/** The day on which each title was first sent a proposal for. */
const firstSent = (rows: readonly PageRow[]): ReadonlyMap<string, Day> =>
  new Map(rows.flatMap((row) => (row.title !== null && stepOf(row) === 0 ? [[row.title, row.on]] : [])));

/** Puts the rows of that day and job in order; one of them is at `place`. */
function inSteps(rows: PageRow[], on: Day, title: string, place: number): void {
  let [from, to] = [place, place];
  while (rows[from - 1]?.on === on) from--;
  while (rows[to]?.on === on) to++;
  const places = rows.slice(from, to).flatMap((row, i) => (row.title === title ? [from + i] : []));
  const sorted = places.map((place) => rows[place] as PageRow).sort((a, b) => stepOf(b) - stepOf(a));
  places.forEach((place, i) => {
    rows[place] = sorted[i] as PageRow;
  });
}

/** A proposal, its boost, and what comes of either. */
function stepOf({ label, connects }: PageRow): number {
  const { kind } = meaningOf(label, connects);
  return kind === 'proposal' ? 0 : kind === 'boost' ? 1 : 2;
}
