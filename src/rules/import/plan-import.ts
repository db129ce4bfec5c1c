/** Plans what an import adds: the rows, and the entries that make the ledger end on Upwork's own balance. */
import { addDays, type Day, monthsLater } from '../calendar.ts';
import type { CommandOf } from '../command.ts';
import { type EntryBuilder, entryBuilder } from '../timeline.ts';
import { inOrder, type Transaction } from '../transaction.ts';
import { countsOn, type ImportRow } from '../upwork-row.ts';
import { assumptionsFor, type ImportAssumption } from './import-assumptions.ts';
import { type ImportContext, importRulebookOn, postAdjustment } from './import-context.ts';
import {
  ADJUSTMENT_LABELS,
  anchorOf,
  guessesIn,
  isGuess,
  membershipOf,
  type OpeningBalance,
  openingBefore,
  openingsIn,
  sumOfRows,
} from './opening-balance.ts';
import { agreedWhenSaved, type BalanceProjection, lowestAfter, projectBalance } from './project-balance.ts';
import { postRows } from './rows-to-entries.ts';

export interface ImportPlan {
  readonly builder: EntryBuilder;
  readonly unknown: readonly ImportRow[];
  readonly opening: OpeningBalance;
  /** Connects added because the rows alone would overdraw the account. */
  readonly covered: number;
  /** Which of the builder's transactions are the rows; the import added the others. */
  readonly rows: { readonly from: number; readonly to: number };
  readonly projection: BalanceProjection;
}

/** Opens the account with the rows, or adds them to an open one. */
export const planImport = (context: ImportContext): ImportPlan =>
  context.ledger.opened === null ? openAccount(context) : addToAccount(context);

/** Opens the account on the day of the first row. The opening balance includes everything that was due before. */
function openAccount(context: ImportContext): ImportPlan {
  const { command, timeline, matched, edition, upwork } = context;
  const { fresh } = matched;
  const on = countsOn(fresh[0] ?? command, command.on);
  const joined = command.opens.joined ?? on;
  const builder = entryBuilder(timeline.next);
  builder.addFact(on, { kind: 'opened', joined, plan: membershipOf(fresh), edition, ...anchorOf(fresh, on) });
  const balance = command.upwork === null ? null : command.upwork.balance - sumOfRows(fresh);
  const before =
    command.opening === null ? openingBefore(fresh, balance) : { connects: command.opening, isKnown: true };
  const plan = postPlan(context, builder, { ...before, on });
  const missing = upwork.balance === null ? 0 : upwork.balance - plan.projection.after;
  if (missing === 0) return plan;
  postAdjustment(context, builder, { on: upwork.on, connects: missing, label: ADJUSTMENT_LABELS.adjusted });
  return { ...plan, projection: projectBalance(timeline, builder.entries, upwork.on) };
}

/**
 * Adds rows to an open account: under the first assumption that ends on Upwork's balance; if none does, under one that
 * agreed when the page was saved, and else under the likeliest.
 */
function addToAccount(context: ImportContext): ImportPlan {
  const { command, upwork } = context;
  const tried: ImportPlan[] = [];
  for (const assumption of assumptionsFor(context)) {
    const plan = planWith(context, assumption);
    if (upwork.balance === null || plan.projection.after === upwork.balance) return plan;
    tried.push(plan);
  }
  return tried.find(({ projection }) => agreedWhenSaved(upwork, command.rows, projection)) ?? (tried[0] as ImportPlan);
}

/**
 * Plans the import under one assumption. Imported rows that are older than an opening balance must not change it:
 * their sum is taken off again on its day, or added to the imported opening before it. Rows from before the first
 * opening get an opening balance of their own.
 */
function planWith(context: ImportContext, { isBeforeOpening, wasCounted }: ImportAssumption): ImportPlan {
  const { command, timeline, matched, ledger } = context;
  const builder = entryBuilder(timeline.next);
  const openings = openingsIn(timeline.later);
  const makeUp = (opening: Transaction, rows: readonly ImportRow[]): void =>
    postAdjustment(context, builder, {
      on: opening.on,
      connects: -sumOfRows(rows),
      label: ADJUSTMENT_LABELS.madeUp,
      rank: 0,
    });
  let rest = matched.fresh;
  let begin: DatedOpening = { connects: 0, isKnown: false, on: command.on };
  for (const [i, known] of openings.entries()) {
    const early = rest.filter((row) => isBeforeOpening(known, row));
    const [oldest] = early;
    if (!oldest) continue;
    rest = rest.filter((row) => !early.includes(row));
    const before = openings[i - 1];
    // A guessed opening is not kept: it is corrected at the end, to the least that the rows need.
    const total = isGuess(known, ledger) ? null : openingTotal(known, command);
    const sum = sumOfRows(early);
    if (!before)
      begin = { ...openingBefore(early, total === null ? null : total - sum), on: countsOn(oldest, command.on) };
    if (total === null) continue;
    if (before?.source === 'import') makeUp(before, early);
    else {
      // Taken off after the last of these rows, so that no day falls below zero on the way.
      const rank = early.some(({ on }) => on >= known.on) ? 1 : 0;
      const connects = -((before ? 0 : begin.connects) + sum);
      postAdjustment(context, builder, { on: known.on, connects, label: ADJUSTMENT_LABELS.counted, rank });
    }
  }
  const last = openings.at(-1);
  if (last?.source === 'import') makeUp(last, rest.filter(wasCounted));
  return correctGuesses(context, postPlan(context, builder, begin));
}

/** The balance that the rows from before an opening must end on. */
const openingTotal = (opening: Transaction, { upwork }: CommandOf<'import'>): number =>
  upwork && upwork.on < opening.on ? upwork.balance : opening.connects;

/** Corrects guessed balances: to what Upwork's balance implies; without one, to the least that the rows now need. */
function correctGuesses(context: ImportContext, plan: ImportPlan): ImportPlan {
  const { timeline, ledger, upwork } = context;
  const { builder } = plan;
  const free = guessesIn([...timeline.later, ...builder.entries].sort(inOrder), ledger);
  const first = free.at(-1);
  if (!first) return plan;
  const add = (on: Day, connects: number): void =>
    postAdjustment(context, builder, { on, connects, label: ADJUSTMENT_LABELS.missing, rank: 0 });
  const over = (): number =>
    upwork.balance === null ? 0 : projectBalance(timeline, builder.entries, upwork.on).after - upwork.balance;
  const short = first.on <= upwork.on ? Math.max(0, -over()) : 0;
  add(first.on, short);
  for (const { on, connects } of free) {
    let most = upwork.balance === null || on > upwork.on ? connects : Math.min(connects, over());
    // Connects that are taken back no longer expire later, so there may be more to take back.
    for (let spare = most; spare > 0; most -= spare) {
      spare = Math.min(most, lowestAfter(timeline, builder.entries, on));
      add(on, -spare);
    }
  }
  return { ...plan, covered: plan.covered + short, projection: projectBalance(timeline, builder.entries, upwork.on) };
}

interface DatedOpening extends OpeningBalance {
  readonly on: Day;
}

/** Posts the opening balance, the rows with their confirmations, and what the rows alone would lack. */
function postPlan(context: ImportContext, builder: EntryBuilder, { connects, isKnown, on }: DatedOpening): ImportPlan {
  const { command, timeline, ledger, matched } = context;
  if (connects > 0) {
    const rulebook = importRulebookOn(context, on);
    const expiresOn = monthsLater(on, rulebook.expiry.months);
    const shared = { on, rank: 0, edition: rulebook.id, source: 'import' } as const;
    builder.addTransaction({
      ...shared,
      kind: 'opening',
      label: isKnown ? ADJUSTMENT_LABELS.opening : ADJUSTMENT_LABELS.least,
      connects,
      expiresOn,
    });
  }
  const from = builder.transactions.length;
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
  const rows = { from, to: builder.transactions.length };
  return { builder, unknown, opening: { connects, isKnown }, rows, ...coverOverdrafts(context, builder) };
}

/** Upwork's balance never was below zero: if the rows alone would go there, something before them is missing. */
function coverOverdrafts(context: ImportContext, builder: EntryBuilder): Pick<ImportPlan, 'covered' | 'projection'> {
  let covered = 0;
  let last: Day | null = null;
  for (;;) {
    const projection = projectBalance(context.timeline, builder.entries, context.upwork.on);
    const { overdrawn } = projection;
    if (!overdrawn) return { covered, projection };
    covered += overdrawn.missing;
    const { on, missing: connects } = overdrawn;
    // A billing cycle comes first in its day. If the cycle itself finds too little, add the missing Connects a day earlier.
    const day = on === last ? addDays(on, -1) : on;
    postAdjustment(context, builder, { on: day, connects, label: ADJUSTMENT_LABELS.missing, rank: 0 });
    last = on;
  }
}
