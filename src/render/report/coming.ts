/** The report's sections on what is to come and what should have come: expiries, and what Upwork owes. */

import type { DueItem } from '../../insight/due/due-on-upwork.ts';
import type { ComingExpiry, ReportData } from '../../insight/report.ts';
import { dueReason, dueStanding, uncheckedWords } from '../due.ts';
import { connects, dollars, fromToday, number, onlyTexts } from '../text/words.ts';
import { type ChartColumn, columnChart, plainColumn } from './chart/columns.ts';
import { type Html, html } from './chart/html.ts';
import { monthName } from './chart/svg.ts';
import { htmlTable, type ReportColumn, reportSection, unbrokenProse } from './chart/table.ts';
import { typedText } from './chart/text.ts';

const MOST_ROWS = 12;

const more = (count: number, where: string): string | false =>
  count > MOST_ROWS && `The first ${MOST_ROWS} of ${number(count)} are shown; to see all: ${where}`;

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
    says: onlyTexts(says, more(coming.length, 'connects grants')),
    body: [
      columnChart(named, expiring.map(bar)),
      htmlTable('What expires next', COMING(today), coming.slice(0, MOST_ROWS)),
    ],
  });
}

const bar = ({ month, connects: value }: ReportData['expiring'][number]): ChartColumn =>
  plainColumn(monthName(month), value, 'out-hatched', `${connects(value)} ${value === 1 ? 'expires' : 'expire'}`);

const COMING = (today: ReportData['today']): readonly ReportColumn<ComingExpiry>[] => [
  { head: 'Expires', cell: ({ expiresOn }) => expiresOn },
  { head: 'Connects', cell: ({ left }) => number(left) },
  { head: 'When', cell: ({ expiresOn }) => fromToday(expiresOn, today), words: true },
  { head: 'From', cell: ({ label, on }) => html`${typedText(label, 40)}, ${unbrokenProse(on)}`, words: true },
];

export function dueSection({ due, dueSums: { missing, waiting } }: ReportData): Html {
  const says =
    due.length === 0
      ? ['Nothing is due: you have received everything the rules promise.']
      : [
          missing > 0
            ? `By its own rules Upwork owes you ${connects(missing)} that ${missing === 1 ? 'is' : 'are'} not on its page yet.`
            : 'Nothing is known to be missing.',
          ...(waiting > 0
            ? [`${uncheckedWords(waiting)}; to check: connects reconcile N, with the number that Upwork shows`]
            : []),
        ];
  // What is missing comes first, and of each the latest, which can still be claimed.
  const [waits, lacks] = [false, true].map((which) => due.filter((each) => each.missing === which).toReversed());
  const shown = [...(lacks ?? []), ...(waits ?? [])].slice(0, MOST_ROWS);
  const more = due.length - shown.length;
  return reportSection({
    id: 'due',
    title: 'What is due',
    says: [...says, ...(more > 0 ? [`And ${number(more)} more; to see all: connects due --all`] : [])],
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

const counts = (due: DueItem): Html => html`<br><small>${dueStanding(due)}</small>`;
