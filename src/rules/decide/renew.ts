/** `renew`: every billing cycle due and not yet posted, each on its own day: first the carry-over cut, then the grant. */

import { type FeePrice, feePrice, typedFeeOn } from '../amounts/membership-fee.ts';
import type { Warning } from '../answers/warning.ts';
import type { CommandOf } from '../command/command.ts';
import { monthlyOf } from '../command/settings.ts';
import { coreAtEnd, type EntryBuilder, entryBuilder, rulebookOn, splitAt, type Timeline } from '../past/timeline.ts';
import { issuedOn } from '../rulebook/rulebook.ts';
import { cyclePlan, dueCycles, grantOfCycle } from '../state/cycles.ts';
import { foldCore, refundedProposals, startReplay } from '../state/evolve.ts';
import { balanceOn, type StateCore } from '../state/state.ts';
import type { Day } from '../values/calendar.ts';
import { KIND_FACTS } from '../vocabulary/kinds.ts';
import { type Entry, factsOf } from '../vocabulary/transaction.ts';
import { acceptCommand, type Decision, type PostedCycle } from './decision.ts';

export const decideRenew = ({ on }: CommandOf<'renew'>, timeline: Timeline): Decision =>
  cyclesPosted(on, stateOnDay(on, timeline), timeline).decision;

/** The state at the end of that day, and what the ledger was made to agree with, on whatever day. */
function stateOnDay(on: Day, { past, later }: Timeline): StateCore {
  const agreed = factsOf(later, 'reconciled').at(-1);
  const settled = agreed ? { on: agreed.on, connects: agreed.body.connects } : past.settled;
  return { ...foldCore(past, splitAt(later, { on, rank: 1 })[0]), settled };
}

/** `whole`: the state that says which cycles are due until that day. */
export function cyclesPosted(on: Day, whole: StateCore, timeline: Timeline): PostedCycles {
  const due = cyclesUpTo(on, whole, timeline);
  const quick = postCycles(due, timeline, mostUnlessLapsed(due, timeline));
  return quick.isShort ? postCycles(due, timeline, mostTried(due, timeline)) : quick;
}

/** The due cycles, in order. */
export const cyclesUpTo = (on: Day, whole: StateCore, known: Pick<Timeline, 'rulebooks'>): readonly DueCycle[] =>
  dueCycles(whole, on, known.rulebooks).map((start) => cycleOn(start, whole, known));

interface PostedCycles {
  readonly decision: Decision;
  /** The cuts take what a later day has spent. */
  readonly isShort: boolean;
  /** The state at the end of the ledger with them. */
  readonly core: () => StateCore;
}

/** The most of a surplus that the i-th cycle can cut; `posted`: what the cycles before it post. */
type MostCut = (i: number, surplus: number, balance: number, posted: readonly Entry[]) => number;

function postCycles(due: readonly DueCycle[], timeline: Timeline, most: MostCut): PostedCycles {
  const builder = entryBuilder(timeline.next);
  const cycles: PostedCycle[] = [];
  const warnings: Warning[] = [];
  const running = startReplay(timeline.past, {}, refundedProposals(timeline.later));
  let ahead = 0;
  const stepTo = (end: number): void => {
    for (const entry of timeline.later.slice(ahead, end)) running.step(entry);
    ahead = end;
  };
  due.forEach((cycle, i) => {
    const { on: start, renewal } = cycle;
    stepTo(placeAfter(timeline.later, start));
    running.advanceTo(start);
    const posted = builder.entries.length;

    const balance = cycle.limit === null ? 0 : balanceOn(running.core, start);
    const surplus = cycle.limit === null ? 0 : Math.max(0, balance - cycle.limit);
    const spare = surplus === 0 ? 0 : most(i, surplus, balance, builder.entries);
    if (spare < surplus) warnings.push({ code: 'cut-limited', on: start, surplus, cut: spare });
    if (spare > 0) builder.addTransaction(cut(cycle, spare));
    if (renewal.connects > 0) builder.addTransaction(renewal);
    if (renewal.connects > 0 || spare > 0) {
      cycles.push({ on: start, connects: renewal.connects, ...(cycle.fee === undefined ? {} : { fee: cycle.fee }) });
    }
    builder.entries.slice(posted).forEach(running.step);
  });
  const hasCut = builder.transactions.some(({ kind }) => kind === 'carry-over-cut');
  if (hasCut) stepTo(timeline.later.length);
  return {
    decision: acceptCommand(builder.entries, { warnings, detail: { of: 'cycles', cycles } }),
    isShort: hasCut && running.core.overdrawn !== null,
    core() {
      stepTo(timeline.later.length);
      return running.core;
    },
  };
}

/** The index of the first of the ordered entries after the cycle of that day. */
function placeAfter(later: readonly Entry[], start: Day): number {
  let [low, high] = [0, later.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { on, rank } = later[middle] as Entry;
    if (on > start || (on === start && rank > 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

type Posting = Parameters<EntryBuilder['addTransaction']>[0];

/** A due cycle, and what it brings; `limit`: the most that is carried over it. */
export interface DueCycle {
  readonly on: Day;
  readonly edition: string;
  readonly limit: number | null;
  /** What it cost; null: nobody knows; undefined: it has no fee. */
  readonly fee: FeePrice | null | undefined;
  readonly renewal: Posting;
}

function cycleOn(on: Day, whole: StateCore, known: Pick<Timeline, 'rulebooks'>): DueCycle {
  const rulebook = rulebookOn(known, whole, on);
  const plan = cyclePlan(whole, on);
  const { paid, free } = rulebook.monthly[plan];
  const isSet = monthlyOf(whole.settings) !== null;
  const label =
    paid === 0 || isSet ? LABEL : `${LABEL} (${paid} paid with ${plan === 'plus' ? 'Plus' : 'Basic'}, ${free} free)`;
  const connects = grantOfCycle(whole, rulebook, plan);
  const edition = rulebook.id;
  const fee = plan === 'plus' && connects > 0 && paid > 0 ? feePrice(typedFeeOn(whole, on), rulebook) : undefined;
  const cents = fee?.totalCents ?? null;
  return {
    on,
    edition,
    fee,
    // Without a renewal, nothing is carried over it.
    limit: isSet && connects === 0 ? null : rulebook.carryOver[plan],
    renewal: { ...issuedOn(on, rulebook), rank: 0, kind: 'renewal', label, connects, cents, source: 'renew' },
  };
}

const cut = ({ on, edition }: DueCycle, connects: number): Posting => ({
  on,
  rank: 0,
  kind: 'carry-over-cut',
  connects: -connects,
  edition,
  source: 'renew',
});

const LABEL = KIND_FACTS.renewal.label;

/**
 * Of the balance at a cycle, what came in and went out later leaves so much at its lowest. No more can be cut, and so
 * much can, unless something lapses in between that is not what was cut: then the cycles are posted the longer way.
 */
function mostUnlessLapsed(due: readonly DueCycle[], { later }: Timeline): MostCut {
  const lows: number[] = [];
  let low = 0;
  let at = later.length;
  const before = (connects: number): void => {
    low = Math.min(0, low + connects);
  };
  for (const [i, { on, renewal }] of [...due.entries()].reverse()) {
    for (const end = placeAfter(later, on); at > end; at -= 1) {
      const entry = later[at - 1];
      if (entry?.type === 'transaction') before(entry.connects);
    }
    before(renewal.connects);
    lows[i] = low;
  }
  return (i, surplus, balance) => Math.max(0, Math.min(surplus, balance + (lows[i] ?? 0)));
}

/**
 * The same by trial. Only a renewal posted late can find less than the whole. What the cycles themselves bring may have
 * been spent too.
 */
const mostTried =
  (due: readonly DueCycle[], timeline: Timeline): MostCut =>
  (i, surplus, _, posted) => {
    const [first, ...rest] = due.slice(i);
    let connects = first ? surplus : 0;
    while (first && connects > 0) {
      const trial = entryBuilder({ ...timeline.next, seq: timeline.next.seq + posted.length });
      trial.addTransaction(cut(first, connects));
      for (const { renewal } of [first, ...rest]) if (renewal.connects > 0) trial.addTransaction(renewal);
      const { overdrawn } = coreAtEnd(timeline, [...posted, ...trial.entries]);
      if (!overdrawn) break;
      connects -= Math.min(connects, overdrawn.missing);
    }
    return connects;
  };
