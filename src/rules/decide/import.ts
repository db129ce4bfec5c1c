/** `import`: rows of Upwork's own history become entries. They are facts: nothing here refuses one, it only warns. */
import { addDays, type Day, monthsLater } from '../calendar.ts';
import type { CommandOf } from '../command.ts';
import { DEFAULT_EDITION } from '../editions.ts';
import { fold } from '../evolve.ts';
import { build } from '../import/build.ts';
import { type Matched, match } from '../import/match.ts';
import {
  anchorOf,
  byTheDay,
  byThePage,
  type LeadsUpTo,
  openingBefore,
  openingsOf,
  planOf,
  sumOf,
} from '../import/opening.ts';
import { agrees, foresee, type Outlook, type Told, upworkSays } from '../import/outlook.ts';
import type { ImportRow } from '../import/row.ts';
import type { Rulebook } from '../rulebook.ts';
import { editionOn, NOTHING, type State } from '../state.ts';
import { type Journal, journal, type Timeline } from '../timeline.ts';
import type { Rank } from '../transaction.ts';
import type { Warning } from '../warning.ts';
import { type Decision, record, refuse } from './decision.ts';

type Import = CommandOf<'import'>;

/** `timeline` must begin before everything: an import may reach back to any day. */
export function decideImport(command: Import, timeline: Timeline): Decision {
  const ledger = fold(NOTHING, timeline.later);
  const matched = match(command.rows, timeline.later, ledger.proposals);
  const opens = ledger.opened === null;
  const [oldest] = matched.fresh;
  if (opens && !oldest) return refuse({ code: 'nothing-to-import', file: command.file });
  const edition = command.opens.edition ?? latestEdition(timeline, oldest?.on ?? command.on);
  if (!timeline.rulebooks.has(edition)) {
    return refuse({ code: 'unknown-edition', given: edition, known: [...timeline.rulebooks.keys()] });
  }
  const ground: Ground = { command, timeline, ledger, matched, edition, end: upworkSays(command) };
  const draft = opens ? opened(ground) : joined(ground);
  const { book, unknown, opening, covered } = draft;
  const { on, balance: upwork } = ground.end;
  let { outlook } = draft;
  if (opens && upwork !== null && outlook.after !== upwork) {
    adjust(ground, book, { on, connects: upwork - outlook.after });
    outlook = foresee(timeline, book.entries, on);
  }
  if (outlook.overdrawn) return refuse({ code: 'overdraws-later', ...outlook.overdrawn });
  const warnings: Warning[] = covered > 0 ? [{ code: 'import-covered', connects: covered }] : [];
  const { joined: said, edition: followed } = command.opens;
  if (!opens && (said ?? followed ?? command.opening) !== null) warnings.push({ code: 'opening-unused' });
  const after = upwork !== null && agrees(ground.end, command.rows, outlook) ? upwork : outlook.after;
  if (after === upwork) noteAgreement(ledger, on, upwork, book);
  else if (upwork !== null) warnings.push({ code: 'import-differs', upwork, ledger: after, on });
  const preview = { matched, unknown, opening, upwork, ledger: after, on, opens, edition };
  return record(book.entries, { warnings, detail: { of: 'import', preview } });
}

interface Ground {
  readonly command: Import;
  readonly timeline: Timeline;
  /** The ledger as it stands. */
  readonly ledger: State;
  readonly matched: Matched;
  /** Followed where the import opens the account. */
  readonly edition: string;
  /** What Upwork shows in the end. */
  readonly end: Told;
}

interface Draft {
  readonly book: Journal;
  readonly unknown: readonly ImportRow[];
  readonly opening: number;
  /** What the rows lacked. */
  readonly covered: number;
  readonly outlook: Outlook;
}

/** The account opened by its own history. */
function opened(ground: Ground): Draft {
  const { command, timeline, matched, edition } = ground;
  const { fresh } = matched;
  const first = fresh[0]?.on ?? command.on;
  const joinedOn = command.opens.joined ?? first;
  const on = joinedOn < first ? joinedOn : first;
  const book = journal(timeline.next);
  book.note(on, { kind: 'opened', joined: joinedOn, plan: planOf(fresh), edition, ...anchorOf(fresh, on) });
  const told = command.upwork === null ? null : command.upwork.balance - sumOf(fresh);
  const opening = command.opening ?? openingBefore(fresh, told);
  return filled(ground, book, opening, first);
}

/** Rows added to a ledger that is open; those from before an opening balance lead up to it. */
function joined(ground: Ground): Draft {
  const { command, matched } = ground;
  const usual = history(ground, byThePage(command.rows, matched.fresh));
  if (command.upwork === null || agrees(ground.end, command.rows, usual.outlook)) return usual;
  const other = history(ground, byTheDay);
  return agrees(ground.end, command.rows, other.outlook) ? other : usual;
}

/**
 * An opening balance holds as it was read: what leads up to it is taken off again on its day.
 * Rows from before the first one begin with an opening balance of their own.
 */
function history(ground: Ground, leads: LeadsUpTo): Draft {
  const { command, timeline, matched } = ground;
  const book = journal(timeline.next);
  const label = 'Counted by the opening balance';
  let rest = matched.fresh;
  let begin: { opening: number; on: Day } = { opening: 0, on: command.on };
  for (const [i, known] of openingsOf(timeline.later).entries()) {
    const early = rest.filter((row) => leads(known, row));
    const [oldest] = early;
    if (!oldest) continue;
    rest = rest.filter((row) => !early.includes(row));
    const sum = sumOf(early);
    // Taken off when all that leads up to it is there, so that no day falls below zero on the way.
    const rank = early.some(({ on }) => on === known.on) ? 1 : 0;
    const { upwork } = command;
    const told = upwork && upwork.on < known.on ? upwork.balance : known.connects;
    if (i === 0) begin = { opening: openingBefore(early, told - sum), on: oldest.on };
    const before = i === 0 ? begin.opening : 0;
    adjust(ground, book, { on: known.on, connects: -(before + sum), label, rank });
  }
  return filled(ground, book, begin.opening, begin.on);
}

/** Posts the opening balance, the rows and their confirmations, and what the rows alone would lack. */
function filled(ground: Ground, book: Journal, opening: number, on: Day): Draft {
  const { timeline, ledger, matched } = ground;
  if (opening > 0) {
    const rulebook = rulebookOn(ground, on);
    const expiresOn = monthsLater(on, rulebook.expiry.months);
    const shared = { on, rank: 0, edition: rulebook.id, source: 'import' } as const;
    book.post({ ...shared, kind: 'opening', label: 'Opening balance', connects: opening, expiresOn });
  }
  const nextProposal = timeline.next.proposal;
  const { unknown } = build(
    matched.fresh,
    { state: ledger, rulebookOn: (day) => rulebookOn(ground, day), nextProposal },
    book,
  );
  for (const { row, transaction } of matched.confirmed) {
    const { on: day, label, title, connects, upworkId, jobKey } = row;
    const seen = { on: day, label, title, connects, upworkId, jobKey };
    book.note(transaction.on, { kind: 'confirmed', transaction: transaction.id, row: seen });
  }
  return { book, unknown, opening, ...cover(ground, book) };
}

/** Upwork never went below zero: where the rows alone would, something is missing before them. */
function cover(ground: Ground, book: Journal): Pick<Draft, 'covered' | 'outlook'> {
  let covered = 0;
  let last: Day | null = null;
  for (;;) {
    const outlook = foresee(ground.timeline, book.entries, ground.end.on);
    const { overdrawn } = outlook;
    if (!overdrawn) return { covered, outlook };
    covered += overdrawn.missing;
    const { on, missing: connects } = overdrawn;
    // What a billing cycle brings or takes comes first in its day: where that is what finds too little, the day before.
    const day = on === last ? addDays(on, -1) : on;
    adjust(ground, book, { on: day, connects, label: 'Missing from the imported history', rank: 0 });
    last = on;
  }
}

interface Adjustment {
  readonly on: Day;
  readonly connects: number;
  readonly label?: string;
  readonly rank?: Rank;
}

function adjust(ground: Ground, book: Journal, { on, connects, label, rank = 1 }: Adjustment): void {
  if (connects === 0) return;
  const { id: edition, expiry } = rulebookOn(ground, on);
  const expiresOn = connects > 0 ? monthsLater(on, expiry.months) : null;
  const words = label ?? 'Adjusted to what Upwork shows';
  book.post({ on, rank, kind: 'adjustment', label: words, connects, expiresOn, edition, source: 'import' });
}

function rulebookOn({ timeline, ledger, edition }: Ground, day: Day): Rulebook {
  const id = ledger.opened === null ? edition : editionOn(ledger, day);
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

/** Remembered unless the ledger has agreed on that day or a later one already. */
function noteAgreement(ledger: State, on: Day, connects: number, book: Journal): void {
  const last = ledger.reconciled;
  if (!last || last.on < on || (last.on === on && last.connects !== connects)) {
    book.note(on, { kind: 'reconciled', connects });
  }
}
