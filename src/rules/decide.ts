/** The only place that consults the rulebook: a command and the ledger's past in, entries or a refusal out. */

import type { Refusal } from './answers/refusal.ts';
import type { Command } from './command/command.ts';
import { decideAdCredits } from './decide/ad-credits.ts';
import { decideApply } from './decide/apply.ts';
import { decideBuy } from './decide/buy.ts';
import { decideCoupon } from './decide/coupon.ts';
import type { Decision } from './decide/decision.ts';
import { decideEarn } from './decide/earn.ts';
import { decideEdit } from './decide/edit.ts';
import { decideImport } from './decide/import.ts';
import { decideProposalsPage } from './decide/import-proposals.ts';
import { decideInit } from './decide/init.ts';
import { decideJoin } from './decide/join.ts';
import { decideMark } from './decide/mark.ts';
import { outdatedEntries, replayLater } from './decide/outdated-entries.ts';
import { refuseCommandOf, refuseEntriesOf } from './decide/owners.ts';
import { decidePlan } from './decide/plan.ts';
import { decideReconcile } from './decide/reconcile.ts';
import { decideRenew } from './decide/renew.ts';
import { decideRulesAdd, decideRulesUse } from './decide/rules.ts';
import { decideSetting } from './decide/setting.ts';
import { ownShortage } from './decide/shortage.ts';
import { decideSpend } from './decide/spend.ts';
import { decideVoid } from './decide/void.ts';
import { withGivenWay } from './import/suppose/give-way.ts';
import { isCorrection, isImport, scopeOf } from './past/needed-parts.ts';
import type { Timeline } from './past/timeline.ts';
import type { Day } from './values/calendar.ts';
import { factsOf } from './vocabulary/transaction.ts';

/** Judges a command at its place in the ledger. No command may leave a later day below zero. */
export function decide(command: Command, timeline: Timeline): Decision {
  if (
    !scopeOf(command).canOpenAccount &&
    !isCorrection(command) &&
    !isImport(command) &&
    !isOpenBy(command.on, timeline)
  )
    return { refusal: beforeOpening(command.on, timeline) };
  const forbidden = refuseCommandOf(command, timeline);
  if (forbidden) return { refusal: forbidden };
  const decision = judge(command, timeline);
  const withheld = decision.refusal ? null : refuseEntriesOf(decision.entries, timeline);
  if (withheld) return { refusal: withheld };
  // An import has checked the later days itself, because a second replay of a long history takes long; or it moves nothing.
  if (decision.refusal || isImport(command)) return decision;
  const replayed = replayLater(timeline, decision.entries);
  const { overdrawn, opened } = replayed.core;
  if (overdrawn && command.name === 'void') {
    const { transactions: ids } = command;
    return { refusal: { code: 'depended-on', of: 'transaction', ids, dependents: [{ of: 'balance', ...overdrawn }] } };
  }
  if (overdrawn) {
    const opening = opened !== null && overdrawn.on < opened ? { opening: opened } : {};
    const own = overdrawn.purse ? {} : ownShortage(timeline, decision.entries, overdrawn.on);
    return { refusal: { code: 'overdraws-later', ...overdrawn, ...opening, ...own } };
  }
  // A change of plan has named the cycles itself.
  const isSaid = decision.warnings.some(({ code }) => code === 'cycles-posted');
  const warnings = isSaid ? [] : outdatedEntries(timeline, decision.entries, replayed);
  const entries = WITH_GIVEN_WAY.has(command.name) ? withGivenWay(timeline, decision.entries) : decision.entries;
  return { ...decision, entries, warnings: [...decision.warnings, ...warnings] };
}

/** Commands that record what happened: it may be what an import supposed to be missing. */
const WITH_GIVEN_WAY: ReadonlySet<Command['name']> = new Set(['apply', 'mark', 'buy', 'earn', 'spend', 'renew']);

const isOpenBy = (day: Day, { past, later }: Timeline): boolean =>
  past.opened !== null || factsOf(later, 'opened').some(({ on }) => on <= day);

function beforeOpening(given: Day, { later }: Timeline): Refusal {
  const [opening] = factsOf(later, 'opened');
  return { code: 'invalid-day', given, before: 'opening', first: opening?.on ?? given };
}

/** Each is called by its name, so that a command loads its own rules and not those of the others. */
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
    case 'earn ad-credits':
      return decideAdCredits(command, timeline);
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
    case 'import proposals':
      return decideProposalsPage(command, timeline);
    case 'edit':
      return decideEdit(command, timeline);
    case 'void':
      return decideVoid(command, timeline);
    case 'join':
      return decideJoin(command, timeline);
    case 'config set':
    case 'config unset':
      return decideSetting(command, timeline);
    case 'rules use':
      return decideRulesUse(command, timeline);
    case 'rules add':
      return decideRulesAdd(command, timeline);
  }
}
