/** Everything a report shows, gathered from a ledger: data in, data out, with no words and no layout. */
import { addDays, type Day, monthAfter } from '../rules/calendar.ts';
import { fold } from '../rules/evolve.ts';
import type { StatsCell } from '../rules/proposal-sums.ts';
import { connectPrice, type Plan } from '../rules/rulebook.ts';
import { balanceOn, EMPTY_STATE, editionOn, planOn, type State } from '../rules/state.ts';
import { type StatementLine, statement } from '../rules/statement.ts';
import type { Entry, Transaction } from '../rules/transaction.ts';
import { type Balance, balances, type Span } from './balances.ts';
import { type Due, due } from './due.ts';
import { type Forecast, forecast } from './forecast.ts';
import { type Month, months } from './months.ts';
import { paceOf } from './pace.ts';
import { type Rulebooks, standing } from './standing.ts';
import { type Group, groups, type Stats, stats } from './stats.ts';

export interface Asked {
  readonly today: Day;
  /** The days that the past is shown of; null: from the first. */
  readonly since: Day | null;
  readonly until: Day;
  /** The ledger is an invented one. */
  readonly demo: boolean;
}

/** What proposals of these days came to, as a store adds it up. */
export interface Counted {
  readonly whole: readonly StatsCell[];
  readonly tags: readonly StatsCell[];
}

/** A renewal or an expiry, all of one day together. */
export interface Mark {
  readonly on: Day;
  readonly kind: 'renewal' | 'expiry';
  readonly connects: number;
}

/** A grant that is open today. */
export interface Coming {
  readonly expiresOn: Day;
  readonly on: Day;
  readonly label: string;
  readonly left: number;
}

export interface Past {
  readonly span: Span;
  /** As the first day begins. */
  readonly before: number;
  readonly steps: readonly Balance[];
  readonly marks: readonly Mark[];
  readonly months: readonly Month[];
}

export interface Report extends Asked {
  readonly opened: Day | null;
  readonly plan: Plan;
  readonly edition: string;
  readonly priceCents: number;
  /** Today's. */
  readonly balance: number;
  /** Null: the ledger begins after these days. */
  readonly past: Past | null;
  readonly stats: Stats;
  readonly tags: readonly Group[];
  /** In the order they will be spent. */
  readonly coming: readonly Coming[];
  /** The same by month, from today's to the last. */
  readonly expiring: readonly { readonly month: string; readonly connects: number }[];
  readonly due: readonly Due[];
  readonly forecast: Forecast;
}

/** A chart shows no more steps than this. */
const MOST_STEPS = 1000;
/** Days a forecast looks ahead. */
const AHEAD_DAYS = 365;

/** Entries must be live and in order. */
export function report(all: readonly Entry[], counted: Counted, rulebooks: Rulebooks, asked: Asked): Report {
  const { today } = asked;
  const entries = all.filter(({ on }) => on <= today);
  const at = standing(entries, today, rulebooks);
  // A replay of a long ledger is most of the work.
  const state = at.due === 0 ? at.state : fold(EMPTY_STATE, entries);
  const edition = editionOn(state, today);
  const open = coming(entries, state, today);
  return {
    ...asked,
    opened: state.opened,
    plan: planOn(state, today),
    edition,
    priceCents: connectPrice(rulebooks.get(edition)),
    balance: balanceOn(state, today),
    past: state.opened && state.opened <= asked.until ? past(entries, state.opened, asked) : null,
    stats: stats(counted.whole),
    tags: groups('tag', counted.tags, counted.whole),
    coming: open,
    expiring: byMonth(open, today),
    due: due(entries, rulebooks, today, state),
    forecast: forecast(at, paceOf(at.state, today), { days: AHEAD_DAYS, until: null }),
  };
}

function past(entries: readonly Entry[], opened: Day, { since, until }: Asked): Past {
  const span = { since: since && since > opened ? since : opened, until };
  const recorded = entries.filter(({ on }) => on <= until).map((entry) => ({ entry, live: true }));
  const lines = statement(EMPTY_STATE, recorded, until);
  const own = lines.filter(({ on }) => on >= span.since);
  const before = lines[lines.length - own.length - 1]?.balance ?? 0;
  return {
    span,
    before,
    steps: balances(own, before, span, MOST_STEPS),
    marks: marks(own),
    months: months(own, before, span.since, until),
  };
}

function marks(lines: readonly StatementLine[]): readonly Mark[] {
  const found = new Map<string, Mark>();
  for (const { kind, on, connects } of lines) {
    if (kind !== 'renewal' && kind !== 'expiry') continue;
    const key = `${on} ${kind}`;
    found.set(key, { on, kind, connects: Math.abs(connects) + (found.get(key)?.connects ?? 0) });
  }
  return [...found.values()];
}

function coming(entries: readonly Entry[], state: State, today: Day): readonly Coming[] {
  const from = new Map<number, Transaction>();
  for (const entry of entries) if (entry.type === 'transaction') from.set(entry.id, entry);
  return state.grants
    .filter(({ left, expiresOn }) => left > 0 && expiresOn >= addDays(today, 1))
    .map(({ id, left, expiresOn }) => ({
      expiresOn,
      on: from.get(id)?.on ?? today,
      label: from.get(id)?.label ?? '',
      left,
    }));
}

function byMonth(open: readonly Coming[], today: Day): Report['expiring'] {
  const last = open.at(-1)?.expiresOn.slice(0, 7) ?? '';
  const sums = new Map<string, number>();
  for (let month = today.slice(0, 7); month <= last; month = monthAfter(month)) sums.set(month, 0);
  for (const { expiresOn, left } of open) {
    const month = expiresOn.slice(0, 7);
    sums.set(month, (sums.get(month) ?? 0) + left);
  }
  return [...sums].map(([month, connects]) => ({ month, connects }));
}
