/** The report's section on where Connects went, month by month and by purpose, and what came back. */

import type { MonthSpending } from '../../insight/flow/spending.ts';
import type { ReportData, ReportPast } from '../../insight/report.ts';
import { isSpendingUnknown } from '../../rules/state/proposal-sums.ts';
import { SPENDING_PURPOSES, type SpendingPurpose } from '../../rules/vocabulary/kinds.ts';
import { budgetWords, knownSpending, PURPOSE_WORDS, spendingLine } from '../stats/spending.ts';
import { connects, countOf, number, onlyTexts } from '../text/words.ts';
import { type ChartColumn as Bar, type ColumnLook, columnChart, cutShort, MOST_MONTHS } from './chart/columns.ts';
import type { Html } from './chart/html.ts';
import { chartLegend, legendSample, monthName } from './chart/svg.ts';
import { foldedTable, htmlTable, type ReportColumn, reportSection } from './chart/table.ts';

const LOOKS: Readonly<Record<SpendingPurpose, ColumnLook>> = {
  proposals: 'out',
  boosts: 'out-hatched',
  badge: 'out-dotted',
  others: 'out-open',
};
const BACK: ColumnLook = 'in-dotted';

/** `3 proposals (1 of them sent before the ledger begins)` */
export const uncostedWords = ({ all, earlier }: ReportPast['uncosted'], which = ''): string =>
  `${countOf(all, 'proposal')}${which}${earlier === 0 ? '' : ` (${all === 1 ? 'sent' : earlier === all ? 'all sent' : `${number(earlier)} of them sent`} before the ledger begins)`}`;

export function spendingSection(
  { spending, uncosted }: ReportPast,
  { recent, budget }: Pick<ReportData, 'recent' | 'budget'>,
): Html {
  const total = (part: SpendingPurpose | 'total' | 'refunded'): number =>
    spending.reduce((sum, month) => sum + month[part], 0);
  const used = SPENDING_PURPOSES.filter((purpose) => total(purpose) > 0);
  const charged = spending.reduce((sum, month) => sum + month.charged, 0);
  const isLeast = isSpendingUnknown({ charged, unknown: uncosted.all });
  const says = story(total, used, uncosted, isLeast);
  const now = spendingLine(recent);
  return reportSection({
    id: 'spending',
    title: 'Where Connects went',
    says: [
      ...onlyTexts(says, now !== null && `${now}.`, budget !== null && `${budgetWords(budget, recent.thisMonth)}.`),
      ...cutShort(spending.length),
    ],
    body: used.length === 0 && total('refunded') === 0 ? null : chartAndTable(spending, used, says),
  });
}

function story(
  total: (part: SpendingPurpose | 'total' | 'refunded') => number,
  used: readonly SpendingPurpose[],
  uncosted: ReportPast['uncosted'],
  isLeast: boolean,
): string {
  const gap = uncosted.all === 0 ? '' : ` The cost of ${uncostedWords(uncosted)} is not known and not counted.`;
  const back = total('refunded') === 0 ? '' : ` ${number(total('refunded'))} came back.`;
  if (used.length === 0)
    return uncosted.all === 0
      ? `Nothing was spent in these days.${back}`
      : `What was spent in these days is not known.${gap}${back}`;
  const parts = used.map((purpose) => `${number(total(purpose))} for ${PURPOSE_WORDS[purpose]}`);
  const all = total('total');
  return `${isLeast ? 'At least ' : ''}${connects(all)} ${all === 1 ? 'was' : 'were'} spent: ${parts.join(', ')}.${back}${gap}`;
}

function chartAndTable(
  spending: readonly MonthSpending[],
  used: readonly SpendingPurpose[],
  says: string,
): readonly Html[] {
  const came = spending.some(({ refunded }) => refunded > 0);
  return [
    columnChart(
      {
        id: 'spending-chart',
        title: 'Connects spent by month and purpose',
        says: came ? `${says} Below the line: what came back.` : says,
      },
      spending.slice(-MOST_MONTHS).map((month) => bar(month, used)),
    ),
    chartLegend([
      ...used.map((purpose) => ({ shape: legendSample(LOOKS[purpose]), means: PURPOSE_WORDS[purpose] })),
      ...(came ? [{ shape: legendSample(BACK), means: 'came back (below the line)' }] : []),
    ]),
    foldedTable('Where Connects went as a table', htmlTable('Where Connects went', columns(used, came), spending)),
  ];
}

function bar(month: MonthSpending, used: readonly SpendingPurpose[]): Bar {
  const name = monthName(month.month);
  return {
    label: name,
    above: used.map((purpose) => ({
      value: month[purpose],
      look: LOOKS[purpose],
      means: `${name}: ${connects(month[purpose])} for ${PURPOSE_WORDS[purpose]}`,
    })),
    below: [{ value: month.refunded, look: BACK, means: `${name}: ${connects(month.refunded)} came back` }],
  };
}

const sumText = (month: MonthSpending, part: SpendingPurpose | 'total'): string => {
  const sum = knownSpending(month, part);
  return sum === null ? 'not known' : number(sum);
};

const columns = (used: readonly SpendingPurpose[], came: boolean): readonly ReportColumn<MonthSpending>[] => [
  { head: 'Month', cell: ({ month }) => monthName(month) },
  ...used.map(
    (purpose): ReportColumn<MonthSpending> => ({
      head: PURPOSE_WORDS[purpose].replace(/^./, (first) => first.toUpperCase()),
      cell: (month) => sumText(month, purpose),
    }),
  ),
  { head: 'Total', cell: (month) => sumText(month, 'total') },
  ...(came ? [{ head: 'Came back', cell: ({ refunded }: MonthSpending) => number(refunded) }] : []),
];
