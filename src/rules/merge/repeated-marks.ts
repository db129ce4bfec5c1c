/** Outcomes that both sides marked: a mark that says nothing new is taken back, so that each outcome is there once. */

import { referencesOf } from '../vocabulary/references.ts';
import { factsOf, inOrder, transactionsOf } from '../vocabulary/transaction.ts';
import { type MergeContext, type MergeContribution, newestFirst } from './merged-history.ts';

interface Mark {
  /** The proposal and its outcome. */
  readonly key: string;
  /** What the reward and the refunds of it come to. */
  readonly moved: string;
  readonly contribution: MergeContribution;
}

/** The later of two is taken back: what came of the proposal since still follows the earlier one. */
export function repeatedMarks({ mine, theirs, entries }: MergeContext): readonly MergeContribution[] {
  const here = Map.groupBy(mine.flatMap(marksOf), ({ key }) => key);
  const there = Map.groupBy(theirs.flatMap(marksOf), ({ key }) => key);
  if (![...here.keys()].some((key) => there.has(key))) return [];
  const needed = new Set(
    entries.flatMap((entry) => (entry.type === 'fact' ? referencesOf(entry.body).transaction : [])),
  );
  const repeated = new Set<MergeContribution>();
  for (const contribution of [...mine, ...theirs].sort(latestFirst)) {
    const [own, others] = [marksOf(contribution), contribution.side === 'mine' ? there : here];
    const isRepeated = own.every(({ key, moved }) =>
      (others.get(key) ?? []).some((other) => !repeated.has(other.contribution) && ['', other.moved].includes(moved)),
    );
    if (own.length > 0 && isRepeated && !transactionsOf(contribution.entries).some(({ id }) => needed.has(id)))
      repeated.add(contribution);
  }
  return [...repeated];
}

function latestFirst(a: MergeContribution, b: MergeContribution): number {
  const [first, second] = [a.entries[0], b.entries[0]];
  // The order of recording in this copy is another in the other copy.
  return (first && second && inOrder({ ...second, seq: 0 }, { ...first, seq: 0 })) || newestFirst(a, b);
}

/** What a command marked; nothing if it recorded anything else. */
function marksOf(contribution: MergeContribution): readonly Mark[] {
  const transactions = transactionsOf(contribution.entries);
  const outcomes = factsOf(contribution.entries, 'outcome').map(({ body }) => body);
  if (outcomes.length + transactions.length < contribution.entries.length) return [];
  if (transactions.some(({ source }) => source === 'import')) return [];
  return outcomes.map(({ proposal: of, outcome }) => {
    const moved = transactions.filter(({ proposal }) => proposal === of);
    return {
      key: `${of} ${outcome}`,
      moved: moved.map(({ kind, connects }) => `${kind} ${connects}`).join(', '),
      contribution,
    };
  });
}
