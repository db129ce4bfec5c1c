/** What an import adds: the rows, and what must stand beside them so that the ledger ends on Upwork's own balance. */
import { addDays, type Day, monthsLater } from '../calendar.ts';
import type { CommandOf } from '../command.ts';
import { DEFAULT_EDITION } from '../editions.ts';
import type { Rulebook } from '../rulebook.ts';
import { editionOn, type State } from '../state.ts';
import { type Journal, journal, type Timeline } from '../timeline.ts';
import { inOrder, type Rank, type Transaction } from '../transaction.ts';
import { countsOn, type ImportRow } from '../upwork-row.ts';
import { build } from './build.ts';
import type { Matched } from './match.ts';
import {
  anchorOf,
  byTheDay,
  byTheEve,
  byThePage,
  isSupposed,
  LABELS,
  type LeadsUpTo,
  type Opening,
  openingBefore,
  openingsOf,
  planOf,
  sumOf,
  supposed,
} from './opening.ts';
import { agreed, foresee, leastSince, type Outlook, type Told } from './outlook.ts';

type Import = CommandOf<'import'>;

export interface Ground {
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

export interface Draft {
  readonly book: Journal;
  readonly unknown: readonly ImportRow[];
  readonly opening: Opening;
  /** What the rows lacked. */
  readonly covered: number;
  /** Which of the book's transactions are the rows; the others were added beside them. */
  readonly rows: { readonly from: number; readonly to: number };
  readonly outlook: Outlook;
}

/** The draft that opens the account, or that adds to it. */
export const drafted = (ground: Ground): Draft => (ground.ledger.opened === null ? opened(ground) : joined(ground));

/** The account opened by its own history, on the day of its first row: what was due before that is in the opening. */
function opened(ground: Ground): Draft {
  const { command, timeline, matched, edition, end } = ground;
  const { fresh } = matched;
  const on = countsOn(fresh[0] ?? command, command.on);
  const joined = command.opens.joined ?? on;
  const book = journal(timeline.next);
  book.note(on, { kind: 'opened', joined, plan: planOf(fresh), edition, ...anchorOf(fresh, on) });
  const balance = command.upwork === null ? null : command.upwork.balance - sumOf(fresh);
  const before = command.opening === null ? openingBefore(fresh, balance) : { connects: command.opening, told: true };
  const draft = filled(ground, book, { ...before, on });
  const missing = end.balance === null ? 0 : end.balance - draft.outlook.after;
  if (missing === 0) return draft;
  adjust(ground, book, { on: end.on, connects: missing, label: LABELS.adjusted });
  return { ...draft, outlook: foresee(timeline, book.entries, end.on) };
}

/** How rows from before what the ledger counts already are taken. */
interface Way {
  readonly leads: LeadsUpTo;
  /** Which rows came before the ledger last agreed with Upwork: what then stood for them was the opening balance. */
  readonly stoodFor: (row: ImportRow) => boolean;
}

/**
 * Rows added to a ledger that is open. Of a day on which Upwork's balance was seen, nobody knows which rows that
 * balance counted: it is whatever way the ledger comes to Upwork's own balance.
 */
function joined(ground: Ground): Draft {
  const { command, matched, ledger, end } = ground;
  const last = ledger.reconciled?.on ?? null;
  const before = (row: ImportRow): boolean => last !== null && row.on < last;
  const upTo = (row: ImportRow): boolean => last !== null && countsOn(row, command.on) <= last;
  const page = byThePage(command.rows, matched.fresh);
  const ways: readonly Way[] = [page, byTheEve, byTheDay(command.on)].flatMap((leads) =>
    [before, upTo, () => false].map((stoodFor) => ({ leads, stoodFor })),
  );
  const tried: Draft[] = [];
  for (const way of ways) {
    const draft = history(ground, way);
    if (end.balance === null || draft.outlook.after === end.balance) return draft;
    tried.push(draft);
  }
  return tried.find(({ outlook }) => agreed(end, command.rows, outlook)) ?? (tried[0] as Draft);
}

/**
 * An opening balance holds as it was read: what leads up to it is taken off again on its day, or, where an opening of
 * an import stands before it, is made up for there. Rows from before the first one begin with an opening of their own.
 */
function history(ground: Ground, { leads, stoodFor }: Way): Draft {
  const { command, timeline, matched, ledger } = ground;
  const book = journal(timeline.next);
  const openings = openingsOf(timeline.later);
  const makeUp = (opening: Transaction, rows: readonly ImportRow[]): void =>
    adjust(ground, book, { on: opening.on, connects: -sumOf(rows), label: LABELS.madeUp, rank: 0 });
  let rest = matched.fresh;
  let begin: Beginning = { connects: 0, told: false, on: command.on };
  for (const [i, known] of openings.entries()) {
    const early = rest.filter((row) => leads(known, row));
    const [oldest] = early;
    if (!oldest) continue;
    rest = rest.filter((row) => !early.includes(row));
    const before = openings[i - 1];
    // What was only supposed is no more than is needed in the end.
    const told = isSupposed(known, ledger) ? null : toldAt(known, command);
    const sum = sumOf(early);
    if (!before)
      begin = { ...openingBefore(early, told === null ? null : told - sum), on: countsOn(oldest, command.on) };
    if (told === null) continue;
    if (before?.source === 'import') makeUp(before, early);
    else {
      // Taken off when all that leads up to it is there, so that no day falls below zero on the way.
      const rank = early.some(({ on }) => on >= known.on) ? 1 : 0;
      const connects = -((before ? 0 : begin.connects) + sum);
      adjust(ground, book, { on: known.on, connects, label: LABELS.counted, rank });
    }
  }
  const last = openings.at(-1);
  if (last?.source === 'import') makeUp(last, rest.filter(stoodFor));
  return borneOut(ground, filled(ground, book, begin));
}

/** The balance that rows from before an opening come to. */
const toldAt = (opening: Transaction, { upwork }: Import): number =>
  upwork && upwork.on < opening.on ? upwork.balance : opening.connects;

/** What was only supposed becomes what Upwork's balance says; and where none says it, no more than the rows now need. */
function borneOut(ground: Ground, draft: Draft): Draft {
  const { timeline, ledger, end } = ground;
  const { book } = draft;
  const free = supposed([...timeline.later, ...book.entries].sort(inOrder), ledger);
  const first = free.at(-1);
  if (!first) return draft;
  const add = (on: Day, connects: number): void =>
    adjust(ground, book, { on, connects, label: LABELS.missing, rank: 0 });
  const over = (): number => (end.balance === null ? 0 : foresee(timeline, book.entries, end.on).after - end.balance);
  const short = first.on <= end.on ? Math.max(0, -over()) : 0;
  add(first.on, short);
  for (const { on, connects } of free) {
    let most = end.balance === null || on > end.on ? connects : Math.min(connects, over());
    // What is taken back does not expire any more, so that there may be more to take.
    for (let spare = most; spare > 0; most -= spare) {
      spare = Math.min(most, leastSince(timeline, book.entries, on));
      add(on, -spare);
    }
  }
  return { ...draft, covered: draft.covered + short, outlook: foresee(timeline, book.entries, end.on) };
}

interface Beginning extends Opening {
  readonly on: Day;
}

/** Posts the opening balance, the rows and their confirmations, and what the rows alone would lack. */
function filled(ground: Ground, book: Journal, { connects, told, on }: Beginning): Draft {
  const { command, timeline, ledger, matched } = ground;
  if (connects > 0) {
    const rulebook = rulebookOn(ground, on);
    const expiresOn = monthsLater(on, rulebook.expiry.months);
    const shared = { on, rank: 0, edition: rulebook.id, source: 'import' } as const;
    book.post({ ...shared, kind: 'opening', label: told ? LABELS.opening : LABELS.least, connects, expiresOn });
  }
  const from = book.transactions.length;
  const { unknown } = build(
    {
      state: ledger,
      entries: timeline.later,
      matched,
      own: command.own,
      rulebookOn: (day) => rulebookOn(ground, day),
      nextProposal: timeline.next.proposal,
      today: command.on,
    },
    book,
  );
  const rows = { from, to: book.transactions.length };
  return { book, unknown, opening: { connects, told }, rows, ...cover(ground, book) };
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
    adjust(ground, book, { on: day, connects, label: LABELS.missing, rank: 0 });
    last = on;
  }
}

interface Adjustment {
  readonly on: Day;
  readonly connects: number;
  readonly label: string;
  readonly rank?: Rank;
}

function adjust(ground: Ground, book: Journal, { on, connects, label, rank = 1 }: Adjustment): void {
  if (connects === 0) return;
  const { id: edition, expiry } = rulebookOn(ground, on);
  const expiresOn = connects > 0 ? monthsLater(on, expiry.months) : null;
  book.post({ on, rank, kind: 'adjustment', label, connects, expiresOn, edition, source: 'import' });
}

export function rulebookOn({ timeline, ledger, edition }: Ground, day: Day): Rulebook {
  const id = ledger.opened === null ? edition : editionOn(ledger, day);
  const found = timeline.rulebooks.get(id) ?? timeline.rulebooks.get(DEFAULT_EDITION);
  if (!found) throw new Error(`no rulebook ${id}`);
  return found;
}
