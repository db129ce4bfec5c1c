/** Rates, costs and verdicts in words, the same in the terminal and in the report. */
import type { GroupComparison } from '../../insight/proposals/compare-groups.ts';
import type { FunnelRate, ProposalFunnel, ProposalReturn, RateVerdict } from '../../insight/proposals/funnel.ts';
import type { ProposalStats } from '../../insight/proposals/proposal-stats.ts';
import { REPLY_GRADES } from '../../rules/rulebook/reply-grades.ts';
import { isMostlyUnknown } from '../../rules/state/proposal-sums.ts';
import { connects, dollars, number } from '../text/words.ts';

export const NO_VALUE = '—';

/** `13.8 %` */
export const percentText = (rate: number | null): string => (rate === null ? NO_VALUE : `${(rate * 100).toFixed(1)} %`);

/** `9 % to 20 %` */
export const rangeText = ({ low, high }: FunnelRate): string =>
  low === null || high === null ? NO_VALUE : `${Math.round(low * 100)} to ${Math.round(high * 100)} %`;

/** `36.8`; null where there is nothing to divide by. */
export function tenthsText(value: number | null): string {
  if (value === null) return NO_VALUE;
  const rounded = Math.round(value * 10);
  return `${number(Math.trunc(rounded / 10))}.${rounded % 10}`;
}

export const moneyText = (cents: number | null): string => (cents === null ? NO_VALUE : dollars(cents));

/** The cost of a reply in money: higher where a price is not recorded. */
export const replyMoneyText = ({ perReply, sum }: ProposalFunnel): string =>
  limitedText(perReply.cents, sum.unpriced > 0 ? 'at least ' : '');

/** More where a hire has no recorded value. */
export const perConnectText = ({ centsPerConnect, unvalued }: ProposalReturn): string =>
  limitedText(centsPerConnect, unvalued > 0 ? 'at least ' : '');

/** Less where a price is not recorded; a hire without a value pulls the other way. */
export const perDollarText = ({ perDollar, unvalued, unpriced }: ProposalReturn): string =>
  limitedText(
    perDollar === null ? null : Math.round(perDollar * 100),
    unpriced > 0 ? (unvalued > 0 ? 'about ' : 'at most ') : unvalued > 0 ? 'at least ' : '',
  );

const limitedText = (cents: number | null, limit: string): string =>
  cents === null ? NO_VALUE : `${limit}${dollars(cents)}`;

/** Whether there is enough to judge a rate by. */
export const isRated = ({ verdict }: ProposalFunnel): boolean => verdict !== 'too-few' && verdict !== 'unknown';

export const VERDICT_WORDS: Readonly<Record<RateVerdict, string>> = {
  'very-good': 'very good',
  good: 'good',
  fair: 'fair',
  'needs-work': 'needs work',
  'too-few': 'too few to judge',
  unknown: 'not known',
};

/** From which reply rate each verdict holds. */
export const GRADE_LEGEND = `Reply rate: ${REPLY_GRADES.map(([percent, verdict]) => `${VERDICT_WORDS[verdict]} from ${percent} %`).join(', ')}, below that it needs work.`;

export const AGAINST_WORDS: Readonly<Record<GroupComparison['verdict'], string>> = {
  more: 'more',
  fewer: 'fewer',
  chance: 'may be chance',
  'too-few': 'too few',
  unknown: 'not known',
};

/** A proposal without an answer for so long is not likely to get one. */
export const SETTLED_DAYS = 14;

/** What the bought Connects cost; null where most of it is unknown. */
export const knownCents = ({ cents, unknown }: ProposalFunnel): number | null =>
  unknown.prices || unknown.costs ? null : cents;

/** What hires earned, as far as it is recorded; null where none is. */
export const knownValue = ({ sum }: ProposalFunnel): number | null => (sum.valued === 0 ? null : sum.valueCents);

/** `isMost`: no cost in money is given then. */
/** Ends with a command, so that it can be copied. */
const ADD_PRICE = 'The ID is in: connects history --all. To add a price: connects edit --transaction ID --paid AMOUNT';

export const unpricedSentence = (unpriced: number, isMost: boolean): string =>
  `The price of ${connects(unpriced)} is not recorded (from an opening balance, an import, an adjustment or a membership without a recorded fee)${isMost ? ', so no cost in money is given.' : `: ${unpriced === 1 ? 'it counts' : 'they count'} as $0.00, so the real cost is higher.`} ${ADD_PRICE}`;

/** The same as warnings of a JSON object. */
export function unpricedWarnings({ sent, invited }: ProposalStats) {
  const unpriced = sent.sum.unpriced + invited.sum.unpriced;
  const isMost = isMostlyUnknown(unpriced, sent.sum.bought + invited.sum.bought + unpriced);
  return unpriced > 0 ? [{ code: 'unpriced', message: unpricedSentence(unpriced, isMost) }] : [];
}

export const noProposals = (command: 'stats' | 'report'): string =>
  `No proposals were sent in these days. To see an example: connects ${command} --demo`;
