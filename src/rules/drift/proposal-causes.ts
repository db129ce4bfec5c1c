/** Refunds and rewards of proposals that may have come on Upwork but are not recorded, as `mark` would post them. */
import { interviewReward } from '../decide/interview-reward.ts';
import { boostStands, costCameBack, refuseTransition } from '../decide/transition.ts';
import { sliceTotal } from '../state/grants.ts';
import { refundableSlices } from '../state/proposal-changes.ts';
import { editionOn, type ProposalWithSlices } from '../state/state.ts';
import type { DriftCause, DriftContext } from './drift-cause.ts';

/** The refund of the boost alone, or of everything if the job was closed. */
export const refundCauses = ({ state, on: today, rulebooks }: DriftContext): readonly DriftCause[] =>
  newestFirst(state.proposals).flatMap((proposal): readonly DriftCause[] => {
    const cost = costCameBack(proposal, []) ? 0 : sliceTotal(refundableSlices(proposal, 'refund', today));
    const boost = boostStands(proposal, []) ? sliceTotal(refundableSlices(proposal, 'boost-refund', today)) : 0;
    const mayClose = rulebooks.get(editionOn(state, today))?.refunds.cancelled;
    return [
      ...(boost > 0 ? [{ code: 'boost-due', proposal, connects: boost } as const] : []),
      ...(mayClose && cost + boost > 0 && refuseTransition(proposal, 'cancelled', []) === null
        ? [{ code: 'refund-due', proposal, boost, connects: cost + boost } as const]
        : []),
    ];
  });

/** An interview reward: likelier if the client has replied. */
export function rewardCauses({ state, on, rulebooks }: DriftContext): readonly DriftCause[] {
  const rulebook = rulebooks.get(editionOn(state, on));
  if (!rulebook) return [];
  const open = newestFirst(state.proposals).filter((proposal) => refuseTransition(proposal, 'interview', []) === null);
  const replied = open.filter(({ status }) => status === 'replied');
  return [...replied, ...open.filter(({ status }) => status !== 'replied')].map((proposal) => {
    const known = { past: state, later: [] };
    const { connects } = interviewReward({ on, reward: null, force: false }, proposal, rulebook, known);
    return { code: 'reward-due', proposal, connects };
  });
}

const newestFirst = (proposals: ReadonlyMap<number, ProposalWithSlices>): readonly ProposalWithSlices[] =>
  [...proposals.values()].sort((a, b) => (a.on === b.on ? b.id - a.id : a.on < b.on ? 1 : -1));
