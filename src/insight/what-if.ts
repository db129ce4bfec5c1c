/** The same ledger under another edition, plan, pace or price: its past and its future beside the recorded ones. */

import type { Command } from '../rules/command/command.ts';
import { decide } from '../rules/decide.ts';
import { isInRange, isOnSale, type Rulebook } from '../rules/rulebook/rulebook.ts';
import { foldEntries } from '../rules/state/evolve.ts';
import type { State } from '../rules/state/state.ts';
import type { Day } from '../rules/values/calendar.ts';
import type { Kind } from '../rules/vocabulary/kinds.ts';
import { type Entry, inOrder, transactionsOf } from '../rules/vocabulary/transaction.ts';
import { type FlowSummary, summarizeFlows } from './flow/flow-summary.ts';
import { type AccountPosition, accountPosition, numbersAfter, type WholePosition } from './future/account-position.ts';
import { type ConnectsForecast, forecastConnects } from './future/forecast.ts';
import { type PaceOptions, paceOf } from './future/pace.ts';
import { type ChangedRules, rewriteEntries, type UnpublishedReward } from './rewrite-entries.ts';

export interface WhatIfChange extends ChangedRules {
  readonly perWeek: number | null;
  /** Connects a proposal. */
  readonly cost: number | null;
}

/** The assumptions of the comparison, and its limits. */
export type WhatIfCaveat =
  | ({ readonly code: 'unpublished' } & UnpublishedReward)
  /** The recorded spending could not have been paid for. */
  | { readonly code: 'short'; readonly on: string; readonly missing: number }
  /** Proposals that took more or less than the edition allows; their cost stays as recorded. */
  | { readonly code: 'out-of-range'; readonly count: number; readonly min: number; readonly max: number | null }
  /** Purchases of sizes that the edition does not sell. */
  | { readonly code: 'not-on-sale'; readonly count: number }
  /** Every billing cycle is counted as the rulebook has it, whether or not Upwork gave it. */
  | { readonly code: 'cycles-by-the-rulebook'; readonly recorded: number; readonly counted: number }
  /** Cycles that are due and not recorded count on the side of the ledger too. */
  | { readonly code: 'cycles-due'; readonly cycles: number }
  | { readonly code: 'costs-as-recorded' }
  | { readonly code: 'fee-unknown' }
  /** Purchases without a recorded price. */
  | { readonly code: 'unpriced'; readonly count: number; readonly of: number }
  /** Changing the plan today brings this at once. */
  | { readonly code: 'upgrade'; readonly connects: number }
  | { readonly code: 'replies-unknown'; readonly boosts: number };

export interface WhatIf {
  /** Null if the change concerns only the days to come. */
  readonly past: { readonly recorded: FlowSummary; readonly otherwise: FlowSummary } | null;
  readonly future: { readonly today: ConnectsForecast; readonly otherwise: ConnectsForecast };
  readonly caveats: readonly WhatIfCaveat[];
}

/** Another pace or cost alone: it leaves the past as it was, which need not be read. */
export function comparePaces(
  at: AccountPosition,
  { perWeek, cost }: Pick<WhatIfChange, 'perWeek' | 'cost'>,
  days: number,
  since: Day | null = null,
): WhatIf {
  const { today, state } = at;
  const forecast = (wanted: PaceOptions): ConnectsForecast =>
    forecastConnects(at, paceOf(state, today, { ...wanted, since }), { days, until: null });
  return { past: null, future: { today: forecast({}), otherwise: forecast({ perWeek, cost }) }, caveats: [] };
}

/** Whether the change would have made another past. */
export const changesPast = ({ edition, plan, withoutBoost }: WhatIfChange): boolean =>
  edition !== null || plan !== null || withoutBoost;

/** `since`: the day the recorded pace is taken from; null: the usual weeks. */
export function compareWhatIf(at: WholePosition, change: WhatIfChange, days: number, since: Day | null = null): WhatIf {
  const { today, state, entries } = at;
  const { edition, plan, perWeek, cost, withoutBoost } = change;
  if (!changesPast(change)) return comparePaces(at, change, days, since);
  const { unpublished, ...other } = rewriteEntries(entries, change, at.rulebooks, state);
  const fiction = accountPosition([...other.entries].sort(inOrder), today, at.rulebooks);
  const past = { recorded: summarizeFlows(entries, today), otherwise: summarizeFlows(fiction.entries, today) };
  const ahead = from(at, change);
  const asked = { days, until: null };
  return {
    past,
    future: {
      today: forecastConnects(at, paceOf(state, today, { since }), asked),
      otherwise: forecastConnects(ahead.position, paceOf(state, today, { perWeek, cost, withoutBoost, since }), asked),
    },
    caveats: [
      ...unpublished.map((each) => ({ code: 'unpublished' as const, ...each })),
      ...(past.otherwise.short ? [{ code: 'short' as const, ...past.otherwise.short }] : []),
      ...(edition ? against(entries, edition) : []),
      ...(edition || plan
        ? [
            {
              code: 'cycles-by-the-rulebook' as const,
              recorded: count(entries, 'renewal') - at.due,
              counted: count(fiction.entries, 'renewal'),
            },
          ]
        : []),
      ...(at.due > 0 ? [{ code: 'cycles-due' as const, cycles: at.due }] : []),
      ...(past.recorded.unpriced > 0
        ? [{ code: 'unpriced' as const, count: past.recorded.unpriced, of: past.recorded.purchases }]
        : []),
      ...(plan === 'plus' ? [{ code: 'fee-unknown' as const }] : []),
      ...(ahead.granted > 0 ? [{ code: 'upgrade' as const, connects: ahead.granted }] : []),
      ...(withoutBoost ? [{ code: 'replies-unknown' as const, boosts: count(entries, 'boost') }] : []),
    ],
  };
}

/** The account as it would go on from today under the edition and the plan. */
function from(
  at: WholePosition,
  { edition, plan }: WhatIfChange,
): { readonly position: WholePosition; readonly granted: number } {
  const { today, rulebooks } = at;
  const commands: Command[] = [];
  if (edition) commands.push({ name: 'rules use', on: today, edition: edition.id });
  if (plan) commands.push({ name: 'plan', on: today, plan, granted: null });
  let state: State = at.state;
  let granted = 0;
  for (const command of commands) {
    const decision = decide(command, { past: state, later: [], next: numbersAfter(at.entries), rulebooks });
    // The plan may be in force already.
    if (decision.refusal) continue;
    for (const { connects } of transactionsOf(decision.entries)) granted += connects;
    state = foldEntries(state, decision.entries);
  }
  return { position: { ...at, state }, granted };
}

function against(entries: readonly Entry[], rulebook: Rulebook): readonly WhatIfCaveat[] {
  const outside = transactionsOf(entries, 'proposal').filter(({ connects }) => !isInRange(rulebook, -connects)).length;
  const unsold = transactionsOf(entries, 'purchase').filter(({ connects }) => !isOnSale(rulebook, connects)).length;
  const { min, max } = rulebook.proposal;
  return [
    { code: 'costs-as-recorded' },
    ...(outside > 0 ? [{ code: 'out-of-range' as const, count: outside, min, max }] : []),
    ...(unsold > 0 ? [{ code: 'not-on-sale' as const, count: unsold }] : []),
  ];
}

const count = (entries: readonly Entry[], kind: Kind): number => transactionsOf(entries, kind).length;
