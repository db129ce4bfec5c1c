/** Outcomes of both sides that cannot follow each other, and those of one side that do not fit a correction of the other. */
import { areOutcomesPossible } from '../decide/transition.ts';
import { isRefund, refundPart } from '../vocabulary/kinds.ts';
import type { Outcome } from '../vocabulary/outcomes.ts';
import { type Entry, factsOf, inOrder, type Transaction, transactionsOf } from '../vocabulary/transaction.ts';
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

/** Proposals that one side corrected, and of which the other recorded what does not fit the correction. */
export function markedUncorrected(context: MergeContext): readonly FoundConflict[] {
  const between = (here: readonly MergeContribution[], there: readonly MergeContribution[]) => {
    const corrected = Map.groupBy(here.flatMap(correctionsOf), ({ proposal }) => proposal);
    const followed = corrected.size === 0 ? null : Map.groupBy(there.flatMap(followersOf), ({ proposal }) => proposal);
    return [...corrected].flatMap(([proposal, corrections]) => {
      const unfit = followed?.get(proposal)?.filter(({ entry }) => !fits(entry, corrections, here, context)) ?? [];
      return unfit.length === 0 ? [] : { proposal, all: [...unfit, ...corrections] };
    });
  };
  const found = [...between(context.mine, context.theirs), ...between(context.theirs, context.mine)];
  return [...Map.groupBy(found, ({ proposal }) => proposal)].map(([proposal, pairs]) =>
    foundConflict(
      { code: 'corrected-and-marked', proposal },
      pairs.flatMap(({ all }) => all.map(({ contribution }) => contribution)),
    ),
  );
}

/** A command that put a proposal right. */
interface Correction {
  readonly proposal: number;
  /** What takes the place of another transaction; null: another day. */
  readonly replacement: Transaction | null;
  readonly contribution: MergeContribution;
}

const correctionsOf = (contribution: MergeContribution): readonly Correction[] => [
  ...transactionsOf(contribution.entries).flatMap((replacement) => {
    const { kind, proposal, reverses } = replacement;
    const isPart = kind === 'proposal' || kind === 'boost';
    return isPart && proposal !== null && reverses !== null ? { proposal, replacement, contribution } : [];
  }),
  ...factsOf(contribution.entries, 'edited').flatMap(({ body: { proposal, on } }) =>
    on === undefined ? [] : { proposal, replacement: null, contribution },
  ),
];

/** What came of a proposal: an outcome that was marked, or what came back. */
const followersOf = (contribution: MergeContribution) => [
  ...marksOf(contribution).map(({ entry, proposal }) => ({ entry, proposal, contribution })),
  ...transactionsOf(contribution.entries).flatMap((entry) =>
    isRefund(entry.kind) && entry.proposal !== null ? { entry, proposal: entry.proposal, contribution } : [],
  ),
];

/** Nothing comes of a proposal before it is sent, and what came back whole is still the whole. `here`: the side that corrected. */
function fits(
  entry: Entry,
  corrections: readonly Correction[],
  here: readonly MergeContribution[],
  { state, originOf }: MergeContext,
): boolean {
  const sentOn = state.proposals.get(corrections[0]?.proposal ?? 0)?.on;
  if (sentOn !== undefined && entry.on < sentOn) return false;
  if (entry.type === 'fact' || !isRefund(entry.kind)) return true;
  const { connects } = entry;
  const part = refundPart(entry.kind) === 'cost' ? 'proposal' : 'boost';
  const wasWhole = ({ id }: Transaction): boolean =>
    here
      .flatMap(({ entries }) => transactionsOf(entries))
      .some(
        ({ kind, reverses, connects: back }) =>
          kind === 'reversal' && reverses !== null && back === connects && originOf(reverses) === originOf(id),
      );
  return corrections.every(
    ({ replacement: now }) => now?.kind !== part || now.connects === -connects || !wasWhole(now),
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
