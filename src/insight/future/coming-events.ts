/** What the coming days bring: grants that expire, renewals, and proposals whose answer is overdue by then. */

import { STALE_DAYS } from '../../rules/proposals/unanswered.ts';
import type { Rulebook } from '../../rules/rulebook/rulebook.ts';
import { dueGrants } from '../../rules/state/cycles.ts';
import { usableGrants } from '../../rules/state/grants.ts';
import type { Proposal, State } from '../../rules/state/state.ts';
import { addDays, connectsByDay, type Day, earlierFirst, monthsLater } from '../../rules/values/calendar.ts';
import { isOpen } from '../../rules/vocabulary/outcomes.ts';

export type ComingEvent =
  /** All Connects that expire on that day: the first on which they cannot be spent. */
  | { readonly kind: 'expiry'; readonly on: Day; readonly connects: number }
  | { readonly kind: 'renewal'; readonly on: Day; readonly connects: number }
  | { readonly kind: 'follow-up'; readonly on: Day; readonly proposal: Proposal };

/** Cycles go on without end. */
const MONTHS_OF_RENEWALS = 12;

/** Those of today and later, by day. */
export function comingEvents(
  state: State,
  proposals: readonly Proposal[],
  rulebooks: ReadonlyMap<string, Rulebook>,
  today: Day,
): readonly ComingEvent[] {
  return [
    ...expiries(state, today),
    ...dueGrants(state, monthsLater(today, MONTHS_OF_RENEWALS), rulebooks)
      .filter(({ on }) => on >= today)
      .map((grant) => ({ kind: 'renewal', ...grant }) as const),
    ...proposals
      .filter(({ status }) => isOpen(status))
      .map((proposal) => ({ kind: 'follow-up', on: addDays(proposal.on, STALE_DAYS), proposal }) as const)
      .filter(({ on }) => on >= today)
      .toSorted((a, b) => a.proposal.id - b.proposal.id),
  ].toSorted(earlierFirst);
}

function expiries({ grants }: State, today: Day): readonly ComingEvent[] {
  const open = usableGrants(grants, today).map(({ expiresOn: on, left: connects }) => ({ on, connects }));
  return [...connectsByDay(open)].map(([on, connects]) => ({ kind: 'expiry', on, connects }));
}
