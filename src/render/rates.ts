/** Rates, costs and verdicts in words, the same in the terminal and in the report. */
import type { GroupComparison } from '../insight/compare-groups.ts';
import type { FunnelRate, RateVerdict } from '../insight/funnel.ts';
import type { ProposalStats } from '../insight/proposal-stats.ts';
import { REPLY_GRADES } from '../rules/reply-grades.ts';
import { connects, dollars, number } from './words.ts';

export const NOTHING = '—';

/** `13.8 %` */
export const percent = (rate: number | null): string => (rate === null ? NOTHING : `${(rate * 100).toFixed(1)} %`);

/** `9 % to 20 %` */
export const range = ({ low, high }: FunnelRate): string =>
  low === null || high === null ? NOTHING : `${Math.round(low * 100)} to ${Math.round(high * 100)} %`;

/** `36.8`; null where there is nothing to divide by. */
export function tenths(value: number | null): string {
  if (value === null) return NOTHING;
  const rounded = Math.round(value * 10);
  return `${number(Math.trunc(rounded / 10))}.${rounded % 10}`;
}

export const money = (cents: number | null): string => (cents === null ? NOTHING : dollars(cents));

export const VERDICTS: Readonly<Record<RateVerdict, string>> = {
  'very-good': 'very good',
  good: 'good',
  fair: 'fair',
  'needs-work': 'needs work',
  'too-few': 'too few to judge',
};

/** From which reply rate each verdict holds. */
export const GRADE_LEGEND = `Reply rate: ${REPLY_GRADES.map(([percent, verdict]) => `${VERDICTS[verdict]} from ${percent} %`).join(', ')}, below that it needs work.`;

export const AGAINST: Readonly<Record<GroupComparison['verdict'], string>> = {
  more: 'more',
  fewer: 'fewer',
  chance: 'may be chance',
  'too-few': 'too few',
};

/** A proposal without an answer for so long is not likely to get one. */
export const SETTLED_DAYS = 14;

export const unpricedSentence = (unpriced: number): string =>
  `The price of ${connects(unpriced)} is not known (from an opening balance or an import): ${unpriced === 1 ? 'it counts' : 'they count'} as $0.00, so the real cost is higher.`;

/** The same as warnings of a JSON object. */
export function unpricedWarnings({ sent, invited }: ProposalStats) {
  const unpriced = sent.sum.unpriced + invited.sum.unpriced;
  return unpriced > 0 ? [{ code: 'unpriced', message: unpricedSentence(unpriced) }] : [];
}

export const noProposals = (command: 'stats' | 'report'): string =>
  `No proposals were sent in these days. To see an example: connects ${command} --demo`;
