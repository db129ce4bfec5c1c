/** The road of a proposal: forward only, steps may be skipped, and an end is an end. */
import type { Refusal } from '../refusal.ts';
import type { Proposal } from '../state.ts';
import { type Entry, OUTCOMES, type Outcome, type Status } from '../transaction.ts';

const STEPS: readonly string[] = ['sent', 'viewed', 'replied', 'interview', 'hired'] satisfies readonly Status[];
const ended = (status: Status): boolean => status === 'hired' || !STEPS.includes(status);

type Barred = Extract<Refusal, { code: 'invalid-transition'; proposal: number }>;

/** Null when the outcome may follow what is known of the proposal, before its day and after. */
export function transition(proposal: Proposal, outcome: Outcome, later: readonly Entry[]): Barred | null {
  const why = bar(proposal, proposal.status, outcome) ?? (barsLater(proposal, outcome, later) ? 'later' : null);
  if (!why) return null;
  const next = OUTCOMES.filter((each) => bar(proposal, proposal.status, each) === null);
  return { code: 'invalid-transition', proposal: proposal.id, from: proposal.status, to: outcome, why, next };
}

function bar(proposal: Proposal, from: Status, to: Outcome): Barred['why'] | null {
  if (to === 'outbid') return proposal.boost > proposal.back.boost ? null : 'no-boost';
  if (from === to) return 'same';
  if (ended(from)) return 'ended';
  return STEPS.includes(to) && STEPS.indexOf(to) < STEPS.indexOf(from) ? 'backwards' : null;
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
    return bar(proposal, outcome, next) !== null;
  }
  return false;
}
