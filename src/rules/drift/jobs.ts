/** What may have become of proposals on Upwork that is not recorded here: each as the command that records it would judge it. */
import { interviewReward, rewardedAround } from '../decide/interview.ts';
import { boostStands, costCameBack, transition } from '../decide/transition.ts';
import { sum } from '../grants.ts';
import { owed } from '../proposal.ts';
import { rewardCapOf, rewardRoom } from '../reward-cap.ts';
import type { Rulebook } from '../rulebook.ts';
import { type Charged, editionOn } from '../state.ts';
import { age, type Clue, clue, type Drift } from './cause.ts';
import { AT_ONCE } from './together.ts';

export function ofTheJobs(given: Drift): readonly Clue[] {
  const rulebook = given.rulebooks.get(editionOn(given.state, given.on));
  if (!rulebook) return [];
  return [...given.state.proposals.values()].flatMap((proposal) => [
    ...cameBack(proposal, rulebook, given),
    ...won(proposal, rulebook, given),
  ]);
}

/** The boost alone, or all of it with the job. */
function cameBack(proposal: Charged, rulebook: Rulebook, { on: today }: Drift): readonly Clue[] {
  const { id, on, status } = proposal;
  const cost = costCameBack(proposal, []) ? 0 : sum(owed(proposal, 'refund', today));
  const boost = boostStands(proposal, []) ? sum(owed(proposal, 'boost-refund', today)) : 0;
  const found: Clue[] = [];
  const more = age(on, today);
  if (boost > 0) found.push(clue({ code: 'boost-due', proposal, connects: boost }, { on, of: [`boost ${id}`], more }));
  if (cost + boost > 0 && rulebook.refunds.cancelled && transition(proposal, 'cancelled', []) === null) {
    const of = [`cost ${id}`, `boost ${id}`];
    const closed = { code: 'refund-due', proposal, boost, connects: cost + boost } as const;
    found.push(clue(closed, { on, of, more: more + Number(status === 'interview') }));
  }
  return found;
}

/** An interview, most likely where the client is known to have answered. */
function won(proposal: Charged, rulebook: Rulebook, { on: today, state }: Drift): readonly Clue[] {
  if (transition(proposal, 'interview', []) !== null) return [];
  const { id, on, status } = proposal;
  const known = { past: state, later: [] };
  const { connects } = interviewReward({ on: today, reward: null, force: false }, proposal, rulebook, known);
  if (connects === 0) return [];
  // Where the cap leaves no room for a few of them, let it be one.
  const room = rewardRoom(today, rewardCapOf(rulebook), rewardedAround(known));
  const of = [room < AT_ONCE * connects ? 'reward' : `reward ${id}`];
  const more = age(on, today) + (status === 'replied' ? 0 : 2);
  return [clue({ code: 'reward-due', proposal, connects }, { on, of, more })];
}
