/** The balance over time as a chart: renewals and expiries are marked below it. */
import type { BalanceStep } from '../insight/flow/balance-steps.ts';
import { drawSteps, stepsIn } from './text/chart.ts';
import type { PageStyle } from './text/paint.ts';

const RENEWED = 'R';
const EXPIRED = 'x';
const BOTH = '*';

/** How many steps the page has room for, with balances up to `most`. */
export const balanceSteps = ({ columns }: PageStyle, most: number): number => stepsIn(columns, most);

export function balanceChart(all: readonly BalanceStep[], { columns, paint }: PageStyle): readonly string[] {
  const [first, last] = [all[0], all.at(-1)];
  if (!first || !last) return [];
  const mark = ({ renewed, expired }: BalanceStep): string =>
    renewed && expired ? BOTH : renewed ? RENEWED : expired ? EXPIRED : '';
  const steps = all.map((each) => ({ value: each.balance, mark: mark(each) }));
  const middle = all.length > 2 ? (all[all.length >> 1]?.from ?? '') : '';
  const named = [
    [RENEWED, 'renewal'],
    [EXPIRED, 'expired'],
    [BOTH, 'both'],
  ] as const;
  const legend = named.filter(([sign]) => steps.some((step) => step.mark === sign)).map((pair) => pair.join(' '));
  return [
    paint.bold('Balance'),
    ...drawSteps({ steps, ends: [first.from, middle, last.to] }, columns, paint),
    ...(legend.length > 0 ? [paint.dim(legend.join('   '))] : []),
  ];
}
