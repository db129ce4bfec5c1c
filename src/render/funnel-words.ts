/** What proposals came to and what they cost, in words that the terminal and the report share. */
import type { FunnelRate, ProposalFunnel } from '../insight/funnel.ts';
import { SETTLED_DAYS, unpricedSentence } from './rates.ts';
import { connects, countOf, dollars, number } from './words.ts';

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
export const costNotes = ({ sum, net, free, uncosted, unknown }: ProposalFunnel): readonly string[] => [
  ...(net > 0
    ? [
        `Of these ${connects(net)}, ${[
          `${number(sum.bought)} ${sum.bought === 1 ? 'was' : 'were'} paid for`,
          ...(sum.unpriced > 0
            ? [`${number(sum.unpriced)} ${sum.unpriced === 1 ? 'has' : 'have'} no recorded price`]
            : []),
          `${number(free)} ${free === 1 ? 'was' : 'were'} free`,
        ].join(', ')}.`,
      ]
    : []),
  ...(sum.refunded > 0 ? [`${number(sum.refunded)} of the ${connects(sum.spent)} you spent came back.`] : []),
  ...creditNotes(sum),
  ...(sum.unpriced > 0 ? [unpricedSentence(sum.unpriced, unknown.prices)] : []),
  ...(uncosted > 0
    ? [
        `The cost of ${number(uncosted)} of ${countOf(sum.proposals, 'proposal')} is not known: ${uncosted === 1 ? 'it is' : 'they are'} not counted in any cost.`,
      ]
    : []),
];

/** Empty: ad credits paid no part of a boost. */
export const creditNotes = ({ credits }: ProposalFunnel['sum']): readonly string[] =>
  credits === 0
    ? []
    : [`Ad credits paid ${number(credits)} of the boosts; the cost of a boost counts only its Connects.`];

/** How many outcomes nobody recorded; empty: all are known. */
export function outcomeNotes({ sum: { unrecorded, proposals }, unknown }: ProposalFunnel): readonly string[] {
  if (unrecorded === 0) return [];
  const ways = 'connects mark, or import the Proposals page.';
  return unknown.outcomes
    ? [`No outcome recorded for ${number(unrecorded)} of ${number(proposals)}: ${ways}`]
    : [`${number(unrecorded)} of ${number(proposals)} have no recorded outcome and count as without a reply: ${ways}`];
}

/** What hires earned, and what that was for each Connect and each dollar; empty: there is neither a hire nor a value. */
export function earningNotes(funnel: ProposalFunnel): readonly string[] {
  const { valued, unvalued, valueCents } = funnel.sum;
  const hint = 'connects mark PROPOSAL hired --value AMOUNT';
  if (valued + unvalued === 0) return [];
  if (valued === 0)
    return [`No value is recorded for ${unvalued === 1 ? 'the hire' : `the ${number(unvalued)} hires`}: ${hint}`];
  if (funnel.unknown.values)
    return [
      `${dollars(valueCents)} from ${countOf(valued, 'hire')}, but no value is recorded for ${number(unvalued)} more: ${hint}`,
    ];
  const gap = unvalued === 0 ? '' : ` No value is recorded for ${countOf(unvalued, 'other hire')}: ${hint}`;
  return [`${dollars(valueCents)} from ${countOf(valued, 'hire')}.${gap}`, ...returnNotes(funnel)];
}

/** Only over proposals that are old enough to judge. */
function returnNotes(funnel: ProposalFunnel): readonly string[] {
  const { unknown, returned } = funnel;
  const { proposals, unvalued, centsPerConnect, perDollar } = returned;
  const over = `${countOf(proposals, 'proposal')} sent ${SETTLED_DAYS} or more days ago`;
  if (centsPerConnect === null)
    return [
      unknown.outcomes || unknown.costs
        ? 'What each Connect brought cannot be said: too much is not recorded.'
        : `What each Connect brought cannot be said yet, by the ${over}.`,
    ];
  const money =
    perDollar === null
      ? returned.isUnpriced
        ? ' What each dollar brought is not known: most prices are not recorded.'
        : ' For each dollar there is no figure: these Connects cost no money.'
      : ` Each dollar spent brought ${dollars(Math.round(perDollar * 100))}.`;
  const gap =
    unvalued === 0 ? '' : ` Without ${countOf(unvalued, 'hire')} that ${unvalued === 1 ? 'has' : 'have'} no value.`;
  return [`Each Connect brought ${dollars(centsPerConnect)}, over ${over}.${money}${gap}`];
}

/** With fewer replies than this, half of them is no figure. */
const ENOUGH_REPLIES = 5;

/** How fast replies came, and how many may still come. */
export const replyNotes = ({ sum, replyDays }: ProposalFunnel): readonly string[] => {
  const { waiting } = sum;
  const dated = sum.replyDays.reduce((total, [, times]) => total + times, 0);
  return [
    ...(replyDays === null || dated < ENOUGH_REPLIES
      ? []
      : [`Half of the first replies came within ${countOf(replyDays, 'day')}.`]),
    ...(waiting > 0 ? [`${number(waiting)} sent in the last ${SETTLED_DAYS} days may still get a reply.`] : []),
  ];
};
