/** What became of two proposals that are one: their outcomes one after the other, whichever of the two is named first. */
import type { EntryBuilder } from '../past/timeline.ts';
import { proposalCreatedBy } from '../state/proposal-changes.ts';
import type { Proposal } from '../state/state.ts';
import { isUndecided, OUTCOME_FACTS, type Outcome, stageOf } from '../vocabulary/outcomes.ts';
import { type Entry, type Fact, type FactBody, factsOf, inOrder } from '../vocabulary/transaction.ts';
import { areOutcomesPossible } from './transition.ts';

type OutcomeFact = Fact & { readonly body: Extract<FactBody, { readonly kind: 'outcome' }> };
type Place = Pick<Fact, 'on' | 'recordedAt'>;

/** Whether each ended otherwise. What a page only lets assume gives way, and a hire gives way to nothing. */
export function haveOtherEnds(a: Proposal, b: Proposal): boolean {
  if (a.status === b.status || isUndecided(a.status) || isUndecided(b.status)) return false;
  if (a.statusSource === 'assumed' || b.statusSource === 'assumed') return false;
  const bothTyped = a.statusSource === 'typed' && b.statusSource === 'typed';
  return bothTyped || a.status === 'hired' || b.status === 'hired';
}

/** Adds the outcomes of `other` to the proposal that stays. `own` and `others`: all entries of the two. */
export function joinOutcomes(
  builder: EntryBuilder,
  proposal: number,
  own: readonly Entry[],
  others: readonly Entry[],
): void {
  let kept = settledStory(factsOf(own, 'outcome'));
  for (const fact of factsOf(others, 'outcome')) {
    const place = placeOf(fact, kept, own);
    if (!place) continue;
    const body = { ...fact.body, proposal };
    const added = builder.addFact(place.on, body, fact.rank, place.recordedAt);
    if (body.source !== 'assumed') kept = [...kept, { ...added, body }].sort(inOrder);
  }
}

/** Without what a page only let assume, and without what it showed too late to matter. */
function settledStory(facts: readonly OutcomeFact[]): readonly OutcomeFact[] {
  const story: OutcomeFact[] = [];
  for (const fact of facts) {
    const { source } = fact.body;
    if (source === 'assumed' || (source === 'page' && !isPossible([...story, fact]))) continue;
    story.push(fact);
  }
  return story;
}

/** Where an outcome fits among those that are kept; null where it adds nothing to them. */
function placeOf(fact: OutcomeFact, kept: readonly OutcomeFact[], own: readonly Entry[]): Place | null {
  const { outcome, source } = fact.body;
  if (source === 'assumed') return fact;
  if (kept.some(({ body }) => body.outcome === outcome)) return null;
  if (fitsAt(fact, fact, kept)) return fact;
  // What a page shows never takes an outcome back.
  if (source === 'page' && !OUTCOME_FACTS[outcome].ends) return fact;
  const steps = kept.filter(({ body }) => body.outcome !== 'outbid');
  // An end stays the end, even where something was recorded for a later day.
  if (OUTCOME_FACTS[outcome].ends) return steps.at(-1) ?? null;
  if (steps.some((each) => stageOf(each.body.outcome) > stageOf(outcome) && inOrder(each, fact) < 0)) return null;
  const end = steps.find(({ body }) => OUTCOME_FACTS[body.outcome].ends);
  const lower = steps.findLast(({ body }) => isLowerStep(body.outcome, outcome));
  const place = end && inOrder(end, fact) < 0 ? justBefore(end, own) : (lower ?? null);
  return place && fitsAt(fact, place, kept) ? place : null;
}

const isLowerStep = (outcome: Outcome, than: Outcome): boolean =>
  !OUTCOME_FACTS[outcome].ends && stageOf(outcome) < stageOf(than);

/** On the day of the end, behind the outcomes that were recorded before it, and behind the proposal itself. */
function justBefore({ on, recordedAt }: OutcomeFact, own: readonly Entry[]): Place | null {
  const before = own
    .filter((entry) => proposalCreatedBy(entry) !== null || (entry.type === 'fact' && entry.body.kind === 'outcome'))
    .map((entry) => entry.recordedAt)
    .filter((each) => each < recordedAt)
    .sort()
    .at(-1);
  return before === undefined ? null : { on, recordedAt: before };
}

const fitsAt = (fact: OutcomeFact, { on, recordedAt }: Place, kept: readonly OutcomeFact[]): boolean =>
  // Recorded last, it comes after whatever has the same instant.
  isPossible([...kept, { ...fact, on, recordedAt, seq: Number.MAX_SAFE_INTEGER }].sort(inOrder));

const isPossible = (facts: readonly OutcomeFact[]): boolean =>
  areOutcomesPossible(facts.map(({ body }) => body.outcome));
