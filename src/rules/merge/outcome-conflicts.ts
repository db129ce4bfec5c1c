/** Proposals that both sides marked with outcomes that cannot follow each other. */

import { areOutcomesPossible } from '../decide/transition.ts';
import { type Entry, type Fact, inOrder } from '../transaction.ts';
import { isRefund } from '../vocabulary/kinds.ts';
import type { Outcome } from '../vocabulary/outcomes.ts';
import {
  type FoundConflict,
  foundConflict,
  groupBy,
  type MergeContext,
  type MergeContribution,
  transactionsOf,
} from './merged-history.ts';

interface Mark {
  readonly entry: Entry;
  readonly proposal: number;
  readonly outcome: Outcome;
  readonly contribution: MergeContribution;
  /** Whether a reward or a refund was recorded with it. */
  readonly movedConnects: boolean;
}

export function markedDifferently({ contributions }: MergeContext): readonly FoundConflict[] {
  const marks = contributions.flatMap((contribution) => (contribution.isInForce ? marksOf(contribution) : []));
  return [...groupBy(marks, ({ proposal }) => proposal)].flatMap(
    ([proposal, all]): FoundConflict | readonly FoundConflict[] => {
      const by = (side: 'mine' | 'theirs') => all.filter(({ contribution }) => contribution.side === side);
      const [mine, theirs] = [by('mine'), by('theirs')];
      if (mine.length === 0 || theirs.length === 0 || areConsistent(all)) return [];
      const outcomesOf = (marked: readonly Mark[]) => marked.toSorted(byDayAndRank).map(({ outcome }) => outcome);
      const clash = {
        code: 'marked-differently',
        proposal,
        outcomes: { mine: outcomesOf(mine), theirs: outcomesOf(theirs) },
      } as const;
      return foundConflict(clash, [...new Set([...mine, ...theirs].map(({ contribution }) => contribution))]);
    },
  );
}

const byDayAndRank = (a: Mark, b: Mark): number => inOrder(a.entry, b.entry);

const isMark = (entry: Entry): entry is Fact & { readonly body: { readonly kind: 'outcome' } } =>
  entry.type === 'fact' && entry.body.kind === 'outcome';

function marksOf(contribution: MergeContribution): readonly Mark[] {
  const marks = contribution.entries.filter(isMark);
  if (marks.length === 0) return [];
  const brought = new Set(
    transactionsOf(contribution).flatMap(({ kind, proposal }) =>
      isRefund(kind) || kind === 'interview' ? proposal : [],
    ),
  );
  return marks.map((entry) => {
    const { proposal, outcome } = entry.body;
    return { entry, proposal, outcome, contribution, movedConnects: brought.has(proposal) };
  });
}

/** Whether one proposal can have all these outcomes. The same outcome twice in a row is one, unless both moved Connects. */
function areConsistent(marks: readonly Mark[]): boolean {
  const story = marks.toSorted(byDayAndRank);
  const steps = story.filter(({ outcome }) => outcome !== 'outbid');
  const counted = steps.filter(({ outcome, movedConnects }, i) => {
    const before = steps[i - 1];
    return before?.outcome !== outcome || (before.movedConnects && movedConnects);
  });
  return areOutcomesPossible(
    [...counted, ...story.filter(({ outcome }) => outcome === 'outbid')].map(({ outcome }) => outcome),
  );
}
