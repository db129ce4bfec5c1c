/** `mark`: what became of a proposal, and the rewards and refunds that follow from it. */
import type { CommandOf } from '../command.ts';
import { sliceTotal } from '../grants.ts';
import { proposalCreatedBy, refundableSlices } from '../proposal-changes.ts';
import { entryBuilder, rulebookOn, type Timeline } from '../timeline.ts';
import { type RefundKind, refundPart } from '../vocabulary/kinds.ts';
import { isClosing, OUTCOME_FACTS, type ProposalStatus } from '../vocabulary/outcomes.ts';
import type { OutcomeReason, Warning } from '../warning.ts';
import { acceptCommand, type Decision, refuseCommand } from './decision.ts';
import { interviewReward } from './interview.ts';
import { boostStands, costCameBack, refuseTransition } from './transition.ts';

export function decideMark(command: CommandOf<'mark'>, timeline: Timeline): Decision {
  const { on, outcome, force } = command;
  const proposal = timeline.past.proposals.get(command.proposal);
  if (!proposal) return refuseCommand(absent(command, timeline));
  const barred = refuseTransition(proposal, outcome, timeline.later);
  const forcible = barred?.why === 'backwards' || barred?.why === 'ended' || barred?.why === 'later';
  if (barred && !(force && forcible)) return refuseCommand(barred);

  const rulebook = rulebookOn(timeline, timeline.past, on);
  const answer = { warnings: [] as Warning[], reasons: [] as OutcomeReason[] };
  if (barred) answer.warnings.push({ code: 'forced', rule: barred.code, edition: rulebook.id });
  const builder = entryBuilder(timeline.next);
  builder.addFact(on, { kind: 'outcome', proposal: proposal.id, outcome });
  const shared = { on, proposal: proposal.id, title: proposal.title, edition: rulebook.id, forced: barred !== null };

  if (outcome === 'interview') {
    const reward = interviewReward(command, proposal, rulebook, timeline);
    answer.warnings.push(...reward.warnings);
    answer.reasons.push(...reward.reasons);
    if (reward.connects > 0) {
      const { connects, expiresOn, forced } = reward;
      builder.addTransaction({ ...shared, kind: 'interview', connects, expiresOn, forced: forced || shared.forced });
    }
  }
  const { closing, label } = OUTCOME_FACTS[outcome];
  const giveBack = (kind: RefundKind, status: ProposalStatus, label: string | null = null): void => {
    // A refund returns to the grants that were burned. The part that has expired meanwhile is lost.
    const connects = sliceTotal(refundableSlices(proposal, kind, on));
    if (connects > 0) builder.addTransaction({ ...shared, kind, label, connects });
    const what = refundPart(kind);
    const of = proposal[what];
    if (connects > 0) answer.reasons.push({ code: 'refunded', status, connects, what });
    if (connects < of) answer.warnings.push({ code: 'refund-expired', what, lost: of - connects, of });
  };
  if (outcome === 'outbid') giveBack('boost-refund', proposal.status, label);
  if (isClosing(outcome)) {
    const boosted = boostStands(proposal, timeline.later);
    if (closing && rulebook.refunds[closing]) {
      const owing = proposal.cost > 0 && !costCameBack(proposal, timeline.later);
      if (owing) giveBack('refund', outcome, label);
      if (boosted) giveBack('boost-refund', outcome);
    } else {
      if (proposal.cost > 0) answer.reasons.push({ code: 'no-refund', status: outcome, connects: proposal.cost });
      if (boosted) answer.reasons.push({ code: 'boost-stays', proposal: proposal.id, connects: proposal.boost });
    }
  }
  return acceptCommand(builder.entries, { ...answer, detail: { of: 'proposal', proposal: proposal.id } });
}

function absent(command: CommandOf<'mark'>, { later, next }: Timeline) {
  const first = later.find((entry) => proposalCreatedBy(entry) === command.proposal);
  return first
    ? ({ code: 'invalid-day', given: command.on, before: 'proposal', first: first.on } as const)
    : ({ code: 'unknown-proposal', given: command.proposal, last: next.proposal - 1 } as const);
}
