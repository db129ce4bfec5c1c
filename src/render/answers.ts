/** Answers of one line, of commands that need no page of their own. */
import type { Day } from '../rules/calendar.ts';
import { visible } from './visible.ts';
import { connects, countOf, dollars, number } from './words.ts';

export const nextRenewal = (next: { readonly on: Day; readonly connects: number } | null): string =>
  next
    ? `Next renewal: ${next.on}, ${connects(next.connects)}.`
    : 'No renewal is to come: this account gets no monthly Connects.';

export const canApplySentence = (balance: number, cost: number): string =>
  `Yes: ${connects(cost)} of ${number(balance)}, ${number(balance - cost)} would be left.`;

/** What an export wrote, or what its purchases come to. */
export const wroteRows = (rows: number, path: string): string => `Wrote ${countOf(rows, 'row')} to ${visible(path)}.`;

export const purchaseSums = (rows: number, sums: { readonly connects: number; readonly totalCents: number }): string =>
  `${countOf(rows, 'purchase')}, ${connects(sums.connects)}, ${dollars(sums.totalCents)}.`;

/** A warning of an export: purchases without a price are still in it. */
export function pricesUnknown(
  count: number,
  so: string,
): readonly { readonly code: string; readonly message: string }[] {
  if (count === 0) return [];
  const [was, is] = count === 1 ? ['was', 'is'] : ['were', 'are'];
  return [
    {
      code: 'price-unknown',
      message: `${countOf(count, 'purchase')} ${was} imported without a price and ${is} ${so}.`,
    },
  ];
}

export const wroteReport = (path: string, demo: boolean): string =>
  `Wrote the report${demo ? ' of an invented year' : ''} to ${visible(path)}.`;

export const browserFailed = (path: string): string =>
  `The browser could not be started. Open ${visible(path)} yourself.`;
