/** What an import adds: the rows, and what must stand beside them so that the ledger ends on Upwork's own balance. */
import { addDays, type Day, monthsLater } from '../calendar.ts';
import type { CommandOf } from '../command.ts';
import { DEFAULT_EDITION } from '../editions.ts';
import type { Rulebook } from '../rulebook.ts';
import { editionOn, type State } from '../state.ts';
import { type EntryBuilder, entryBuilder, type Timeline } from '../timeline.ts';
import { inOrder, type Rank, type Transaction } from '../transaction.ts';
import { countsOn, type ImportRow } from '../upwork-row.ts';
import type { RowMatches } from './match-rows.ts';
import {
  ADJUSTMENT_LABELS,
  anchorOf,
  guessesIn,
  type IsBeforeOpening,
  isGuess,
  membershipOf,
  type OpeningBalance,
  openingBefore,
  openingsIn,
  sumOfRows,
  untilDayBefore,
  untilEndOfDay,
  untilPageEnd,
} from './opening-balance.ts';
import {
  agreedWhenSaved,
  lowestAfter,
  type Projection,
  projectBalance,
  type UpworkBalance,
} from './project-balance.ts';
import { postRows } from './rows-to-entries.ts';

type Import = CommandOf<'import'>;

export interface ImportContext {
  readonly command: Import;
  readonly timeline: Timeline;
  /** The ledger as it stands. */
  readonly ledger: State;
  readonly matched: RowMatches;
  /** Followed where the import opens the account. */
  readonly edition: string;
  /** What Upwork shows in the end. */
  readonly upwork: UpworkBalance;
}

export interface ImportPlan {
  readonly builder: EntryBuilder;
  readonly unknown: readonly ImportRow[];
  readonly opening: OpeningBalance;
  /** What the rows lacked. */
  readonly covered: number;
  /** Which of the builder's transactions are the rows; the others were added beside them. */
  readonly rows: { readonly from: number; readonly to: number };
  readonly projection: Projection;
}

/** The plan that opens the account, or that adds to it. */
export const planImport = (context: ImportContext): ImportPlan =>
  context.ledger.opened === null ? openAccount(context) : addToAccount(context);

/** The account opened by its own history, on the day of its first row: what was due before that is in the opening. */
function openAccount(context: ImportContext): ImportPlan {
  const { command, timeline, matched, edition, upwork } = context;
  const { fresh } = matched;
  const on = countsOn(fresh[0] ?? command, command.on);
  const joined = command.opens.joined ?? on;
  const builder = entryBuilder(timeline.next);
  builder.addFact(on, { kind: 'opened', joined, plan: membershipOf(fresh), edition, ...anchorOf(fresh, on) });
  const balance = command.upwork === null ? null : command.upwork.balance - sumOfRows(fresh);
  const before = command.opening === null ? openingBefore(fresh, balance) : { connects: command.opening, told: true };
  const plan = postPlan(context, builder, { ...before, on });
  const missing = upwork.balance === null ? 0 : upwork.balance - plan.projection.after;
  if (missing === 0) return plan;
  postAdjustment(context, builder, { on: upwork.on, connects: missing, label: ADJUSTMENT_LABELS.adjusted });
  return { ...plan, projection: projectBalance(timeline, builder.entries, upwork.on) };
}

/** How rows from before what the ledger counts already are taken. */
interface Assumption {
  readonly isBeforeOpening: IsBeforeOpening;
  /** Which rows came before the ledger last agreed with Upwork: what then stood for them was the opening balance. */
  readonly wasCounted: (row: ImportRow) => boolean;
}

/**
 * Rows added to a ledger that is open. Of a day on which Upwork's balance was seen, nobody knows which rows that
 * balance counted: it is whatever assumption the ledger comes to Upwork's own balance.
 */
function addToAccount(context: ImportContext): ImportPlan {
  const { command, matched, ledger, upwork } = context;
  const last = ledger.reconciled?.on ?? null;
  const before = (row: ImportRow): boolean => last !== null && row.on < last;
  const upTo = (row: ImportRow): boolean => last !== null && countsOn(row, command.on) <= last;
  const page = untilPageEnd(command.rows, matched.fresh);
  const assumptions: readonly Assumption[] = [page, untilDayBefore, untilEndOfDay(command.on)].flatMap(
    (isBeforeOpening) => [before, upTo, () => false].map((wasCounted) => ({ isBeforeOpening, wasCounted })),
  );
  const tried: ImportPlan[] = [];
  for (const assumption of assumptions) {
    const plan = planWith(context, assumption);
    if (upwork.balance === null || plan.projection.after === upwork.balance) return plan;
    tried.push(plan);
  }
  return tried.find(({ projection }) => agreedWhenSaved(upwork, command.rows, projection)) ?? (tried[0] as ImportPlan);
}

/**
 * An opening balance holds as it was read: what isBeforeOpening up to it is taken off again on its day, or, where an opening of
 * an import stands before it, is made up for there. Rows from before the first one begin with an opening of their own.
 */
function planWith(context: ImportContext, { isBeforeOpening, wasCounted }: Assumption): ImportPlan {
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
  let begin: DatedOpening = { connects: 0, told: false, on: command.on };
  for (const [i, known] of openings.entries()) {
    const early = rest.filter((row) => isBeforeOpening(known, row));
    const [oldest] = early;
    if (!oldest) continue;
    rest = rest.filter((row) => !early.includes(row));
    const before = openings[i - 1];
    // What was only supposed is no more than is needed in the end.
    const told = isGuess(known, ledger) ? null : openingTotal(known, command);
    const sum = sumOfRows(early);
    if (!before)
      begin = { ...openingBefore(early, told === null ? null : told - sum), on: countsOn(oldest, command.on) };
    if (told === null) continue;
    if (before?.source === 'import') makeUp(before, early);
    else {
      // Taken off when all that isBeforeOpening up to it is there, so that no day falls below zero on the assumption.
      const rank = early.some(({ on }) => on >= known.on) ? 1 : 0;
      const connects = -((before ? 0 : begin.connects) + sum);
      postAdjustment(context, builder, { on: known.on, connects, label: ADJUSTMENT_LABELS.counted, rank });
    }
  }
  const last = openings.at(-1);
  if (last?.source === 'import') makeUp(last, rest.filter(wasCounted));
  return correctGuesses(context, postPlan(context, builder, begin));
}

/** The balance that rows from before an opening come to. */
const openingTotal = (opening: Transaction, { upwork }: Import): number =>
  upwork && upwork.on < opening.on ? upwork.balance : opening.connects;

/** What was only supposed becomes what Upwork's balance says; and where none says it, no more than the rows now need. */
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
    // What is taken back does not expire any more, so that there may be more to take.
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

/** Posts the opening balance, the rows and their confirmations, and what the rows alone would lack. */
function postPlan(context: ImportContext, builder: EntryBuilder, { connects, told, on }: DatedOpening): ImportPlan {
  const { command, timeline, ledger, matched } = context;
  if (connects > 0) {
    const rulebook = importRulebookOn(context, on);
    const expiresOn = monthsLater(on, rulebook.expiry.months);
    const shared = { on, rank: 0, edition: rulebook.id, source: 'import' } as const;
    builder.addTransaction({
      ...shared,
      kind: 'opening',
      label: told ? ADJUSTMENT_LABELS.opening : ADJUSTMENT_LABELS.least,
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
  return { builder, unknown, opening: { connects, told }, rows, ...coverOverdrafts(context, builder) };
}

/** Upwork never went below zero: where the rows alone would, something is missing before them. */
function coverOverdrafts(context: ImportContext, builder: EntryBuilder): Pick<ImportPlan, 'covered' | 'projection'> {
  let covered = 0;
  let last: Day | null = null;
  for (;;) {
    const projection = projectBalance(context.timeline, builder.entries, context.upwork.on);
    const { overdrawn } = projection;
    if (!overdrawn) return { covered, projection };
    covered += overdrawn.missing;
    const { on, missing: connects } = overdrawn;
    // What a billing cycle brings or takes comes first in its day: where that is what finds too little, the day before.
    const day = on === last ? addDays(on, -1) : on;
    postAdjustment(context, builder, { on: day, connects, label: ADJUSTMENT_LABELS.missing, rank: 0 });
    last = on;
  }
}

interface Adjustment {
  readonly on: Day;
  readonly connects: number;
  readonly label: string;
  readonly rank?: Rank;
}

function postAdjustment(
  context: ImportContext,
  builder: EntryBuilder,
  { on, connects, label, rank = 1 }: Adjustment,
): void {
  if (connects === 0) return;
  const { id: edition, expiry } = importRulebookOn(context, on);
  const expiresOn = connects > 0 ? monthsLater(on, expiry.months) : null;
  builder.addTransaction({ on, rank, kind: 'adjustment', label, connects, expiresOn, edition, source: 'import' });
}

export function importRulebookOn({ timeline, ledger, edition }: ImportContext, day: Day): Rulebook {
  const id = ledger.opened === null ? edition : editionOn(ledger, day);
  const found = timeline.rulebooks.get(id) ?? timeline.rulebooks.get(DEFAULT_EDITION);
  if (!found) throw new Error(`no rulebook ${id}`);
  return found;
}
