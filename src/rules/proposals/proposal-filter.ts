/** Which proposals a listing is about. */

import type { Proposal } from '../state/state.ts';
import { addDays, type Day } from '../values/calendar.ts';
import { foldText } from '../values/folded-text.ts';
import { isUndecided } from '../vocabulary/outcomes.ts';

export interface ListedProposals {
  /** Only those that nothing has ended. */
  readonly open: boolean;
  /** Only those sent so many days ago, or more. */
  readonly older: number | null;
  /** Only those of a client whose name has this text in it. */
  readonly client: string | null;
  /** Only those sent from this day on, and up to that one. */
  readonly since: Day | null;
  readonly until: Day | null;
}

/** Those of the proposals, in their order, as of `today`. */
export function filterProposals<T extends Pick<Proposal, 'on' | 'status' | 'client'>>(
  all: readonly T[],
  { open, older, client, since, until }: ListedProposals,
  today: Day,
): readonly T[] {
  const waited = older === null ? null : addDays(today, -older);
  const sought = client === null ? null : foldText(client);
  return all.filter(
    (each) =>
      (until === null || each.on <= until) &&
      (waited === null || each.on <= waited) &&
      (since === null || each.on >= since) &&
      (!open || isUndecided(each.status)) &&
      (sought === null || foldText(each.client ?? '').includes(sought)),
  );
}
