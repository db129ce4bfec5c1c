/** Everything a report shows, gathered from a ledger: data in, data out, with no words and no layout. */
import { type BudgetUse, budgetUse } from '../rules/amounts/budget-use.ts';
import type { MembershipRules } from '../rules/amounts/membership-fee.ts';
import type { DayFlow, DayFlows } from '../rules/past/day-flows.ts';
import type { OpenGrant } from '../rules/past/statement.ts';
import type { WaitingProposals } from '../rules/proposals/unanswered.ts';
import { connectPrice, type Plan } from '../rules/rulebook/rulebook.ts';
import type { ClientSums, StatsCell } from '../rules/state/proposal-sums.ts';
import { balanceOn, editionOn, type Proposal, planOn, type State } from '../rules/state/state.ts';
import { type Day, monthsBetween } from '../rules/values/calendar.ts';
import { type DueItem, type DueSums, dueSums } from './due/due-on-upwork.ts';
import { type BalanceStep, type DaySpan, stepBalances } from './flow/balance-steps.ts';
import { type MonthSummary, monthSummaries } from './flow/monthly-summary.ts';
import { type MonthSpending, type RecentSpending, recentSpending, spendingByMonth } from './flow/spending.ts';
import type { AccountPosition } from './future/account-position.ts';
import { type ConnectsForecast, forecastConnects } from './future/forecast.ts';
import { paceOf } from './future/pace.ts';
import { clientSums } from './proposals/client-sums.ts';
import { type ProposalStats, type StatsGroup, statsGroups, summarizeStats } from './proposals/proposal-stats.ts';

export interface ReportQuery {
  readonly today: Day;
  /** The report shows the past from this day on; null: from the first. */
  readonly since: Day | null;
  readonly until: Day;
  /** The ledger is an invented one. */
  readonly demo: boolean;
}

/** What a ledger says, as a store answers it. */
export interface ReportSource {
  /** Today, and the same with the due cycles counted as posted. */
  readonly state: State;
  readonly at: AccountPosition;
  /** What moved in the days of the report; null: the ledger begins after them. */
  readonly moved: DayFlows | null;
  /** What moved since the month before today's began. */
  readonly lately: DayFlows;
  /** Sums over the proposals of these days, and those by tag. */
  readonly whole: readonly StatsCell[];
  readonly tags: readonly StatsCell[];
  /** Of these days, newest first. */
  readonly hires: readonly Proposal[];
  readonly waiting: WaitingProposals;
  readonly clients: readonly ClientSums[];
  readonly open: readonly OpenGrant[];
  readonly due: readonly DueItem[];
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
  readonly hires: readonly Proposal[];
  /** As of today. */
  readonly waiting: WaitingProposals;
  readonly clients: readonly ClientSums[];
  readonly recent: RecentSpending;
  /** Null: the ledger has none. */
  readonly budget: BudgetUse | null;
  readonly forecast: ConnectsForecast;
}

/** A chart shows no more steps than this. */
const MOST_STEPS = 1000;
/** Days a forecast looks ahead. */
const AHEAD_DAYS = 365;

export function gatherReport(source: ReportSource, asked: ReportQuery): ReportData {
  const { state, at, moved, whole, due, open } = source;
  const { today } = asked;
  const { rulebooks } = at;
  const edition = editionOn(state, today);
  return {
    ...asked,
    opened: state.opened,
    plan: planOn(state, today),
    edition,
    priceCents: connectPrice(rulebooks.get(edition)),
    balance: balanceOn(state, today),
    past: state.opened && moved ? reportPast(moved, { ...state, opened: state.opened, rulebooks }, asked) : null,
    stats: summarizeStats(whole),
    tags: statsGroups('tag', source.tags, whole),
    coming: open,
    expiring: byMonth(open, today),
    due,
    dueSums: dueSums(due),
    hires: source.hires,
    waiting: source.waiting,
    clients: clientSums(source.clients),
    recent: recentSpending(source.lately, state.opened, today),
    budget: budgetUse(state, state.settings, today),
    forecast: forecastConnects(at, paceOf(at.state, today), { days: AHEAD_DAYS, until: null }),
  };
}

/** The past of a ledger that was opened on that day, from `since` or from its first day, to `until`. */
export function reportPast(
  { before, flows, uncosted }: DayFlows,
  rules: MembershipRules & { readonly opened: Day },
  { since, until }: Pick<ReportQuery, 'since' | 'until'>,
): ReportPast {
  const span = { since: since && since > rules.opened ? since : rules.opened, until };
  let balance = before;
  const own = flows.map((flow) => {
    balance += flow.connects;
    return { ...flow, balance };
  });
  const unknown = uncosted.filter((on) => on >= span.since);
  return {
    span,
    before,
    steps: stepBalances(own, before, span, MOST_STEPS),
    marks: marks(own),
    months: monthSummaries(own, before, span.since, until, rules, unknown),
    spending: spendingByMonth(own, unknown, span.since, until),
    uncosted: { all: uncosted.length, earlier: uncosted.length - unknown.length },
  };
}

function marks(flows: readonly DayFlow[]): readonly BalanceMark[] {
  const found = new Map<string, BalanceMark>();
  for (const { kind, on, connects } of flows) {
    if (kind !== 'renewal' && kind !== 'expiry') continue;
    const key = `${on} ${kind}`;
    found.set(key, { on, kind, connects: Math.abs(connects) + (found.get(key)?.connects ?? 0) });
  }
  return [...found.values()];
}

function byMonth(open: readonly ComingExpiry[], today: Day): ReportData['expiring'] {
  return [...monthsBetween(today, open.at(-1)?.expiresOn ?? '')].map((month) => {
    const own = open.filter(({ expiresOn }) => expiresOn.startsWith(month));
    return { month, connects: own.reduce((sum, { left }) => sum + left, 0) };
  });
}
