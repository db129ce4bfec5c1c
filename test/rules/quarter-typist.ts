/** A person who keeps a ledger of a true quarter: types some of it, in words of their own, and imports pages now and then. */
import { type RandomSource, seededRandom } from '../../src/insight/chance/seeded-random.ts';
import type { Command, CommandOf } from '../../src/rules/command/command.ts';
import { addDays, type Day } from '../../src/rules/values/calendar.ts';
import { apply, attempt, type Book, buy, EMPTY, init, mark, renew, stateOf } from './given.ts';
import { importing, upwork } from './pages.ts';
import { balanceAfter, between, pageRows, pick, type TrueEvent, type TrueQuarter } from './quarter-truth.ts';

/** How this person keeps the ledger. */
export interface Habits {
  /** Opened with the balance at the start, or later on, or by the first import. */
  readonly opens: 'start' | 'midway' | 'import';
  readonly renews: boolean;
  readonly marks: boolean;
  /** Page 1 (the newest rows), then page 2 (the rest); or all rows at once. */
  readonly pages: 'whole' | 'one-then-rest' | 'one-then-all';
  /** Days at whose end a page is imported. */
  readonly imports: readonly number[];
  /** A page saved in the middle of its day, before the rest of it happened. */
  readonly early: boolean;
  /** Whether something may be typed after an import that showed it. */
  readonly late: boolean;
}

export interface Kept {
  readonly book: Book;
  readonly log: readonly string[];
  /** The last import. */
  readonly page: CommandOf<'import'>;
}

export function habitsOf(seed: number): Habits {
  const draw = seededRandom(seed + 1_000_003);
  const opens = pick(draw, ['start', 'start', 'start', 'midway', 'import'] as const);
  const pages = pick(draw, ['whole', 'whole', 'one-then-rest', 'one-then-all'] as const);
  const imports = Array.from({ length: between(draw, 0, 3) }, () => between(draw, 10, 85));
  const [renews, marks, early, late] = [draw() < 0.5, draw() < 0.5, draw() < 0.3, draw() < 0.3];
  return { opens, pages, imports, renews, marks, early, late };
}

type Typing = 'exact' | 'case' | 'three-words' | 'own-words' | 'late' | 'off-by-two';

/** The newest rows of a page before "Show more". */
const PAGE_ROWS = 20;

export function keepLedger(truth: TrueQuarter, habits: Habits): Kept {
  const draw = seededRandom(truth.seed + 2_000_003);
  const { events, first, last } = truth;
  const log: string[] = [];
  let book = EMPTY;
  let page: CommandOf<'import'> | null = null;
  const numbers = new Map<number, number>();
  const isOpen = (): boolean => book.entries.length > 0;
  const run = (command: Command): boolean => {
    const { decision, book: after } = attempt(book, command);
    const { name, on } = command;
    const what = name === 'import' ? `${command.rows.length} rows` : JSON.stringify(command);
    log.push(`${on} ${name} ${what}${decision.refusal ? ` REFUSED ${JSON.stringify(decision.refusal)}` : ''}`);
    book = after;
    return decision.refusal === null;
  };
  const take = (from: number, to: number, on: Day): void => {
    const rows = pageRows(truth, from, to);
    if (rows.length === 0) return;
    page = importing(rows, { ...upwork(balanceAfter(truth, to), on), on });
    run(page);
  };
  const takePages = (count: number, on: Day): void => {
    const cut = Math.max(0, count - PAGE_ROWS);
    const isCut = habits.pages !== 'whole' && cut > 0;
    if (isCut) take(cut, count, on);
    if (isCut && habits.pages === 'one-then-rest') takeOlder(cut, count, on);
    else take(0, count, on);
  };
  /** The older rows alone, under the same header. */
  const takeOlder = (cut: number, count: number, on: Day): void => {
    const rows = pageRows(truth, 0, cut);
    page = importing(rows, { ...upwork(balanceAfter(truth, count), on), on });
    run(page);
  };
  const open = (on: Day, balance: number): void => {
    // The cycles are counted from the day of the renewals, where the account gets them.
    const cycle = events.find(({ what }) => what === 'renewal')?.on.slice(8) ?? '15';
    run({ ...init(`2026-06-${cycle}`, { balance, edition: '2026', on }) } as Command);
  };
  if (habits.opens === 'start') open(first, truth.start);
  const midway = between(draw, 15, 60);
  const waiting: { on: Day; command: Command; job: number | null }[] = [];
  let done = 0;
  const typeWaiting = (on: Day): void => {
    for (const each of waiting.filter((one) => one.on === on)) {
      if (run(each.command) && each.job !== null) numbers.set(each.job, book.next.proposal - 1);
    }
  };
  for (let on = first, i = 0; on <= last; on = addDays(on, 1), i += 1) {
    const today = events.filter((event) => event.on === on);
    const imports = habits.imports.includes(i) && (isOpen() || habits.opens === 'import');
    const cut = imports && habits.early ? Math.floor(today.length / 2) : today.length;
    if (habits.renews && isOpen()) run(renew(on));
    typeWaiting(on);
    today.forEach((event, n) => {
      if (n === cut && imports) takePages(done, on);
      done += 1;
      if (isOpen()) typeEvent(event, today);
    });
    if (habits.opens === 'midway' && i === midway && !isOpen()) open(on, balanceAfter(truth, done));
    if (imports && cut === today.length) takePages(done, on);
  }
  if (!isOpen() && habits.opens === 'midway') open(last, balanceAfter(truth, done));
  takePages(done, last);
  return { book, log, page: page as unknown as CommandOf<'import'> };

  function typeEvent(event: TrueEvent, today: readonly TrueEvent[]): void {
    const { on, what, connects, job } = event;
    switch (what) {
      case 'proposal':
        if (draw() < 0.6 && job) typeProposal(event, today);
        return;
      case 'purchase':
        if (draw() < 0.5) run(buy(connects, on));
        return;
      case 'refund':
      case 'boost-refund': {
        const number = job === null ? undefined : numbers.get(job.number);
        if (!habits.marks || number === undefined || draw() < 0.4) return;
        // One word closes a job, and both its refunds follow.
        if (event.because === 'cancelled' && stateOf(book).proposals.get(number)?.status === 'cancelled') return;
        if (event.because) run(mark(number, event.because, on));
        return;
      }
      default:
    }
  }

  function typeProposal({ on, connects, job }: TrueEvent, today: readonly TrueEvent[]): void {
    if (!job) return;
    const alone = today.filter(({ what }) => what === 'proposal').length === 1;
    const kinds: Typing[] = [
      'exact',
      'case',
      'three-words',
      'late',
      'off-by-two',
      ...(alone ? ['own-words' as const] : []),
    ];
    const how = pick(draw, kinds);
    const bid = today.find((other) => other.what === 'boost' && other.job === job);
    const boost = bid && draw() < 0.5 ? -bid.connects : 0;
    const cost = -connects + (how === 'off-by-two' ? pick(draw, connects < -3 ? [2, -2] : [2]) : 0);
    const title = titleTyped(how, job.title, draw);
    const day = how === 'late' ? addDays(on, 1) : on;
    const key = truth.links && draw() < 0.3 ? job.key : null;
    const command = apply(cost, day, { title, boost, key });
    if (day === on) {
      if (run(command)) numbers.set(job.number, book.next.proposal - 1);
    } else if (day <= last && (habits.late || !habits.imports.includes(daysSince(on)))) {
      waiting.push({ on: day, command, job: job.number });
    }
  }

  function daysSince(on: Day): number {
    return Math.round((Date.parse(on) - Date.parse(first)) / 86_400_000);
  }
}

function titleTyped(how: Typing, title: string, draw: RandomSource): string {
  switch (how) {
    case 'case':
      return `${title.toUpperCase().replaceAll(',', ' -')}!`;
    case 'three-words':
      return title.split(' ').slice(0, 3).join(' ');
    case 'own-words':
      return pick(draw, ['Nice job', 'The one Ann sent', 'zzz', 'Another try']);
    default:
      return title;
  }
}
