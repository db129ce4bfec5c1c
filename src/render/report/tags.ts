/** The report's section on how proposals fared tag by tag. */
import type { StatsGroup } from '../../insight/proposal-stats.ts';
import { comparison } from '../groups.ts';
import { AGAINST, percent, tenths } from '../rates.ts';
import { counted, number } from '../words.ts';
import { both, sureOf, WHISKERS } from './funnel.ts';
import { type Html, html } from './html.ts';
import { type BarRow as Bar, rows } from './rows.ts';
import { htmlTable, type ReportColumn, section } from './table.ts';
import { typed } from './text.ts';

/** The largest tags; more would not be read. */
const MOST_BARS = 10;
const MOST_ROWS = 40;

const NONE = 'no tag';

export function tagsSection(tags: readonly StatsGroup[]): Html | null {
  if (tags.every(({ name }) => name === null)) {
    const says =
      tags.length === 0 ? [] : ['No proposal has a tag. To compare kinds of work, add tags: connects apply --tag'];
    return tags.length === 0 ? null : section({ id: 'tags', title: 'By tag', says, body: null });
  }
  const bars = tags.slice(0, MOST_BARS).map(
    ({ name, funnel: { sum, replied, verdict } }): Bar => ({
      name: name ?? NONE,
      shown: `${number(sum.replied)} of ${number(sum.proposals)}, ${verdict === 'too-few' ? 'too few' : percent(replied.rate)}`,
      value: replied.rate,
      sure: sureOf(replied),
      few: verdict === 'too-few',
    }),
  );
  const says = story(tags);
  const left = tags.length - MOST_ROWS;
  const more =
    left > 0 ? [`The ${MOST_ROWS} largest of ${tags.length} tags are shown; to see all: connects stats --by tag`] : [];
  return section({
    id: 'tags',
    title: 'By tag',
    says: [says, ...comparison(tags), ...more],
    body: [
      rows({ id: 'tags-chart', title: 'Reply rate by tag', says: `${says} ${WHISKERS}` }, bars, 1),
      htmlTable('Replies by tag', tags.length > 1 ? [...COLUMNS, OTHERS] : COLUMNS, tags.slice(0, MOST_ROWS)),
    ],
  });
}

/** Names are as users typed them: what is said of them holds for any. */
function story(tags: readonly StatsGroup[]): string {
  const judged = tags.filter(({ funnel }) => funnel.verdict !== 'too-few');
  const small = tags.length - judged.length;
  const few =
    small === 0
      ? ''
      : ` ${counted(small, 'tag')} with fewer than 10 proposals ${small === 1 ? 'is' : 'are'} hatched: too few to judge.`;
  if (judged.length === 0) return `Reply rates by tag, the largest first.${few}`;
  const rates = judged.map(({ funnel }) => funnel.replied.rate ?? 0);
  const [low, high] = [percent(Math.min(...rates)), percent(Math.max(...rates))];
  return `Reply rates by tag, the largest first: ${low === high ? low : `from ${low} to ${high}`}.${few}`;
}

const COLUMNS: readonly ReportColumn<StatsGroup>[] = [
  { head: 'Tag', cell: ({ name }) => (name === null ? html`<i>${NONE}</i>` : typed(name, 60)) },
  { head: 'Sent', cell: ({ funnel }) => number(funnel.sum.proposals) },
  { head: 'Replied', cell: ({ funnel }) => both(funnel.replied) },
  { head: 'Connects per reply', cell: ({ funnel }) => tenths(funnel.perReply.connects) },
];

const OTHERS: ReportColumn<StatsGroup> = {
  head: 'Replies',
  cell: ({ against }) => AGAINST[against.verdict],
  words: true,
};
