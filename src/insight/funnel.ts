/** The funnel from sent to hired: counts, rates with how sure they are, and what each step cost. */
import { centsShare } from '../rules/cents-share.ts';
import { ENOUGH_PROPOSALS } from '../rules/proposal-sums.ts';
import { REPLY_GRADES } from '../rules/reply-grades.ts';
import { type SumWithReplies, weightedMedian } from './add-sums.ts';
import { wilsonInterval } from './interval.ts';

/** A rate from 0 to 1 with its 95 % interval; null of no proposals. */
export interface FunnelRate {
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** The cost of one reply, interview or hire; null: there was none. Cents are whole, Connects to a tenth. */
export interface CostPerStep {
  readonly connects: number | null;
  readonly cents: number | null;
}

/** How a reply rate reads to freelancers on Upwork. */
export type RateVerdict = 'very-good' | 'good' | 'fair' | 'needs-work' | 'too-few';

export interface ProposalFunnel {
  readonly sum: SumWithReplies;
  /** Spent less refunded. */
  readonly net: number;
  /** The free part of the net. */
  readonly free: number;
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
}

/** In whole numbers, so that 15 of 100 is no less than 15 %. */
const verdictOf = ({ replied, proposals }: SumWithReplies): RateVerdict =>
  proposals < ENOUGH_PROPOSALS
    ? 'too-few'
    : (REPLY_GRADES.find(([percent]) => replied * 100 >= percent * proposals)?.[1] ?? 'needs-work');

export function proposalFunnel(sum: SumWithReplies): ProposalFunnel {
  const net = sum.spent - sum.refunded;
  const rate = (hits: number): FunnelRate => {
    const interval = wilsonInterval(hits, sum.proposals);
    return interval ? { rate: hits / sum.proposals, ...interval } : { rate: null, low: null, high: null };
  };
  const per = (count: number): CostPerStep =>
    count === 0
      ? { connects: null, cents: null }
      : { connects: centsShare(net * 10, 1, count) / 10, cents: centsShare(sum.cents, 1, count) };
  return {
    sum,
    net,
    free: net - sum.bought - sum.unpriced,
    viewed: rate(sum.viewed),
    replied: rate(sum.replied),
    interviews: rate(sum.interviews),
    hired: rate(sum.hired),
    verdict: verdictOf(sum),
    perReply: per(sum.replied),
    perInterview: per(sum.interviews),
    perHire: per(sum.hired),
    replyDays: weightedMedian(sum.replyDays),
  };
}
