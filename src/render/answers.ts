/** Answers of one line, of commands that need no page of their own. */
import type { Day } from '../rules/values/calendar.ts';
import type { Kind } from '../rules/vocabulary/kinds.ts';
import { visible } from './text/visible.ts';
import { connects, countOf, dollars, number } from './text/words.ts';

export const nextRenewal = (next: { readonly on: Day; readonly connects: number } | null): string =>
  next
    ? `Next renewal: ${next.on}, ${connects(next.connects)}.`
    : 'No renewal is to come: this account gets no monthly Connects.';

export const canApplySentence = (balance: number, cost: number): string =>
  `Yes: ${connects(cost)} of ${number(balance)}, ${number(balance - cost)} would be left.`;

/** What an export wrote, or what its purchases come to. */
export const wroteRows = (rows: number, path: string, noun: 'row' | 'event' = 'row'): string =>
  `Wrote ${countOf(rows, noun)} to ${visible(path)}.`;

/** What an expense list comes to; `cycles` of its rows are cycles of the membership. */
export function purchaseSums(
  rows: number,
  sums: { readonly connects: number; readonly totalCents: number; readonly cycles: number },
): string {
  const { cycles } = sums;
  const bought = rows > cycles || cycles === 0 ? [countOf(rows - cycles, 'purchase')] : [];
  const paid = cycles > 0 ? [`${countOf(cycles, 'cycle')} of Plus`] : [];
  return `${[...bought, ...paid].join(' and ')}, ${connects(sums.connects)}, ${dollars(sums.totalCents)}.`;
}

/** Warnings of an export: purchases without a price, and cycles of Plus without a fee, are still in it. */
export function pricesUnknown(
  unpriced: readonly { readonly kind: Kind; readonly on: Day }[],
  so: string,
): readonly { readonly code: string; readonly message: string }[] {
  const [bought, cycles] = [true, false].map((wanted) =>
    unpriced.filter(({ kind }) => (kind === 'purchase') === wanted),
  );
  const count = bought?.length ?? 0;
  const [was, is] = count === 1 ? ['was', 'is'] : ['were', 'are'];
  const purchases = {
    code: 'price-unknown',
    message: `${countOf(count, 'purchase')} ${was} imported without a price and ${is} ${so}.`,
  };
  return [...(count > 0 ? [purchases] : []), ...feesUnknown(cycles ?? [], so)];
}

function feesUnknown(cycles: readonly { readonly on: Day }[], so: string) {
  const [first] = cycles;
  if (!first) return [];
  const [has, is] = cycles.length === 1 ? ['has', 'is'] : ['have', 'are'];
  const way = `To record it: connects plan plus --fee AMOUNT --on ${first.on}`;
  return [
    {
      code: 'fee-unknown',
      message: `${countOf(cycles.length, 'cycle')} of Plus ${has} no recorded fee and ${is} ${so}. ${way}`,
    },
  ];
}

export const wroteReport = (path: string, demo: boolean): string =>
  `Wrote the report${demo ? ' of an invented year' : ''} to ${visible(path)}.`;

export const browserFailed = (path: string): string =>
  `The browser could not be started. Open ${visible(path)} yourself.`;
