/** Statistics as scripts read them: flat, complete, `null` where there is nothing to divide by. */
import type { GroupComparison } from '../insight/compare-groups.ts';
import type { ProposalFunnel } from '../insight/funnel.ts';
import type { StatsGroup } from '../insight/proposal-stats.ts';
import type { ListColumn } from './listing.ts';

/** Four places, a hundredth of a percent: more would be noise. */
const places = (value: number | null): number | null => (value === null ? null : Math.round(value * 10_000) / 10_000);

/** Rates and their ends from 0 to 1; Connects and cents are integers, but for Connects a reply, to a tenth. */
export const funnelFields = (funnel: ProposalFunnel) => ({
  proposals: funnel.sum.proposals,
  viewed: funnel.sum.viewed,
  replied: funnel.sum.replied,
  interviews: funnel.sum.interviews,
  hired: funnel.sum.hired,
  waiting: funnel.sum.waiting,
  viewedRate: places(funnel.viewed.rate),
  viewedLow: places(funnel.viewed.low),
  viewedHigh: places(funnel.viewed.high),
  repliedRate: places(funnel.replied.rate),
  repliedLow: places(funnel.replied.low),
  repliedHigh: places(funnel.replied.high),
  interviewRate: places(funnel.interviews.rate),
  interviewLow: places(funnel.interviews.low),
  interviewHigh: places(funnel.interviews.high),
  hiredRate: places(funnel.hired.rate),
  hiredLow: places(funnel.hired.low),
  hiredHigh: places(funnel.hired.high),
  verdict: funnel.verdict,
  replyDays: funnel.replyDays,
  spent: funnel.sum.spent,
  refunded: funnel.sum.refunded,
  net: funnel.net,
  bought: funnel.sum.bought,
  free: funnel.free,
  unpriced: funnel.sum.unpriced,
  cents: funnel.sum.cents,
  connectsPerReply: funnel.perReply.connects,
  connectsPerInterview: funnel.perInterview.connects,
  connectsPerHire: funnel.perHire.connects,
  centsPerReply: funnel.perReply.cents,
  centsPerInterview: funnel.perInterview.cents,
  centsPerHire: funnel.perHire.cents,
});

/** How the reply rate differs from the others'; `p` is corrected for the groups compared. */
export const againstFields = ({ verdict, difference, low, high, p }: GroupComparison) => ({
  against: verdict,
  difference: places(difference),
  differenceLow: places(low),
  differenceHigh: places(high),
  p: places(p),
});

export const groupFields = ({ name, funnel, against }: StatsGroup) => ({
  group: name,
  ...funnelFields(funnel),
  ...againstFields(against),
});

type Row = { readonly [field in keyof ReturnType<typeof groupFields>]: string | number | null };

/** The columns of a listing, one for each field, in the same order. */
export function figureColumns(): readonly ListColumn<Row>[] {
  return FIELDS.map((name) => ({ name, value: (row: Row) => row[name] }));
}

const FIELDS: readonly (keyof Row)[] = [
  'group',
  'proposals',
  'viewed',
  'replied',
  'interviews',
  'hired',
  'waiting',
  'viewedRate',
  'viewedLow',
  'viewedHigh',
  'repliedRate',
  'repliedLow',
  'repliedHigh',
  'interviewRate',
  'interviewLow',
  'interviewHigh',
  'hiredRate',
  'hiredLow',
  'hiredHigh',
  'verdict',
  'replyDays',
  'spent',
  'refunded',
  'net',
  'bought',
  'free',
  'unpriced',
  'cents',
  'connectsPerReply',
  'connectsPerInterview',
  'connectsPerHire',
  'centsPerReply',
  'centsPerInterview',
  'centsPerHire',
  'against',
  'difference',
  'differenceLow',
  'differenceHigh',
  'p',
];
