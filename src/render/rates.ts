/** Rates, costs and verdicts in words, the same in the terminal and in the report. */
import type { GroupComparison } from '../insight/compare-groups.ts';
import type { FunnelRate, RateVerdict } from '../insight/funnel.ts';
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

export const AGAINST: Readonly<Record<GroupComparison['verdict'], string>> = {
  more: 'more',
  fewer: 'fewer',
  chance: 'may be chance',
  'too-few': 'too few',
};

/** A proposal without an answer for so long is not likely to get one. */
export const SETTLED_DAYS = 14;

/** Also a warning's message. */
export const unpricedSentence = (unpriced: number): string =>
  `For ${connects(unpriced)} nobody recorded a price (an opening balance, an import): ${unpriced === 1 ? 'it counts' : 'they count'} as $0.00, so the true cost is higher.`;
