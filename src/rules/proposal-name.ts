/** Which proposals a person means: by number, as the last one, by the job's key or a link, or by a part of the title or the client. */
import type { Day } from './calendar.ts';
import { foldText } from './folded-text.ts';
import { jobKeyOf, proposalIdIn, sameKey } from './import/job-key.ts';
import type { Refusal } from './refusal.ts';
import type { ProposalStatus } from './vocabulary/outcomes.ts';

export type ProposalName =
  | { readonly by: 'number'; readonly id: number }
  /** The one that was recorded last. */
  | { readonly by: 'last' }
  | { readonly by: 'text'; readonly text: string };

/** All that a person may know a proposal by. */
export interface ProposalTexts {
  readonly id: number;
  readonly on: Day;
  readonly status: ProposalStatus;
  readonly title: string | null;
  readonly client: string | null;
  readonly tags: readonly string[];
  readonly note: string | null;
  readonly url: string | null;
  readonly key: string | null;
  /** Upwork's own number of the proposal. */
  readonly upworkId: string | null;
}

/** Candidates that a refusal lists; it counts the others. */
const MOST_CANDIDATES = 50;

/** The number of the proposal that is meant, or why nobody can tell. `all`: newest first. */
export function chooseProposal(name: ProposalName, all: readonly ProposalTexts[]): number | Refusal {
  if (name.by === 'number') return name.id;
  const last = all.reduce((most, { id }) => Math.max(most, id), 0);
  if (name.by === 'last') return last > 0 ? last : { code: 'unknown-proposal', given: 'last', last };
  const fitting = proposalsFitting(name.text, all);
  const [only] = fitting;
  if (!only) return { code: 'unknown-proposal', given: name.text, last };
  if (fitting.length === 1) return only.id;
  const candidates = fitting
    .slice(0, MOST_CANDIDATES)
    .map(({ id, on, status, title, client }) => ({ id, on, status, title, client }));
  return { code: 'ambiguous-proposal', given: name.text, found: fitting.length, candidates };
}

/** Those that the text names whole; where there are none, those that have it as a part of the title or the client. */
function proposalsFitting(text: string, all: readonly ProposalTexts[]): readonly ProposalTexts[] {
  const sought = foldText(text);
  const folded = all.map((each) => ({ each, names: [each.title, each.client].map((own) => foldText(own ?? '')) }));
  const isLinked = linkMatcher(text);
  const whole = folded.filter(({ each, names }) => names.includes(sought) || isLinked(each));
  const found = whole.length > 0 ? whole : folded.filter(({ names }) => names.some((own) => own.includes(sought)));
  return found.map(({ each }) => each);
}

/** Whether a text is the key of a proposal's job, or a link to the job or to the proposal. */
function linkMatcher(text: string): (each: ProposalTexts) => boolean {
  const link = text.trim();
  const key = jobKeyOf({ key: link, url: null }) ?? link;
  const upworkId = proposalIdIn(link);
  return (each) =>
    (each.key !== null && sameKey(each.key, key)) ||
    (upworkId !== null && each.upworkId === upworkId) ||
    each.url?.trim() === link;
}

/** The proposals that have each of the words somewhere in their title, client, tags or note. */
export function searchProposals(words: readonly string[], all: readonly ProposalTexts[]): readonly ProposalTexts[] {
  const sought = words.map(foldText);
  return all.filter(({ title, client, tags, note }) => {
    const own = foldText([title, client, ...tags, note].filter((text) => text !== null).join(' \n '));
    return sought.every((word) => own.includes(word));
  });
}
