/** The titles under which pages have shown proposals, which may have been typed under others. */
import type { Entry } from '../../vocabulary/transaction.ts';
import type { RowMatches } from './match-rows.ts';
import { shownNames } from './shown-names.ts';

export function pageTitles(
  { confirmed }: Pick<RowMatches, 'confirmed'>,
  entries: readonly Entry[],
): ReadonlyMap<number, readonly string[]> {
  const titles = new Map<number, string[]>();
  const add = (proposal: number | null, title: string | null): void => {
    if (proposal === null || title === null) return;
    const known = titles.get(proposal);
    if (known) known.push(title);
    else titles.set(proposal, [title]);
  };
  for (const [proposal, { title }] of shownNames(entries)) add(proposal, title);
  for (const { transaction, row } of confirmed) {
    if (transaction.kind === 'proposal') add(transaction.proposal, row.title);
  }
  return titles;
}
