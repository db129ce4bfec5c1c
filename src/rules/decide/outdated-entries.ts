/** What an entry for an earlier day makes of carry-over cuts and refunds that are already recorded: each difference. */

import type { Warning } from '../answers/warning.ts';
import type { Timeline } from '../past/timeline.ts';
import { cyclePlan } from '../state/cycles.ts';
import { refundedProposals, startReplay } from '../state/evolve.ts';
import { sliceTotal } from '../state/grants.ts';
import { refundableSlices } from '../state/proposal-changes.ts';
import { balanceOn } from '../state/state.ts';
import type { Day } from '../values/calendar.ts';
import { isOfCycle, isRefund } from '../vocabulary/kinds.ts';
import { type Entry, inOrder, type Transaction, transactionsOf } from '../vocabulary/transaction.ts';
import { withoutVoided } from '../vocabulary/voided.ts';

export function outdatedEntries(timeline: Timeline, entries: readonly Entry[]): readonly Warning[] {
  const ruled = timeline.later.filter(isRuled);
  if (ruled.length === 0 || entries.every(({ type }) => type === 'fact')) return [];
  const after = countAgain(timeline, withoutVoided([...timeline.later, ...entries].sort(inOrder)));
  // Mostly nothing is another, and a second replay of all that is later would be for nothing.
  let known: ReadonlyMap<string, number> | null = null;
  const before = (): ReadonlyMap<string, number> => (known ??= countAgain(timeline, withoutVoided(timeline.later)));
  const changed = (key: string, recorded: number): number | null => {
    const now = after.get(key);
    if (now === undefined || now === recorded) return null;
    // Where it was not what the rules say, somebody knew better.
    return before().get(key) === recorded ? now : null;
  };
  const refunds = ruled.flatMap(({ id, kind, on, connects: recorded, proposal }): Warning | readonly Warning[] => {
    const now = isRefund(kind) ? changed(refundKey(id), recorded) : null;
    // What would be less has gone already: it came back to a grant that has expired.
    return now !== null && now > recorded && proposal !== null
      ? { code: 'refund-outdated', proposal, on, recorded, now }
      : [];
  });
  const cycles = Map.groupBy(
    ruled.filter(({ kind }) => isOfCycle(kind)),
    ({ on }) => on,
  );
  const cuts = [...cycles].flatMap(([on, posted]): Warning | readonly Warning[] => {
    const recorded = posted.reduce((sum, { kind, connects }) => sum - (kind === 'carry-over-cut' ? connects : 0), 0);
    const now = changed(cutKey(on), recorded);
    return now === null ? [] : { code: 'cut-outdated', on, recorded, now, transactions: posted.map(({ id }) => id) };
  });
  // A cycle that is voided is recorded anew next: the renewal names the cuts that are still outdated then.
  const voided = new Set(transactionsOf(entries).map(({ reverses }) => reverses));
  if (ruled.some(({ id, kind }) => isOfCycle(kind) && voided.has(id))) return refunds;
  // Recorded anew, the first may leave the others as they are; if not, the renewal names them.
  return [...refunds, ...cuts.slice(0, 1)];
}

/** Posted because a rule said so, and not seen on Upwork. */
const isRuled = (entry: Entry): entry is Transaction =>
  entry.type === 'transaction' &&
  (isRefund(entry.kind) ? entry.source === 'manual' : isOfCycle(entry.kind) && entry.source === 'renew');

const refundKey = (id: number): string => `refund ${id}`;
const cutKey = (on: Day): string => `cut ${on}`;

/** What each of them would be, decided at its place among these entries. */
function countAgain({ past, rulebooks }: Timeline, later: readonly Entry[]): ReadonlyMap<string, number> {
  const counted = new Map<string, number>();
  const running = startReplay(past, {}, refundedProposals(later));
  for (const entry of later) {
    running.advanceTo(entry.on);
    if (isRuled(entry)) {
      const { id, kind, on, proposal: of, edition } = entry;
      if (isRefund(kind)) {
        const proposal = of === null ? undefined : running.proposalNow(of);
        if (proposal) counted.set(refundKey(id), sliceTotal(refundableSlices(proposal, kind, on)));
      } else if (!counted.has(cutKey(on))) {
        const state = running.core;
        const limit = rulebooks.get(edition)?.carryOver[cyclePlan(state, on)] ?? Infinity;
        counted.set(cutKey(on), Math.max(0, balanceOn(state, on) - limit));
      }
    }
    running.step(entry);
  }
  return counted;
}
