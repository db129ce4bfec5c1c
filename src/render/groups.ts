/** Proposals compared with one another: boosted or not, tag by tag, and whether a difference may be chance. */
import type { GroupComparison } from '../insight/compare-groups.ts';
import type { ProposalFunnel } from '../insight/funnel.ts';
import type { ProposalStats, StatsGroup } from '../insight/proposal-stats.ts';
import { ENOUGH_PROPOSALS, type StatsGrouping } from '../rules/proposal-sums.ts';
import { aligned, type Column } from './listing.ts';
import type { Page, Paint } from './paint.ts';
import { AGAINST, money, NOTHING, percent, range, tenths } from './rates.ts';
import { visible } from './visible.ts';
import { number } from './words.ts';
import { wrap } from './wrap.ts';

export const table = <T>(columns: readonly Column<T>[], rows: readonly T[], { columns: width, paint }: Page) =>
  aligned(columns, rows, width, paint).trimEnd().split('\n');

export const paragraph = (sentences: readonly string[], { columns, paint }: Page): readonly string[] =>
  wrap(sentences.join(' '), Math.min(columns, 100)).map(paint.dim);

interface Row {
  readonly name: string;
  readonly funnel: ProposalFunnel;
  readonly against: GroupComparison | null;
}

const ROWS: readonly Column<Row>[] = [
  { name: 'name', head: '', value: ({ name }) => name, stretches: true },
  { name: 'sent', value: ({ funnel }) => number(funnel.sum.proposals), right: true },
  { name: 'viewed', value: ({ funnel }) => number(funnel.sum.viewed), right: true, from: 100 },
  { name: 'replied', value: ({ funnel }) => number(funnel.sum.replied), right: true },
  { name: 'rate', value: ({ funnel }) => percent(funnel.replied.rate), right: true },
  { name: 'range', head: '95 % sure', value: ({ funnel }) => range(funnel.replied), right: true, from: 72 },
  { name: 'hired', value: ({ funnel }) => number(funnel.sum.hired), right: true, from: 100 },
  { name: 'net', head: 'Connects', value: ({ funnel }) => number(funnel.net), right: true, from: 90 },
  { name: 'perReply', head: 'a reply', value: ({ funnel }) => tenths(funnel.perReply.connects), right: true, from: 60 },
  { name: 'money', value: ({ funnel }) => money(funnel.perReply.cents), head: 'in money', right: true, from: 66 },
];

/** Not for a single row, which has no others. */
const OTHERS: Column<Row> = {
  name: 'against',
  head: 'replies',
  value: ({ against }) => (against ? AGAINST[against.verdict] : ''),
  shown: ({ against }, paint) => (against ? compared(against, paint) : ''),
};

function compared({ verdict }: GroupComparison, paint: Paint): string {
  const words = AGAINST[verdict];
  return verdict === 'more' ? paint.good(words) : verdict === 'fewer' ? paint.bad(words) : paint.dim(words);
}

export function boosts({ boosted, plain, boost }: ProposalStats, page: Page): readonly string[] {
  const rows = [
    { name: 'Boosted', funnel: boosted, against: null },
    { name: 'Not boosted', funnel: plain, against: null },
  ];
  return [
    page.paint.bold('Is boosting worth it?'),
    ...table(ROWS, rows, page),
    ...paragraph([boostSentence(boost)], page),
  ];
}

export function boostSentence({ verdict, difference, low, high, p }: GroupComparison): string {
  const points = (value: number | null): string => `${(value ?? 0) > 0 ? '+' : ''}${Math.round((value ?? 0) * 100)}`;
  const by = `${points(difference)} points, 95 % sure of ${points(low)} to ${points(high)}`;
  switch (verdict) {
    case 'too-few':
      return `Too few to judge: that takes ${ENOUGH_PROPOSALS} of either.`;
    case 'more':
      return `Boosted ones got more replies (${by}), more than chance. That the boost is the reason is not proved.`;
    case 'fewer':
      return `Boosted ones got fewer replies (${by}), more than chance. That the boost is the reason is not proved.`;
    case 'chance':
      return `The difference in replies, ${points(difference)} points, is no more than chance may bring (p ${(p ?? 1).toFixed(2)}).`;
    default:
      return verdict satisfies never;
  }
}

const BY_WORDS: Readonly<Record<StatsGrouping, { readonly title: string; readonly none: string }>> = {
  tag: { title: 'By tag', none: 'no tag' },
  client: { title: 'By client', none: 'no client' },
  month: { title: 'By month', none: NOTHING },
  weekday: { title: 'By weekday', none: NOTHING },
  cost: { title: 'By cost in Connects', none: NOTHING },
  boost: { title: 'Boosted or not', none: NOTHING },
  invited: { title: 'Sent, and invited', none: NOTHING },
};

/** More would not be read; a script gets them all. */
const MOST_GROUPS = 30;

export function grouped(by: StatsGrouping, groups: readonly StatsGroup[], page: Page): readonly string[] {
  const { title, none } = BY_WORDS[by];
  const shown = groups.slice(0, MOST_GROUPS);
  const label = (name: string | null): string =>
    name === null ? none : by === 'boost' ? name.replace('-', ' ') : visible(name);
  const rows = shown.map(({ name, ...rest }): Row => ({ name: label(name), ...rest }));
  const left = groups.length - shown.length;
  const more = left > 0 ? [`${number(left)} more groups are left out here; --csv has them all.`] : [];
  return [
    page.paint.bold(title),
    ...(rows.length > 0 ? table(rows.length > 1 ? [...ROWS, OTHERS] : ROWS, rows, page) : []),
    ...paragraph([...more, ...comparison(by, groups)], page),
  ];
}

/** What the differences mean, in words. */
export function comparison(by: StatsGrouping, groups: readonly StatsGroup[]): readonly string[] {
  if (groups.length < 2) return [];
  const judged = groups.filter(({ against }) => against.verdict !== 'too-few');
  if (judged.length === 0)
    return [`Too few to compare: that takes ${ENOUGH_PROPOSALS} proposals in a group and as many outside it.`];
  const sure = judged.some(({ against }) => against.verdict === 'more' || against.verdict === 'fewer');
  const halves = groups.length === 2 && by !== 'tag';
  const test = halves
    ? `Fisher's exact test, p ${(judged[0]?.against.p ?? 1).toFixed(2)}`
    : `Fisher's exact test, corrected by Holm for the ${judged.length} compared`;
  return sure
    ? [
        `"More" and "fewer" replies than all others together: more than chance brings (${test}). What the reason is, no count can prove.`,
      ]
    : [`No group's replies differ from all others' together by more than chance may bring (${test}).`];
}
