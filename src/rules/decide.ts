/** The only place that consults the rulebook: a command and the ledger's past in, entries or a refusal out. */
import type { Day } from './calendar.ts';
import type { Command } from './command.ts';
import { decideApply } from './decide/apply.ts';
import { decideBuy } from './decide/buy.ts';
import { decideCoupon } from './decide/coupon.ts';
import type { Decision } from './decide/decision.ts';
import { decideEarn } from './decide/earn.ts';
import { decideImport } from './decide/import.ts';
import { decideInit } from './decide/init.ts';
import { decideMark } from './decide/mark.ts';
import { outdatedEntries } from './decide/outdated-entries.ts';
import { decidePlan } from './decide/plan.ts';
import { decideReconcile } from './decide/reconcile.ts';
import { decideRenew } from './decide/renew.ts';
import { decideRulesAdd, decideRulesUse } from './decide/rules.ts';
import { decideSetting } from './decide/setting.ts';
import { decideSpend } from './decide/spend.ts';
import type { Refusal } from './refusal.ts';
import { scopeOf } from './scope.ts';
import { stateAtEnd, type Timeline } from './timeline.ts';

/**
 * Judges a command at its place in the ledger.
 * Whatever it is, it may leave no later day below zero.
 */
export function decide(command: Command, timeline: Timeline): Decision {
  if (!scopeOf(command).canOpenAccount && !timeline.past.opened)
    return { refusal: beforeOpening(command.on, timeline) };
  const decision = judge(command, timeline);
  // An import has looked ahead itself, over a history that may be long.
  if (decision.refusal || command.name === 'import') return decision;
  const { overdrawn } = stateAtEnd(timeline, decision.entries);
  if (overdrawn) return { refusal: { code: 'overdraws-later', ...overdrawn } };
  // A change of plan has named the cycles itself.
  if (decision.warnings.some(({ code }) => code === 'cycles-posted')) return decision;
  return { ...decision, warnings: [...decision.warnings, ...outdatedEntries(timeline, decision.entries)] };
}

function beforeOpening(given: Day, { later }: Timeline): Refusal {
  const opening = later.find((entry) => entry.type === 'fact' && entry.body.kind === 'opened');
  return { code: 'invalid-day', given, before: 'opening', first: opening?.on ?? given };
}

function judge(command: Command, timeline: Timeline): Decision {
  switch (command.name) {
    case 'init':
      return decideInit(command, timeline);
    case 'apply':
      return decideApply(command, timeline);
    case 'mark':
      return decideMark(command, timeline);
    case 'buy':
      return decideBuy(command, timeline);
    case 'coupon add':
      return decideCoupon(command, timeline);
    case 'earn':
      return decideEarn(command, timeline);
    case 'spend':
      return decideSpend(command, timeline);
    case 'renew':
      return decideRenew(command, timeline);
    case 'plan':
      return decidePlan(command, timeline);
    case 'reconcile':
      return decideReconcile(command, timeline);
    case 'import':
      return decideImport(command, timeline);
    case 'config set':
    case 'config unset':
      return decideSetting(command, timeline);
    case 'rules use':
      return decideRulesUse(command, timeline);
    case 'rules add':
      return decideRulesAdd(command, timeline);
    default:
      return command satisfies never;
  }
}
