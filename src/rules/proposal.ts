/** How a proposal changes by what is recorded of it: what it took, what came back, what became of it. */
import type { Day } from './calendar.ts';
import { portion, type Slice, usable } from './grants.ts';
import type { Proposal } from './state.ts';
import { type Fact, REFUND_KINDS, type Transaction } from './transaction.ts';

export const isRefund = (kind: string): kind is 'refund' | 'boost-refund' =>
  REFUND_KINDS.some((refund) => refund === kind);

/** The slices a refund of this kind gives back next, if it comes on that day: what has expired by then is passed over. */
export function owed(
  { burnt, back }: Proposal,
  kind: 'refund' | 'boost-refund',
  on: Day,
  connects = Infinity,
): readonly Slice[] {
  return kind === 'refund'
    ? portion(usable(burnt.cost, on), back.cost, connects)
    : portion(usable(burnt.boost, on), back.boost, connects);
}

/** A proposal after a transaction of its own; `slices` are the grants it burned. */
export function charged(proposal: Proposal, transaction: Transaction, slices: readonly Slice[]): Proposal {
  const { kind, connects } = transaction;
  const { burnt, back } = proposal;
  switch (kind) {
    case 'proposal':
      return { ...proposal, cost: proposal.cost - connects, burnt: { ...burnt, cost: [...burnt.cost, ...slices] } };
    case 'boost':
      return { ...proposal, boost: proposal.boost - connects, burnt: { ...burnt, boost: [...burnt.boost, ...slices] } };
    case 'refund':
      return { ...proposal, back: { ...back, cost: back.cost + connects } };
    case 'boost-refund':
      return { ...proposal, back: { ...back, boost: back.boost + connects } };
    default:
      return connects > 0 ? { ...proposal, earned: proposal.earned + connects } : proposal;
  }
}

/** A proposal after a fact of its own; undefined before the one that records it. */
export function told(proposal: Proposal | undefined, { on, body }: Fact): Proposal | undefined {
  switch (body.kind) {
    case 'proposal':
      return {
        id: body.proposal,
        on,
        cost: 0,
        boost: 0,
        status: 'sent',
        statusOn: on,
        earned: 0,
        back: { cost: 0, boost: 0 },
        burnt: { cost: [], boost: [] },
        // Last: V8 is ten times slower to add to a copy than to copy into a literal.
        ...body.details,
      };
    case 'outcome':
      return proposal && body.outcome !== 'outbid' ? { ...proposal, status: body.outcome, statusOn: on } : proposal;
    default:
      return proposal;
  }
}
