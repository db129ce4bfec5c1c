/** How a proposal changes by what is recorded of it: what it took, what came back, what became of it. */
import type { Day } from './calendar.ts';
import { portion, type Slice, usable } from './grants.ts';
import type { Charged } from './state.ts';
import { progress, SENT } from './tally.ts';
import { type Entry, type Fact, type ProposalDetails, REFUND_KINDS, type Transaction } from './transaction.ts';

export const isRefund = (kind: string): kind is 'refund' | 'boost-refund' =>
  REFUND_KINDS.some((refund) => refund === kind);

/** The slices a refund of this kind gives back next, if it comes on that day: what has expired by then is passed over. */
export function owed(
  { burnt, back }: Charged,
  kind: 'refund' | 'boost-refund',
  on: Day,
  connects = Infinity,
): readonly Slice[] {
  return kind === 'refund'
    ? portion(usable(burnt.cost, on), back.cost, connects)
    : portion(usable(burnt.boost, on), back.boost, connects);
}

/**
 * The proposal that an entry records; null for an entry that records none.
 * One that an import brought may be told of by nothing but its cost.
 */
export function recorded(entry: Entry): number | null {
  if (entry.type === 'transaction') return entry.kind === 'proposal' ? entry.proposal : null;
  return entry.body.kind === 'proposal' ? entry.body.proposal : null;
}

const begun = (id: number, on: Day, details: ProposalDetails): Charged => ({
  id,
  on,
  cost: 0,
  boost: 0,
  status: 'sent',
  statusOn: on,
  reached: SENT.reached,
  repliedOn: SENT.repliedOn,
  earned: 0,
  back: { cost: 0, boost: 0 },
  burnt: { cost: [], boost: [] },
  // Last: V8 is ten times slower to add to a copy than to copy into a literal.
  ...details,
});

const UNTOLD = { client: null, url: null, tags: [], invited: false, key: null, note: null };

/** A proposal after a transaction of its own; `slices` are the grants it burned. Undefined before it is recorded. */
export function charged(
  known: Charged | undefined,
  transaction: Transaction,
  slices: readonly Slice[],
): Charged | undefined {
  const { kind, connects, on, title } = transaction;
  const id = recorded(transaction);
  const proposal = known ?? (id === null ? undefined : begun(id, on, { ...UNTOLD, title }));
  if (!proposal) return undefined;
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
export function told(proposal: Charged | undefined, { on, body }: Fact): Charged | undefined {
  switch (body.kind) {
    case 'proposal':
      return begun(body.proposal, on, body.details);
    case 'outcome': {
      if (!proposal) return undefined;
      const reached = { ...proposal, ...progress(proposal, on, body.outcome) };
      return body.outcome === 'outbid' ? reached : { ...reached, status: body.outcome, statusOn: on };
    }
    default:
      return proposal;
  }
}
