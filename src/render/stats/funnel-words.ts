/** What proposals came to and what they cost, in words that the terminal and the report share. */
import type { FunnelRate, ProposalFunnel, ProposalReturn } from '../../insight/proposals/funnel.ts';
import { connects, countOf, dollars, number, onlyTexts } from '../text/words.ts';
import { perConnectText, perDollarText, SETTLED_DAYS, unpricedSentence } from './rates.ts';

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
  ...onlyTexts(
    net > 0 && ofThese(net, originsOf(sum, free)),
    sum.refunded > 0 && `${number(sum.refunded)} of the ${connects(sum.spent)} you spent came back.`,
  ),
  ...creditNotes(sum),
  ...onlyTexts(
    sum.unpriced > 0 && unpricedSentence(sum.unpriced, unknown.prices),
    uncosted > 0 &&
      `The cost of ${number(uncosted)} of ${countOf(sum.proposals, 'proposal')} is not known: ${uncosted === 1 ? 'it is' : 'they are'} not counted in any cost.`,
  ),
];

const ofThese = (net: number, origins: readonly string[]): string | false =>
  origins.length > 0 && `Of these ${connects(net)}, ${origins.join(', ')}.`;

/** Those without a price have a sentence of their own. */
const originsOf = ({ bought, unpriced }: ProposalFunnel['sum'], free: number): readonly string[] =>
  onlyTexts(
    (bought > 0 || unpriced === 0) && `${number(bought)} ${bought === 1 ? 'was' : 'were'} paid for`,
    (free > 0 || unpriced === 0) && `${number(free)} ${free === 1 ? 'was' : 'were'} free`,
  );

/** Empty: ad credits paid no part of a boost. */
export const creditNotes = ({ credits }: ProposalFunnel['sum']): readonly string[] =>
  onlyTexts(
    credits > 0 && `Ad credits paid ${number(credits)} of the boosts; the cost of a boost counts only its Connects.`,
  );

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

/** Only over proposals that are old enough to judge: every count in here is of these. */
function returnNotes({ returned }: ProposalFunnel): readonly string[] {
  const { proposals, valued, unvalued, centsPerConnect } = returned;
  if (centsPerConnect === null) return [noReturn(returned)];
  const among =
    unvalued === 0
      ? ''
      : `: ${number(unvalued)} of the ${number(valued + unvalued)} hires among them ${unvalued === 1 ? 'has' : 'have'} no recorded value`;
  return [
    `Each Connect brought ${perConnectText(returned)}, over ${countOf(proposals, 'proposal')} ${OLD_ENOUGH}${among}. ${dollarNote(returned)}`,
  ];
}

const OLD_ENOUGH = `sent ${SETTLED_DAYS} or more days ago`;

function dollarNote(returned: ProposalReturn): string {
  const { perDollar, isUnpriced, notFree, unpriced } = returned;
  const have = `${unpriced === 1 ? 'has' : 'have'} no recorded price.`;
  if (perDollar !== null) {
    const brought = `Each dollar spent brought ${perDollarText(returned)}`;
    return unpriced === 0 ? `${brought}.` : `${brought}: ${number(unpriced)} of the Connects spent ${have}`;
  }
  return isUnpriced
    ? `What each dollar brought is not known: ${number(unpriced)} of the ${connects(notFree)} that ${notFree === 1 ? 'was' : 'were'} not free ${have}`
    : 'For each dollar there is no figure: these Connects cost no money.';
}

function noReturn({ missing, proposals, old, valued, unvalued }: ProposalReturn): string {
  const them = (count: number): string =>
    `${count === 1 ? 'the one proposal' : `the ${countOf(count, 'proposal')}`} ${OLD_ENOUGH}`;
  const unknown = 'What each Connect brought is not known';
  if (missing === 'proposals') return `${unknown} yet: no proposal was ${OLD_ENOUGH}.`;
  if (missing === 'outcomes')
    return `${unknown}: no outcome is recorded for ${number(old.unrecorded + old.waiting)} of ${them(old.proposals)}.`;
  if (missing === 'costs')
    return `${unknown}: the cost of ${number(old.proposals - proposals)} of ${them(old.proposals)} is not recorded.`;
  if (missing === 'values' && valued > 0)
    return `${unknown}: ${number(unvalued)} of the ${number(valued + unvalued)} hires among ${them(proposals)} have no recorded value.`;
  if (missing === 'values') return `${unknown}: no hire among ${them(proposals)} has a recorded value.`;
  return `There is no figure for each Connect: ${them(proposals)} cost none.`;
}

/** Of how many proposals the outcome is not known. */
export function unknownOutcomes({ unrecorded, waiting, proposals }: ProposalFunnel['sum']): string {
  const of = `${number(unrecorded === 0 ? waiting : unrecorded)} of ${countOf(proposals, 'proposal')}`;
  if (unrecorded === 0) return `${of} may still get a reply`;
  return `no outcome recorded for ${of}${waiting > 0 ? `, and ${number(waiting)} more may still get a reply` : ''}`;
}

/** With fewer replies than this, half of them is no figure. */
const ENOUGH_REPLIES = 5;

/** How fast replies came, and how many may still come. */
export const replyNotes = ({ sum, replyDays }: ProposalFunnel): readonly string[] => {
  const { waiting } = sum;
  const dated = sum.replyDays.reduce((total, [, times]) => total + times, 0);
  return onlyTexts(
    replyDays !== null &&
      dated >= ENOUGH_REPLIES &&
      `Half of the first replies came within ${countOf(replyDays, 'day')}.`,
    waiting > 0 && `${number(waiting)} sent in the last ${SETTLED_DAYS} days may still get a reply.`,
  );
};
