/** The titles under which pages have shown proposals, which may have been typed under others. */
import type { Entry } from '../../vocabulary/transaction.ts';
import type { RowMatches } from './match-rows.ts';
import { shownNames } from './shown-names.ts';

export function pageTitles(
  { confirmed }: Pick<RowMatches, 'confirmed'>,
  entries: readonly Entry[],
): ReadonlyMap<number, readonly string[]> {
  const met = confirmed.filter(({ transaction: { kind } }) => kind === 'proposal');
  const named = [...shownNames(entries), ...met.map(({ transaction, row }) => [transaction.proposal, row] as const)];
  const titles = new Map<number, readonly string[]>();
  for (const [proposal, { title }] of named)
    if (proposal !== null && title !== null) titles.set(proposal, [...(titles.get(proposal) ?? []), title]);
  return titles;
}
