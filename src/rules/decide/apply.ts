/** `apply`: a proposal costs what its job asks, within the edition's range; a boost is a second transaction. */

import type { Warning } from '../answers/warning.ts';
import type { CommandOf } from '../command/command.ts';
import { entryBuilder, rulebookOn, type Timeline } from '../past/timeline.ts';
import { newestEdition } from '../rulebook/newest-edition.ts';
import { isInRange, type Rulebook } from '../rulebook/rulebook.ts';
import { creditBalance } from '../state/ad-credits.ts';
import { balanceOn } from '../state/state.ts';
import { factsOf } from '../vocabulary/transaction.ts';
import { acceptCommand, type Decision, refuseCommand } from './decision.ts';
import { judgeOutgo } from './guards.ts';

export function decideApply(command: CommandOf<'apply'>, timeline: Timeline): Decision {
  const { on, details, observed, force } = command;
  const { credits = 0 } = details;
  // What is left to pay of the boost in Connects.
  const boost = command.boost - credits;
  const rulebook = rulebookOn(timeline, timeline.past, on);
  const edition = rulebook.id;
  const warnings: Warning[] = [];
  const overrule = (rule: string) => warnings.push({ code: 'forced', rule, edition });

  const before = details.key === null ? null : charged(details.key, timeline);
  if (before && !force) return refuseCommand({ code: 'duplicate-key', key: details.key ?? '', ...before });
  if (before) overrule('duplicate-key');

  const cost = price(command, rulebook);
  if (details.invited && command.cost && cost !== command.cost) {
    warnings.push({ code: 'invitation-free', given: command.cost });
  }
  const allowed = details.invited ? cost === rulebook.invitation.connects : isInRange(rulebook, cost);
  if (!allowed && !force) {
    const { min, max } = rulebook.proposal;
    const newest = newestEdition(timeline.rulebooks);
    return refuseCommand({ code: 'cost-out-of-range', edition, given: cost, min, max, newest, on });
  }
  const boostAllowed = command.boost === 0 || rulebook.boost.available;
  if (!boostAllowed && !force) return refuseCommand({ code: 'cost-out-of-range', edition, boost: command.boost });
  const creditsAllowed = credits === 0 || (rulebook.adCredits?.available ?? false);
  if (!creditsAllowed && !force) return refuseCommand({ code: 'no-ad-credits', edition, by: 'apply' });
  if (!creditsAllowed) overrule('no-ad-credits');
  const purse = creditBalance(timeline.past.adCredits, on);
  if (credits > (purse?.left ?? 0)) {
    const { left = 0, expiresOn = null } = purse ?? {};
    return refuseCommand({ code: 'insufficient-ad-credits', on, needed: credits, left, expiresOn });
  }
  if (!allowed || !boostAllowed) overrule('cost-out-of-range');

  const guards = judgeOutgo(timeline, { on, connects: cost + boost, counted: true, cents: 0 }, { force, edition });
  if ('code' in guards) {
    const isShort = guards.code === 'insufficient-connects' && observed !== undefined;
    return refuseCommand(isShort ? { ...guards, observed } : guards);
  }
  warnings.push(...guards);

  const forced = warnings.some((warning) => warning.code === 'forced');
  const proposal = timeline.next.proposal;
  const builder = entryBuilder(timeline.next);
  builder.addFact(on, { kind: 'proposal', proposal, details });
  const shared = { on, proposal, title: details.title, note: details.note, edition, forced };
  if (cost > 0) builder.addTransaction({ ...shared, kind: 'proposal', connects: -cost });
  if (boost > 0) builder.addTransaction({ ...shared, kind: 'boost', connects: -boost });
  // What Upwork's page says is left is that balance less this spending.
  if (observed === balanceOn(timeline.past, on)) {
    builder.addFact(on, { kind: 'reconciled', connects: observed - cost - boost });
  }
  return acceptCommand(builder.entries, { warnings, detail: { of: 'proposal', proposal } });
}

/** An invitation has the edition's price, whatever the user typed. Only `--force` makes the typed price count. */
const price = ({ cost, details, force }: CommandOf<'apply'>, rulebook: Rulebook): number =>
  details.invited && !(force && cost !== null) ? rulebook.invitation.connects : (cost ?? 0);

/** The proposal that already paid for this job, on whatever day. */
function charged(key: string, { past, later }: Timeline) {
  const before = [...past.proposals.values()].find((proposal) => proposal.key === key);
  if (before) return { proposal: before.id, on: before.on };
  const after = factsOf(later, 'proposal').find(({ body }) => body.details.key === key);
  return after ? { proposal: after.body.proposal, on: after.on } : null;
}
