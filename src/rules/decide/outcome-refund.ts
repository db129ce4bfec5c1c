/** What an outcome gives back: the whole cost and boost, the boost alone, or nothing, as the edition says. */

import type { Refusal } from '../answers/refusal.ts';
import type { OutcomeReason, Warning } from '../answers/warning.ts';
import type { CommandOf } from '../command/command.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { sliceTotal } from '../state/grants.ts';
import { refundableSlices } from '../state/proposal-changes.ts';
import type { ProposalWithSlices } from '../state/state.ts';
import { type RefundKind, refundPart } from '../vocabulary/kinds.ts';
import { isClosing, OUTCOME_FACTS, type ProposalStatus } from '../vocabulary/outcomes.ts';
import type { Entry } from '../vocabulary/transaction.ts';
import { boostStands, costCameBack } from './transition.ts';

/** One part of a proposal that comes back: in Connects, with the words of Upwork's row. */
export interface RefundedPart {
  readonly kind: RefundKind;
  readonly label: string | null;
  readonly connects: number;
}

interface OutcomeRefund {
  readonly parts: readonly RefundedPart[];
  readonly reasons: readonly OutcomeReason[];
  readonly warnings: readonly Warning[];
}

/**
 * The refund of `mark`, before it is recorded.
 *
 * Source: the `refunds` of the rulebook; a boost that was outbid comes back under every edition.
 */
export function outcomeRefund(
  { outcome, on, returned }: CommandOf<'mark'>,
  proposal: ProposalWithSlices,
  rulebook: Rulebook,
  later: readonly Entry[],
): OutcomeRefund | Refusal {
  const parts: RefundedPart[] = [];
  const reasons: OutcomeReason[] = [];
  const warnings: Warning[] = [];
  const giveBack = (kind: RefundKind, status: ProposalStatus, most: number, label: string | null = null): void => {
    // A refund returns to the grants that were burned. The part that has expired meanwhile is lost.
    const connects = sliceTotal(refundableSlices(proposal, kind, on, most));
    const what = refundPart(kind);
    const of = Math.min(proposal[what], most);
    if (connects > 0) {
      parts.push({ kind, label, connects });
      reasons.push({ code: 'refunded', status, connects, what });
    }
    if (connects < of) warnings.push({ code: 'refund-expired', what, lost: of - connects, of });
  };
  const { closing, label } = OUTCOME_FACTS[outcome];
  if (outcome === 'outbid') {
    const most = returned ?? proposal.boost;
    if (most > proposal.boost) {
      return { code: 'invalid-amount', flag: '--returned', given: String(most), expected: 'part-of-boost' };
    }
    giveBack('boost-refund', proposal.status, most, label);
    if (proposal.credits > 0) reasons.push(creditsLost(proposal));
  }
  if (isClosing(outcome)) {
    const boosted = boostStands(proposal, later);
    if (closing && rulebook.refunds[closing]) {
      const owing = proposal.cost > 0 && !costCameBack(proposal, later);
      if (owing) giveBack('refund', outcome, proposal.cost, label);
      if (boosted) giveBack('boost-refund', outcome, proposal.boost);
      if (proposal.credits > proposal.lostCredits) reasons.push(creditsLost(proposal));
    } else {
      if (proposal.cost > 0) reasons.push({ code: 'no-refund', status: outcome, connects: proposal.cost });
      if (boosted) reasons.push({ code: 'boost-stays', proposal: proposal.id, connects: proposal.boost });
    }
  }
  return { parts, reasons, warnings };
}

const creditsLost = ({ credits, boost }: ProposalWithSlices): OutcomeReason => ({
  code: 'credits-lost',
  credits,
  isWhole: boost === 0,
});
