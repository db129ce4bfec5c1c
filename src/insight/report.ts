/** Everything a report shows, gathered from a ledger: data in, data out, with no words and no layout. */
import { type BudgetUse, budgetUse } from '../rules/amounts/budget-use.ts';
import { membershipRules } from '../rules/amounts/membership-fee.ts';
import { type OpenGrant, type StatementLine, statement } from '../rules/past/statement.ts';
import { connectPrice, type Plan } from '../rules/rulebook/rulebook.ts';
import { foldEntries } from '../rules/state/evolve.ts';
import { usableGrants } from '../rules/state/grants.ts';
import type { StatsCell } from '../rules/state/proposal-sums.ts';
import { balanceOn, EMPTY_STATE, editionOn, planOn, type State } from '../rules/state/state.ts';
import { type Day, monthsBetween } from '../rules/values/calendar.ts';
import { type Entry, transactionsOf } from '../rules/vocabulary/transaction.ts';
import { type DueItem, type DueSums, dueOnUpwork, dueSums } from './due/due-on-upwork.ts';
import { type BalanceStep, type DaySpan, stepBalances } from './flow/balance-steps.ts';
import { type MonthSummary, monthSummaries } from './flow/monthly-summary.ts';
import {
  type MonthSpending,
  type RecentSpending,
  recentSpending,
  spendingByMonth,
  unknownCosts,
} from './flow/spending.ts';
import { accountPosition, type RulebookMap } from './future/account-position.ts';
import { type ConnectsForecast, forecastConnects } from './future/forecast.ts';
import { paceOf } from './future/pace.ts';
import { listProposals, type ProposalLists } from './proposals/proposal-lists.ts';
import { type ProposalStats, type StatsGroup, statsGroups, summarizeStats } from './proposals/proposal-stats.ts';

export interface ReportQuery {
  readonly today: Day;
  /** The report shows the past from this day on; null: from the first. */
  readonly since: Day | null;
  readonly until: Day;
  /** The ledger is an invented one. */
  readonly demo: boolean;
}

/** The sums over the proposals of these days, as a store adds them up. */
export interface CountedProposals {
  readonly whole: readonly StatsCell[];
  readonly tags: readonly StatsCell[];
}

/** A renewal or an expiry, all of one day together. */
export interface BalanceMark {
  readonly on: Day;
  readonly kind: 'renewal' | 'expiry';
  readonly connects: number;
}

/** A grant that is open today. */
export type ComingExpiry = Pick<OpenGrant, 'expiresOn' | 'on' | 'label' | 'left'>;

export interface ReportPast {
  readonly span: DaySpan;
  /** As the first day begins. */
  readonly before: number;
  readonly steps: readonly BalanceStep[];
  readonly marks: readonly BalanceMark[];
  readonly months: readonly MonthSummary[];
  readonly spending: readonly MonthSpending[];
  /** Proposals of unknown cost: all of these days, and those of them that were sent before the ledger begins. */
  readonly uncosted: { readonly all: number; readonly earlier: number };
}

export interface ReportData extends ReportQuery {
  readonly opened: Day | null;
  readonly plan: Plan;
  readonly edition: string;
  readonly priceCents: number;
  /** Today's. */
  readonly balance: number;
  /** Null: the ledger begins after these days. */
  readonly past: ReportPast | null;
  readonly stats: ProposalStats;
  readonly tags: readonly StatsGroup[];
  /** In the order they will be spent. */
  readonly coming: readonly ComingExpiry[];
  /** The same by month, from today's to the last. */
  readonly expiring: readonly { readonly month: string; readonly connects: number }[];
  readonly due: readonly DueItem[];
  readonly dueSums: DueSums;
  readonly lists: ProposalLists;
  readonly recent: RecentSpending;
  /** Null: the ledger has none. */
  readonly budget: BudgetUse | null;
  readonly forecast: ConnectsForecast;
}

/** A chart shows no more steps than this. */
const MOST_STEPS = 1000;
/** Days a forecast looks ahead. */
const AHEAD_DAYS = 365;

/** Entries must be live and in order. */
export function gatherReport(
  all: readonly Entry[],
  counted: CountedProposals,
  rulebooks: RulebookMap,
  asked: ReportQuery,
): ReportData {
  const { today } = asked;
  const entries = all.filter(({ on }) => on <= today);
  const at = accountPosition(entries, today, rulebooks);
  // A replay of a long ledger is most of the work.
  const state = at.due === 0 ? at.state : foldEntries(EMPTY_STATE, entries);
  const edition = editionOn(state, today);
  const open = coming(entries, state, today);
  const due = dueOnUpwork(entries, rulebooks, today, state);
  return {
    ...asked,
    opened: state.opened,
    plan: planOn(state, today),
    edition,
    priceCents: connectPrice(rulebooks.get(edition)),
    balance: balanceOn(state, today),
    past: state.opened && state.opened <= asked.until ? reportPast(entries, state.opened, asked) : null,
    stats: summarizeStats(counted.whole),
    tags: statsGroups('tag', counted.tags, counted.whole),
    coming: open,
    expiring: byMonth(open, today),
    due,
    dueSums: dueSums(due),
    lists: listProposals(state.proposals.values(), asked),
    recent: recentSpending(entries, state.opened, today),
    budget: budgetUse(state, state.settings, today),
    forecast: forecastConnects(at, paceOf(at.state, today), { days: AHEAD_DAYS, until: null }),
  };
}

/** The past of a ledger that was opened on that day, from `since` or from its first day, to `until`. */
export function reportPast(
  entries: readonly Entry[],
  opened: Day,
  { since, until }: Pick<ReportQuery, 'since' | 'until'>,
): ReportPast {
  const span = { since: since && since > opened ? since : opened, until };
  const recorded = entries.filter(({ on }) => on <= until).map((entry) => ({ entry, live: true }));
  const lines = statement(EMPTY_STATE, recorded, until);
  const own = lines.filter(({ on }) => on >= span.since);
  const before = lines[lines.length - own.length - 1]?.balance ?? 0;
  const uncosted = unknownCosts(entries).filter((on) => on <= until && (since === null || on >= since));
  const unknown = uncosted.filter((on) => on >= span.since);
  return {
    span,
    before,
    steps: stepBalances(own, before, span, MOST_STEPS),
    marks: marks(own),
    months: monthSummaries(own, before, span.since, until, membershipRules(entries), unknown),
    spending: spendingByMonth(own, unknown, span.since, until),
    uncosted: { all: uncosted.length, earlier: uncosted.length - unknown.length },
  };
}

function marks(lines: readonly StatementLine[]): readonly BalanceMark[] {
  const found = new Map<string, BalanceMark>();
  for (const { kind, on, connects } of lines) {
    if (kind !== 'renewal' && kind !== 'expiry') continue;
    const key = `${on} ${kind}`;
    found.set(key, { on, kind, connects: Math.abs(connects) + (found.get(key)?.connects ?? 0) });
  }
  return [...found.values()];
}

function coming(entries: readonly Entry[], state: State, today: Day): readonly ComingExpiry[] {
  const byId = new Map(transactionsOf(entries).map((transaction) => [transaction.id, transaction]));
  return usableGrants(state.grants, today).map(({ id, left, expiresOn }) => {
    const { on = today, label = '' } = byId.get(id) ?? {};
    return { expiresOn, on, label, left };
  });
}

function byMonth(open: readonly ComingExpiry[], today: Day): ReportData['expiring'] {
  return [...monthsBetween(today, open.at(-1)?.expiresOn ?? '')].map((month) => {
    const own = open.filter(({ expiresOn }) => expiresOn.startsWith(month));
    return { month, connects: own.reduce((sum, { left }) => sum + left, 0) };
  });
}
