/** The report's section on the balance over time. */

import type { MonthSummary } from '../../insight/flow/monthly-summary.ts';
import type { ReportData, ReportPast } from '../../insight/report.ts';
import { connects, countOf, number } from '../text/words.ts';
import { areaChart } from './chart/area.ts';
import { type Html, html } from './chart/html.ts';
import { chartLegend, monthName } from './chart/svg.ts';
import { foldedTable, htmlTable, type ReportColumn, reportSection } from './chart/table.ts';

const TITLE = 'Balance over time';

export function balanceSection({ past, opened }: ReportData): Html {
  if (past === null) {
    const says = `The ledger begins ${opened ? `on ${opened}, ` : ''}after these days, so there is nothing to show.`;
    return reportSection({ id: 'balance', title: TITLE, says: [says], body: null });
  }
  const says = story(past);
  const marked = ['renewal', 'expiry'].filter((kind) => past.marks.some((mark) => mark.kind === kind));
  return reportSection({
    id: 'balance',
    title: TITLE,
    says: [says],
    body: [
      areaChart({ id: 'balance-chart', title: 'Connects left, day by day', says }, past),
      marked.length === 0
        ? null
        : chartLegend(
            marked.map((kind) => ({
              shape: html`<use href="#mark-${kind}" class="mark ${kind}"/>`,
              means: kind === 'renewal' ? 'renewal' : 'expiry: Connects lost unspent',
            })),
          ),
      foldedTable(
        'Balance at the end of each month',
        htmlTable('Balance at the end of each month', COLUMNS, rows(past)),
      ),
    ],
  });
}

interface Row extends MonthSummary {
  readonly renewed: number;
  readonly expired: number;
}

const COLUMNS: readonly ReportColumn<Row>[] = [
  { head: 'Month', cell: ({ month }) => monthName(month) },
  { head: 'Renewed', cell: ({ renewed }) => number(renewed) },
  { head: 'Expired', cell: ({ expired }) => number(expired) },
  { head: 'Balance', cell: ({ balance }) => number(balance) },
];

const rows = ({ months, marks }: ReportPast): readonly Row[] => {
  const sums = new Map<string, number>();
  for (const { on, kind, connects: moved } of marks) {
    const key = `${kind} ${on.slice(0, 7)}`;
    sums.set(key, (sums.get(key) ?? 0) + moved);
  }
  return months.map((month) => ({
    ...month,
    renewed: sums.get(`renewal ${month.month}`) ?? 0,
    expired: sums.get(`expiry ${month.month}`) ?? 0,
  }));
};

function story({ span: { since, until }, before: earlier, steps, marks, months }: ReportPast): string {
  // The opening balance was there before its day; only its row in the ledger begins then.
  const before = earlier + (months[0]?.opening ?? 0);
  const last = steps.at(-1)?.balance ?? before;
  const days = since === until ? `On ${until}` : `From ${since} to ${until}`;
  const went =
    before === last
      ? `the balance began and ended at ${connects(last)}`
      : `the balance went from ${number(before)} to ${connects(last)}`;
  const peak = steps.reduce(
    (best, step) => (step.balance > best.balance ? step : best),
    steps[0] ?? { balance: 0, to: until },
  );
  const high = peak.balance > Math.max(before, last) ? `, with a peak of ${number(peak.balance)} (${peak.to})` : '';
  const sum = (kind: string) => {
    const own = marks.filter((mark) => mark.kind === kind);
    return { times: own.length, moved: own.reduce((total, mark) => total + mark.connects, 0) };
  };
  const [renewed, expired] = [sum('renewal'), sum('expiry')];
  return [
    `${days} ${went}${high}. `,
    renewed.times === 0 ? 'There was no renewal' : `${countOf(renewed.times, 'renewal')} gave ${number(renewed.moved)}`,
    expired.times === 0 ? ', and nothing expired.' : `, and ${number(expired.moved)} expired unspent.`,
  ].join('');
}
