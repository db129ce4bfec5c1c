/** How entries change a proposal: what it spent, what was refunded, and its outcome. */
import type { Day } from './calendar.ts';
import { type Slice, slicePortion, usableSlices, withoutSlices } from './grants.ts';
import { progressAfter, SENT_PROGRESS } from './proposal-sums.ts';
import type { ProposalWithSlices } from './state.ts';
import type { Entry, Fact, ProposalDetails, Transaction } from './transaction.ts';
import type { RefundKind } from './vocabulary/kinds.ts';

/** The slices that a refund of this kind gives back on a day. Slices that have expired by then are left out. */
export const refundableSlices = (
  { gone }: ProposalWithSlices,
  kind: RefundKind,
  on: Day,
  connects = Infinity,
): readonly Slice[] => slicePortion(usableSlices(kind === 'refund' ? gone.cost : gone.boost, on), 0, connects);

/**
 * The slices that a recorded refund brings back: first those that can still be spent, then those that have expired.
 * Something recorded late for an earlier day may have changed where its Connects came from.
 */
export function returnedSlices(
  { gone }: ProposalWithSlices,
  kind: RefundKind,
  on: Day,
  connects: number,
): readonly Slice[] {
  const all = kind === 'refund' ? gone.cost : gone.boost;
  const usable = usableSlices(all, on);
  return slicePortion([...usable, ...all.filter((slice) => !usable.includes(slice))], 0, connects);
}

/**
 * The proposal that an entry records; null for an entry that records none.
 * An imported proposal may have no fact of its own, only the transaction of its cost.
 */
export function proposalCreatedBy(entry: Entry): number | null {
  if (entry.type === 'transaction') return entry.kind === 'proposal' ? entry.proposal : null;
  return entry.body.kind === 'proposal' ? entry.body.proposal : null;
}

/** A proposal under a replay's own hand: there may be a hundred thousand, each changed a few times. */
export type ProposalDraft = { -readonly [key in keyof ProposalWithSlices]: ProposalWithSlices[key] };

/** A copy to change, so that the original stays as it is. */
export const draftOf = (proposal: ProposalWithSlices): ProposalDraft => ({ ...proposal });

const NOT_BACK = { cost: 0, boost: 0 } as const;
const NOT_BURNT = { cost: [], boost: [] } as const;
const NO_TAGS: readonly string[] = [];

function newProposal(id: number, on: Day, details: Partial<ProposalDetails>): ProposalDraft {
  return {
    id,
    on,
    cost: 0,
    boost: 0,
    status: 'sent',
    statusOn: on,
    reached: SENT_PROGRESS.reached,
    repliedOn: SENT_PROGRESS.repliedOn,
    earned: 0,
    back: NOT_BACK,
    burnt: NOT_BURNT,
    gone: NOT_BURNT,
    title: details.title ?? null,
    client: details.client ?? null,
    url: details.url ?? null,
    tags: details.tags ?? NO_TAGS,
    invited: details.invited ?? false,
    key: details.key ?? null,
    note: details.note ?? null,
  };
}

/**
 * What a transaction does to its proposal; `slices` are what it burned or gave back. Undefined before it is recorded.
 * `tiedTo`: the proposal, if it was linked later; it may be recorded after the transaction, on the same day.
 */
export function chargeProposal(
  known: ProposalDraft | undefined,
  transaction: Transaction,
  slices: readonly Slice[],
  tiedTo: number | null,
): ProposalDraft | undefined {
  const { kind, connects } = transaction;
  const id = tiedTo ?? proposalCreatedBy(transaction);
  const proposal = known ?? (id === null ? undefined : newProposal(id, transaction.on, { title: transaction.title }));
  if (!proposal) return undefined;
  const { burnt, gone, back } = proposal;
  switch (kind) {
    case 'proposal':
      proposal.cost -= connects;
      proposal.burnt = { cost: joined(burnt.cost, slices), boost: burnt.boost };
      proposal.gone = gone === burnt ? proposal.burnt : { cost: joined(gone.cost, slices), boost: gone.boost };
      return proposal;
    case 'boost':
      proposal.boost -= connects;
      proposal.burnt = { cost: burnt.cost, boost: joined(burnt.boost, slices) };
      proposal.gone = gone === burnt ? proposal.burnt : { cost: gone.cost, boost: joined(gone.boost, slices) };
      return proposal;
    case 'refund':
      proposal.back = { cost: back.cost + connects, boost: back.boost };
      proposal.gone = { cost: withoutSlices(gone.cost, slices), boost: gone.boost };
      return proposal;
    case 'boost-refund':
      proposal.back = { cost: back.cost, boost: back.boost + connects };
      proposal.gone = { cost: gone.cost, boost: withoutSlices(gone.boost, slices) };
      return proposal;
    default:
      proposal.earned += Math.max(connects, 0);
      return proposal;
  }
}

const joined = (before: readonly Slice[], slices: readonly Slice[]): readonly Slice[] =>
  before.length === 0 ? slices : [...before, ...slices];

/** What a fact does to its proposal; undefined before the one that records it. */
export function updateProposal(proposal: ProposalDraft | undefined, { on, body }: Fact): ProposalDraft | undefined {
  switch (body.kind) {
    case 'proposal':
      return proposal ? Object.assign(proposal, body.details) : newProposal(body.proposal, on, body.details);
    case 'outcome': {
      if (!proposal) return undefined;
      Object.assign(proposal, progressAfter(proposal, on, body.outcome));
      if (body.outcome === 'outbid') return proposal;
      proposal.status = body.outcome;
      proposal.statusOn = on;
      return proposal;
    }
    case 'described': {
      if (!proposal) return undefined;
      const { title, url, key } = body.details;
      proposal.title ??= title;
      proposal.url ??= url;
      proposal.key ??= key;
      return proposal;
    }
    default:
      return proposal;
  }
}
