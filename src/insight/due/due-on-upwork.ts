/** Upwork's debts: rewards, refunds and renewals that are due by the rules and that nothing has confirmed. */

import type { Rulebook } from '../../rules/rulebook/rulebook.ts';
import { unpostedGrants } from '../../rules/state/cycles.ts';
import { foldEntries } from '../../rules/state/evolve.ts';
import { sliceTotal } from '../../rules/state/grants.ts';
import { isCovered, isSettled } from '../../rules/state/page-cover.ts';
import { refundableSlices } from '../../rules/state/proposal-changes.ts';
import { EMPTY_STATE, editionOn, type Proposal, type ProposalWithSlices, type State } from '../../rules/state/state.ts';
import { addDays, type Day, earlierFirst } from '../../rules/values/calendar.ts';
import { isRefund, KIND_FACTS } from '../../rules/vocabulary/kinds.ts';
import { isRefunded, OUTCOME_FACTS, type RefundedOutcome } from '../../rules/vocabulary/outcomes.ts';
import { isFinalCharge } from '../../rules/vocabulary/settled-bid.ts';
import { type Entry, type Transaction, transactionsOf } from '../../rules/vocabulary/transaction.ts';
import { seenOnUpwork, type UpworkEvidence } from './seen-on-upwork.ts';

export interface DueItem {
  readonly code: 'reward' | 'refund' | 'boost' | 'renewal';
  /** The day Upwork should have given it. */
  readonly on: Day;
  readonly connects: number;
  /** Whether the ledger counts it already, trusting the rules. */
  readonly posted: boolean;
  /**
   * Whether Upwork's page or an agreed balance shows that it did not come, or that only its other half did.
   * Otherwise nobody has compared since: it may well have come.
   */
  readonly missing: boolean;
  /** A balance that was adjusted to Upwork's may count it, so that no renewal posts it any more. */
  readonly settled?: boolean;
  /** The reason why it is due. */
  readonly because: RefundedOutcome | 'interview' | 'outbid' | 'auction-over' | 'cycle';
  readonly proposal: Pick<Proposal, 'id' | 'title' | 'url' | 'key'> | null;
  /** The edition that judged it; where nothing was recorded, the one of its day. */
  readonly edition: string;
  /** Where the edition has the rule from. */
  readonly source: string;
}

/** A boost's auction is over this many days after it was sent, at the latest (help centre, "Boost your proposal"). */
const AUCTION_DAYS = 7;

interface DueContext {
  readonly entries: readonly Entry[];
  readonly state: State;
  readonly rulebooks: ReadonlyMap<string, Rulebook>;
  readonly today: Day;
  readonly seen: UpworkEvidence;
}

/** The proposals that are looked up for it. */
export const dueProposals = (entries: readonly Entry[]): readonly number[] =>
  transactionsOf(entries).flatMap(({ kind, source, proposal }) =>
    proposal !== null && (kind === 'boost' || source !== 'import') ? proposal : [],
  );

/**
 * Everything due on `today`, oldest first. `all`: the live entries in order, at least those that say what Upwork owes; `folded`: the
 * state today, if known, with the proposals that are looked up.
 * An interview for which the edition publishes no amount makes nothing due: Upwork rewards whom it will.
 */
export function dueOnUpwork(
  all: readonly Entry[],
  rulebooks: ReadonlyMap<string, Rulebook>,
  today: Day,
  folded: State | null = null,
): readonly DueItem[] {
  const entries = all.filter(({ on }) => on <= today);
  const state = folded ?? foldEntries(EMPTY_STATE, entries);
  const context = { entries, state, rulebooks, today, seen: seenOnUpwork(entries) };
  return [...postedByRule(context), ...missedCycles(context), ...boosts(context)].toSorted(earlierFirst);
}

/** Posted because a rule says so. */
function postedByRule({ entries, state, rulebooks, seen }: DueContext): readonly DueItem[] {
  return transactionsOf(entries).flatMap((entry): DueItem | readonly [] => {
    const proposal = entry.proposal === null ? null : (state.proposals.get(entry.proposal) ?? null);
    const section = KIND_FACTS[entry.kind].origin.postedBy;
    const rules = rulebooks.get(entry.edition);
    if (!section || section === 'carryOver' || !rules || seen.shown(entry) || seen.agreed(entry)) return [];
    const source = rules[section].source;
    const { code } = RULED[section];
    const closed = isRefund(entry.kind) && proposal && isRefunded(proposal.status) ? proposal.status : null;
    const because = closed ?? RULED[section].because;
    const later = state.pages.filter(({ at }) => at > entry.recordedAt);
    const missing = isCovered({ pages: later }, entry.on, false);
    const { on, connects } = entry;
    return { code, because, on, connects, posted: true, missing, proposal, edition: rules.id, source };
  });
}

/** By the section that makes it due: its kind, and the reason if no job was closed. */
const RULED = {
  interview: { code: 'reward', because: 'interview' },
  refunds: { code: 'refund', because: 'cancelled' },
  boost: { code: 'boost', because: 'outbid' },
  monthly: { code: 'renewal', because: 'cycle' },
} as const;

/** Nothing shows that one did not come, unless a page has its day or a balance agreed without it. */
function missedCycles({ state, rulebooks, today, seen }: DueContext): readonly DueItem[] {
  return unpostedGrants(state, today, rulebooks).flatMap(({ on, connects }): DueItem | readonly [] => {
    const rules = rulebooks.get(editionOn(state, on));
    if (!rules) return [];
    const { source } = rules.monthly;
    const missing = isCovered(state, on, false) || seen.agreedAfter(on);
    return {
      ...RULED.monthly,
      on,
      connects,
      posted: false,
      missing,
      settled: isSettled(state, on),
      proposal: null,
      edition: rules.id,
      source,
    };
  });
}

/** Bids that Upwork should have refunded and did not. A final bid that Upwork charged again stays spent. */
function boosts({ entries, state, rulebooks, today, seen }: DueContext): readonly DueItem[] {
  const bids = new Map<number, Transaction>();
  const charged = new Map<number, number>();
  for (const entry of transactionsOf(entries, 'boost')) {
    if (entry.proposal === null) continue;
    if (isFinalCharge(entry.label)) charged.set(entry.proposal, (charged.get(entry.proposal) ?? 0) - entry.connects);
    else bids.set(entry.proposal, entry);
  }
  return [...bids].flatMap(([id, bid]): DueItem | readonly [] => {
    const proposal = state.proposals.get(id);
    const over = proposal && overSince(proposal);
    if (!over || over.on > today) return [];
    const { on, because } = over;
    const rules = rulebooks.get(editionOn(state, on));
    // The user, or Upwork's page, says what of it came back: the rest was the price of the place.
    if (proposal.back.boost > 0) return [];
    const connects = sliceTotal(refundableSlices(proposal, 'boost-refund', on)) - (charged.get(id) ?? 0);
    if (!rules || connects <= 0) return [];
    // It may have won its place: a balance that agreed without it says so.
    if (because === 'auction-over' ? seen.agreed(bid, on) : !rules.refunds[because]) return [];
    const { source } = rules.boost;
    // A closed job's cost came back without it. A boost that may have won its place is only to be compared.
    const missing = because !== 'auction-over';
    return { code: 'boost', because, on, connects, posted: false, missing, proposal, edition: rules.id, source };
  });
}

/** When and why a bid should have come back: the job was closed, or the client never looked while the auction ran. */
function overSince({
  on,
  status,
  statusOn,
}: ProposalWithSlices): (Pick<DueItem, 'on'> & { because: RefundedOutcome | 'auction-over' }) | null {
  if (isRefunded(status)) return { on: statusOn, because: status };
  return OUTCOME_FACTS[status].unseen ? { on: addDays(on, AUCTION_DAYS), because: 'auction-over' } : null;
}

/** Connects: those that are missing, and those that only wait to be compared with Upwork. */
export interface DueSums {
  readonly missing: number;
  readonly waiting: number;
}

export function dueSums(list: readonly DueItem[]): DueSums {
  const sums = { missing: 0, waiting: 0 };
  for (const { missing, connects } of list) sums[missing ? 'missing' : 'waiting'] += connects;
  return sums;
}
