/** The order of a proposal's outcomes: forward only, steps may be skipped, and nothing follows an end. */
import type { Refusal } from '../answers/refusal.ts';
import { sliceTotal } from '../state/grants.ts';
import type { Proposal, ProposalWithSlices } from '../state/state.ts';
import {
  OUTCOME_FACTS,
  OUTCOMES,
  type Outcome,
  PROPOSAL_STATUSES,
  type ProposalStatus,
  stageOf,
} from '../vocabulary/outcomes.ts';
import { type Entry, factsOf, transactionsOf } from '../vocabulary/transaction.ts';

type Barred = Extract<Refusal, { code: 'invalid-transition'; proposal: number }>;

/** Null when the outcome fits the proposal's other outcomes, before its day and after it. */
export function refuseTransition(proposal: Proposal, outcome: Outcome, later: readonly Entry[]): Barred | null {
  const boosted = canBeOutbid(proposal, later);
  const from = currentStatus(proposal);
  const why = bar(from, outcome, boosted) ?? (barsLater(proposal, outcome, later) ? 'later' : null);
  if (!why) return null;
  const next = possibleOutcomes(proposal, later);
  return { code: 'invalid-transition', proposal: proposal.id, from: proposal.status, to: outcome, why, next };
}

/** What can come of it next. `later`: what is recorded after the day that is meant. */
export function possibleOutcomes(proposal: Proposal, later: readonly Entry[] = []): readonly Outcome[] {
  const [from, boosted] = [currentStatus(proposal), canBeOutbid(proposal, later)];
  return OUTCOMES.filter((each) => bar(from, each, boosted) === null);
}

/** What is known of it: what a page only let assume may turn out to be something else. */
function currentStatus({ status, statusSource, reached }: Proposal): ProposalStatus {
  if (statusSource !== 'assumed') return status;
  const before = PROPOSAL_STATUSES.find((each) => OUTCOME_FACTS[each].stage === reached);
  return OUTCOME_FACTS[status].ends ? (before ?? status) : 'sent';
}

/** Whether the cost was refunded, before this day or after it. A part that had expired is never refunded. */
export const costCameBack = (proposal: Proposal, later: readonly Entry[]): boolean =>
  proposal.back.cost > 0 || comesBack('refund', proposal, later);

/** Whether an auction can still take the boost: of Connects, or of ad credits alone. */
const canBeOutbid = (proposal: Proposal, later: readonly Entry[]): boolean =>
  boostStands(proposal, later) || (proposal.boost === 0 && proposal.credits > proposal.lostCredits);

/** Whether there is a boost that was not refunded or settled, before this day or after it. */
export const boostStands = (proposal: Proposal, later: readonly Entry[]): boolean =>
  proposal.boost > 0 &&
  proposal.back.boost === 0 &&
  !isSettled(proposal) &&
  !comesBack('boost-refund', proposal, later);

/** Whether the final price of its auction is known: more was taken than the bid, and came back. */
const isSettled = (proposal: Proposal | ProposalWithSlices): boolean =>
  'burnt' in proposal && sliceTotal(proposal.burnt.boost) > proposal.boost;

const comesBack = (kind: 'refund' | 'boost-refund', { id }: Proposal, later: readonly Entry[]): boolean =>
  transactionsOf(later, kind).some(({ proposal }) => proposal === id);

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
  // What a page showed later never takes back what was before it.
  const coming = factsOf(later, 'outcome').flatMap(({ body }) =>
    body.proposal === proposal.id && body.source === undefined ? body.outcome : [],
  );
  if (outcome === 'outbid') return coming.includes(outcome);
  const next = coming.find((each) => each !== 'outbid');
  return next !== undefined && bar(outcome, next, false) !== null;
}

/** Whether a proposal can have had all these outcomes, one after the other. */
export function areOutcomesPossible(outcomes: readonly Outcome[]): boolean {
  const steps = outcomes.filter((outcome) => outcome !== 'outbid');
  return outcomes.length - steps.length <= 1 && steps.every((to, i) => step(steps[i - 1] ?? 'sent', to) === null);
}
