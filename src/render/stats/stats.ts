/** Statistics as a person reads them: tables, and beside them in words what is sure and what may be chance. */

import type { GroupComparison } from '../../insight/proposals/compare-groups.ts';
import type { ProposalFunnel, RateVerdict } from '../../insight/proposals/funnel.ts';
import type { ProposalStats, StatsGroup } from '../../insight/proposals/proposal-stats.ts';
import type { StatsGrouping } from '../../rules/state/proposal-sums.ts';
import type { Day } from '../../rules/values/calendar.ts';
import type { ListColumn } from '../text/listing.ts';
import type { PageStyle, TextPaint } from '../text/paint.ts';
import { connects, countOf, number } from '../text/words.ts';
import { wrapText } from '../text/wrap.ts';
import {
  costNotes,
  creditNotes,
  earningNotes,
  type FunnelStage,
  funnelStages,
  outcomeNotes,
  replyNotes,
} from './funnel-words.ts';
import { boostLines, dimParagraph, groupLines, groupTable, pageParagraph } from './groups.ts';
import {
  GRADE_LEGEND,
  knownCents,
  moneyText,
  NO_VALUE,
  percentText,
  rangeText,
  tenthsText,
  VERDICT_WORDS,
} from './rates.ts';
import { type SpendingView, spendingTable } from './spending-table.ts';

function graded(verdict: RateVerdict, paint: TextPaint): string {
  const words = VERDICT_WORDS[verdict];
  if (verdict === 'very-good' || verdict === 'good') return paint.good(words);
  if (verdict === 'needs-work') return paint.bad(words);
  return verdict === 'fair' ? paint.warn(words) : paint.dim(words);
}

export interface StatsView {
  readonly stats: ProposalStats;
  readonly by: StatsGrouping | null;
  /** The key of the tags whose values are the groups; null: another grouping. */
  readonly key: string | null;
  readonly groups: readonly StatsGroup[];
  readonly since: Day | null;
  readonly until: Day;
  /** Null: other days are asked about. */
  readonly spending: SpendingView | null;
}

/** Everything, section by section. */
export function statsLines(
  { stats, by, key, groups, since, until, spending }: StatsView,
  page: PageStyle,
): readonly string[] {
  const { sent, invited } = stats;
  const days = since === null ? `up to ${until}` : since === until ? `on ${since}` : `from ${since} to ${until}`;
  const sections = [
    by === null || groups.length === 0 ? [] : groupLines({ by, key }, groups, page),
    [
      page.paint.bold(`Proposals sent ${days}`),
      ...groupTable(STAGES, stages(sent), page),
      ...dimParagraph(outcomeNotes(sent), page),
    ],
    sent.sum.proposals > 0 ? cost(sent, page) : [],
    earningNotes(sent).length > 0 ? earned(sent, page) : [],
    stats.boosted.sum.proposals > 0 && by !== 'boost' ? boostLines(stats, page) : [],
    invited.sum.proposals > 0 && by !== 'invited' ? invitations(invited, page) : [],
    spending ? spendingTable(spending, page) : [],
    sent.sum.proposals > 0 ? dimParagraph(notes(stats, groups), page) : [],
  ];
  return sections.filter((lines) => lines.length > 0).flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]));
}

/** What the words in the tables mean; the names of the methods stand only here. */
const notes = ({ boosted, boost }: ProposalStats, groups: readonly StatsGroup[]): readonly string[] => [
  GRADE_LEGEND,
  "Likely range: the true rate is probably in it (95 % confidence, Wilson's interval).",
  ...((boosted.sum.proposals > 0 && isJudged(boost)) ||
  (groups.length > 1 && groups.some((each) => isJudged(each.against)))
    ? ["More, fewer, may be chance: Fisher's exact test at 5 %, for several groups corrected by Holm's method."]
    : []),
];

const isJudged = ({ verdict }: GroupComparison): boolean =>
  verdict === 'more' || verdict === 'fewer' || verdict === 'chance';

type JudgedStage = FunnelStage & { readonly verdict: RateVerdict | null };

const stages = (funnel: ProposalFunnel): readonly JudgedStage[] =>
  funnelStages(funnel).map((stage) => ({ ...stage, verdict: stage.name === 'Replied' ? funnel.verdict : null }));

const STAGES: readonly ListColumn<JudgedStage>[] = [
  { name: 'stage', head: '', value: ({ name }) => name },
  { name: 'count', head: '', value: ({ count }) => number(count), right: true },
  { name: 'rate', value: ({ rate }) => (rate ? percentText(rate.rate) : ''), right: true },
  { name: 'range', head: 'likely range', value: ({ rate }) => (rate ? rangeText(rate) : ''), right: true, from: 48 },
  {
    name: 'verdict',
    head: '',
    value: () => '',
    shown: ({ verdict }, paint) => (verdict ? graded(verdict, paint) : ''),
  },
];

interface Cost {
  readonly name: string;
  readonly values: readonly string[];
}

const COSTS: readonly ListColumn<Cost>[] = [
  { name: 'name', head: '', value: ({ name }) => name },
  ...['total', 'per reply', 'per interview', 'per hire'].map(
    (head, i): ListColumn<Cost> => ({ name: head, head, value: ({ values }) => values[i] ?? '', right: true }),
  ),
];

function cost(funnel: ProposalFunnel, page: PageStyle): readonly string[] {
  const { net, unknown, perReply, perInterview, perHire } = funnel;
  const all = [perReply, perInterview, perHire];
  const rows: readonly Cost[] = [
    {
      name: 'Connects',
      values: [unknown.costs ? NO_VALUE : number(net), ...all.map((per) => tenthsText(per.connects))],
    },
    { name: 'Money', values: [moneyText(knownCents(funnel)), ...all.map((per) => moneyText(per.cents))] },
  ];
  const notes = [...costNotes(funnel), ...replyNotes(funnel)];
  return [page.paint.bold('What they cost'), ...groupTable(COSTS, rows, page), ...dimParagraph(notes, page)];
}

const earned = (funnel: ProposalFunnel, page: PageStyle): readonly string[] => [
  page.paint.bold('What they earned'),
  ...pageParagraph(earningNotes(funnel), page),
];

function invitations(invited: ProposalFunnel, page: PageStyle): readonly string[] {
  const { sum, replied, net, verdict } = invited;
  const rate =
    verdict === 'unknown'
      ? ', as far as is known'
      : ` (${verdict === 'too-few' ? VERDICT_WORDS[verdict] : `${percentText(replied.rate)}, probably ${rangeText(replied)}`})`;
  const took = net > 0 ? ` They cost ${connects(net)}.` : '';
  const said = `You answered ${countOf(sum.proposals, 'invitation')}. Clients replied to ${number(sum.replied)} of them${rate}; ${number(sum.interviews)} led to an interview, ${number(sum.hired)} to a hire.${took}`;
  const text = [said, ...creditNotes(sum)].join(' ');
  return [page.paint.bold('Invitations, not counted above'), ...wrapText(text, Math.min(page.columns, 100))];
}
