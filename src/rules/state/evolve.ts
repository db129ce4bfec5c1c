/** Makes the state from entries. It believes the ledger and reads no rulebook, so a new edition cannot change the past. */

import { type BudgetPeriod, outgoOf, periodOf } from '../command/settings.ts';
import { addDays, type Day } from '../values/calendar.ts';
import { isOfCycle, isRefund } from '../vocabulary/kinds.ts';
import { rewardClaim } from '../vocabulary/rewards.ts';
import type { Entry, Transaction } from '../vocabulary/transaction.ts';
import { openBatches } from './ad-credits.ts';
import { applyFact } from './apply-fact.ts';
import {
  addGrant,
  burn,
  expireGrants,
  expiryOf,
  type Grant,
  giveBack,
  type Slice,
  sliceTotal,
  usableSlices,
} from './grants.ts';
import { notePage } from './page-cover.ts';
import { chargeProposal, returnedSlices } from './proposal-changes.ts';
import type { PeriodSpending, ProposalWithSlices, State, StateCore } from './state.ts';
import { changeProposal, copyOfMutable, type MutableFields, noteOverdraft, type StateDraft } from './state-draft.ts';

/** Is called when something happens to a grant during a replay. */
export interface ReplayObserver {
  /** A grant lapsed, before any entry of that day or a later one; or a refund came back to one that had lapsed. */
  lapsed?(grant: Grant): void;
  /** A transaction burned these. */
  burned?(transaction: Transaction, slices: readonly Slice[]): void;
  /** A refund gave these back to their grants; anything beyond them is a new grant. */
  returned?(transaction: Transaction, slices: readonly Slice[]): void;
}

/** A replay under way: the one place where state is changed, and only its own. */
export interface RunningReplay {
  step(entry: Entry): void;
  /** The proposal of a transaction on the current day, including links that an import added later. */
  proposalOf(transaction: Transaction): number | null;
  /** A proposal as it is now; the next step may change it. */
  proposalNow(id: number): ProposalWithSlices | undefined;
  /** Lets time pass to the start of `day`. */
  advanceTo(day: Day): void;
  /** The state so far; later steps do not change it. */
  readonly state: State;
  /** The final state: no step may follow. */
  end(): State;
  /** The state without proposals, of which there may be many. */
  readonly core: StateCore;
}

/**
 * Starts a replay from a state. Entries must be live and come in order.
 * `follows`: the only proposals to keep track of; it must include every proposal that gets a refund.
 */
export function startReplay(
  from: State,
  watch: ReplayObserver = {},
  follows: ReadonlySet<number> | null = null,
): RunningReplay {
  const draft: StateDraft = {
    ...from,
    ...copyOfMutable(from),
    proposals: new Map(from.proposals),
    shared: new Set(from.proposals.keys()),
    follows,
  };
  const core = (): StateCore => {
    const { proposals: _, shared: __, follows: ___, ...rest } = draft;
    return { ...rest, ...copyOfMutable(draft) };
  };
  return {
    step(entry) {
      advanceTo(draft, entry.on, watch);
      if (entry.type === 'transaction') applyTransaction(draft, entry, watch);
      else applyFact(draft, entry);
    },
    proposalOf: (transaction) => transaction.proposal ?? linkedProposalOf(draft, transaction),
    proposalNow: (id) => draft.proposals.get(id),
    advanceTo: (day) => advanceTo(draft, day, watch),
    get state() {
      draft.shared = new Set(draft.proposals.keys());
      return { ...core(), proposals: new Map(draft.proposals) };
    },
    end: () => ({ ...core(), proposals: draft.proposals }),
    get core() {
      return core();
    },
  };
}

/** The state after these entries, which must be live and in order. */
export function foldEntries(state: State, entries: Iterable<Entry>): State {
  const running = startReplay(state);
  for (const entry of entries) running.step(entry);
  return running.end();
}

/**
 * The same without proposals, of which there may be many: only those that got something back are followed, as they say
 * which Connects came back.
 */
export function foldCore(state: State, entries: readonly Entry[]): StateCore {
  const running = startReplay(state, {}, refundedProposals(entries));
  for (const entry of entries) running.step(entry);
  return running.core;
}

/** The proposals that got something back, or may have. */
export function refundedProposals(entries: Iterable<Entry>): ReadonlySet<number> {
  const found = new Set<number>();
  for (const entry of entries) {
    if (entry.type === 'transaction' && entry.proposal !== null && isRefund(entry.kind)) found.add(entry.proposal);
    if (entry.type === 'fact' && entry.body.kind === 'tied') found.add(entry.body.proposal);
  }
  return found;
}

const linkedProposalOf = ({ ties }: StateDraft, { id }: Transaction): number | null =>
  ties.length === 0 ? null : (ties.find(({ transaction }) => transaction === id)?.proposal ?? null);

function advanceTo(draft: StateDraft, day: Day, watch: ReplayObserver): void {
  if (day <= draft.asOf) return;
  draft.asOf = day;
  if (draft.ties.length > 0) draft.ties = [];
  if (draft.adCredits.length > 0) draft.adCredits = openBatches(draft.adCredits, day);
  for (const grant of expireGrants(draft.grants, day)) watch.lapsed?.(grant);
}

/** No rulebook counts rewards older than this. A user's own rulebook may set its window to a leap year. */
const LONGEST_WINDOW_DAYS = 366;

function applyTransaction(draft: StateDraft, recorded: Transaction, watch: ReplayObserver): void {
  const tiedTo = linkedProposalOf(draft, recorded);
  const transaction = tiedTo === null ? recorded : { ...recorded, proposal: tiedTo };
  const { on, kind, connects, proposal: number } = transaction;
  const proposal = number === null ? undefined : draft.proposals.get(number);
  let slices: readonly Slice[] = [];
  if (connects < 0) {
    const burned = burn(draft.grants, -connects);
    slices = burned.slices;
    watch.burned?.(transaction, slices);
    if (burned.missing > 0) {
      noteOverdraft(draft, { on, missing: burned.missing });
    }
  } else {
    slices = proposal && isRefund(kind) ? returnedSlices(proposal, kind, on, connects) : [];
    giveBack(draft.grants, usableSlices(slices, on));
    if (slices.length > 0) watch.returned?.(transaction, slices);
    // What comes back to a grant that has expired is gone with it, and no grant of its own.
    for (const { grant: id, expiresOn, at, from, to } of slices) {
      if (expiresOn <= on) watch.lapsed?.({ id, expiresOn: on, at, left: to - from, free: [[from, to]] });
    }
    const fresh = connects - sliceTotal(slices);
    if (fresh > 0) {
      const { id, recordedAt: at } = transaction;
      addGrant(draft.grants, { id, expiresOn: expiryOf(transaction), at, left: fresh, free: [[0, fresh]] });
    }
  }
  if (recorded.source === 'import') notePage(draft, recorded, false);
  if (number !== null)
    changeProposal(draft, number, (proposal) => chargeProposal(proposal, transaction, slices, tiedTo));
  if (isOfCycle(kind) && draft.renewed.at(-1) !== on) draft.renewed = [...draft.renewed, on];
  if (kind === 'interview') {
    const since = addDays(on, -LONGEST_WINDOW_DAYS);
    draft.rewards = [...draft.rewards.filter((reward) => reward.on > since), { on, connects }];
  }
  const spent = outgoOf(transaction);
  if (spent) for (const per of ['week', 'month'] as const) countSpending(draft.outgo[per], per, on, spent);
  const key = rewardClaim(transaction);
  if (key) draft.claimed = [...draft.claimed, { key, on }];
}

function countSpending(
  sum: MutableFields<PeriodSpending>,
  per: BudgetPeriod,
  on: Day,
  { connects, cents }: Pick<PeriodSpending, 'connects' | 'cents'>,
): void {
  if (on < sum.from || on >= sum.next) Object.assign(sum, periodOf(on, per), { connects: 0, cents: 0 });
  sum.connects += connects;
  sum.cents += cents;
}
