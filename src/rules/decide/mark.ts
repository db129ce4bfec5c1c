/** `mark`: what became of a proposal. The reward of an interview is in `interview-reward.ts`, what comes back in `outcome-refund.ts`. */

import type { Refusal } from '../answers/refusal.ts';
import type { OutcomeReason, Warning } from '../answers/warning.ts';
import type { CommandOf } from '../command/command.ts';
import { type EntryBuilder, entryBuilder, rulebookOn, type Timeline } from '../past/timeline.ts';
import { issuedOn } from '../rulebook/rulebook.ts';
import { foldEntries } from '../state/evolve.ts';
import { proposalCreatedBy } from '../state/proposal-changes.ts';
import type { Proposal } from '../state/state.ts';
import type { Day } from '../values/calendar.ts';
import { sortedJson } from '../values/json.ts';
import { stageOf } from '../vocabulary/outcomes.ts';
import { acceptCommand, type Decision, detailOf, refuseCommand } from './decision.ts';
import { interviewReward } from './interview-reward.ts';
import { outcomeRefund } from './outcome-refund.ts';
import { refuseTransition } from './transition.ts';

export function decideMark(command: CommandOf<'mark'>, timeline: Timeline): Decision {
  const { proposal, others = [] } = command;
  const builder = entryBuilder(timeline.next);
  const warnings: Warning[] = [];
  const reasons: OutcomeReason[] = [];
  for (const id of new Set([proposal, ...others])) {
    // Each proposal is judged after those before it: interviews of one day share one limit.
    const past = builder.entries.length === 0 ? timeline.past : foldEntries(timeline.past, builder.entries);
    const marked = markOne({ ...command, proposal: id }, { ...timeline, past }, builder);
    if ('code' in marked) return refuseCommand(marked);
    warnings.push(...marked.warnings);
    reasons.push(...marked.reasons);
  }
  const detail = detailOf([proposal, ...others]);
  return acceptCommand(builder.entries, { warnings, reasons: addedUp(reasons), detail });
}

/** Of refunds and of Connects that stay spent, the same reason for several proposals is one, with their sum. */
function addedUp(reasons: readonly OutcomeReason[]): readonly OutcomeReason[] {
  const kinds = Map.groupBy(reasons, (reason) =>
    reason.code === 'no-refund' || reason.code === 'refunded'
      ? sortedJson({ ...reason, connects: null })
      : sortedJson(reason),
  );
  return [...kinds.values()].flatMap((same) => {
    const [first] = same;
    if (first?.code !== 'no-refund' && first?.code !== 'refunded') return same;
    const connects = same.reduce((sum, each) => sum + ('connects' in each ? each.connects : 0), 0);
    return [{ ...first, connects }];
  });
}

interface Marked {
  readonly warnings: Warning[];
  readonly reasons: OutcomeReason[];
}

function markOne(command: CommandOf<'mark'>, timeline: Timeline, builder: EntryBuilder): Marked | Refusal {
  const { on, outcome, force } = command;
  const proposal = timeline.past.proposals.get(command.proposal);
  if (!proposal) return absent(command, timeline);
  // An edit may have moved it to a later day than the one on which it was recorded.
  if (on < proposal.on) return beforeProposal(on, proposal.on);
  const isLate = isLateReward(command, proposal) || isLateValue(command, proposal);
  const barred = isLate ? null : refuseTransition(proposal, outcome, timeline.later);
  const forcible = barred?.why === 'backwards' || barred?.why === 'ended' || barred?.why === 'later';
  if (barred && !(force && forcible)) return barred;

  const rulebook = rulebookOn(timeline, timeline.past, on);
  const answer: Marked = { warnings: [], reasons: [] };
  if (barred) answer.warnings.push({ code: 'forced', rule: barred.code, edition: rulebook.id });
  if (!isLate) builder.addFact(on, { kind: 'outcome', proposal: proposal.id, outcome });
  const { valueCents } = command;
  // On the proposal's own day, as an edit does: of two values on one day, the one recorded last counts.
  if (valueCents !== undefined && valueCents !== proposal.valueCents) {
    builder.addFact(proposal.on, { kind: 'edited', proposal: proposal.id, details: { valueCents } });
  }
  const shared = { on, proposal: proposal.id, title: proposal.title, edition: rulebook.id, forced: barred !== null };

  if (outcome === 'interview') {
    const reward = interviewReward(command, proposal, rulebook, timeline);
    answer.warnings.push(...reward.warnings);
    answer.reasons.push(...reward.reasons);
    if (reward.connects > 0) {
      const { connects, forced } = reward;
      const issued = issuedOn(on, rulebook);
      builder.addTransaction({ ...shared, ...issued, kind: 'interview', connects, forced: forced || shared.forced });
    }
  }
  const refund = outcomeRefund(command, proposal, rulebook, timeline.later);
  if ('code' in refund) return refund;
  for (const part of refund.parts) builder.addTransaction({ ...shared, ...part });
  answer.warnings.push(...refund.warnings);
  answer.reasons.push(...refund.reasons);
  return answer;
}

/** A reward that came after the interview was marked without one. */
const isLateReward = ({ outcome, reward }: CommandOf<'mark'>, { reached, earned }: Proposal): boolean =>
  outcome === 'interview' && reward !== null && reward > 0 && reached >= stageOf('interview') && earned === 0;

/** What a hire earned, typed after the hire was marked. */
const isLateValue = ({ outcome, valueCents }: CommandOf<'mark'>, { status }: Proposal): boolean =>
  outcome === 'hired' && valueCents !== undefined && status === 'hired';

const beforeProposal = (given: Day, first: Day) => ({ code: 'invalid-day', given, before: 'proposal', first }) as const;

function absent(command: CommandOf<'mark'>, { later, next }: Timeline) {
  const first = later.find((entry) => proposalCreatedBy(entry) === command.proposal);
  return first
    ? beforeProposal(command.on, first.on)
    : ({ code: 'unknown-proposal', given: command.proposal, last: next.proposal - 1 } as const);
}
