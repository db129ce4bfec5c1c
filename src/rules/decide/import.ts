/** `import`: rows of Upwork's own history become entries. They are facts: nothing here refuses one, it only warns. */
import { type Day, monthsLater, sameDayOfMonth } from '../calendar.ts';
import type { CommandOf } from '../command.ts';
import { DEFAULT_EDITION } from '../editions.ts';
import { fold } from '../evolve.ts';
import { build } from '../import/build.ts';
import { meaning } from '../import/labels.ts';
import { type Matched, match } from '../import/match.ts';
import type { ImportRow } from '../import/row.ts';
import type { Rulebook } from '../rulebook.ts';
import { balanceOn, editionOn, NOTHING, type State } from '../state.ts';
import { ending, type Journal, journal, type Timeline } from '../timeline.ts';
import { inOrder } from '../transaction.ts';
import type { Warning } from '../warning.ts';
import { type Decision, record, refuse } from './decision.ts';

/** `timeline` must begin before everything: an import may reach back to any day. */
export function decideImport(command: CommandOf<'import'>, timeline: Timeline): Decision {
  const ledger = fold(NOTHING, timeline.later);
  const matched = match(command.rows, timeline.later, ledger.proposals);
  const oldest = matched.fresh[0];
  const book = journal(timeline.next);
  const warnings: Warning[] = [];
  const opens = ledger.opened === null;
  if (opens && !oldest) return refuse({ code: 'nothing-to-import', file: command.file });

  const edition = command.opens.edition ?? latestEdition(timeline, oldest?.on ?? command.on);
  const rulebook = (day: Day): Rulebook => named(timeline, opens ? edition : editionOn(ledger, day));
  let opening: number | null = null;
  if (oldest && opens) {
    const joined = command.opens.joined ?? oldest.on;
    if (!timeline.rulebooks.has(edition)) {
      return refuse({ code: 'unknown-edition', given: edition, known: [...timeline.rulebooks.keys()] });
    }
    const on = joined < oldest.on ? joined : oldest.on;
    book.note(on, { kind: 'opened', joined, plan: planOf(matched.fresh), edition, ...anchorOf(matched.fresh, on) });
    opening = openingBefore(command, matched.fresh);
  } else if (oldest && ledger.opened !== null && oldest.on < ledger.opened) {
    opening = joinHistory(matched.fresh, timeline, ledger.opened, book, rulebook);
  }
  if (oldest && opening) {
    const { on } = oldest;
    const shared = { on, rank: 0, edition: rulebook(on).id, source: 'import' } as const;
    const expiresOn = monthsLater(on, rulebook(on).expiry.months);
    book.post({ ...shared, kind: 'opening', label: 'Opening balance', connects: opening, expiresOn });
  }
  const { unknown } = build(
    matched.fresh,
    { state: ledger, rulebookOn: rulebook, nextProposal: timeline.next.proposal },
    book,
  );
  confirm(matched, book);
  const covered = cover(timeline, book, rulebook);
  if (covered > 0) warnings.push({ code: 'import-covered', connects: covered });

  const end = upworkDay(command, matched);
  const ledgerSays = balanceOn(stateOn(timeline, book, end.on), end.on);
  let after = ledgerSays;
  if (end.balance !== null) {
    if (opens && ledgerSays !== end.balance) {
      adjust(end.on, end.balance - ledgerSays, book, rulebook(end.on));
      after = end.balance;
    }
    if (after === end.balance) noteAgreement(ledger, end.on, after, book);
    else warnings.push({ code: 'import-differs', upwork: end.balance, ledger: after, on: end.on });
  }
  return record(book.entries, {
    warnings,
    detail: {
      of: 'import',
      preview: {
        matched,
        unknown,
        opening: opening ?? 0,
        upwork: end.balance,
        ledger: after,
        on: end.on,
        opens,
        edition,
      },
    },
  });
}

function named(timeline: Timeline, id: string): Rulebook {
  const found = timeline.rulebooks.get(id) ?? timeline.rulebooks.get(DEFAULT_EDITION);
  if (!found) throw new Error(`no rulebook ${id}`);
  return found;
}

/** The edition that held when the history begins: the latest that had begun by then. */
const latestEdition = ({ rulebooks }: Timeline, day: Day): string =>
  [...rulebooks.values()].reduce(
    (latest, { id, since }) => (since <= day && since >= latest.since ? { id, since } : latest),
    { id: DEFAULT_EDITION as string, since: '' },
  ).id;

/** Only Plus brings this much in a cycle. */
const planOf = (rows: readonly ImportRow[]) =>
  rows.some((row) => meaning(row.label, row.connects).kind === 'renewal' && row.connects >= 70) ? 'plus' : 'basic';

/** Cycles are counted from the day that renewals stand on, where any is seen. */
function anchorOf(rows: readonly ImportRow[], opened: Day): { anchor?: Day } {
  const renewal = rows.find((row) => meaning(row.label, row.connects).kind === 'renewal');
  return renewal ? { anchor: sameDayOfMonth(renewal.on, opened) } : {};
}

/** The balance before the first row: as the page tells it, and never so small that the rows could not follow. */
function openingBefore({ opening, upwork }: CommandOf<'import'>, rows: readonly ImportRow[]): number {
  let sum = 0;
  let lowest = 0;
  for (const { connects } of rows) {
    sum += connects;
    lowest = Math.min(lowest, sum);
  }
  const [oldest] = rows;
  const told = oldest?.runningTotal == null ? null : oldest.runningTotal - oldest.connects;
  const derived = upwork === null ? 0 : upwork.balance - sum;
  return Math.max(opening ?? told ?? derived, -lowest);
}

/**
 * Rows from before the ledger's own opening balance: they lead up to it. What they come to is taken off again
 * on the opening's day, so that the balance typed there still holds.
 */
function joinHistory(
  rows: readonly ImportRow[],
  { later }: Timeline,
  opened: Day,
  book: Journal,
  rulebook: (day: Day) => Rulebook,
): number | null {
  const typed = later.find((entry) => entry.type === 'transaction' && entry.kind === 'opening' && entry.on === opened);
  if (typed?.type !== 'transaction') return null;
  const early = rows.filter((row) => row.on < opened);
  const sum = early.reduce((total, row) => total + row.connects, 0);
  const opening = Math.max(
    0,
    openingBefore({ opening: null, upwork: null } as CommandOf<'import'>, early),
    typed.connects - sum,
  );
  adjust(opened, -(opening + sum), book, rulebook(opened), 'Counted by the opening balance');
  return opening;
}

function confirm({ confirmed }: Matched, book: Journal): void {
  for (const { row, transaction } of confirmed) {
    const { on, label, title, connects, upworkId, jobKey } = row;
    const seen = { on, label, title, connects, upworkId, jobKey };
    book.note(transaction.on, { kind: 'confirmed', transaction: transaction.id, row: seen });
  }
}

/** Upwork never went below zero: where the rows alone would, something is missing before them. */
function cover(timeline: Timeline, book: Journal, rulebook: (day: Day) => Rulebook): number {
  let covered = 0;
  for (;;) {
    const { overdrawn } = ending(timeline, book.entries);
    if (!overdrawn) return covered;
    covered += overdrawn.missing;
    adjust(overdrawn.on, overdrawn.missing, book, rulebook(overdrawn.on), 'Missing from the imported history', 0);
  }
}

function adjust(
  on: Day,
  connects: number,
  book: Journal,
  rulebook: Rulebook,
  label = 'Adjusted to what Upwork shows',
  rank: 0 | 1 = 1,
): void {
  if (connects === 0) return;
  const expiresOn = connects > 0 ? monthsLater(on, rulebook.expiry.months) : null;
  book.post({ on, rank, kind: 'adjustment', label, connects, expiresOn, edition: rulebook.id, source: 'import' });
}

/** The day and the balance to end on: as read off the page, or the newest running total. */
function upworkDay({ upwork, rows, on }: CommandOf<'import'>, { fresh }: Matched): { on: Day; balance: number | null } {
  if (upwork) return upwork;
  const newest = rows[0];
  return { on: newest?.on ?? fresh.at(-1)?.on ?? on, balance: newest?.runningTotal ?? null };
}

function stateOn(timeline: Timeline, book: Journal, on: Day): State {
  return fold(
    NOTHING,
    [...timeline.later, ...book.entries].sort(inOrder).filter((entry) => entry.on <= on),
  );
}

/** Remembered unless the ledger has agreed on a later day already. */
function noteAgreement(ledger: State, on: Day, connects: number, book: Journal): void {
  if (book.entries.length === 0 && ledger.reconciled?.on === on) return;
  if (ledger.reconciled && ledger.reconciled.on > on) return;
  if (ledger.reconciled?.on === on && ledger.reconciled.connects === connects) return;
  book.note(on, { kind: 'reconciled', connects });
}
