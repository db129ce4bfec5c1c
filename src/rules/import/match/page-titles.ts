/** The titles under which pages have shown proposals, which may have been typed under others. */
import type { Entry } from '../../transaction.ts';
import type { RowMatches } from './match-rows.ts';

export function pageTitles(
  { confirmed }: Pick<RowMatches, 'confirmed'>,
  entries: readonly Entry[],
): ReadonlyMap<number, readonly string[]> {
  const titles = new Map<number, string[]>();
  const add = (proposal: number | null | undefined, title: string | null): void => {
    if (proposal == null || title === null) return;
    const known = titles.get(proposal);
    if (known) known.push(title);
    else titles.set(proposal, [title]);
  };
  const shown = entries.flatMap((entry) =>
    entry.type === 'fact' && entry.body.kind === 'confirmed' ? entry.body : [],
  );
  const wanted = new Set(shown.map(({ transaction }) => transaction));
  const proposals = new Map<number, number | null>();
  for (const entry of wanted.size === 0 ? [] : entries) {
    if (entry.type !== 'transaction' || entry.kind !== 'proposal') continue;
    for (const id of [entry.id, entry.reverses ?? 0]) if (wanted.has(id)) proposals.set(id, entry.proposal);
  }
  for (const { transaction, row } of shown) add(proposals.get(transaction), row.title);
  for (const { transaction, row } of confirmed) {
    if (transaction.kind === 'proposal') add(transaction.proposal, row.title);
  }
  return titles;
}
