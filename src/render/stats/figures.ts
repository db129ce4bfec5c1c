/** Statistics as scripts read them: flat, complete, `null` where there is nothing to divide by. */
import type { GroupComparison } from '../../insight/proposals/compare-groups.ts';
import type { FunnelRate, ProposalFunnel } from '../../insight/proposals/funnel.ts';
import type { ProposalStats, StatsGroup } from '../../insight/proposals/proposal-stats.ts';
import { roundedRate } from '../../rules/state/proposal-sums.ts';
import type { ListColumn } from '../text/listing.ts';
import { knownCents, knownValue } from './rates.ts';

const places = (value: number | null): number | null => (value === null ? null : roundedRate(value));

type Figure = string | number | null;

/** A rate and its ends, from 0 to 1. */
const rateFigures = (name: string, rateOf: (funnel: ProposalFunnel) => FunnelRate) =>
  [
    [`${name}Rate`, (funnel: ProposalFunnel) => places(rateOf(funnel).rate)],
    [`${name}Low`, (funnel: ProposalFunnel) => places(rateOf(funnel).low)],
    [`${name}High`, (funnel: ProposalFunnel) => places(rateOf(funnel).high)],
  ] as const;

/** Every figure of a funnel in its order. Connects and cents are integers, but for Connects a reply, to a tenth. */
const FUNNEL: readonly (readonly [name: string, of: (funnel: ProposalFunnel) => Figure])[] = [
  ...(['proposals', 'viewed', 'replied', 'interviews', 'hired', 'waiting'] as const).map(
    (name) => [name, ({ sum }: ProposalFunnel) => sum[name]] as const,
  ),
  ...rateFigures('viewed', ({ viewed }) => viewed),
  ...rateFigures('replied', ({ replied }) => replied),
  ...rateFigures('interview', ({ interviews }) => interviews),
  ...rateFigures('hired', ({ hired }) => hired),
  ['verdict', ({ verdict }) => (verdict === 'unknown' ? null : verdict)],
  ['replyDays', ({ replyDays }) => replyDays],
  ['spent', ({ sum, unknown }) => (unknown.costs ? null : sum.spent)],
  ['refunded', ({ sum }) => sum.refunded],
  ['net', ({ net, unknown }) => (unknown.costs ? null : net)],
  ['bought', ({ sum }) => sum.bought],
  ['free', ({ free }) => free],
  ['unpriced', ({ sum }) => sum.unpriced],
  ['cents', knownCents],
  ['connectsPerReply', ({ perReply }) => perReply.connects],
  ['connectsPerInterview', ({ perInterview }) => perInterview.connects],
  ['connectsPerHire', ({ perHire }) => perHire.connects],
  ['centsPerReply', ({ perReply }) => perReply.cents],
  ['centsPerInterview', ({ perInterview }) => perInterview.cents],
  ['centsPerHire', ({ perHire }) => perHire.cents],
];

/** How many parts of the figures are unknown, and what hires earned: behind the older columns, whose order is kept. */
const LATER: readonly (readonly [name: string, of: (funnel: ProposalFunnel) => Figure])[] = [
  ...(['viewed', 'replied', 'interviews', 'hired'] as const).map(
    (name) => [`${name}Unknown`, ({ sum }: ProposalFunnel) => sum.unrecorded] as const,
  ),
  ['costUnknown', ({ uncosted }) => uncosted],
  ['paidUnknown', ({ sum }) => sum.unpriced],
  ['valueCents', knownValue],
  ['valueUnknown', ({ sum }) => sum.unvalued],
  ['returnProposals', ({ returned }) => returned.proposals],
  ['returnCentsPerConnect', ({ returned }) => returned.centsPerConnect],
  ['returnPerDollar', ({ returned }) => returned.perDollar],
];

type Figures = Readonly<Record<string, Figure>>;

const funnelFields = (funnel: ProposalFunnel): Figures =>
  Object.fromEntries([...FUNNEL, ...LATER].map(([name, of]) => [name, of(funnel)]));

/** How the reply rate differs from the others'; `p` is corrected for the groups compared. */
export const againstFields = ({ verdict, difference, low, high, p, reason }: GroupComparison) => ({
  against: verdict === 'unknown' ? null : verdict,
  difference: places(difference),
  differenceLow: places(low),
  differenceHigh: places(high),
  p: places(p),
  differenceReason: reason,
});

const COMPARED = ['against', 'difference', 'differenceLow', 'differenceHigh', 'p'] as const;
/** Behind the older columns. */
const COMPARED_LATER = ['differenceReason'] as const;
const ALONE: Figures = Object.fromEntries([...COMPARED, ...COMPARED_LATER].map((name) => [name, null]));

export const groupFields = ({ name, funnel, against }: StatsGroup) => ({
  group: name,
  ...funnelFields(funnel),
  ...againstFields(against),
});

/** What there is where no groups are asked for. */
export const statsFields = ({ sent, boosted, plain, boost, invited }: ProposalStats) => ({
  sent: funnelFields(sent),
  boosted: funnelFields(boosted),
  notBoosted: funnelFields(plain),
  boost: againstFields(boost),
  invited: funnelFields(invited),
});

/** The same, a row each. */
export const statsRows = ({ sent, boosted, plain, boost, invited }: ProposalStats): readonly Figures[] => [
  { group: 'sent', ...funnelFields(sent), ...ALONE },
  { group: 'boosted', ...funnelFields(boosted), ...againstFields(boost) },
  { group: 'not-boosted', ...funnelFields(plain), ...ALONE },
  { group: 'invited', ...funnelFields(invited), ...ALONE },
];

/** The columns of a listing, one for each field, in the same order. */
export const FIGURE_COLUMNS: readonly ListColumn<Figures>[] = [
  'group',
  ...FUNNEL.map(([name]) => name),
  ...COMPARED,
  ...LATER.map(([name]) => name),
  ...COMPARED_LATER,
].map((name) => ({ name, value: (row) => row[name] ?? null }));
