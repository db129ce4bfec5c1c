/** `renew`: every billing cycle due and not yet posted, each on its own day: first the carry-over cut, then the grant. */

import { type FeePrice, feePrice, typedFeeOn } from '../amounts/membership-fee.ts';
import type { Warning } from '../answers/warning.ts';
import type { CommandOf } from '../command/command.ts';
import { monthlyOf } from '../command/settings.ts';
import { type EntryBuilder, entryBuilder, rulebookOn, splitAt, stateAtEnd, type Timeline } from '../past/timeline.ts';
import { issuedOn } from '../rulebook/rulebook.ts';
import { cyclePlan, dueCycles, grantOfCycle } from '../state/cycles.ts';
import { foldEntries, startReplay } from '../state/evolve.ts';
import { balanceOn, type State } from '../state/state.ts';
import type { Day } from '../values/calendar.ts';
import { KIND_FACTS } from '../vocabulary/kinds.ts';
import type { Entry } from '../vocabulary/transaction.ts';
import { acceptCommand, type Decision, type PostedCycle } from './decision.ts';

export function decideRenew({ on }: CommandOf<'renew'>, timeline: Timeline): Decision {
  const { settled } = stateAtEnd(timeline, []);
  const whole = { ...foldEntries(timeline.past, splitAt(timeline.later, { on, rank: 1 })[0]), settled };
  const due = dueCycles(whole, on, timeline.rulebooks)
    // Upwork's own history shows that these brought nothing.
    .map((start) => cycleOn(start, whole, timeline));
  const builder = entryBuilder(timeline.next);
  const cycles: PostedCycle[] = [];
  const warnings: Warning[] = [];
  const running = startReplay(timeline.past);
  let ahead = timeline.later;
  due.forEach((cycle, i) => {
    const { on: start, renewal } = cycle;
    const [before, beyond] = splitAt(ahead, { on: start, rank: 0 });
    before.forEach(running.step);
    running.advanceTo(start);
    ahead = beyond;
    const posted = builder.entries.length;

    const surplus = cycle.limit === null ? 0 : Math.max(0, balanceOn(running.state, start) - cycle.limit);
    const spare = surplus === 0 ? 0 : mostCut(timeline, builder.entries, due.slice(i), surplus);
    if (spare < surplus) warnings.push({ code: 'cut-limited', on: start, surplus, cut: spare });
    if (spare > 0) builder.addTransaction(cut(cycle, spare));
    if (renewal.connects > 0) builder.addTransaction(renewal);
    if (renewal.connects > 0 || spare > 0) {
      cycles.push({ on: start, connects: renewal.connects, ...(cycle.fee === undefined ? {} : { fee: cycle.fee }) });
    }
    builder.entries.slice(posted).forEach(running.step);
  });
  return acceptCommand(builder.entries, { warnings, detail: { of: 'cycles', cycles } });
}

type Posting = Parameters<EntryBuilder['addTransaction']>[0];

interface Cycle {
  readonly on: Day;
  readonly edition: string;
  readonly limit: number | null;
  /** What it cost; null: nobody knows; undefined: it has no fee. */
  readonly fee: FeePrice | null | undefined;
  readonly renewal: Posting;
}

function cycleOn(on: Day, whole: State, timeline: Timeline): Cycle {
  const rulebook = rulebookOn(timeline, whole, on);
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

const cut = ({ on, edition }: Cycle, connects: number): Posting => ({
  on,
  rank: 0,
  kind: 'carry-over-cut',
  connects: -connects,
  edition,
  source: 'renew',
});

const LABEL = KIND_FACTS.renewal.label;

/**
 * The most of a surplus that the first of these cycles can cut without taking what a later day has already spent.
 * Only a renewal posted late can find less than the whole. What the cycles themselves bring may have been spent too.
 */
function mostCut(timeline: Timeline, posted: readonly Entry[], [first, ...rest]: readonly Cycle[], surplus: number) {
  let connects = first ? surplus : 0;
  while (first && connects > 0) {
    const trial = entryBuilder({ ...timeline.next, seq: timeline.next.seq + posted.length });
    trial.addTransaction(cut(first, connects));
    for (const { renewal } of [first, ...rest]) if (renewal.connects > 0) trial.addTransaction(renewal);
    const { overdrawn } = stateAtEnd(timeline, [...posted, ...trial.entries]);
    if (!overdrawn) break;
    connects -= Math.min(connects, overdrawn.missing);
  }
  return connects;
}
