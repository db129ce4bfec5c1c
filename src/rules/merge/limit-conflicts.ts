/** What must hold of the sums: no refund beyond what was spent, no days with more rewards than their most, no day below zero. */

import { type RewardDays, type RewardSpan, rewardCapOf, rewardDays, rewardSpans } from '../reward-cap.ts';
import { inOrder, type Transaction } from '../transaction.ts';
import { isRefund } from '../vocabulary/kinds.ts';
import { countedBy, type Found, found, type Ground, type Party, transactionsOf } from './joint.ts';

export function refundedTwice({ parties, state }: Ground): readonly Found[] {
  return [...state.proposals.values()]
    .filter(({ cost, boost, back }) => back.cost > cost || back.boost > boost)
    .map(({ id, cost, boost, back }) => {
      // What gives back, and what took away the cost that it gives back.
      const takesPart = (party: Party): boolean =>
        transactionsOf(party).some(
          ({ proposal, kind, connects }) => proposal === id && (party.counts ? isRefund(kind) : connects < 0),
        );
      const clash = { proposal: id, spent: cost + boost, refunded: back.cost + back.boost };
      return found({ code: 'refunded-twice', ...clash }, parties.filter(takesPart));
    });
}

interface Reward {
  readonly transaction: Transaction;
  readonly party: Party;
}

/**
 * Days in which both sides were rewarded as if the other had not been.
 * What was forced or imported takes its room, as it does when a reward is decided, but Upwork gave it: it stays.
 */
export function rewardsOverCap(ground: Ground): readonly Found[] {
  const judged = [...countedBy(ground, 'mine'), ...countedBy(ground, 'theirs')].flatMap((party) =>
    transactionsOf(party)
      .filter(({ kind, forced, source }) => kind === 'interview' && !forced && source !== 'import')
      .map((transaction): Reward => ({ transaction, party })),
  );
  const rewarded = rewardDays(
    ground.entries.filter((entry) => entry.type === 'transaction').filter(({ kind }) => kind === 'interview'),
  );
  const over: Found[] = [];
  let beyond = '';
  for (const { from, until, connects, cap } of cappedSpans(judged, rewarded, ground)) {
    const within = ({ on }: Transaction): boolean => on >= from && on <= until;
    if (connects <= cap || from <= beyond) continue;
    const latest = judged.filter(({ transaction }) => within(transaction)).sort(latestFirst);
    const parties = [...new Set(latest.map(({ party }) => party))];
    const clash = found({ code: 'rewards-over-cap', from, until, connects, cap }, parties);
    if (clash.mine.length === 0 || clash.theirs.length === 0) continue;
    over.push(clash);
    beyond = until;
  }
  return over;
}

const latestFirst = (a: Reward, b: Reward): number => inOrder(b.transaction, a.transaction);

/** Every span of days that holds one of these rewards and that its rulebook caps, the earliest first. */
function cappedSpans(judged: readonly Reward[], rewarded: RewardDays, { rulebooks }: Ground) {
  const all = new Map<string, RewardSpan & { readonly cap: number }>();
  for (const { transaction } of judged) {
    const rulebook = rulebooks.get(transaction.edition);
    const limit = rulebook ? rewardCapOf(rulebook) : null;
    for (const span of limit ? rewardSpans(transaction.on, limit.days, rewarded) : []) {
      all.set(`${span.from} ${span.until} ${limit?.cap}`, { ...span, cap: limit?.cap ?? 0 });
    }
  }
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, span]) => span);
}

/** What each side spent up to the day that falls below zero, and what it took back of what had come in by then. */
export function negativeDay({ parties, state }: Ground): readonly Found[] {
  const { overdrawn } = state;
  if (!overdrawn) return [];
  const lowering = parties.flatMap((party) => {
    const latest = transactionsOf(party)
      .filter(({ on, connects }) => on <= overdrawn.on && connects < 0 === party.counts)
      .toSorted(inOrder)
      .at(-1);
    return latest && party.by ? [{ transaction: latest, party }] : [];
  });
  return [
    found(
      { code: 'negative-day', ...overdrawn },
      lowering.sort(latestFirst).map(({ party }) => party),
    ),
  ];
}
