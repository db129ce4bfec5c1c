/** The earlier proposal that a new one most likely resembles: a person who types it anew need not type all of it again. */
import { titleLikeness } from '../../rules/import/match/title-likeness.ts';
import type { Proposal } from '../../rules/state/state.ts';

/** The one whose title is most alike; among those as much alike, the first. Null: none is alike. */
export function similarProposal(title: string | null, proposals: readonly Proposal[]): Proposal | null {
  if (title === null) return null;
  let best: { readonly proposal: Proposal; readonly grade: number } | null = null;
  for (const proposal of proposals) {
    const grade = proposal.title === null ? null : titleLikeness(title, proposal.title);
    if (grade !== null && (best === null || grade < best.grade)) best = { proposal, grade };
  }
  return best?.proposal ?? null;
}
