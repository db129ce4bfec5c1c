/** The road of a proposal: forward only, steps may be skipped, and an end is an end. */
import type { Refusal } from '../refusal.ts';
import type { Proposal } from '../state.ts';
import type { Entry } from '../transaction.ts';
import { OUTCOME_FACTS, OUTCOMES, type Outcome, type ProposalStatus, stageOf } from '../vocabulary/outcomes.ts';

type Barred = Extract<Refusal, { code: 'invalid-transition'; proposal: number }>;

/** Null when the outcome may follow what is known of the proposal, before its day and after. */
export function refuseTransition(proposal: Proposal, outcome: Outcome, later: readonly Entry[]): Barred | null {
  const boosted = boostStands(proposal, later);
  const why = bar(proposal.status, outcome, boosted) ?? (barsLater(proposal, outcome, later) ? 'later' : null);
  if (!why) return null;
  const next = OUTCOMES.filter((each) => bar(proposal.status, each, boosted) === null);
  return { code: 'invalid-transition', proposal: proposal.id, from: proposal.status, to: outcome, why, next };
}

/** Whether the cost came back already, before this day or after it. What of it had expired did not, and never will. */
export const costCameBack = (proposal: Proposal, later: readonly Entry[]): boolean =>
  proposal.back.cost > 0 || comesBack('refund', proposal, later);

/** Whether there is a boost that did not come back, likewise. */
export const boostStands = (proposal: Proposal, later: readonly Entry[]): boolean =>
  proposal.boost > 0 && proposal.back.boost === 0 && !comesBack('boost-refund', proposal, later);

const comesBack = (kind: 'refund' | 'boost-refund', { id }: Proposal, later: readonly Entry[]): boolean =>
  later.some((entry) => entry.type === 'transaction' && entry.kind === kind && entry.proposal === id);

function bar(from: ProposalStatus, to: Outcome, boosted: boolean): Barred['why'] | null {
  if (to === 'outbid') return boosted ? null : 'no-boost';
  return step(from, to);
}

function step(from: ProposalStatus, to: ProposalStatus): 'same' | 'ended' | 'backwards' | null {
  if (from === to) return 'same';
  if (OUTCOME_FACTS[from].ends) return 'ended';
  const { stage } = OUTCOME_FACTS[to];
  return stage !== null && stage < stageOf(from) ? 'backwards' : null;
}

/** Whether an outcome already recorded for a later day could not follow this one. */
function barsLater(proposal: Proposal, outcome: Outcome, later: readonly Entry[]): boolean {
  for (const entry of later) {
    if (entry.type !== 'fact' || entry.body.kind !== 'outcome' || entry.body.proposal !== proposal.id) continue;
    const next = entry.body.outcome;
    if (outcome === 'outbid' || next === 'outbid') {
      if (outcome === next) return true;
      continue;
    }
    return bar(outcome, next, false) !== null;
  }
  return false;
}

/** Whether a proposal can have had all these outcomes, one after the other. */
export function areOutcomesPossible(outcomes: readonly Outcome[]): boolean {
  let status: ProposalStatus = 'sent';
  for (const outcome of outcomes) {
    if (outcome === 'outbid') continue;
    if (step(status, outcome) !== null) return false;
    status = outcome;
  }
  return outcomes.filter((outcome) => outcome === 'outbid').length <= 1;
}
