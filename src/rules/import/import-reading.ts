/** The ways to read a page against a ledger: what its rows are, where the balance begins, what was only assumed. */
import { daysBetween } from '../values/calendar.ts';
import { isReward } from '../vocabulary/kinds.ts';
import type { Entry, Transaction } from '../vocabulary/transaction.ts';
import type { ImportRow } from '../vocabulary/upwork-row.ts';
import type { ImportContext } from './import-context.ts';
import { LIKELY_WAYS } from './match/entry-match-ways.ts';
import { matchRows, type RowMatches } from './match/match-rows.ts';
import { joinTwins } from './post/join-twins.ts';
import { meaningOf } from './row-labels.ts';
import { type OriginReading, originReadings } from './suppose/origin.ts';

export interface ImportReading {
  readonly context: ImportContext;
  readonly matched: RowMatches;
  readonly origin: OriginReading;
  /** Entries that do not hold: assumed, and not on the page that covers their day. */
  readonly leaving: readonly Transaction[];
}

/** What is changed in a reading that does not fit, each alone and together. */
const CHANGES = [
  { loose: true, leave: false },
  { loose: false, leave: true },
  { loose: true, leave: true },
] as const;

/** How freely rows may meet what was typed. */
interface MeetFreedom {
  readonly loose: boolean;
  readonly likely: boolean;
}

const PLAINLY: MeetFreedom = { loose: false, likely: false };
const LIKELY: MeetFreedom = { loose: false, likely: true };

/**
 * The likeliest first: for each way to read where the balance begins, the rows as they meet, and then with proposals that
 * were typed and imported without having met taken for one.
 */
export function* plainReadings(context: ImportContext, apart: ReadonlySet<number>): Generator<ImportReading> {
  const matched = matching(context, apart, PLAINLY);
  const origins = originsOf(context);
  const [first, ...others] = origins;
  if (first) yield { context, matched, origin: first, leaving: [] };
  const joined = context.upwork.balance === null ? null : joinTwins(context, matched);
  const rest = joined && matching(joined, apart, PLAINLY);
  for (const origin of joined && rest ? originsOf(joined) : [])
    yield { context: joined as ImportContext, matched: rest as RowMatches, origin, leaving: [] };
  for (const origin of others) yield { context, matched, origin, leaving: [] };
}

/**
 * Readings that Upwork's balance alone can prove: a proposal typed some days late, or as one cost with its boost, and an
 * earning typed as another kind than the page has.
 */
export function* likelyReadings(context: ImportContext, apart: ReadonlySet<number>): Generator<ImportReading> {
  const matched = matching(context, apart, LIKELY);
  const twice = earnedTwice(matched, apart);
  if (twice.length === 0 && !matched.confirmed.some(({ way }) => LIKELY_WAYS.has(way))) return;
  for (const leaving of twice.length > 0 ? [[], twice] : [[]])
    for (const origin of originsOf(context)) yield { context, matched, origin, leaving };
}

/** Readings to try where none of these fits: rows met more freely, and without what was only assumed. */
export function* changedReadings(context: ImportContext, apart: ReadonlySet<number>): Generator<ImportReading> {
  for (const { loose, leave } of CHANGES) {
    const matched = matching(context, apart, { loose, likely: loose });
    const leaving = leave ? assumedIn(context, matched) : [];
    if (leave && leaving.length === 0) continue;
    for (const origin of originsOf(context)) yield { context, matched, origin, leaving };
    const joined = leave ? joinTwins(context, matched) : null;
    if (!joined) continue;
    const rest = matching(joined, apart, { loose, likely: loose });
    for (const origin of originsOf(joined)) yield { context: joined, matched: rest, origin, leaving };
  }
}

const originsOf = ({ timeline, ledger }: ImportContext): readonly OriginReading[] =>
  originReadings(timeline.later, ledger);

/** What this program wrote itself shows nothing on Upwork: it is known, and confirms nothing. */
function matching(
  { command, rows, timeline, ledger }: ImportContext,
  separate: ReadonlySet<number>,
  freedom: MeetFreedom,
) {
  const oldest = rows.at(-1)?.on ?? null;
  // A page that reaches back to the beginning of the ledger is cut off nowhere.
  const isOlder = (entry: Entry): boolean =>
    entry.type === 'transaction' && entry.kind !== 'opening' && oldest !== null && entry.on < oldest;
  const cutDay = timeline.later.some(isOlder) ? oldest : null;
  const matched = matchRows(rows, timeline.later, ledger.proposals, { separate, ...freedom, cutDay });
  const { known, confirmed } = matched;
  return command.own ? { ...matched, known: [...known, ...confirmed], confirmed: [] } : matched;
}

/** Renewals that were posted on trust inside the time that the page shows, and that it does not show. */
function assumedIn({ rows, upwork }: ImportContext, { unmet }: RowMatches): readonly Transaction[] {
  const first = rows.at(-1)?.on;
  return unmet.filter(({ source, on }) => source === 'renew' && first !== undefined && on > first && on <= upwork.on);
}

/** What was typed as something else that came in, and is on the page as what it was: one row for one entry. */
function earnedTwice({ fresh, unmet }: RowMatches, apart: ReadonlySet<number>): readonly Transaction[] {
  const typed = unmet.filter(
    ({ id, kind, source, proposal, connects }) =>
      kind === 'other' && source === 'manual' && proposal === null && connects > 0 && !apart.has(id),
  );
  const isOf = ({ on, connects }: Transaction, row: ImportRow): boolean => {
    const { known, kind } = meaningOf(row.label, row.connects);
    return known && isReward(kind) && row.connects === connects && Math.abs(daysBetween(row.on, on)) <= 1;
  };
  return typed.filter((entry) => {
    const own = fresh.filter((row) => isOf(entry, row));
    return own.length === 1 && own.every((row) => typed.filter((each) => isOf(each, row)).length === 1);
  });
}
