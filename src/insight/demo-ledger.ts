/** An invented year of an invented freelancer, the same at every call, so that a newcomer sees the program at work. */

import type { Command, CommandOf } from '../rules/command/command.ts';
import { decide } from '../rules/decide.ts';
import { EDITIONS } from '../rules/rulebook/editions.ts';
import { startReplay } from '../rules/state/evolve.ts';
import { grantTotal } from '../rules/state/grants.ts';
import { EMPTY_STATE } from '../rules/state/state.ts';
import { addDays, type Day, daysBetween } from '../rules/values/calendar.ts';
import type { Outcome } from '../rules/vocabulary/outcomes.ts';
import { type Entry, inOrder } from '../rules/vocabulary/transaction.ts';
import { type RandomSource, seededRandom } from './chance/seeded-random.ts';
import { numbersAfter } from './future/account-position.ts';

export interface DemoLedger {
  /** Live and in order, as a store would give them. */
  readonly entries: readonly Entry[];
  /** The last day of the year. */
  readonly today: Day;
}

const FIRST = '2021-01-04' as Day;
const LAST = '2021-12-31' as Day;
const SEED = 2021;

/** The freelancer's trades, and how often a proposal gets a reply. */
const TRADES = [
  { tag: 'writing', titles: ['Edit a white paper', 'Blog posts on gardening', 'Rewrite our user guide'], reply: 0.2 },
  { tag: 'web', titles: ['Shop for a bakery', 'Landing page', 'Mend a contact form', 'Booking page'], reply: 0.06 },
  { tag: 'design', titles: ['Logo for a kennel', 'Menu for a café', 'Icons for an app'], reply: 0.03 },
] as const;
const CLIENTS = ['Acorn & Co', 'Bright Bakery', 'Café Luz', 'Dune Travel', 'Elm Legal', 'Fox & Finch'];

/** The chance of a proposal by weekday, Monday first: most early in the week, none on Sundays. */
const PER_DAY = [0.85, 0.75, 0.6, 0.5, 0.35, 0.1, 0];

/** By hour of the day in UTC, and how long after the job was posted. */
const SENT_HOURS = [8, 9, 9, 10, 13, 16, 20] as const;
const DELAY_HOURS = [0.5, 0.7, 2, 2.5, 6, 10, 18, 40, 90] as const;
const TEMPLATES = ['template=short', 'template=short', 'template=long'] as const;

/** Records the year day by day, as the rules judge it. */
export function demoLedger(): DemoLedger {
  const book = demoBook();
  const draw = seededRandom(SEED);
  // What changes neither a cost nor an outcome is drawn apart, so that more of it leaves the year as it is.
  const drawDetail = seededRandom(SEED + 1);
  const coming = new Map<Day, { readonly proposal: number; readonly outcome: Outcome }[]>();
  let proposal = 0;
  for (let on = FIRST, n = 0; on <= LAST; on = addDays(on, 1), n++) {
    for (const begin of BEGINNINGS[on] ?? []) book.record({ ...begin, on } as Command);
    book.record({ name: 'renew', on });
    for (const result of coming.get(on) ?? []) {
      const value = result.outcome === 'hired' ? { valueCents: 5000 * (2 + Math.floor(drawDetail() * 15)) } : {};
      book.record({ name: 'mark', on, ...result, ...value, reward: null, force: false });
    }
    if (draw() >= (PER_DAY[n % 7] ?? 0)) continue;
    const trade = pick(TRADES, draw());
    const invited = draw() < 0.06;
    const boost = !invited && draw() < 0.22 ? 4 + Math.floor(draw() * 8) : 0;
    const cost = invited ? null : pick([2, 4, 6], draw());
    if (book.balance() < (cost ?? 0) + boost) {
      const bundle = draw() < 0.5 ? 40 : 20;
      book.record({ name: 'buy', on, bundle, coupon: null, taxMilli: 6350, note: null, force: false });
    }
    const title = pick(trade.titles, draw());
    const named = { title, client: pick(CLIENTS, draw()), tags: [trade.tag, pick(TEMPLATES, drawDetail())], invited };
    const details = { ...named, ...timesOf(on, drawDetail), url: null, key: null, note: null };
    book.record({ name: 'apply', on, cost, boost, force: false, details });
    proposal += 1;
    const replies = trade.reply * (invited ? 3 : boost > 0 ? 1.5 : 1);
    for (const { days, outcome } of fate(draw, replies)) {
      const day = addDays(on, days);
      coming.set(day, [...(coming.get(day) ?? []), { proposal, outcome }]);
    }
  }
  // A value is a fact of the day on which its proposal was sent.
  return { entries: book.entries.toSorted(inOrder), today: LAST };
}

/** When the job was posted and when the proposal was sent. */
function timesOf(on: Day, draw: RandomSource): { readonly postedAt: string; readonly sentAt: string } {
  const sent = (daysBetween(EPOCH, on) * 24 + pick(SENT_HOURS, draw())) * 3600;
  return { postedAt: instantAt(sent - pick(DELAY_HOURS, draw()) * 3600), sentAt: instantAt(sent) };
}

const EPOCH = '1970-01-01' as Day;

/** Whole minutes after 1970 began, as an instant. */
function instantAt(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const [day, hour, minute] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${addDays(EPOCH, day)}T${two(hour)}:${two(minute)}:00.000Z`;
}

/** The outcomes of a proposal, and after how many days they come. */
function* fate(draw: RandomSource, replies: number): Generator<{ readonly days: number; readonly outcome: Outcome }> {
  let days = 1 + Math.floor(draw() ** 2 * 9);
  const soon = (): number => (days += 1 + Math.floor(draw() * 3));
  const seen = draw();
  if (seen > 0.45 + replies) return seen > 0.97 ? yield { days, outcome: 'cancelled' } : undefined;
  yield { days, outcome: 'viewed' };
  if (draw() * (0.45 + replies) > replies)
    return draw() < 0.1 ? yield { days: soon(), outcome: 'declined' } : undefined;
  yield { days: soon(), outcome: 'replied' };
  if (draw() > 0.6) return;
  yield { days: soon(), outcome: 'interview' };
  if (draw() < 0.35) yield { days: soon() + 2, outcome: 'hired' };
}

type Begun = { readonly [name in Command['name']]: Omit<CommandOf<name>, 'on'> }[Command['name']];

const BEGINNINGS: Readonly<Record<string, readonly Begun[]>> = {
  [FIRST]: [
    { name: 'init', plan: 'basic', joined: FIRST, balance: null, expiresOn: null, edition: '2020-12' },
    { name: 'earn', source: 'readiness-test', title: null, amount: null, note: null, force: false },
  ],
  '2021-05-17': [{ name: 'earn', source: 'badge', title: 'Rising Talent', amount: null, note: null, force: false }],
  '2021-09-01': [{ name: 'coupon add', code: 'AUTUMN20', offer: { kind: 'percent', percent: 20 }, expiresOn: null }],
  '2021-09-02': [{ name: 'buy', bundle: 80, coupon: 'AUTUMN20', taxMilli: 0, note: null, force: false }],
};

/** One of them, by a number from 0 to 1. */
const pick = <T>(from: readonly T[], at: number): T => from[Math.floor(at * from.length)] as T;

/** A ledger in memory. It ignores commands that the rules refuse. */
function demoBook() {
  const entries: Entry[] = [];
  const running = startReplay(EMPTY_STATE);
  const rulebooks = new Map(EDITIONS.map((edition) => [edition.id, edition]));
  return {
    entries,
    balance: (): number => grantTotal(running.state.grants),
    record(command: Command): void {
      running.advanceTo(command.on);
      const next = { ...numbersAfter(entries), recordedAt: `${command.on}T12:00:00.000Z` };
      const decision = decide(command, { past: running.state, later: [], next, rulebooks });
      for (const entry of decision.refusal === null ? decision.entries : []) {
        entries.push(entry);
        running.step(entry);
      }
    },
  };
}
