/** The funnel from sent to hired: counts, rates with how sure they are, and what each step cost. */

import { REPLY_GRADES } from '../../rules/rulebook/reply-grades.ts';
import { MICROS_PER_CENT } from '../../rules/state/grants.ts';
import { ENOUGH_PROPOSALS, isMostlyUnknown, type StatsCell } from '../../rules/state/proposal-sums.ts';
import { centsShare } from '../../rules/values/cents-share.ts';
import { wilsonInterval } from '../chance/interval.ts';
import { addSums, type SumWithReplies, weightedMedian } from './add-sums.ts';

/** A rate from 0 to 1 with its 95 % interval; null where it is not judged, or of no proposals. */
export interface FunnelRate {
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** The cost of one reply, interview or hire; null: there was none, or too much is unknown. Cents are whole, Connects to a tenth. */
export interface CostPerStep {
  readonly connects: number | null;
  readonly cents: number | null;
}

/** How a reply rate reads to freelancers on Upwork. `unknown`: most outcomes are. */
export type RateVerdict = 'very-good' | 'good' | 'fair' | 'needs-work' | 'too-few' | 'unknown';

/** What came back of the Connects and the money spent, over proposals old enough to judge and of known cost. */
export interface ProposalReturn {
  readonly proposals: number;
  /** Those of unknown cost as well, how many of these have no recorded outcome, and how many may still get one. */
  readonly old: { readonly proposals: number; readonly unrecorded: number; readonly waiting: number };
  /** Hires among them with a recorded value. */
  readonly valued: number;
  /** Hires among them without a recorded value. */
  readonly unvalued: number;
  /** US cents a Connect; null: not known. */
  readonly centsPerConnect: number | null;
  /** Dollars for each dollar spent; null: nothing was spent, or it is not known. */
  readonly perDollar: number | null;
  /** The Connects that had a price, and those of them whose price is not recorded; whether that is most of them. */
  readonly notFree: number;
  readonly unpriced: number;
  readonly isUnpriced: boolean;
  /** Why there is no figure; null: there is one. */
  readonly missing: 'proposals' | 'outcomes' | 'costs' | 'values' | 'spending' | null;
}

export interface ProposalFunnel {
  readonly sum: SumWithReplies;
  /** Spent less refunded. */
  readonly net: number;
  /** The free part of the net. */
  readonly free: number;
  /** The US cents that the bought part cost. */
  readonly cents: number;
  /** Proposals whose cost nobody knows. */
  readonly uncosted: number;
  /** Whether most of these are unknown: outcomes, costs in Connects, their price, the values of hires. */
  readonly unknown: {
    readonly outcomes: boolean;
    readonly costs: boolean;
    readonly prices: boolean;
    readonly values: boolean;
  };
  readonly viewed: FunnelRate;
  readonly replied: FunnelRate;
  readonly interviews: FunnelRate;
  readonly hired: FunnelRate;
  readonly verdict: RateVerdict;
  readonly perReply: CostPerStep;
  readonly perInterview: CostPerStep;
  readonly perHire: CostPerStep;
  /** The median; null: nobody replied. */
  readonly replyDays: number | null;
  readonly returned: ProposalReturn;
}

/** In whole numbers, so that 15 of 100 is no less than 15 %. */
const verdictOf = ({ replied, proposals }: SumWithReplies): RateVerdict =>
  proposals < ENOUGH_PROPOSALS
    ? 'too-few'
    : (REPLY_GRADES.find(([percent]) => replied * 100 >= percent * proposals)?.[1] ?? 'needs-work');

/** Sums by what is known of them. */
export type SumPart = SumWithReplies & Pick<StatsCell, 'settled' | 'costed'>;

/** Whether so many outcomes are unknown, or may still come, that no rate is judged. */
export const areOutcomesUnknown = (sum: Pick<SumWithReplies, 'proposals' | 'waiting' | 'unrecorded'>): boolean =>
  isMostlyUnknown(sum.waiting + sum.unrecorded, sum.proposals);

const arePricesUnknown = ({ bought, unpriced }: SumWithReplies): boolean =>
  isMostlyUnknown(unpriced, bought + unpriced);

export function proposalFunnel(parts: readonly SumPart[]): ProposalFunnel {
  const sum = addSums(parts);
  const costed = addSums(parts.filter((part) => part.costed));
  const uncosted = sum.proposals - costed.proposals;
  const net = sum.spent - sum.refunded;
  const outcomes = areOutcomesUnknown(sum);
  const costs = isMostlyUnknown(uncosted, sum.proposals);
  const prices = arePricesUnknown(sum);
  const values = isMostlyUnknown(sum.unvalued, sum.valued + sum.unvalued);
  const rate = (hits: number): FunnelRate => {
    const interval = outcomes ? null : wilsonInterval(hits, sum.proposals);
    return interval ? { rate: hits / sum.proposals, ...interval } : { rate: null, low: null, high: null };
  };
  // Where the cost is unknown, neither the cost nor the reply counts.
  const per = (count: number): CostPerStep =>
    count === 0 || outcomes || costs
      ? { connects: null, cents: null }
      : {
          connects: centsShare((costed.spent - costed.refunded) * 10, 1, count) / 10,
          cents: prices ? null : centsShare(costed.microCents, 1, count * MICROS_PER_CENT),
        };
  return {
    sum,
    net,
    free: net - sum.bought - sum.unpriced,
    cents: centsShare(sum.microCents, 1, MICROS_PER_CENT),
    uncosted,
    unknown: { outcomes, costs, prices, values },
    viewed: rate(sum.viewed),
    replied: rate(sum.replied),
    interviews: rate(sum.interviews),
    hired: rate(sum.hired),
    verdict: outcomes ? 'unknown' : verdictOf(sum),
    perReply: per(costed.replied),
    perInterview: per(costed.interviews),
    perHire: per(costed.hired),
    replyDays: weightedMedian(sum.replyDays),
    returned: returnOf(parts.filter(({ settled }) => settled)),
  };
}

function returnOf(settled: readonly SumPart[]): ProposalReturn {
  const all = addSums(settled);
  const costed = addSums(settled.filter((part) => part.costed));
  const { proposals, valueCents, valued, unvalued, bought, unpriced, microCents } = costed;
  const net = costed.spent - costed.refunded;
  const gap = areOutcomesUnknown(all)
    ? 'outcomes'
    : isMostlyUnknown(all.proposals - proposals, all.proposals)
      ? 'costs'
      : valued === 0 || isMostlyUnknown(unvalued, valued + unvalued)
        ? 'values'
        : null;
  return {
    proposals,
    old: { proposals: all.proposals, unrecorded: all.unrecorded, waiting: all.waiting },
    valued,
    unvalued,
    notFree: bought + unpriced,
    unpriced,
    centsPerConnect: gap !== null || net <= 0 ? null : centsShare(valueCents, 1, net),
    isUnpriced: arePricesUnknown(costed),
    perDollar:
      gap !== null || microCents <= 0 || arePricesUnknown(costed)
        ? null
        : centsShare(valueCents, 100 * MICROS_PER_CENT, microCents) / 100,
    missing: all.proposals === 0 ? 'proposals' : (gap ?? (net <= 0 ? 'spending' : null)),
  };
}
