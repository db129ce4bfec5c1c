/** Proposals that both sides marked, where the outcomes do not follow one another. */

import { transitions } from '../decide/transition.ts';
import { type Entry, type Fact, inOrder } from '../transaction.ts';
import { isRefund } from '../vocabulary/kinds.ts';
import type { Outcome } from '../vocabulary/outcomes.ts';
import { type Found, found, type Ground, grouped, type Party, transactionsOf } from './joint.ts';

interface Mark {
  readonly entry: Entry;
  readonly proposal: number;
  readonly outcome: Outcome;
  readonly party: Party;
  /** Whether a reward or a refund came with it. */
  readonly moved: boolean;
}

export function markedDifferently({ parties }: Ground): readonly Found[] {
  const marks = parties.flatMap((party) => (party.counts ? marksOf(party) : []));
  return [...grouped(marks, ({ proposal }) => proposal)].flatMap(([proposal, all]): Found | readonly Found[] => {
    const by = (side: 'mine' | 'theirs') => all.filter(({ party }) => party.by === side);
    const [mine, theirs] = [by('mine'), by('theirs')];
    if (mine.length === 0 || theirs.length === 0 || follows(all)) return [];
    const told = (marked: readonly Mark[]) => marked.toSorted(inStory).map(({ outcome }) => outcome);
    const clash = {
      code: 'marked-differently',
      proposal,
      outcomes: { mine: told(mine), theirs: told(theirs) },
    } as const;
    return found(clash, [...new Set([...mine, ...theirs].map(({ party }) => party))]);
  });
}

const inStory = (a: Mark, b: Mark): number => inOrder(a.entry, b.entry);

const isMark = (entry: Entry): entry is Fact & { readonly body: { readonly kind: 'outcome' } } =>
  entry.type === 'fact' && entry.body.kind === 'outcome';

function marksOf(party: Party): readonly Mark[] {
  const told = party.entries.filter(isMark);
  if (told.length === 0) return [];
  const brought = new Set(
    transactionsOf(party).flatMap(({ kind, proposal }) => (isRefund(kind) || kind === 'interview' ? proposal : [])),
  );
  return told.map((entry) => {
    const { proposal, outcome } = entry.body;
    return { entry, proposal, outcome, party, moved: brought.has(proposal) };
  });
}

/** Whether a proposal can have come to all of this. What is told once more is no other word, unless it moved Connects again. */
function follows(marks: readonly Mark[]): boolean {
  const story = marks.toSorted(inStory);
  const steps = story.filter(({ outcome }) => outcome !== 'outbid');
  const told = steps.filter(({ outcome, moved }, i) => {
    const before = steps[i - 1];
    return before?.outcome !== outcome || (before.moved && moved);
  });
  return transitions([...told, ...story.filter(({ outcome }) => outcome === 'outbid')].map(({ outcome }) => outcome));
}
