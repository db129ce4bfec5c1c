/** The report's sections on what is to come and what should have come: expiries, and what Upwork owes. */
import type { DueItem } from '../../insight/due-on-upwork.ts';
import type { ComingExpiry, ReportData } from '../../insight/report.ts';
import { dueReason } from '../due.ts';
import { connects, countOf, dollars, fromToday, number } from '../words.ts';
import { type ChartColumn as Bar, columnChart } from './columns.ts';
import { type Html, html } from './html.ts';
import { monthName } from './svg.ts';
import { htmlTable, type ReportColumn, reportSection, unbrokenProse } from './table.ts';
import { typedText } from './text.ts';

const MOST_ROWS = 12;

const more = (count: number, where: string): readonly string[] =>
  count > MOST_ROWS ? [`The first ${MOST_ROWS} of ${number(count)} are shown; to see all: ${where}`] : [];

export function expiringSection({ coming, expiring, today, priceCents }: ReportData): Html {
  const [first] = coming;
  const title = 'What expires next';
  if (!first)
    return reportSection({ id: 'expiring', title, says: ['Nothing: there are no Connects left.'], body: null });
  const total = coming.reduce((sum, { left }) => sum + left, 0);
  const soonest = coming.filter(({ expiresOn }) => expiresOn === first.expiresOn);
  const next = soonest.reduce((sum, { left }) => sum + left, 0);
  const says =
    next === total
      ? `${total === 1 ? '1 Connect expires' : `All ${connects(total)} expire`} on ${first.expiresOn}, ${fromToday(first.expiresOn, today)}, unless they are spent.`
      : `${connects(next)} ${next === 1 ? 'expires' : 'expire'} on ${first.expiresOn}, ${fromToday(first.expiresOn, today)}; all ${number(total)}, worth ${dollars(total * priceCents)}, by ${coming.at(-1)?.expiresOn ?? ''}, unless they are spent.`;
  const named = { id: 'expiring-chart', title: 'Connects that expire, by month, if nothing is spent', says };
  return reportSection({
    id: 'expiring',
    title,
    says: [says, ...more(coming.length, 'connects grants')],
    body: [
      columnChart(named, expiring.map(bar)),
      htmlTable('What expires next', COMING(today), coming.slice(0, MOST_ROWS)),
    ],
  });
}

const bar = ({ month, connects: value }: ReportData['expiring'][number]): Bar => ({
  label: monthName(month),
  above: [
    {
      value,
      look: 'out-hatched',
      means: `${monthName(month)}: ${connects(value)} ${value === 1 ? 'expires' : 'expire'}`,
    },
  ],
  below: [],
});

const COMING = (today: ReportData['today']): readonly ReportColumn<ComingExpiry>[] => [
  { head: 'Expires', cell: ({ expiresOn }) => expiresOn },
  { head: 'Connects', cell: ({ left }) => number(left) },
  { head: 'When', cell: ({ expiresOn }) => fromToday(expiresOn, today), words: true },
  { head: 'From', cell: ({ label, on }) => html`${typedText(label, 40)}, ${unbrokenProse(on)}`, words: true },
];

export function dueSection({ due }: ReportData): Html {
  const owed = due.reduce((sum, each) => sum + each.connects, 0);
  const missing = due.filter(({ posted }) => !posted).reduce((sum, each) => sum + each.connects, 0);
  const says =
    due.length === 0
      ? 'Nothing is due: you have received everything the rules promise.'
      : `By its own rules Upwork owes you ${connects(owed)} (${countOf(due.length, 'item')}) that no import and no reconcile has confirmed; ${missing === 0 ? 'your ledger already includes all of them' : `${number(missing)} of them are not in your ledger yet`}.`;
  // The latest are those that can still be claimed.
  const shown = due.slice(-MOST_ROWS).toReversed();
  const rest = due.length > MOST_ROWS ? [`The last ${MOST_ROWS} are shown; to see all: connects due`] : [];
  return reportSection({
    id: 'due',
    title: 'What is due',
    says: [says, ...rest],
    body: due.length === 0 ? null : htmlTable('What is due', DUE, shown),
  });
}

const WHAT: Readonly<Record<DueItem['code'], string>> = {
  reward: 'Reward',
  refund: 'Refund',
  boost: 'Boost',
  renewal: 'Renewal',
};

const DUE: readonly ReportColumn<DueItem>[] = [
  { head: 'Since', cell: ({ on }) => on },
  { head: 'Connects', cell: ({ connects: count }) => number(count) },
  {
    head: 'What and why',
    cell: (due) => [html`${WHAT[due.code]}: ${dueReason(due)}.`, job(due), counts(due)],
    words: true,
  },
];

const job = ({ proposal }: DueItem): Html | null =>
  proposal && html`<br>Proposal ${proposal.id}${proposal.title ? html`: ${typedText(proposal.title)}` : null}`;

const counts = ({ posted }: DueItem): Html =>
  html`<br><small>${posted ? 'In your ledger, not yet seen on Upwork.' : 'Not in your ledger.'}</small>`;
