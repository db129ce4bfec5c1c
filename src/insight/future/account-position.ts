/** The account's position today: its state, with the due billing cycles counted as if posted. */

import { decideRenew } from '../../rules/decide/renew.ts';
import { scopeOf } from '../../rules/past/needed-parts.ts';
import { type NextNumbers, splitAt } from '../../rules/past/timeline.ts';
import type { Rulebook } from '../../rules/rulebook/rulebook.ts';
import { foldEntries, startReplay } from '../../rules/state/evolve.ts';
import { proposalCreatedBy } from '../../rules/state/proposal-changes.ts';
import { EMPTY_STATE, type State } from '../../rules/state/state.ts';
import type { Day } from '../../rules/values/calendar.ts';
import { type Entry, inOrder } from '../../rules/vocabulary/transaction.ts';

export type RulebookMap = ReadonlyMap<string, Rulebook>;

export interface AccountPosition {
  readonly today: Day;
  readonly rulebooks: RulebookMap;
  /** The recorded entries, and those of the due cycles. */
  readonly entries: readonly Entry[];
  /** The state today, with every proposal. */
  readonly state: State;
  /** Cycles that were due. */
  readonly due: number;
}

/** Entries must be live and in order. Those after today are left out. */
export function accountPosition(all: readonly Entry[], today: Day, rulebooks: RulebookMap): AccountPosition {
  const recorded = all.filter((entry) => entry.on <= today);
  const renew = { name: 'renew', on: today } as const;
  const whole = foldEntries(EMPTY_STATE, recorded);
  const [before, later] = splitAt(recorded, scopeOf(renew).placeIn(whole, rulebooks));
  // The replay of a long ledger takes most of the time, so no part of it runs twice.
  const past = later.length === 0 ? whole : foldEntries(EMPTY_STATE, before);
  // Calls `decideRenew`, not `decide`: other rules may leave a day below zero, but the cycles are still due.
  const decision = past.opened ? decideRenew(renew, { past, later, next: numbersAfter(recorded), rulebooks }) : null;
  const posted = decision?.refusal === null ? decision.entries : [];
  if (posted.length === 0) return { today, rulebooks, entries: recorded, state: foldTo([], today, whole), due: 0 };
  const entries = [...recorded, ...posted].sort(inOrder);
  const due = new Set(posted.map(({ on }) => on)).size;
  return { today, rulebooks, entries, state: foldTo(entries, today), due };
}

/** The state at the end of a day. */
function foldTo(entries: readonly Entry[], day: Day, from: State = EMPTY_STATE): State {
  const running = startReplay(from);
  entries.forEach(running.step);
  running.advanceTo(day);
  return running.state;
}

/** The next free numbers, and the last instant. */
export function numbersAfter(entries: readonly Entry[]): NextNumbers {
  const next = { transaction: 1, proposal: 1, seq: 1, recordedAt: '' };
  for (const entry of entries) {
    next.seq = Math.max(next.seq, entry.seq + 1);
    if (entry.recordedAt > next.recordedAt) next.recordedAt = entry.recordedAt;
    if (entry.type === 'transaction') next.transaction = Math.max(next.transaction, entry.id + 1);
    next.proposal = Math.max(next.proposal, (proposalCreatedBy(entry) ?? 0) + 1);
  }
  return next;
}
