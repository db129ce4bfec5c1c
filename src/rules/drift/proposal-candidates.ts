/** Refunds and rewards of proposals that may have come on Upwork but are not recorded, as `mark` would post them. */
import { interviewReward, rewardedAround } from '../decide/interview.ts';
import { boostStands, costCameBack, refuseTransition } from '../decide/transition.ts';
import { sliceTotal } from '../grants.ts';
import { refundableSlices } from '../proposal-changes.ts';
import { rewardCapOf, rewardRoom } from '../reward-cap.ts';
import type { Rulebook } from '../rulebook.ts';
import { editionOn, type ProposalWithSlices } from '../state.ts';
import { AT_ONCE } from './combinations.ts';
import { type DriftCandidate, type DriftContext, monthsOld, toCandidate } from './drift-cause.ts';

export function proposalCandidates(given: DriftContext): readonly DriftCandidate[] {
  const rulebook = given.rulebooks.get(editionOn(given.state, given.on));
  if (!rulebook) return [];
  return [...given.state.proposals.values()].flatMap((proposal) => [
    ...refundCandidates(proposal, rulebook, given),
    ...rewardCandidates(proposal, rulebook, given),
  ]);
}

/** The refund of the boost alone, or of everything if the job was closed. */
function refundCandidates(
  proposal: ProposalWithSlices,
  rulebook: Rulebook,
  { on: today }: DriftContext,
): readonly DriftCandidate[] {
  const { id, on, status } = proposal;
  const cost = costCameBack(proposal, []) ? 0 : sliceTotal(refundableSlices(proposal, 'refund', today));
  const boost = boostStands(proposal, []) ? sliceTotal(refundableSlices(proposal, 'boost-refund', today)) : 0;
  const found: DriftCandidate[] = [];
  const more = monthsOld(on, today);
  if (boost > 0)
    found.push(toCandidate({ code: 'boost-due', proposal, connects: boost }, { on, subjects: [`boost ${id}`], more }));
  if (cost + boost > 0 && rulebook.refunds.cancelled && refuseTransition(proposal, 'cancelled', []) === null) {
    const subjects = [`cost ${id}`, `boost ${id}`];
    const closed = { code: 'refund-due', proposal, boost, connects: cost + boost } as const;
    found.push(toCandidate(closed, { on, subjects, more: more + Number(status === 'interview') }));
  }
  return found;
}

/** An interview reward: likelier if the client has replied. */
function rewardCandidates(
  proposal: ProposalWithSlices,
  rulebook: Rulebook,
  { on: today, state }: DriftContext,
): readonly DriftCandidate[] {
  if (refuseTransition(proposal, 'interview', []) !== null) return [];
  const { id, on, status } = proposal;
  const known = { past: state, later: [] };
  const { connects } = interviewReward({ on: today, reward: null, force: false }, proposal, rulebook, known);
  if (connects === 0) return [];
  // If the cap leaves no room for several rewards, allow only one.
  const room = rewardRoom(today, rewardCapOf(rulebook), rewardedAround(known));
  const subjects = [room < AT_ONCE * connects ? 'reward' : `reward ${id}`];
  const more = monthsOld(on, today) + (status === 'replied' ? 0 : 2);
  return [toCandidate({ code: 'reward-due', proposal, connects }, { on, subjects, more })];
}
