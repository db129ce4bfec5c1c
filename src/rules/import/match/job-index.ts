/** Finds the proposals that a row may be of: by the key of their job, or by any title that they have been known under. */
import type { Proposal } from '../../state/state.ts';
import { bareKey, jobKeyOf } from '../../values/job-key.ts';
import type { Entry } from '../../vocabulary/transaction.ts';
import type { ComparableRow } from './entry-match-ways.ts';
import { type ShownName, shownNames } from './shown-names.ts';
import { foldedTitle } from './title-likeness.ts';

export interface JobIndex {
  /** A page shows this proposal under this title and key. */
  add(proposal: number, names: ShownName): void;
  proposalsOf(row: Pick<ComparableRow, 'title' | 'jobKey'>): ReadonlySet<number>;
  /** All titles of a proposal, and its key. */
  titlesOf(proposal: number): readonly string[];
  keyOf(proposal: number): string | null;
}

const NONE: ReadonlySet<number> = new Set();

export function indexJobs(proposals: Iterable<Proposal>, entries: readonly Entry[]): JobIndex {
  const byKey = new Map<string, Set<number>>();
  const byTitle = new Map<string, Set<number>>();
  const titles = new Map<number, string[]>();
  const keys = new Map<number, string>();
  function put(index: Map<string, Set<number>>, name: string, proposal: number): void {
    const there = index.get(name);
    if (there) there.add(proposal);
    else index.set(name, new Set([proposal]));
  }
  function add(proposal: number, { title, jobKey }: ShownName): void {
    if (jobKey !== null) {
      put(byKey, bareKey(jobKey), proposal);
      if (!keys.has(proposal)) keys.set(proposal, jobKey);
    }
    if (title === null) return;
    put(byTitle, foldedTitle(title), proposal);
    const known = titles.get(proposal);
    if (!known) titles.set(proposal, [title]);
    else if (!known.includes(title)) known.push(title);
  }
  for (const proposal of proposals) add(proposal.id, { title: proposal.title, jobKey: jobKeyOf(proposal) });
  for (const [proposal, name] of shownNames(entries)) add(proposal, name);
  return {
    add,
    proposalsOf({ title, jobKey }) {
      const keyed = jobKey === null ? undefined : byKey.get(bareKey(jobKey));
      return keyed ?? (title === null ? undefined : byTitle.get(foldedTitle(title))) ?? NONE;
    },
    titlesOf: (proposal) => titles.get(proposal) ?? [],
    keyOf: (proposal) => keys.get(proposal) ?? null,
  };
}
