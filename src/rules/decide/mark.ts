/** `mark`: what became of a proposal, and the rewards and refunds that follow from it. */
import type { CommandOf } from '../command.ts';
import { sum } from '../grants.ts';
import { owed, recorded } from '../proposal.ts';
import type { Charged } from '../state.ts';
import { type Journal, journal, rulebookOn, type Timeline } from '../timeline.ts';
import { KIND_FACTS } from '../vocabulary/kinds.ts';
import { isClosing, OUTCOME_FACTS, type Status } from '../vocabulary/outcomes.ts';
import type { Reason, Warning } from '../warning.ts';
import { type Decision, record, refuse } from './decision.ts';
import { interviewReward } from './interview.ts';
import { boostStands, costCameBack, transition } from './transition.ts';

interface Told {
  readonly warnings: Warning[];
  readonly reasons: Reason[];
}

export function decideMark(command: CommandOf<'mark'>, timeline: Timeline): Decision {
  const { on, outcome, force } = command;
  const proposal = timeline.past.proposals.get(command.proposal);
  if (!proposal) return refuse(absent(command, timeline));
  const barred = transition(proposal, outcome, timeline.later);
  const forcible = barred?.why === 'backwards' || barred?.why === 'ended' || barred?.why === 'later';
  if (barred && !(force && forcible)) return refuse(barred);

  const rulebook = rulebookOn(timeline, timeline.past, on);
  const told: Told = { warnings: [], reasons: [] };
  if (barred) told.warnings.push({ code: 'forced', rule: barred.code, edition: rulebook.id });
  const book = journal(timeline.next);
  book.note(on, { kind: 'outcome', proposal: proposal.id, outcome });
  const shared = { on, proposal: proposal.id, title: proposal.title, edition: rulebook.id, forced: barred !== null };

  if (outcome === 'interview') {
    const reward = interviewReward(command, proposal, rulebook, timeline);
    told.warnings.push(...reward.warnings);
    told.reasons.push(...reward.reasons);
    if (reward.connects > 0) {
      const { connects, expiresOn, forced } = reward;
      book.post({
        ...shared,
        kind: 'interview',
        connects,
        expiresOn,
        forced: forced || shared.forced,
      });
    }
  }
  const { closing, refundLabel, boostLabel } = OUTCOME_FACTS[outcome];
  const label = boostLabel ?? KIND_FACTS['boost-refund'].label;
  if (outcome === 'outbid') giveBackBoost(proposal, proposal.status, { ...shared, label }, book, told);
  if (isClosing(outcome)) {
    const boosted = boostStands(proposal, timeline.later);
    if (closing && rulebook.refunds[closing]) {
      const owing = proposal.cost > 0 && !costCameBack(proposal, timeline.later);
      const costLabel = refundLabel ?? KIND_FACTS.refund.label;
      if (owing) giveBackCost(proposal, outcome, { ...shared, label: costLabel }, book, told);
      if (boosted) giveBackBoost(proposal, outcome, { ...shared, label }, book, told);
    } else {
      if (proposal.cost > 0) told.reasons.push({ code: 'no-refund', status: outcome, connects: proposal.cost });
      if (boosted) told.reasons.push({ code: 'boost-stays', proposal: proposal.id, connects: proposal.boost });
    }
  }
  return record(book.entries, { ...told, detail: { of: 'proposal', proposal: proposal.id } });
}

function absent(command: CommandOf<'mark'>, { later, next }: Timeline) {
  const first = later.find((entry) => recorded(entry) === command.proposal);
  return first
    ? ({ code: 'invalid-day', given: command.on, before: 'proposal', first: first.on } as const)
    : ({ code: 'unknown-proposal', given: command.proposal, last: next.proposal - 1 } as const);
}

type Shared = Omit<Parameters<Journal['post']>[0], 'kind' | 'connects'>;

/** A refund goes back to the grants it came from; what has expired meanwhile is gone. */
function giveBackCost(proposal: Charged, status: Status, shared: Shared, book: Journal, told: Told): void {
  const connects = sum(owed(proposal, 'refund', shared.on));
  if (connects > 0) book.post({ ...shared, kind: 'refund', connects });
  tell(told, { what: 'cost', status, connects, of: proposal.cost });
}

function giveBackBoost(proposal: Charged, status: Status, shared: Shared, book: Journal, told: Told): void {
  const connects = sum(owed(proposal, 'boost-refund', shared.on));
  if (connects > 0) book.post({ ...shared, kind: 'boost-refund', connects });
  tell(told, { what: 'boost', status, connects, of: proposal.boost });
}

interface GivenBack {
  readonly what: 'cost' | 'boost';
  readonly status: Status;
  readonly connects: number;
  /** What was spent. */
  readonly of: number;
}

function tell({ warnings, reasons }: Told, { what, status, connects, of }: GivenBack): void {
  if (connects > 0) reasons.push({ code: 'refunded', status, connects, what });
  if (connects < of) warnings.push({ code: 'refund-expired', what, lost: of - connects, of });
}
