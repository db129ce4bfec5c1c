/** Which proposals a person means: by number, as the last one, by the job's key or a link, or by a part of the title or the client. */

import type { ProposalCandidate, Refusal } from '../answers/refusal.ts';
import type { Proposal } from '../state/state.ts';
import { foldText } from '../values/folded-text.ts';
import { bareKey, jobKeyOf, proposalIdIn, sameKey } from '../values/job-key.ts';

export type ProposalName =
  | { readonly by: 'number'; readonly id: number }
  /** The one that was sent last. */
  | { readonly by: 'last' }
  | { readonly by: 'text'; readonly text: string };

/** All that a person may know a proposal by. */
export type ProposalTexts = ProposalCandidate &
  Pick<Proposal, 'tags' | 'note' | 'url' | 'key' | 'upworkId'> & {
    /** Under which Upwork's pages show it, where it was typed under another title. */
    readonly pageTitles: readonly string[];
  };

/** Texts as `foldText` makes them: a proposal that is looked for has all of those of one group. */
export type SoughtTexts = readonly (readonly string[])[];

/** Candidates that a refusal lists; it counts the others. */
const MOST_CANDIDATES = 50;

/** What a proposal must have somewhere to fit the text, so that a store need not read all of them. */
export function soughtByName(text: string): SoughtTexts {
  const { key, upworkId } = linkIn(text);
  return [[foldText(text)], [bareKey(key)], ...(upworkId === null ? [] : [[upworkId]])];
}

export const soughtByWords = (words: readonly string[]): SoughtTexts => [words.map(foldText)];

/**
 * The number of the proposal that is meant, or why nobody can tell. `last`: the one sent last, 0 where there is none.
 * `some`: newest first; proposals that lack what is sought may be left out.
 */
export function chooseProposal(name: ProposalName, last: number, some: readonly ProposalTexts[]): number | Refusal {
  if (name.by === 'number') return name.id;
  if (name.by === 'last') return last > 0 ? last : { code: 'unknown-proposal', given: 'last', last };
  const fitting = proposalsFitting(name.text, some);
  const [only] = fitting;
  if (!only) return { code: 'unknown-proposal', given: name.text, last };
  if (fitting.length === 1) return only.id;
  const candidates = fitting
    .slice(0, MOST_CANDIDATES)
    .map(({ id, on, status, title, client }) => ({ id, on, status, title, client }));
  return { code: 'ambiguous-proposal', given: name.text, found: fitting.length, candidates };
}

/** Those that the text names whole; where there are none, those that have it as a part of the title or the client. */
function proposalsFitting(text: string, some: readonly ProposalTexts[]): readonly ProposalTexts[] {
  const sought = foldText(text);
  const folded = some.map((each) => ({
    each,
    names: [each.title, ...each.pageTitles, each.client].map((own) => foldText(own ?? '')),
  }));
  const isLinked = linkMatcher(text);
  const whole = folded.filter(({ each, names }) => names.includes(sought) || isLinked(each));
  const found = whole.length > 0 ? whole : folded.filter(({ names }) => names.some((own) => own.includes(sought)));
  return found.map(({ each }) => each);
}

function linkIn(text: string) {
  const link = text.trim();
  return { link, key: jobKeyOf({ key: link, url: null }) ?? link, upworkId: proposalIdIn(link) };
}

/** Whether a text is the key of a proposal's job, or a link to the job or to the proposal. */
function linkMatcher(text: string): (each: ProposalTexts) => boolean {
  const { link, key, upworkId } = linkIn(text);
  return (each) =>
    (each.key !== null && sameKey(each.key, key)) ||
    (upworkId !== null && each.upworkId === upworkId) ||
    each.url?.trim() === link;
}

/** The proposals that have each of the words somewhere in a title, client, tags or note. */
export function searchProposals(words: readonly string[], some: readonly ProposalTexts[]): readonly ProposalTexts[] {
  const sought = words.map(foldText);
  return some.filter(({ title, pageTitles, client, tags, note }) => {
    const own = foldText([title, ...pageTitles, client, ...tags, note].filter((text) => text !== null).join(' \n '));
    return sought.every((word) => own.includes(word));
  });
}
