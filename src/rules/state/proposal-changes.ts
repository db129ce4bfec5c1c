/** How entries change a proposal: what it spent, what was refunded, and its outcome. Long because it has every kind of entry that touches a proposal. */
import type { Day } from '../values/calendar.ts';
import { KIND_FACTS, type RefundKind, refundPart } from '../vocabulary/kinds.ts';
import { bringsOn, OUTCOME_FACTS, type Outcome, stageOf } from '../vocabulary/outcomes.ts';
import { withBoostRow } from '../vocabulary/settled-bid.ts';
import type { Entry, Fact, FoundDetails, ProposalDetails, Transaction } from '../vocabulary/transaction.ts';
import { type Slice, slicePortion, usableSlices, withoutSlices } from './grants.ts';
import { progressAfter, SENT_PROGRESS } from './proposal-sums.ts';
import type { Proposal, ProposalSlices, ProposalWithSlices } from './state.ts';

/** The slices that a refund of this kind gives back on a day. Slices that have expired by then are left out. */
export const refundableSlices = (
  { gone }: ProposalWithSlices,
  kind: RefundKind,
  on: Day,
  connects = Infinity,
): readonly Slice[] => slicePortion(usableSlices(gone[refundPart(kind)], on), 0, connects);

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
  const all = gone[refundPart(kind)];
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

/** All that is known about a proposal beside its Connects and its outcomes. */
export function detailsOfProposal(proposal: Proposal): Required<ProposalDetails> {
  const { title, client, url, tags, invited, key, note } = proposal;
  const { valueCents, postedAt, sentAt, upworkId, bid, seenOn, costUnknown, credits } = proposal;
  return {
    ...{ title, client, url, tags, invited, key, note },
    ...{ valueCents, postedAt, sentAt, upworkId, bid, seenOn, costUnknown, credits },
  };
}

/** A proposal that a replay changes in place: there may be a hundred thousand, each changed a few times. */
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
    statusSource: sentSource(details),
    reached: SENT_PROGRESS.reached,
    repliedOn: SENT_PROGRESS.repliedOn,
    earned: 0,
    lostCredits: 0,
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
    valueCents: details.valueCents ?? null,
    postedAt: details.postedAt ?? null,
    sentAt: details.sentAt ?? null,
    upworkId: details.upworkId ?? null,
    bid: details.bid ?? null,
    seenOn: details.seenOn ?? null,
    costUnknown: details.costUnknown ?? false,
    credits: details.credits ?? 0,
  };
}

/** Who says that it was sent: the user, or a page that showed it. */
const sentSource = ({ costUnknown }: Partial<ProposalDetails>): 'typed' | 'page' =>
  // Only what a page brought says whether its cost is known.
  costUnknown === undefined ? 'typed' : 'page';

/**
 * Applies a transaction to its proposal; it burned or gave back `slices`. Undefined before the proposal is recorded.
 * `tiedTo`: the proposal, if it was linked later; it may be recorded after the transaction, on the same day.
 */
export function chargeProposal(
  known: ProposalDraft | undefined,
  transaction: Transaction,
  slices: readonly Slice[],
  tiedTo: number | null,
): ProposalDraft | undefined {
  const { kind, connects } = transaction;
  // A page may list a boost before its proposal, and a proposal may have been typed a day late.
  const id = tiedTo ?? (kind === 'boost' ? transaction.proposal : proposalCreatedBy(transaction));
  const proposal = known ?? (id === null ? undefined : newProposal(id, transaction.on, { title: transaction.title }));
  if (!proposal) return undefined;
  const { burnt, gone, back } = proposal;
  const { moves, part } = KIND_FACTS[kind].books;
  if (part === 'boost') {
    const sums = withBoostRow({ boost: proposal.boost, back: back.boost }, transaction.label, connects);
    proposal.boost = sums.boost;
    proposal.back = { cost: back.cost, boost: sums.back };
  }
  if (part !== 'cost' && part !== 'boost') {
    proposal.earned += Math.max(connects, 0);
  } else if (moves === 'back') {
    if (part === 'cost') proposal.back = { cost: back.cost + connects, boost: back.boost };
    proposal.gone = withPart(gone, part, withoutSlices(gone[part], slices));
  } else {
    if (part === 'cost') proposal.costUnknown = false;
    const isShown = part === 'cost' && transaction.source === 'import';
    if (isShown && proposal.status === 'sent') proposal.statusSource = 'history';
    if (part === 'cost') {
      proposal.cost -= connects;
      settleReply(proposal);
    }
    proposal.burnt = withPart(burnt, part, joined(burnt[part], slices));
    proposal.gone = gone === burnt ? proposal.burnt : withPart(gone, part, joined(gone[part], slices));
  }
  return proposal;
}

/** A spread takes ten times as long. */
const withPart = ({ cost, boost }: ProposalSlices, part: 'cost' | 'boost', slices: readonly Slice[]): ProposalSlices =>
  part === 'cost' ? { cost: slices, boost } : { cost, boost: slices };

const joined = (before: readonly Slice[], slices: readonly Slice[]): readonly Slice[] =>
  before.length === 0 ? slices : [...before, ...slices];

/** Applies a fact to its proposal. Undefined before the proposal is recorded. */
export function updateProposal(proposal: ProposalDraft | undefined, { on, body }: Fact): ProposalDraft | undefined {
  switch (body.kind) {
    case 'proposal':
      if (!proposal) return newProposal(body.proposal, on, body.details);
      Object.assign(proposal, body.details);
      if (proposal.status === 'sent' && proposal.statusSource === 'typed')
        proposal.statusSource = sentSource(body.details);
      // Its charge may be of an earlier day.
      if (proposal.cost > 0) proposal.costUnknown = false;
      return proposal;
    case 'outcome': {
      if (!proposal) return undefined;
      const { outcome, source = 'typed' } = body;
      const isAssumed = proposal.statusSource === 'assumed';
      // A page shows no days, so what it shows is no later than what has a day.
      const isDated = source === 'typed' || source === 'history';
      if (!isDated && !bringsOn(proposal.status, isAssumed, outcome, source === 'page')) {
        // It came before the end, though the end was typed for an earlier day than that of the page.
        if (source === 'page' && !OUTCOME_FACTS[outcome].ends)
          Object.assign(proposal, progressAfter(proposal, null, outcome));
        return proposal;
      }
      // An accepted invitation is active without an answer.
      if (source === 'assumed' && outcome === 'replied' && proposal.invited) return proposal;
      if (isDated && isTakenBack(proposal, outcome)) Object.assign(proposal, SENT_PROGRESS);
      Object.assign(proposal, progressAfter(proposal, isDated ? on : null, outcome));
      if (outcome === 'outbid') {
        proposal.lostCredits = proposal.credits;
        return proposal;
      }
      proposal.status = outcome;
      proposal.statusOn = on;
      proposal.statusSource = source;
      settleReply(proposal);
      return proposal;
    }
    case 'described': {
      if (!proposal) return undefined;
      Object.assign(proposal, withFound(proposal, body.details));
      settleReply(proposal);
      return proposal;
    }
    case 'edited':
      if (!proposal) return undefined;
      Object.assign(proposal, body.details);
      if (body.on) {
        proposal.on = body.on;
        // As long as nothing came of it, its status is of the day on which it was sent.
        if (proposal.status === 'sent') proposal.statusOn = body.on;
      }
      return proposal;
    case 'dropped':
      return undefined;
    default:
      return proposal;
  }
}

/** Whether an outcome with a day is less than what a page only let assume. */
const isTakenBack = ({ status, statusSource }: Proposal, outcome: Outcome): boolean =>
  statusSource === 'assumed' &&
  !OUTCOME_FACTS[status].ends &&
  stageOf(outcome) > 0 &&
  stageOf(outcome) < stageOf(status);

/**
 * A page may not tell an answer from an accepted invitation, so that it only lets assume a reply. A charge says that it
 * was one, since an invitation is free; and with an invitation there was none.
 */
function settleReply(proposal: ProposalDraft): void {
  const { status, statusSource, cost, invited, on } = proposal;
  if (status !== 'replied' || statusSource !== 'assumed') return;
  if (cost > 0) proposal.statusSource = 'page';
  else if (invited) Object.assign(proposal, SENT_PROGRESS, { status: 'sent', statusOn: on, statusSource: 'page' });
}

/** What a proposal has itself holds. It was last seen on the latest of the days. */
function withFound(proposal: Proposal, found: FoundDetails): Partial<Proposal> {
  const { seenOn = null, invited = false } = found;
  return {
    title: proposal.title ?? found.title,
    url: proposal.url ?? found.url,
    key: proposal.key ?? found.key,
    client: proposal.client ?? found.client ?? null,
    note: proposal.note ?? found.note ?? null,
    postedAt: proposal.postedAt ?? found.postedAt ?? null,
    sentAt: proposal.sentAt ?? found.sentAt ?? null,
    upworkId: proposal.upworkId ?? found.upworkId ?? null,
    bid: proposal.bid ?? found.bid ?? null,
    seenOn: seenOn !== null && (proposal.seenOn ?? seenOn) <= seenOn ? seenOn : proposal.seenOn,
    invited: proposal.invited || invited,
    costUnknown: proposal.costUnknown && !invited,
  };
}
