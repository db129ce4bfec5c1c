/** Limits on sums: no refund above what was spent, no rewards above the cap, no day below zero. */

import { type RewardDays, type RewardSpan, rewardCapOf, rewardDays, rewardSpans } from '../reward-cap.ts';
import { inOrder, type Transaction } from '../transaction.ts';
import { isRefund } from '../vocabulary/kinds.ts';
import {
  contributionsOf,
  type FoundConflict,
  foundConflict,
  type MergeContext,
  type MergeContribution,
  transactionsOf,
} from './merged-history.ts';

export function refundedTwice({ contributions, state }: MergeContext): readonly FoundConflict[] {
  return [...state.proposals.values()]
    .filter(({ cost, boost, back }) => back.cost > cost || back.boost > boost)
    .map(({ id, cost, boost, back }) => {
      // The commands that refund, and the undone commands that had spent what is refunded.
      const takesPart = (contribution: MergeContribution): boolean =>
        transactionsOf(contribution).some(
          ({ proposal, kind, connects }) => proposal === id && (contribution.isInForce ? isRefund(kind) : connects < 0),
        );
      const clash = { proposal: id, spent: cost + boost, refunded: back.cost + back.boost };
      return foundConflict({ code: 'refunded-twice', ...clash }, contributions.filter(takesPart));
    });
}

interface Reward {
  readonly transaction: Transaction;
  readonly contribution: MergeContribution;
}

/**
 * Spans of days in which each side recorded rewards without knowing of the other's.
 * Forced and imported rewards count towards the cap, as they do when a reward is decided, but are never taken back:
 * Upwork gave them.
 */
export function rewardsOverCap(context: MergeContext): readonly FoundConflict[] {
  const judged = [...contributionsOf(context, 'mine'), ...contributionsOf(context, 'theirs')].flatMap((contribution) =>
    transactionsOf(contribution)
      .filter(({ kind, forced, source }) => kind === 'interview' && !forced && source !== 'import')
      .map((transaction): Reward => ({ transaction, contribution })),
  );
  const rewarded = rewardDays(
    context.entries.filter((entry) => entry.type === 'transaction').filter(({ kind }) => kind === 'interview'),
  );
  const over: FoundConflict[] = [];
  let beyond = '';
  for (const { from, until, connects, cap } of cappedSpans(judged, rewarded, context)) {
    const within = ({ on }: Transaction): boolean => on >= from && on <= until;
    if (connects <= cap || from <= beyond) continue;
    const latest = judged.filter(({ transaction }) => within(transaction)).sort(latestFirst);
    const contributions = [...new Set(latest.map(({ contribution }) => contribution))];
    const clash = foundConflict({ code: 'rewards-over-cap', from, until, connects, cap }, contributions);
    if (clash.mine.length === 0 || clash.theirs.length === 0) continue;
    over.push(clash);
    beyond = until;
  }
  return over;
}

const latestFirst = (a: Reward, b: Reward): number => inOrder(b.transaction, a.transaction);

/** Every span of days with one of these rewards and a cap in its rulebook, the earliest first. */
function cappedSpans(judged: readonly Reward[], rewarded: RewardDays, { rulebooks }: MergeContext) {
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

/** The first day below zero, caused by what each side spent until then and by income that it undid. */
export function negativeDay({ contributions, state }: MergeContext): readonly FoundConflict[] {
  const { overdrawn } = state;
  if (!overdrawn) return [];
  const lowering = contributions.flatMap((contribution) => {
    const latest = transactionsOf(contribution)
      .filter(({ on, connects }) => on <= overdrawn.on && connects < 0 === contribution.isInForce)
      .toSorted(inOrder)
      .at(-1);
    return latest && contribution.side ? [{ transaction: latest, contribution }] : [];
  });
  return [
    foundConflict(
      { code: 'negative-day', ...overdrawn },
      lowering.sort(latestFirst).map(({ contribution }) => contribution),
    ),
  ];
}
