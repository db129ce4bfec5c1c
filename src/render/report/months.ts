/** The report's sections on what came in and went out month by month: Connects, and money. */
import type { MonthSummary } from '../../insight/flow/monthly-summary.ts';
import type { ReportPast } from '../../insight/report.ts';
import { isMostlyUnknown, isSpendingUnknown } from '../../rules/state/proposal-sums.ts';
import type { MonthPart } from '../../rules/vocabulary/kinds.ts';
import { connects, countOf, dollars, number, onlyTexts } from '../text/words.ts';
import {
  type ChartColumn as Bar,
  type ColumnLook,
  columnChart,
  cutShort,
  MOST_MONTHS,
  plainColumn,
} from './chart/columns.ts';
import { type Html, html } from './chart/html.ts';
import { chartLegend, legendSample, monthName } from './chart/svg.ts';
import { foldedTable, htmlTable, type ReportColumn, reportSection } from './chart/table.ts';
import { uncostedWords } from './spending.ts';

const sum = (months: readonly MonthSummary[], what: Exclude<keyof MonthSummary, 'month'>): number =>
  months.reduce((total, month) => total + month[what], 0);

/** Where it was most, the earliest of those. */
const most = (months: readonly MonthSummary[], what: 'spent' | 'paidCents'): MonthSummary | undefined =>
  months.reduce<MonthSummary | undefined>(
    (best, month) => (month[what] > (best?.[what] ?? 0) ? month : best),
    undefined,
  );

const SERIES: readonly {
  readonly what: MonthPart;
  readonly look: ColumnLook;
  readonly means: string;
}[] = [
  { what: 'opening', look: 'in-open', means: 'opening balance' },
  { what: 'given', look: 'in', means: 'given' },
  { what: 'bought', look: 'in-hatched', means: 'bought' },
  { what: 'back', look: 'in-dotted', means: 'came back' },
  { what: 'adjustedUp', look: 'in-dashed', means: 'added by adjustments' },
  { what: 'spent', look: 'out', means: 'spent' },
  { what: 'lost', look: 'out-hatched', means: 'lost' },
  { what: 'adjustedDown', look: 'out-dashed', means: 'taken off by adjustments' },
];

export function connectsSection({ months, uncosted }: ReportPast): Html {
  const says = describeMonths(months, uncosted);
  const parts = (month: MonthSummary, way: 'in' | 'out') =>
    SERIES.filter(({ look }) => look.startsWith(way)).map(({ what, look, means }) => ({
      value: month[what],
      look,
      means: `${monthName(month.month)}: ${connects(month[what])} ${means}`,
    }));
  const bars = months
    .slice(-MOST_MONTHS)
    .map((month): Bar => ({ label: monthName(month.month), above: parts(month, 'in'), below: parts(month, 'out') }));
  const used = SERIES.filter(({ what }) => sum(months, what) > 0);
  return reportSection({
    id: 'months',
    title: 'Connects by month',
    says: [says, ...cutShort(months.length)],
    body:
      used.length === 0
        ? null
        : [
            columnChart(
              {
                id: 'months-chart',
                title: 'Connects in and out by month',
                says: `${says} Above the line: what came in. Below the line: what went out.`,
              },
              bars,
            ),
            chartLegend(
              used.map(({ look, means }) => ({
                shape: legendSample(look),
                means: `${means} (${look.startsWith('in') ? 'above' : 'below'} the line)`,
              })),
            ),
            foldedTable('Connects by month as a table', htmlTable('Connects by month', columnsOf(months), months)),
          ],
  });
}

const columnsOf = (months: readonly MonthSummary[]): readonly ReportColumn<MonthSummary>[] => [
  { head: 'Month', cell: ({ month }) => monthName(month) },
  ...usedColumn(months, 'opening', 'Opening'),
  { head: 'Given', cell: ({ given }) => number(given) },
  { head: 'Bought', cell: ({ bought }) => number(bought) },
  { head: 'Back', cell: ({ back }) => number(back) },
  { head: 'Spent', cell: (month) => (isSpendingUnknown(month) ? 'not known' : number(month.spent)) },
  { head: 'Lost', cell: ({ lost }) => number(lost) },
  ...usedColumn(months, 'adjustedUp', 'Adjusted up'),
  ...usedColumn(months, 'adjustedDown', 'Adjusted down'),
  { head: 'Left', cell: ({ balance }) => number(balance) },
];

/** Few ledgers have these. */
const usedColumn = (months: readonly MonthSummary[], what: MonthPart, head: string): ReportColumn<MonthSummary>[] =>
  sum(months, what) === 0 ? [] : [{ head, cell: (month) => number(month[what]) }];

function describeMonths(months: readonly MonthSummary[], uncosted: ReportPast['uncosted']): string {
  const all = Object.fromEntries(SERIES.map(({ what }) => [what, sum(months, what)])) as Record<MonthPart, number>;
  if (Object.values(all).every((value) => value === 0) && uncosted.all === 0)
    return 'Nothing came in and nothing went out.';
  const { opening, given, bought, back, adjustedUp, spent, lost, adjustedDown } = all;
  const dearest = most(months, 'spent');
  const busiest =
    dearest && months.length > 1 ? `, most of them in ${monthName(dearest.month)} (${number(dearest.spent)})` : '';
  const adjusted = onlyTexts(
    adjustedUp > 0 && `added ${number(adjustedUp)}`,
    adjustedDown > 0 && `took ${number(adjustedDown)} off`,
  );
  return [
    opening === 0 ? '' : `The ledger was opened with ${connects(opening)}. `,
    `${connects(given)} ${given === 1 ? 'was' : 'were'} given (renewals, rewards and so on) and ${number(bought)} bought; `,
    spentWords({ spent, charged: sum(months, 'charged') }, busiest, uncosted),
    back === 0 ? '' : `; ${number(back)} came back`,
    lost === 0
      ? '; none were lost.'
      : `; ${number(lost)} ${lost === 1 ? 'was' : 'were'} lost: expired, or over the carry-over limit.`,
    adjusted.length === 0 ? '' : ` Adjustments to what Upwork shows ${adjusted.join(' and ')}.`,
  ].join('');
}

function spentWords(
  { spent, charged }: Pick<MonthSummary, 'spent' | 'charged'>,
  busiest: string,
  uncosted: ReportPast['uncosted'],
): string {
  const isLeast = isSpendingUnknown({ charged, unknown: uncosted.all });
  const were = `${isLeast ? 'at least ' : ''}${number(spent)} ${spent === 1 ? 'was' : 'were'} spent${busiest}`;
  if (uncosted.all === 0) return spent === 0 ? 'none were spent' : were;
  return spent === 0
    ? `how many were spent is not known: the cost of ${uncostedWords(uncosted)} is not recorded`
    : `${were}, without ${uncostedWords(uncosted, ' of unknown cost')}`;
}

export function moneySection({ months }: ReportPast): Html {
  const fees = sum(months, 'feeCents');
  const paid = sum(months, 'paidCents') + fees;
  const bought = sum(months, 'bought');
  const unpriced = sum(months, 'unpriced');
  const own = months.filter(({ paidCents }) => paidCents > 0);
  const dearest = own.length > 1 ? most(months, 'paidCents') : undefined;
  const says =
    bought === 0
      ? 'No purchase is recorded in these days.'
      : isMostlyUnknown(sum(months, 'paidUnknown'), bought)
        ? `${connects(bought)} ${bought === 1 ? 'was' : 'were'} bought, but the price of ${number(sum(months, 'paidUnknown'))} is not recorded.`
        : `${dollars(paid - fees)} was paid for ${connects(bought)}, discounts and tax included, in ${countOf(own.length, 'month')}${dearest ? `, most of it in ${monthName(dearest.month)} (${dollars(dearest.paidCents)})` : ''}.`;
  const withoutFee = sum(months, 'withoutFee');
  const gaps = onlyTexts(
    fees > 0 && `${dollars(fees)} was paid for the membership.`,
    withoutFee > 0 &&
      `The fee of ${countOf(withoutFee, 'cycle')} of Plus is not known: connects plan plus --fee AMOUNT --on DAY.`,
    unpriced > 0 &&
      `${countOf(unpriced, 'purchase')} without a recorded price ${unpriced === 1 ? 'is' : 'are'} not counted in the money. To see the IDs: connects history --kind purchase. To add a price: connects edit --transaction ID --paid AMOUNT`,
  );
  const bars = months.slice(-MOST_MONTHS).map(({ month, paidCents, feeCents }) => {
    const cents = paidCents + feeCents;
    return plainColumn(monthName(month), cents, 'in-hatched', dollars(cents));
  });
  return reportSection({
    id: 'money',
    title: 'Money by month',
    says: [says, ...gaps, ...(paid > 0 ? cutShort(months.length) : [])],
    body:
      paid === 0
        ? null
        : [
            columnChart({ id: 'money-chart', title: 'Paid for Connects by month', says }, bars, scale),
            foldedTable('Money by month as a table', htmlTable('Money by month', MONEY, months)),
          ],
  });
}

const scale = (cents: number): string => (cents % 100 === 0 ? `$${number(cents / 100)}` : dollars(cents));

const MONEY: readonly ReportColumn<MonthSummary>[] = [
  { head: 'Month', cell: ({ month }) => monthName(month) },
  { head: 'Bought', cell: ({ bought }) => number(bought) },
  {
    head: 'Paid',
    cell: ({ paidCents, bought, paidUnknown }) => (isMostlyUnknown(paidUnknown, bought) ? html`—` : dollars(paidCents)),
  },
  { head: 'Membership', cell: ({ feeCents, withoutFee }) => (withoutFee > 0 ? html`—` : dollars(feeCents)) },
  {
    head: 'Per Connect',
    cell: ({ bought, paidCents, unpriced }) =>
      bought === 0 || unpriced > 0 ? html`—` : `${(paidCents / bought).toFixed(1)} ¢`,
  },
];
