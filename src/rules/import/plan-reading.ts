/** Plans an import under one reading: the rows become entries, and what must have been beside them is supposed anew. */

import { voidTransaction } from '../past/corrections.ts';
import { type EntryBuilder, entryBuilder } from '../past/timeline.ts';
import type { Plan } from '../rulebook/rulebook.ts';
import { type Day, sameDayOfMonth } from '../values/calendar.ts';
import { factsOf, type Transaction } from '../vocabulary/transaction.ts';
import { countsOn, type ImportRow } from '../vocabulary/upwork-row.ts';
import { withoutVoided } from '../vocabulary/voided.ts';
import { type ImportContext, importRulebookOn } from './import-context.ts';
import type { BalanceFit, ImportPlan } from './import-plan.ts';
import type { ImportReading } from './import-reading.ts';
import type { RowMatches } from './match/match-rows.ts';
import { postRows } from './post/rows-to-entries.ts';
import { meaningOf } from './row-labels.ts';
import { openingIn } from './suppose/origin.ts';
import type { BalanceProjection } from './suppose/project-balance.ts';
import { type SupposedRest, supposeRest } from './suppose/suppose-rest.ts';
import { compareSupposed, isSupposed, postSupposed, SUPPOSED_LABELS } from './suppose/supposed-entries.ts';
import { sumOfRows } from './suppose/upwork-balance.ts';

/** What the history says of an entry that this takes back. */
const NOT_SHOWN = 'Not on Upwork';
const OUTDATED = 'Explained since';
const TYPED_OTHERWISE = 'On Upwork under another label';

export function planReading(reading: ImportReading): ImportPlan {
  // An opening balance is recorded first; how much it is, the rows tell.
  const plan = planWith(reading, reading.context.ledger.opened === null);
  return plan ?? (planWith(reading, false) as ImportPlan);
}

/** `opensFirst`: the first entry is an opening balance; null if there is none after all. */
function planWith(reading: ImportReading, opensFirst: boolean): ImportPlan | null {
  const { context } = reading;
  const { command, timeline, ledger } = context;
  const { matched, leaving } = reading;
  const builder = entryBuilder(timeline.next);
  openWith(context, reading, builder);
  const place = builder.entries.length;
  if (opensFirst) builder.addTransaction({ on: command.on, kind: 'opening', connects: 0, edition: '' });
  for (const entry of leaving) voidTransaction(builder, entry, entry.source === 'renew' ? NOT_SHOWN : TYPED_OTHERWISE);
  const { unknown } = postRows(
    {
      state: ledger,
      entries: timeline.later,
      matched,
      own: command.own,
      rulebookOn: (day) => importRulebookOn(context, day),
      nextProposal: timeline.next.proposal,
      today: command.on,
    },
    builder,
  );
  const recorded = timeline.later.filter(isSupposed);
  const opening = openingIn(timeline.later);
  const posted = builder.entries.slice(opensFirst ? place + 1 : 0);
  const facts = opensFirst ? builder.entries.slice(0, place) : [];
  const ground = withoutVoided([...timeline.later.filter((entry) => !isSupposed(entry)), ...facts, ...posted]);
  const rest = supposeRest(reading, { ground, opening, recorded });
  const typed = opening && rest.replacesTyped ? [opening] : [];
  const { fresh, outdated } = compareSupposed([...recorded, ...typed], rest.supposed);
  for (const entry of outdated) voidTransaction(builder, entry, OUTDATED);
  for (const entry of typed) builder.addFact(entry.on, { kind: 'reconciled', connects: entry.connects });
  const supposed = fresh.map((each) => {
    const edition = importRulebookOn(context, each.on).id;
    if (each.kind !== 'opening' || !opensFirst) return postSupposed(builder, each, edition);
    const first = { ...(builder.entries[place] as Transaction), ...each, edition, source: 'import' } as const;
    builder.entries[place] = first;
    builder.transactions[0] = first;
    return first;
  });
  const first = supposed.find(({ kind }) => kind === 'opening');
  if (opensFirst && !first) return null;
  const { covered, raised, projection } = rest;
  const isKnown = first?.label !== SUPPOSED_LABELS.least;
  const plan = { before: context.before, builder, matched, unknown, covered, raised, supposed, leaving, projection };
  const fit = fitOf(context, reading, { projection, covered, raised }, typed);
  return { ...plan, opening: { connects: first?.connects ?? 0, isKnown }, fit };
}

function fitOf(
  { rows, upwork: { balance, on } }: ImportContext,
  { matched, leaving }: ImportReading,
  { projection, covered, raised }: Pick<SupposedRest, 'projection' | 'covered' | 'raised'>,
  replaced: readonly Transaction[],
): BalanceFit {
  if (balance === null || (projection.after === balance && !raised)) return covered > 0 ? 'covered' : 'agrees';
  const first = rows.at(-1)?.on ?? on;
  const moves = matched.unmet.filter(
    (entry) => !leaving.includes(entry) && !replaced.includes(entry) && entry.kind !== 'adjustment',
  );
  if (!raised && first < on && balanceWhenSaved(matched, on, projection) === balance) return 'agreed-then';
  const within = moves.filter((entry) => entry.on > first && entry.on < on);
  return sumOfRows(within) === 0 ? 'older' : 'differs';
}

/**
 * The ledger's balance when the page was saved, even if more was recorded on that day since: the rows of that day and
 * of tomorrow alone, beside what was recorded on it of an earlier row.
 */
function balanceWhenSaved(
  { ordered, transactionOf }: RowMatches,
  day: Day,
  { before, corrected }: BalanceProjection,
): number {
  const moved = ordered.map((row) => {
    const counted = transactionOf(row)?.on ?? row.on;
    return row.on >= day ? (counted < day ? 0 : row.connects) : counted === day ? row.connects : 0;
  });
  return before + corrected + moved.reduce((sum, connects) => sum + connects, 0);
}

/** Opens the account, or opens it earlier, where the first row is older. */
function openWith(
  { command, timeline, ledger, edition }: ImportContext,
  { matched }: ImportReading,
  builder: EntryBuilder,
) {
  const oldest = matched.fresh[0];
  if (!oldest) return;
  const on = countsOn(oldest, command.on);
  if (ledger.opened === null) {
    const joined = command.opens.joined ?? on;
    builder.addFact(on, {
      kind: 'opened',
      joined,
      plan: membershipOf(matched.fresh),
      edition,
      ...anchorOf(matched.fresh, on),
    });
  } else if (on < ledger.opened) {
    const [first] = factsOf(timeline.later, 'opened');
    if (first) builder.addFact(on, first.body);
  }
}

/** Only Plus brings this much in a cycle. */
const LEAST_OF_PLUS = 70;

const membershipOf = (rows: readonly ImportRow[]): Plan =>
  rows.some((row) => isRenewal(row) && row.connects >= LEAST_OF_PLUS) ? 'plus' : 'basic';

/** Cycles are counted from the day of the month of the renewals, if there are any. */
function anchorOf(rows: readonly ImportRow[], opened: Day): { anchor?: Day } {
  const renewal = rows.find(isRenewal);
  return renewal ? { anchor: sameDayOfMonth(renewal.on, opened) } : {};
}

const isRenewal = (row: ImportRow): boolean => meaningOf(row.label, row.connects).kind === 'renewal';
