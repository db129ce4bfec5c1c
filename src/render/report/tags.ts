/** The report's section on how proposals fared tag by tag. */
import type { RateVerdict } from '../../insight/proposals/funnel.ts';
import type { StatsGroup } from '../../insight/proposals/proposal-stats.ts';
import { ENOUGH_PROPOSALS } from '../../rules/state/proposal-sums.ts';
import { comparisonNotes } from '../stats/groups.ts';
import { AGAINST_WORDS, isRated, perConnectText, percentText, perDollarText, tenthsText } from '../stats/rates.ts';
import { countOf, number } from '../text/words.ts';
import { type Html, html } from './chart/html.ts';
import { rowChart } from './chart/rows.ts';
import { htmlTable, type ReportColumn, reportSection } from './chart/table.ts';
import { typedText } from './chart/text.ts';
import { earnedText } from './earnings.ts';
import { rateAndRange, replyBar, WHISKER_NOTE } from './funnel.ts';

/** The largest tags; more would not be read. */
const MOST_BARS = 10;
const MOST_ROWS = 40;

const NONE = 'no tag';

export function tagsSection(tags: readonly StatsGroup[]): Html | null {
  if (tags.every(({ name }) => name === null)) {
    const says =
      tags.length === 0 ? [] : ['No proposal has a tag. To compare kinds of work, add tags: connects apply --tag'];
    return tags.length === 0 ? null : reportSection({ id: 'tags', title: 'By tag', says, body: null });
  }
  const bars = tags.slice(0, MOST_BARS).map(({ name, funnel }) => {
    const { verdict, replied } = funnel;
    const rated = verdict === 'unknown' ? 'not known' : verdict === 'too-few' ? 'too few' : percentText(replied.rate);
    return replyBar(name ?? NONE, funnel, rated);
  });
  const says = story(tags);
  const left = tags.length - MOST_ROWS;
  const more =
    left > 0 ? [`The ${MOST_ROWS} largest of ${tags.length} tags are shown; to see all: connects stats --by tag`] : [];
  return reportSection({
    id: 'tags',
    title: 'By tag',
    says: [says, ...comparisonNotes(tags), ...more],
    body: [
      rowChart({ id: 'tags-chart', title: 'Reply rate by tag', says: `${says} ${WHISKER_NOTE}` }, bars, 1),
      htmlTable('Results by tag', columnsFor(tags), tags.slice(0, MOST_ROWS)),
    ],
  });
}

/** Names are as users typed them: what is said of them holds for any. */
function story(tags: readonly StatsGroup[]): string {
  // Those without a tag are beside the tags, and are none.
  const named = tags.filter(({ name }) => name !== null);
  const judged = named.filter(({ funnel }) => isRated(funnel));
  if (judged.length === 0) return noneJudged(named.map(({ funnel }) => funnel.verdict));
  const small = named.length - judged.length;
  const few =
    small === 0
      ? ''
      : ` ${countOf(small, 'tag')} with fewer than ${ENOUGH_PROPOSALS} proposals, or with most outcomes unknown, ${small === 1 ? 'is' : 'are'} hatched: not judged.`;
  const rates = judged.map(({ funnel }) => funnel.replied.rate ?? 0);
  const [low, high] = [percentText(Math.min(...rates)), percentText(Math.max(...rates))];
  if (judged.length === 1) return `Reply rate of the one tag that is judged: ${low}.${few}`;
  return `Reply rates by tag, the largest first: ${low === high ? `${low} for each` : `from ${low} to ${high}`}.${few}`;
}

function noneJudged(verdicts: readonly RateVerdict[]): string {
  if (verdicts.every((verdict) => verdict === 'unknown'))
    return 'No tag is judged: more than half of the proposals of each have no recorded outcome, or may still get one.';
  const needed = verdicts.includes('unknown') ? ', and known outcomes for half of them' : '';
  return `No tag is judged: a rate needs at least ${ENOUGH_PROPOSALS} proposals with the tag${needed}.`;
}

const COLUMNS: readonly ReportColumn<StatsGroup>[] = [
  { head: 'Tag', cell: ({ name }) => (name === null ? html`<i>${NONE}</i>` : typedText(name, 60)) },
  { head: 'Sent', cell: ({ funnel }) => number(funnel.sum.proposals) },
  { head: 'Replied', cell: ({ funnel }) => rateAndRange(funnel.replied) },
  { head: 'Connects per reply', cell: ({ funnel }) => tenthsText(funnel.perReply.connects) },
];

/** Where a value is recorded. */
const EARNED: readonly ReportColumn<StatsGroup>[] = [
  { head: 'Hired', cell: ({ funnel }) => number(funnel.sum.hired) },
  { head: 'Earned', cell: ({ funnel }) => earnedText(funnel) },
  { head: 'For each Connect', cell: ({ funnel }) => perConnectText(funnel.returned) },
  { head: 'For each dollar', cell: ({ funnel }) => perDollarText(funnel.returned) },
];

const columnsFor = (tags: readonly StatsGroup[]): readonly ReportColumn<StatsGroup>[] => [
  ...COLUMNS,
  ...(tags.some(({ funnel }) => funnel.sum.valued > 0) ? EARNED : []),
  ...(tags.length > 1 ? [OTHERS] : []),
];

const OTHERS: ReportColumn<StatsGroup> = {
  head: 'Replies',
  cell: ({ against }) => AGAINST_WORDS[against.verdict],
  words: true,
};
