/** The report's section on where Connects went, month by month and by purpose. */

import type { ReportData, ReportPast } from '../../insight/report.ts';
import type { MonthSpending } from '../../insight/spending.ts';
import { SPENDING_PURPOSES, type SpendingPurpose } from '../../rules/vocabulary/kinds.ts';
import { budgetWords, PURPOSE_WORDS, spendingLine } from '../spending.ts';
import { connects, countOf, number } from '../words.ts';
import { type ChartColumn as Bar, type ColumnLook, columnChart } from './columns.ts';
import type { Html } from './html.ts';
import { chartLegend, legendSample, monthName } from './svg.ts';
import { foldedTable, htmlTable, type ReportColumn, reportSection } from './table.ts';

/** A chart of more months could not be read; its table has them all. */
const MOST = 60;

const LOOKS: Readonly<Record<SpendingPurpose, ColumnLook>> = {
  proposals: 'out',
  boosts: 'out-hatched',
  badge: 'in-dotted',
  others: 'in-hatched',
};

export function spendingSection(
  { spending }: ReportPast,
  { recent, budget }: Pick<ReportData, 'recent' | 'budget'>,
): Html {
  const total = (part: SpendingPurpose | 'total' | 'refunded' | 'unknown'): number =>
    spending.reduce((sum, month) => sum + month[part], 0);
  const used = SPENDING_PURPOSES.filter((purpose) => spending.some((month) => month[purpose] !== 0));
  const parts = used.map((purpose) => `${number(total(purpose))} for ${PURPOSE_WORDS[purpose]}`);
  const says =
    used.length === 0
      ? 'Nothing was spent in these days.'
      : `${connects(total('total'))} went out, less the ${number(total('refunded'))} that came back: ${parts.join(', ')}.`;
  const now = spendingLine(recent);
  const unknown = total('unknown');
  const cut =
    spending.length > MOST
      ? [`The chart shows the last ${MOST} of ${spending.length} months, the table shows all.`]
      : [];
  return reportSection({
    id: 'spending',
    title: 'Where Connects went',
    says: [
      says,
      ...(now ? [`${now}.`] : []),
      ...(budget ? [`${budgetWords(budget)}.`] : []),
      ...(unknown > 0 ? [`The cost of ${countOf(unknown, 'proposal')} is not known and not counted.`] : []),
      ...cut,
    ],
    body:
      used.length === 0
        ? null
        : [
            columnChart(
              {
                id: 'spending-chart',
                title: 'Connects spent by month and purpose',
                says: `${says} A part below the line came back for an earlier month.`,
              },
              spending.slice(-MOST).map((month) => bar(month, used)),
            ),
            chartLegend(
              used.map((purpose) => ({ shape: legendSample(LOOKS[purpose]), means: PURPOSE_WORDS[purpose] })),
            ),
            foldedTable('Where Connects went as a table', htmlTable('Where Connects went', columns(used), spending)),
          ],
  });
}

function bar(month: MonthSpending, used: readonly SpendingPurpose[]): Bar {
  const side = (sign: 1 | -1) =>
    used.map((purpose) => ({
      value: Math.max(0, sign * month[purpose]),
      look: LOOKS[purpose],
      means: `${monthName(month.month)}: ${connects(month[purpose])} for ${PURPOSE_WORDS[purpose]}`,
    }));
  return { label: monthName(month.month), above: side(1), below: side(-1) };
}

const columns = (used: readonly SpendingPurpose[]): readonly ReportColumn<MonthSpending>[] => [
  { head: 'Month', cell: ({ month }) => monthName(month) },
  ...used.map(
    (purpose): ReportColumn<MonthSpending> => ({
      head: PURPOSE_WORDS[purpose].replace(/^./, (first) => first.toUpperCase()),
      cell: (month) => number(month[purpose]),
    }),
  ),
  { head: 'Total', cell: ({ total }) => number(total) },
  { head: 'Came back', cell: ({ refunded }) => number(refunded) },
];
