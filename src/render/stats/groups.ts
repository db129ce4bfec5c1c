/** Proposals compared with one another: boosted or not, tag by tag, and whether a difference may be chance. */
import type { GroupComparison } from '../../insight/proposals/compare-groups.ts';
import type { ProposalFunnel } from '../../insight/proposals/funnel.ts';
import type { ProposalStats, StatsGroup } from '../../insight/proposals/proposal-stats.ts';
import { ENOUGH_PROPOSALS, type StatsGrouping } from '../../rules/state/proposal-sums.ts';
import { type ListColumn, shownRows } from '../text/listing.ts';
import type { PageStyle, TextPaint } from '../text/paint.ts';
import { visible } from '../text/visible.ts';
import { number } from '../text/words.ts';
import { paragraphLines, wrapText } from '../text/wrap.ts';
import {
  AGAINST_WORDS,
  knownValue,
  moneyText,
  NO_VALUE,
  perConnectText,
  percentText,
  rangeText,
  SETTLED_DAYS,
  tenthsText,
} from './rates.ts';

export const groupTable = <T>(columns: readonly ListColumn<T>[], rows: readonly T[], page: PageStyle) =>
  shownRows(columns, rows, page).trimEnd().split('\n');

/** Sentences as one paragraph of the page, with commands that act on the ledger of the call. */
export const pageParagraph = (sentences: readonly string[], { columns, addressed }: PageStyle): readonly string[] =>
  paragraphLines(sentences.map((sentence) => addressed?.(sentence) ?? sentence)).flatMap((line) =>
    wrapText(line, Math.min(columns, 100)),
  );

export const dimParagraph = (sentences: readonly string[], page: PageStyle): readonly string[] =>
  pageParagraph(sentences, page).map(page.paint.dim);

interface Row {
  readonly name: string;
  readonly funnel: ProposalFunnel;
  readonly against: GroupComparison | null;
}

const ROWS: readonly ListColumn<Row>[] = [
  { name: 'name', head: '', value: ({ name }) => name, stretches: true },
  { name: 'sent', value: ({ funnel }) => number(funnel.sum.proposals), right: true },
  { name: 'viewed', value: ({ funnel }) => number(funnel.sum.viewed), right: true, from: 100 },
  { name: 'replied', value: ({ funnel }) => number(funnel.sum.replied), right: true },
  { name: 'rate', value: ({ funnel }) => percentText(funnel.replied.rate), right: true },
  { name: 'range', head: 'likely range', value: ({ funnel }) => rangeText(funnel.replied), right: true, from: 72 },
  { name: 'hired', value: ({ funnel }) => number(funnel.sum.hired), right: true, from: 100 },
  { name: 'net', head: 'Connects', value: netText, right: true, from: 90 },
  {
    name: 'perReply',
    head: 'per reply',
    value: ({ funnel }) => tenthsText(funnel.perReply.connects),
    right: true,
    from: 60,
  },
  { name: 'money', value: ({ funnel }) => moneyText(funnel.perReply.cents), head: 'money', right: true, from: 66 },
];

function netText({ funnel: { net, unknown } }: Row): string {
  return unknown.costs ? NO_VALUE : number(net);
}

/** Where a value is recorded. */
const EARNED: readonly ListColumn<Row>[] = [
  { name: 'earned', value: ({ funnel }) => moneyText(knownValue(funnel)), right: true, from: 62 },
  {
    name: 'return',
    head: 'earned per Connect',
    value: ({ funnel }) => perConnectText(funnel.returned),
    right: true,
    from: 110,
  },
];

const columnsFor = (rows: readonly Row[]): readonly ListColumn<Row>[] =>
  rows.some(({ funnel }) => funnel.sum.valued > 0) ? [...ROWS, ...EARNED] : ROWS;

/** Not for a single row, which has no others. */
const OTHERS: ListColumn<Row> = {
  name: 'against',
  head: 'replies',
  value: ({ against }) => (against ? AGAINST_WORDS[against.verdict] : ''),
  shown: ({ against }, paint) => (against ? compared(against, paint) : ''),
};

function compared({ verdict }: GroupComparison, paint: TextPaint): string {
  const words = AGAINST_WORDS[verdict];
  return verdict === 'more' ? paint.good(words) : verdict === 'fewer' ? paint.bad(words) : paint.dim(words);
}

export const boostHalves = ({ boosted, plain }: Pick<ProposalStats, 'boosted' | 'plain'>) => [
  { name: 'Boosted', funnel: boosted },
  { name: 'Not boosted', funnel: plain },
];

export function boostLines({ boosted, plain, boost }: ProposalStats, page: PageStyle): readonly string[] {
  const rows = boostHalves({ boosted, plain }).map((half) => ({ ...half, against: null }));
  return [
    page.paint.bold('Is boosting worth it?'),
    ...groupTable(columnsFor(rows), rows, page),
    ...dimParagraph([boostSentence(boost)], page),
  ];
}

/** Whole points, or tenths where whole ones would say 0. */
function pointsText(difference: number): string {
  const points = difference * 100;
  const rounded = Math.abs(points) < 1 ? Number(points.toFixed(1)) : Math.round(points);
  return `${rounded > 0 ? '+' : ''}${rounded}`;
}

/** Only the test judges: an interval by another method could say the opposite in the same sentence. */
export function boostSentence({ verdict, difference }: GroupComparison): string {
  const by = `${pointsText(difference ?? 0)} percentage points`;
  switch (verdict) {
    case 'unknown':
      return 'Not known: more than half of the boosted proposals, or of the others, have no recorded outcome or may still get one.';
    case 'too-few':
      return `Too few to judge: this needs at least ${ENOUGH_PROPOSALS} boosted and ${ENOUGH_PROPOSALS} other proposals.`;
    case 'more':
      return `Boosted proposals got more replies: ${by}. This is more than chance, but it does not prove that the boost is the reason.`;
    case 'fewer':
      return `Boosted proposals got fewer replies: ${by}. This is more than chance, but it does not prove that the boost is the reason.`;
    case 'chance':
      return `The difference in replies (${by}) may be chance.`;
  }
}

const BY_WORDS: Readonly<Record<StatsGrouping, { readonly title: string; readonly none: string }>> = {
  tag: { title: 'By tag', none: 'no tag' },
  client: { title: 'By client', none: 'no client' },
  month: { title: 'By month', none: NO_VALUE },
  weekday: { title: 'By weekday', none: NO_VALUE },
  hour: { title: 'By hour of sending', none: 'not known' },
  delay: { title: 'By time from posting to sending', none: 'not known' },
  cost: { title: 'By cost in Connects', none: NO_VALUE },
  boost: { title: 'Boosted or not', none: NO_VALUE },
  invited: { title: 'Sent or invited', none: NO_VALUE },
  member: { title: 'By member', none: 'no name' },
};

/** More would not be read; a script gets them all. */
const MOST_GROUPS = 30;

export function groupLines(
  { by, key }: { readonly by: StatsGrouping; readonly key: string | null },
  groups: readonly StatsGroup[],
  page: PageStyle,
): readonly string[] {
  const { title, none } = key === null ? BY_WORDS[by] : { title: visible(`By ${key}`), none: 'not known' };
  const shown = groups.slice(0, MOST_GROUPS);
  const label = (name: string | null): string =>
    name === null ? none : by === 'boost' ? name.replace('-', ' ') : visible(name);
  const rows = shown.map(({ name, ...rest }): Row => ({ name: label(name), ...rest }));
  const left = groups.length - shown.length;
  const more = left > 0 ? [`${number(left)} more groups are not shown; --csv shows all.`] : [];
  return [
    page.paint.bold(title),
    ...groupTable(rows.length > 1 ? [...columnsFor(rows), OTHERS] : columnsFor(rows), rows, page),
    ...dimParagraph([...more, ...rateNotes(shown), ...comparisonNotes(groups)], page),
  ];
}

/** Why a group has no rate. */
const rateNotes = (groups: readonly StatsGroup[]): readonly string[] =>
  groups.some(({ funnel }) => funnel.unknown.outcomes)
    ? [
        `A rate is ${NO_VALUE} where more than half of the proposals have no recorded outcome, or may still get a reply because they were sent in the last ${SETTLED_DAYS} days.`,
      ]
    : [];

/** What the differences mean, in words. */
export function comparisonNotes(groups: readonly StatsGroup[]): readonly string[] {
  if (groups.length < 2) return [];
  const judged = groups.filter(({ against }) => against.p !== null);
  if (groups.every(({ against }) => against.verdict === 'unknown'))
    return [
      'The groups are not compared: more than half of the proposals of each group, or of all outside it, have no recorded outcome or may still get one.',
    ];
  if (judged.length === 0)
    return [
      `Too few to compare: this needs at least ${ENOUGH_PROPOSALS} proposals in a group and ${ENOUGH_PROPOSALS} outside it.`,
    ];
  const sure = judged.some(({ against }) => against.verdict === 'more' || against.verdict === 'fewer');
  return sure
    ? [
        `"More" and "fewer" replies: compared with all other proposals together, and more than chance. The numbers do not prove the reason.`,
      ]
    : [`No group differs from all the others by more than chance.`];
}
