/** What an entry for an earlier day makes of carry-over cuts and refunds that are already recorded: each difference. */

import type { Warning } from '../answers/warning.ts';
import type { Timeline } from '../past/timeline.ts';
import { cyclePlan } from '../state/cycles.ts';
import { refundedProposals, startReplay } from '../state/evolve.ts';
import { sliceTotal } from '../state/grants.ts';
import { refundableSlices } from '../state/proposal-changes.ts';
import { balanceOn, type StateCore } from '../state/state.ts';
import type { Day } from '../values/calendar.ts';
import { isOfCycle, isRefund } from '../vocabulary/kinds.ts';
import { type Entry, inOrder, type Transaction, transactionsOf } from '../vocabulary/transaction.ts';
import { withoutVoided } from '../vocabulary/voided.ts';

/** The end of the ledger once new entries are in it, and what each rule would give at its place until then. */
export interface LaterReplay {
  readonly core: StateCore;
  readonly counted: ReadonlyMap<string, number>;
}

/** Replays all that is later with these entries in it, once for all that is asked of it. */
export function replayLater(timeline: Timeline, entries: readonly Entry[]): LaterReplay {
  const { later } = timeline;
  const again = countAgain(
    timeline,
    withoutVoided(later.length === 0 ? entries : [...later, ...entries].sort(inOrder)),
  );
  const counted = again.until(END_OF_TIME);
  return { core: again.core(), counted };
}

const END_OF_TIME = '9999-12-31' as Day;

/** `after`: the replay with these entries. */
export function outdatedEntries(
  timeline: Timeline,
  entries: readonly Entry[],
  { counted: after }: LaterReplay,
): readonly Warning[] {
  const ruled = timeline.later.filter(isRuled);
  if (ruled.length === 0 || entries.every(({ type }) => type === 'fact')) return [];
  // Mostly nothing is another, and a second replay of all that is later would be for nothing.
  let before: LaterCounts | null = null;
  const changed = (key: string, on: Day, recorded: number): number | null => {
    const now = after.get(key);
    if (now === undefined || now === recorded) return null;
    before ??= countAgain(timeline, withoutVoided(timeline.later));
    // Where it was not what the rules say, somebody knew better.
    return before.until(on).get(key) === recorded ? now : null;
  };
  const refunds = ruled.flatMap(({ id, kind, on, connects: recorded, proposal }): Warning | readonly Warning[] => {
    const now = isRefund(kind) ? changed(refundKey(id), on, recorded) : null;
    // What would be less has gone already: it came back to a grant that has expired.
    return now !== null && now > recorded && proposal !== null
      ? { code: 'refund-outdated', proposal, on, recorded, now }
      : [];
  });
  const cycles = Map.groupBy(
    ruled.filter(({ kind }) => isOfCycle(kind)),
    ({ on }) => on,
  );
  // Recorded anew, the first may leave the others as they are; if not, the renewal names them.
  let cut: Warning | null = null;
  for (const [on, posted] of cycles) {
    const recorded = posted.reduce((sum, { kind, connects }) => sum - (kind === 'carry-over-cut' ? connects : 0), 0);
    const now = changed(cutKey(on), on, recorded);
    if (now === null) continue;
    cut = { code: 'cut-outdated', on, recorded, now, transactions: posted.map(({ id }) => id) };
    break;
  }
  // A cycle that is voided is recorded anew next: the renewal names the cuts that are still outdated then.
  const voided = new Set(transactionsOf(entries).map(({ reverses }) => reverses));
  if (ruled.some(({ id, kind }) => isOfCycle(kind) && voided.has(id))) return refunds;
  return cut ? [...refunds, cut] : refunds;
}

/** Posted because a rule said so, and not seen on Upwork. */
const isRuled = (entry: Entry): entry is Transaction =>
  entry.type === 'transaction' &&
  (isRefund(entry.kind) ? entry.source === 'manual' : isOfCycle(entry.kind) && entry.source === 'renew');

const refundKey = (id: number): string => `refund ${id}`;
const cutKey = (on: Day): string => `cut ${on}`;

interface LaterCounts {
  /** What each of them would be up to a day, decided at its place. */
  until(last: Day): ReadonlyMap<string, number>;
  /** The state there, without proposals. */
  core(): StateCore;
}

/** Counts what each of them would be among these entries, no further than it is asked for. */
function countAgain({ past, later: recorded, rulebooks }: Timeline, later: readonly Entry[]): LaterCounts {
  const counted = new Map<string, number>();
  const days = new Set(recorded.filter(isRuled).map(({ on }) => on));
  const running = startReplay(past, {}, refundedProposals(later));
  let ahead = 0;
  const count = ({ id, kind, on, proposal: of, edition }: Transaction): void => {
    if (isRefund(kind)) {
      const proposal = of === null ? undefined : running.proposalNow(of);
      if (proposal) counted.set(refundKey(id), sliceTotal(refundableSlices(proposal, kind, on)));
    } else if (!counted.has(cutKey(on))) {
      const state = running.core;
      const limit = rulebooks.get(edition)?.carryOver[cyclePlan(state, on)] ?? Infinity;
      counted.set(cutKey(on), Math.max(0, balanceOn(state, on) - limit));
    }
  };
  return {
    until(last) {
      for (let entry = later[ahead]; entry && entry.on <= last; entry = later[++ahead]) {
        running.advanceTo(entry.on);
        if (days.has(entry.on) && isRuled(entry)) count(entry);
        running.step(entry);
      }
      return counted;
    },
    core: () => running.core,
  };
}
