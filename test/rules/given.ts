/** Given / when / then over data: a ledger is a list in memory, and only the rules judge it. */
import { expect } from 'vitest';
import type { Refusal } from '../../src/rules/answers/refusal.ts';
import type { OutcomeReason, Warning } from '../../src/rules/answers/warning.ts';
import type { Command, CommandOf, EditedFields } from '../../src/rules/command/command.ts';
import type { Decision } from '../../src/rules/decide/decision.ts';
import { decide } from '../../src/rules/decide.ts';
import { type RecordedDays, scopeOf } from '../../src/rules/past/needed-parts.ts';
import { type StatementLine, statement } from '../../src/rules/past/statement.ts';
import { type EntryNumbers, splitAt, type Timeline } from '../../src/rules/past/timeline.ts';
import { EDITIONS } from '../../src/rules/rulebook/editions.ts';
import type { Plan, Rulebook } from '../../src/rules/rulebook/rulebook.ts';
import { foldEntries, startReplay } from '../../src/rules/state/evolve.ts';
import type { Grant } from '../../src/rules/state/grants.ts';
import { balanceOn, EMPTY_STATE, type Proposal, type State } from '../../src/rules/state/state.ts';
import type { Day } from '../../src/rules/values/calendar.ts';
import type { Outcome } from '../../src/rules/vocabulary/outcomes.ts';
import {
  type CouponOffer,
  type Entry,
  inOrder,
  type ProposalDetails,
  type Transaction,
} from '../../src/rules/vocabulary/transaction.ts';
import { withoutVoided } from '../../src/rules/vocabulary/voided.ts';

export const day = (text: string): Day => text as Day;

// Commands with defaults for what a person would leave out.

type With<Name extends Command['name'], Left extends string> = Partial<Omit<CommandOf<Name>, 'name' | 'on' | Left>>;

export const init = (joined: string, more: With<'init', 'joined'> & { on?: string } = {}): Command => ({
  name: 'init',
  plan: 'basic',
  balance: null,
  expiresOn: null,
  edition: '2020-12',
  joined: day(joined),
  ...more,
  on: day(more.on ?? joined),
});

export const apply = (
  cost: number | null,
  on: string,
  {
    boost = 0,
    force = false,
    observed,
    ...details
  }: Partial<ProposalDetails> & { boost?: number; force?: boolean; observed?: number } = {},
): Command => ({
  name: 'apply',
  on: day(on),
  cost,
  boost,
  force,
  ...(observed === undefined ? {} : { observed }),
  details: { title: null, client: null, url: null, tags: [], invited: false, key: null, note: null, ...details },
});

export const mark = (
  proposal: number,
  outcome: Outcome,
  on: string,
  more: With<'mark', 'proposal' | 'outcome'> = {},
): Command => ({ name: 'mark', on: day(on), proposal, outcome, reward: null, force: false, ...more });

export const buy = (bundle: number, on: string, more: With<'buy', 'bundle'> = {}): Command => ({
  name: 'buy',
  on: day(on),
  bundle,
  coupon: null,
  taxMilli: 0,
  note: null,
  force: false,
  ...more,
});

export const coupon = (code: string, offer: CouponOffer, on: string, expiresOn: string | null = null): Command => ({
  name: 'coupon add',
  on: day(on),
  code,
  offer,
  expiresOn: expiresOn === null ? null : day(expiresOn),
});

export const earn = (source: CommandOf<'earn'>['source'], on: string, more: With<'earn', 'source'> = {}): Command => ({
  name: 'earn',
  on: day(on),
  source,
  title: null,
  amount: null,
  note: null,
  force: false,
  ...more,
});

export const adCredits = (credits: number, on: string, expiresOn: string, more: { force?: boolean } = {}): Command => ({
  name: 'earn ad-credits',
  on: day(on),
  credits,
  expiresOn: day(expiresOn),
  force: false,
  ...more,
});

export const spend = (amount: number, on: string, source: CommandOf<'spend'>['source'] = 'other'): Command => ({
  name: 'spend',
  on: day(on),
  source,
  amount,
  note: null,
});

export const renew = (on: string): Command => ({ name: 'renew', on: day(on) });

export const plan = (to: Plan, on: string, granted: number | null = null): Command => ({
  name: 'plan',
  on: day(on),
  plan: to,
  granted,
});

export const reconcile = (observed: number, on: string, adjust = false): Command => ({
  name: 'reconcile',
  on: day(on),
  observed,
  adjust,
});

export const follow = (edition: string, on: string): Command => ({ name: 'rules use', on: day(on), edition });

export const bring = (rulebook: Rulebook, on: string): Command => ({ name: 'rules add', on: day(on), rulebook });

export const edit = (proposals: number | readonly number[], changes: EditedFields, force = false): Command => ({
  name: 'edit',
  on: day('2023-01-01'),
  proposals: [proposals].flat(),
  transaction: null,
  changes,
  force,
});

export const editPrice = (transaction: number, paidCents: number): Command => ({
  name: 'edit',
  on: day('2023-01-01'),
  proposals: [],
  transaction,
  changes: { paidCents },
  force: false,
});

export const voidOf = (...transactions: readonly number[]): Command => ({
  name: 'void',
  on: day('2023-01-01'),
  transactions,
});

export const join = (proposal: number, other: number): Command => ({
  name: 'join',
  on: day('2023-01-01'),
  proposal,
  other,
});

/** Reverses the last command that still counts. */
export const undo = { name: 'undo' } as const;
export type Step = Command | typeof undo;

// The ledger.

export interface Book {
  /** The entries that still count, in order. */
  readonly entries: readonly Entry[];
  /** The same entries, grouped by command in the order of recording, oldest first. */
  readonly commands: readonly (readonly Entry[])[];
  /** Numbers are never used twice, not even after an undo. */
  readonly next: EntryNumbers;
}

export const EMPTY: Book = { entries: [], commands: [], next: { transaction: 1, proposal: 1, seq: 1 } };

export const rulebooksOf = ({ entries }: Book): ReadonlyMap<string, Rulebook> => {
  const own = entries.flatMap((entry) =>
    entry.type === 'fact' && entry.body.kind === 'rulebook' ? entry.body.rulebook : [],
  );
  return new Map([...EDITIONS, ...own].map((rulebook) => [rulebook.id, rulebook]));
};

/** The state at the end of the ledger. Properties ask for it often. */
export function stateOf({ entries }: Book): State {
  const state = known.get(entries) ?? foldEntries(EMPTY_STATE, entries);
  known.set(entries, state);
  return state;
}
const known = new WeakMap<readonly Entry[], State>();

/**
 * The command's place in the ledger. Its past holds only the proposals that the command asks for. `member`: who records
 * it; not given, nobody asks.
 */
export function timelineOf(book: Book, command: Command, member?: string | null): Timeline {
  const rulebooks = rulebooksOf(book);
  const present = stateOf(book);
  const [before, later] = splitAt(book.entries, scopeOf(command).placeIn(present, rulebooks, recordedDays(book)));
  const past = later.length === 0 ? present : foldEntries(EMPTY_STATE, before);
  const asked = scopeOf(command);
  const named = new Set(later.map(proposalOf));
  const needed = [...past.proposals].filter(
    ([id, { key }]) => asked.proposals.includes(id) || named.has(id) || (key !== null && key === asked.key),
  );
  // Each command gets its own instant, in the order of recording.
  const next = { ...book.next, recordedAt: String(book.next.seq).padStart(6, '0') };
  return {
    past: { ...past, proposals: new Map(needed) },
    later,
    next,
    rulebooks,
    ...(member === undefined ? {} : { member }),
  };
}

const recordedDays = (book: Book): RecordedDays => ({
  proposal: (id) => stateOf(book).proposals.get(id)?.on ?? null,
  transaction: (id) => transactionsOf(book.commands.flat()).find((each) => each.id === id)?.on ?? null,
});

const proposalOf = (entry: Entry): number | null =>
  entry.type === 'transaction' ? entry.proposal : 'proposal' in entry.body ? entry.body.proposal : null;

export function attempt(
  book: Book,
  command: Command,
  member?: string | null,
): { readonly decision: Decision; readonly book: Book } {
  const decision = decide(command, timelineOf(book, command, member));
  return { decision, book: decision.refusal ? book : keep(book, decision.entries) };
}

const liveIn = (commands: Book['commands']): readonly Entry[] => withoutVoided(commands.flat()).toSorted(inOrder);

function keep({ entries, commands, next }: Book, fresh: readonly Entry[]): Book {
  if (fresh.length === 0) return { entries, commands, next };
  return {
    entries: liveIn([...commands, fresh]),
    commands: [...commands, fresh],
    next: {
      transaction: next.transaction + fresh.filter(({ type }) => type === 'transaction').length,
      proposal: Math.max(next.proposal, ...fresh.map((entry) => (proposalOf(entry) ?? 0) + 1)),
      seq: next.seq + fresh.length,
    },
  };
}

/** What `undo` comes to for the rules: the last command's entries no longer count. */
export function takeBack({ commands, next }: Book): Book {
  const kept = commands.slice(0, -1);
  return { entries: liveIn(kept), commands: kept, next };
}

export const stateOn = ({ entries }: Book, on: string): State => {
  const running = startReplay(EMPTY_STATE);
  for (const entry of entries) if (entry.on <= on) running.step(entry);
  running.advanceTo(day(on));
  return running.state;
};

export const balance = (book: Book, on: string): number => balanceOn(stateOn(book, on), day(on));

export const linesOf = ({ entries }: Book, until: string): readonly StatementLine[] =>
  statement(
    EMPTY_STATE,
    entries.filter(({ on }) => on <= until).map((entry) => ({ entry, live: true })),
    day(until),
  );

export const transactionsOf = (entries: readonly Entry[]): readonly Transaction[] =>
  entries.filter((entry): entry is Transaction => entry.type === 'transaction');

// Given, when, then.

/** The same data with days as plain text, so that a test can write them as literals. */
type Plain<T> = T extends Day
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Plain<Item>[]
    : T extends object
      ? { readonly [Field in keyof T]: Plain<T[Field]> }
      : T;
type Some<T> = T extends unknown ? Partial<Plain<T>> : never;

/** The ledger after these commands. Each must be accepted. */
export function given(...steps: readonly Step[]): Given {
  return new Given(
    steps.reduce<Book>((book, step) => {
      if (step.name === 'undo') return takeBack(book);
      const { decision, book: after } = attempt(book, step);
      if (decision.refusal) throw new Error(`given: ${step.name} was refused: ${JSON.stringify(decision.refusal)}`);
      return after;
    }, EMPTY),
  );
}

export class Given {
  readonly book: Book;
  constructor(book: Book) {
    this.book = book;
  }

  when(command: Command, member?: string | null): When {
    const { decision, book } = attempt(this.book, command, member);
    return new When(book, decision);
  }

  /** Expects these balances, day by day. */
  leaves(balances: Readonly<Record<string, number>>): this {
    const days = Object.keys(balances);
    expect(Object.fromEntries(days.map((on) => [on, balance(this.book, on)]))).toEqual(balances);
    return this;
  }

  /** Expects these open grants on a day, in the order they will be burned: what is left, and the day it expires. */
  holds(on: string, grants: readonly (readonly [left: number, expiresOn: string])[]): this {
    const open = stateOn(this.book, on).grants;
    expect(open.map(({ left, expiresOn }: Grant) => [left, expiresOn])).toEqual(grants);
    return this;
  }

  proposal(id: number, expected: Some<Proposal>): this {
    expect(stateOf(this.book).proposals.get(id)).toMatchObject(expected);
    return this;
  }
}

class When extends Given {
  readonly #decision: Decision;
  constructor(book: Book, decision: Decision) {
    super(book);
    this.#decision = decision;
  }

  get #accepted() {
    if (this.#decision.refusal) throw new Error(`refused: ${JSON.stringify(this.#decision.refusal)}`);
    return this.#decision;
  }

  /** Expects exactly these transactions, in order. */
  records(...transactions: readonly Some<Transaction>[]): this {
    expect(transactionsOf(this.#accepted.entries)).toMatchObject(transactions);
    return this;
  }

  /** Expects exactly these warnings. */
  warns(...warnings: readonly Plain<Warning>[]): this {
    expect(this.#accepted.warnings).toEqual(warnings);
    return this;
  }

  /** Expects exactly these reasons. */
  because(...reasons: readonly Plain<OutcomeReason>[]): this {
    expect(this.#accepted.reasons).toEqual(reasons);
    return this;
  }

  /** Expects this detail of the decision. */
  tells(detail: object): this {
    expect(this.#accepted.detail).toMatchObject(detail);
    return this;
  }

  /** Expects this refusal, so that nothing is recorded. */
  isRefused(refusal: Some<Refusal>): void {
    expect(this.#decision.refusal).toMatchObject(refusal);
  }
}
