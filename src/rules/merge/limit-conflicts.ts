/** Limits on sums: no refund above what was spent, no rewards above the cap, no coupon twice, no day below zero. */

import { rewardCapOf, rewardSpans } from '../rulebook/reward-cap.ts';
import type { PurseShortage } from '../state/state.ts';
import { connectsByDay } from '../values/calendar.ts';
import { isRefund } from '../vocabulary/kinds.ts';
import { type Entry, factsOf, inOrder, type Transaction, transactionsOf } from '../vocabulary/transaction.ts';
import { withoutFreed } from '../vocabulary/voided.ts';
import { type FoundConflict, foundConflict, type MergeContext, type MergeContribution } from './merged-history.ts';

export function refundedTwice({ contributions, state }: MergeContext): readonly FoundConflict[] {
  return [...state.proposals.values()]
    .filter(({ cost, boost, back }) => back.cost > cost || back.boost > boost)
    .map(({ id, cost, boost, back }) => {
      // The commands that refund or void, and the undone commands that had spent what is refunded.
      const takesPart = (contribution: MergeContribution): boolean =>
        transactionsOf(contribution.entries).some(
          ({ proposal, kind, connects }) =>
            proposal === id && (contribution.isInForce ? isRefund(kind) || kind === 'reversal' : connects < 0),
        );
      const clash = { proposal: id, spent: cost + boost, refunded: back.cost + back.boost };
      return foundConflict({ code: 'refunded-twice', ...clash }, contributions.filter(takesPart));
    });
}

/** A coupon that one side used again, once it had voided the purchase, and that is used already without that void. */
export function couponUsedAgain({ contributions, entries }: MergeContext): readonly FoundConflict[] {
  const uses = Map.groupBy(factsOf(withoutFreed(entries), 'coupon-used'), ({ body }) => body.code.toLowerCase());
  return [...uses].flatMap(([code, used]): FoundConflict | readonly FoundConflict[] => {
    const takesPart = ({ entries: own, isInForce }: MergeContribution): boolean =>
      factsOf(own, 'coupon-used').some(
        ({ body }) => body.code.toLowerCase() === code && (body.freed === true) !== isInForce,
      );
    const taking = used.length < 2 ? [] : contributions.filter(takesPart);
    return taking.every(({ isInForce }) => isInForce)
      ? []
      : foundConflict({ code: 'coupon-twice', coupon: `used ${code}` }, taking);
  });
}

/**
 * The first span of days in which each side recorded rewards without knowing of the other's.
 * Forced and imported rewards count towards the cap, as they do when a reward is decided, but are never taken back:
 * Upwork gave them.
 */
export function rewardsOverCap({ mine, theirs, entries, rulebooks }: MergeContext): readonly FoundConflict[] {
  const isInterview = ({ kind }: Transaction): boolean => kind === 'interview';
  const judged = [...mine, ...theirs]
    .flatMap((contribution) =>
      transactionsOf(contribution.entries).map((transaction) => ({ transaction, contribution })),
    )
    .filter(({ transaction: of }) => isInterview(of) && !of.forced && of.source !== 'import')
    .sort(latestFirst);
  const rewarded = connectsByDay(transactionsOf(entries).filter(isInterview));
  const over = judged.flatMap(({ transaction: { on, edition } }) => {
    const rulebook = rulebooks.get(edition);
    const limit = rulebook ? rewardCapOf(rulebook) : null;
    const spans = limit ? rewardSpans(on, limit.days, rewarded).map((span) => ({ ...span, cap: limit.cap })) : [];
    return spans.filter(({ connects, cap }) => connects > cap);
  });
  return over
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .map((span) => {
      const within = judged.filter(({ transaction: { on } }) => on >= span.from && on <= span.until);
      return foundConflict(
        { code: 'rewards-over-cap', ...span },
        within.map(({ contribution }) => contribution),
      );
    })
    .filter(({ mine: here, theirs: there }) => here.length > 0 && there.length > 0)
    .slice(0, 1);
}

type Recorded = { readonly transaction: Entry };
const latestFirst = (a: Recorded, b: Recorded): number => inOrder(b.transaction, a.transaction);

/** Whether an entry takes from the purse; null: it is none of it. */
function lowers(entry: Entry, purse: PurseShortage['purse']): boolean | null {
  if (purse === undefined) return entry.type === 'transaction' ? entry.connects < 0 : null;
  if (entry.type === 'transaction') return null;
  if (entry.body.kind === 'ad-credits') return false;
  return entry.body.kind === 'proposal' && entry.body.details.credits ? true : null;
}

/** The first day below zero, caused by what each side spent until then and by income that it undid. */
export function negativeDay({ contributions, state: { overdrawn } }: MergeContext): readonly FoundConflict[] {
  if (!overdrawn) return [];
  const lowering = contributions.flatMap((contribution) => {
    const [latest] = contribution.entries
      .filter((entry) => entry.on <= overdrawn.on && lowers(entry, overdrawn.purse) === contribution.isInForce)
      .sort((a, b) => inOrder(b, a));
    return latest ? { transaction: latest, contribution } : [];
  });
  const latest = lowering.sort(latestFirst).map(({ contribution }) => contribution);
  return [foundConflict({ code: 'negative-day', ...overdrawn }, latest)];
}
