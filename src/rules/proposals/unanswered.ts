/** Proposals that still wait for an answer: what `stale` lists and what `mark --older` records. */

import type { Proposal } from '../state/state.ts';
import { addDays, type Day, earlierFirst } from '../values/calendar.ts';
import { isOpen } from '../vocabulary/outcomes.ts';

/** A proposal that has waited so many days for its first answer is stale. */
export const STALE_DAYS = 14;

/** All of them, counted; `first` are the oldest of the stale ones, as many as were asked for. */
export interface WaitingProposals {
  readonly recent: number;
  readonly stale: number;
  /** The stale ones that nobody and no page has said anything about, and the number of the oldest; null: there is none. */
  readonly silent: number;
  readonly firstSilent: number | null;
  readonly first: readonly Proposal[];
}

/** Proposals that are only sent or viewed, sent at least so many days before `on`; oldest first. */
export function unansweredSince<T extends Pick<Proposal, 'id' | 'on' | 'status'>>(
  proposals: readonly T[],
  on: Day,
  days: number,
): readonly T[] {
  const last = addDays(on, -days);
  return proposals
    .filter((each) => isOpen(each.status) && each.on <= last)
    .toSorted((a, b) => earlierFirst(a, b) || a.id - b.id);
}
