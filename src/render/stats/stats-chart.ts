/** The statistics' charts: the funnel, and Connects month by month. */
import type { ProposalFunnel } from '../../insight/proposals/funnel.ts';
import type { StatsGroup } from '../../insight/proposals/proposal-stats.ts';
import { monthsBetween } from '../../rules/values/calendar.ts';
import { barLines } from '../text/chart.ts';
import type { PageStyle } from '../text/paint.ts';
import { number } from '../text/words.ts';
import { funnelStages } from './funnel-words.ts';

/** Months shown: two years. */
const MOST_MONTHS = 24;

export function statsCharts(
  sent: ProposalFunnel,
  months: readonly StatsGroup[],
  { columns, paint }: PageStyle,
): readonly string[] {
  const bar = (label: string, value: number) => ({ label, value, shown: number(value) });
  const funnel = funnelStages(sent).map(({ name, count }) => bar(name, count));
  const spent = everyMonth(months)
    .slice(-MOST_MONTHS)
    .map(([month, net]) => bar(month, net));
  return [
    paint.bold('From sent to hired'),
    ...barLines(funnel, columns, paint),
    '',
    paint.bold('Connects spent by month, after refunds'),
    ...barLines(spent, columns, paint),
  ];
}

/** Months without a proposal stand there as well. */
function everyMonth(months: readonly StatsGroup[]): readonly (readonly [month: string, net: number])[] {
  const net = new Map(months.map(({ name, funnel }) => [name ?? '', funnel.net]));
  const names = [...net.keys()];
  return [...monthsBetween(names[0] ?? '~', names.at(-1) ?? '')].map((month) => [month, net.get(month) ?? 0]);
}
