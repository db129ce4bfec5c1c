/** Tells a page of another account: it has proposals of days that the ledger knows whole, and the ledger has none of them. */

import type { Warning } from '../../answers/warning.ts';
import type { State } from '../../state/state.ts';
import type { Day } from '../../values/calendar.ts';
import { type Entry, transactionsOf } from '../../vocabulary/transaction.ts';
import type { UpworkProposal } from '../../vocabulary/upwork-proposal.ts';
import type { RowMeetings } from './meet-proposals.ts';

/** Where only typed proposals tell which days the ledger has, some may be left out: so many rows must be strange. */
const STRANGE_ROWS = 3;

export function warnOfForeignProposals(
  { met, fresh, unsure }: RowMeetings,
  { pages }: State,
  entries: readonly Entry[],
): readonly Warning[] {
  if (unsure.length > 0 || met.some(({ way }) => way !== 'day')) return [];
  // An accepted invitation is charged nothing, so no history shows it.
  const charged = fresh.filter(({ invited }) => invited !== true);
  // The first and the last day of a page may be there in part.
  const shown = between(charged, (on) => pages.some(({ from, to }) => from < on && on < to));
  const days = transactionsOf(entries, 'proposal').map(({ on }) => on);
  const typed = between(charged, isWithin(days));
  const strange = shown.length > 0 ? shown : typed.length >= STRANGE_ROWS ? typed : [];
  if (met.length > 0 && (strange.length < STRANGE_ROWS || !isChance(met.length, charged, days))) return [];
  const [since, until] = [strange.at(0), strange.at(-1)];
  return since && until ? [{ code: 'proposals-foreign', rows: strange.length, since, until }] : [];
}

/** Proposals that only their day makes the same are so by chance where most others of the time of the page are not on it. */
const isChance = (met: number, rows: readonly UpworkProposal[], days: readonly Day[]): boolean =>
  days.filter(isWithin(between(rows, () => true))).length > 2 * met;

/** Whether a day is between the first and the last of these, which are in order. */
const isWithin = (days: readonly Day[]) => {
  const [first, last] = [days.at(0), days.at(-1)];
  return (on: Day): boolean => first !== undefined && last !== undefined && first <= on && on <= last;
};

const between = (rows: readonly UpworkProposal[], isCovered: (on: Day) => boolean): readonly Day[] =>
  rows.flatMap(({ sentOn }) => (sentOn !== null && isCovered(sentOn) ? sentOn : [])).sort();
