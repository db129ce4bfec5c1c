/** The account's position today: its state, with the due billing cycles counted as if posted. */

import { cyclesPosted } from '../../rules/decide/renew.ts';
import { scopeOf } from '../../rules/past/needed-parts.ts';
import { type NextNumbers, splitAt, type Timeline } from '../../rules/past/timeline.ts';
import type { Rulebook } from '../../rules/rulebook/rulebook.ts';
import { foldEntries, startReplay } from '../../rules/state/evolve.ts';
import { proposalCreatedBy } from '../../rules/state/proposal-changes.ts';
import { EMPTY_STATE, type Proposal, type State, type StateCore } from '../../rules/state/state.ts';
import type { Day } from '../../rules/values/calendar.ts';
import { type Entry, inOrder } from '../../rules/vocabulary/transaction.ts';
import type { MoveReplay, OpenBatch } from './move-replay.ts';

export type RulebookMap = ReadonlyMap<string, Rulebook>;

export interface AccountPosition {
  readonly today: Day;
  readonly rulebooks: RulebookMap;
  /** The state today, with the proposals that its pace is judged by. */
  readonly state: StateWithProposals;
  /** Cycles that were due. */
  readonly due: number;
}

/** It is only looked at, so the proposals need no slices, and the grants no numbers. */
export type StateWithProposals = Omit<StateCore, 'grants'> & Looked & { readonly grants: readonly OpenBatch[] };

interface Looked {
  readonly proposals: ReadonlyMap<number, Proposal>;
}

export interface WholePosition extends AccountPosition {
  readonly state: State;
  /** The recorded entries, and those of the due cycles. */
  readonly entries: readonly Entry[];
}

/** Entries must be live and in order. Those after today are left out. */
export function accountPosition(all: readonly Entry[], today: Day, rulebooks: RulebookMap): WholePosition {
  const recorded = all.filter((entry) => entry.on <= today);
  const whole = foldEntries(EMPTY_STATE, recorded);
  const [before, later] = splitAt(recorded, scopeOf({ name: 'renew', on: today }).placeIn(whole, rulebooks));
  // The replay of a long ledger takes most of the time, so no part of it runs twice.
  const past = later.length === 0 ? whole : foldEntries(EMPTY_STATE, before);
  const { posted, ...at } = positionWith(whole, { past, later, next: numbersAfter(recorded), rulebooks }, today);
  return { ...at, entries: posted.length === 0 ? recorded : [...recorded, ...posted].sort(inOrder) };
}

/** `whole`: the state today without the due cycles; `timeline`: the place of the first one. */
export function positionWith<Whole extends StateCore & Looked>(whole: Whole, timeline: Timeline, today: Day) {
  const { past, rulebooks } = timeline;
  // Not `decide`: other rules may leave a day below zero, but the cycles are still due.
  const renewed = past.opened ? cyclesPosted(today, whole, timeline) : null;
  const posted = renewed?.decision.refusal === null ? renewed.decision.entries : [];
  const core = renewed && posted.length > 0 ? renewed.core() : whole;
  const due = new Set(posted.map(({ on }) => on)).size;
  return { today, rulebooks, state: { ...whole, ...coreOn(core, today) }, due, posted };
}

/**
 * The same with what a replay of the moves has left, which takes a fraction of the time. Null: the cuts of the cycles leave
 * what later days spent, and only entries say how much that is.
 */
export function positionAfter(
  whole: StateCore & Looked,
  replay: MoveReplay,
  rulebooks: RulebookMap,
  today: Day,
): AccountPosition | null {
  const ended = replay.end(today);
  if (!ended) return null;
  const state = { ...whole, ...coreOn({ ...whole, grants: [] }, today), grants: ended.open };
  return { today, rulebooks, state, due: ended.posted };
}

function coreOn(core: StateCore, day: Day): StateCore {
  const running = startReplay({ ...core, proposals: new Map() });
  running.advanceTo(day);
  return running.core;
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
