/** What proposals came to and what they cost, in words that the terminal and the report share. */
import type { FunnelRate, ProposalFunnel } from '../insight/funnel.ts';
import { SETTLED_DAYS, unpricedSentence } from './rates.ts';
import { connects, countOf, number } from './words.ts';

export interface FunnelStage {
  readonly name: string;
  readonly count: number;
  /** The share of the proposals sent; null for these themselves. */
  readonly rate: FunnelRate | null;
}

export const funnelStages = ({ sum, ...rates }: ProposalFunnel): readonly FunnelStage[] => [
  { name: 'Sent', count: sum.proposals, rate: null },
  { name: 'Viewed', count: sum.viewed, rate: rates.viewed },
  { name: 'Replied', count: sum.replied, rate: rates.replied },
  { name: 'Interview', count: sum.interviews, rate: rates.interviews },
  { name: 'Hired', count: sum.hired, rate: rates.hired },
];

/** Where the Connects came from, what came back, and what is not known. */
export const costNotes = ({ sum, net, free }: ProposalFunnel): readonly string[] => [
  ...(net > 0
    ? [
        `Of these ${connects(net)}, ${number(sum.bought)} ${sum.bought === 1 ? 'was' : 'were'} bought; ${number(free)} ${free === 1 ? 'was' : 'were'} free or came with the membership.`,
      ]
    : []),
  ...(sum.refunded > 0 ? [`${number(sum.refunded)} of the ${connects(sum.spent)} you spent came back.`] : []),
  ...(sum.unpriced > 0 ? [unpricedSentence(sum.unpriced)] : []),
];

/** How fast replies came, and how many may still come. */
export const replyNotes = ({ sum: { waiting }, replyDays }: ProposalFunnel): readonly string[] => [
  ...(replyDays === null ? [] : [`Half of the first replies came within ${countOf(replyDays, 'day')}.`]),
  ...(waiting > 0 ? [`${number(waiting)} sent in the last ${SETTLED_DAYS} days may still get a reply.`] : []),
];
