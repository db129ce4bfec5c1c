/** Proposals that both sides marked with outcomes that cannot follow each other. */
import { areOutcomesPossible } from '../decide/transition.ts';
import { isRefund } from '../vocabulary/kinds.ts';
import type { Outcome } from '../vocabulary/outcomes.ts';
import { type Entry, factsOf, inOrder, transactionsOf } from '../vocabulary/transaction.ts';
import { type FoundConflict, foundConflict, type MergeContext, type MergeContribution } from './merged-history.ts';

interface Mark {
  readonly entry: Entry;
  readonly proposal: number;
  readonly outcome: Outcome;
  readonly contribution: MergeContribution;
}

export function markedDifferently({ contributions }: MergeContext): readonly FoundConflict[] {
  const marks = contributions.filter(({ isInForce }) => isInForce).flatMap(marksOf);
  return [...Map.groupBy(marks, ({ proposal }) => proposal)].flatMap(
    ([proposal, all]): FoundConflict | readonly FoundConflict[] => {
      const story = all.toSorted((a, b) => inOrder(a.entry, b.entry));
      const by = (of: 'mine' | 'theirs'): readonly Outcome[] =>
        story.flatMap(({ contribution: { side }, outcome }) => (side === of ? outcome : []));
      const outcomes = { mine: by('mine'), theirs: by('theirs') };
      if (areConsistent(story)) return [];
      const contributions = all.map(({ contribution }) => contribution);
      return foundConflict({ code: 'marked-differently', proposal, outcomes }, contributions);
    },
  );
}

const marksOf = (contribution: MergeContribution): readonly Mark[] =>
  factsOf(contribution.entries, 'outcome')
    // What a page shows never takes an outcome back, so it contradicts none.
    .filter(({ body }) => body.source === undefined)
    .map((entry) => ({ ...entry.body, entry, contribution }));

/** Whether one proposal can have all these outcomes. What an import shows again is one, unless both moved Connects. */
function areConsistent(story: readonly Mark[]): boolean {
  const steps = story.filter(({ outcome }) => outcome !== 'outbid');
  const counted = steps.filter((mark, i) => {
    const before = steps[i - 1];
    if (before?.outcome !== mark.outcome) return true;
    return [before, mark].every(movedConnects) || ![before, mark].some(isImported);
  });
  const outbid = story.filter(({ outcome }) => outcome === 'outbid');
  return areOutcomesPossible([...counted, ...outbid].map(({ outcome }) => outcome));
}

/** Whether a reward or a refund was recorded with it. */
const movedConnects = ({ proposal: of, contribution }: Mark): boolean =>
  transactionsOf(contribution.entries).some(
    ({ kind, proposal }) => proposal === of && (isRefund(kind) || kind === 'interview'),
  );

const isImported = ({ contribution }: Mark): boolean =>
  transactionsOf(contribution.entries).some(({ source }) => source === 'import');
