/** Sums over proposals, worked out by a replay of a whole ledger: the oracle for the sums of the store. */

import { addSums } from '../../src/insight/proposals/add-sums.ts';
import { grantPrice, membershipRules } from '../../src/rules/amounts/membership-fee.ts';
import { startReplay } from '../../src/rules/state/evolve.ts';
import type { Slice } from '../../src/rules/state/grants.ts';
import type { StatsCell, StatsGrouping, StatsQuery } from '../../src/rules/state/proposal-sums.ts';
import { EMPTY_STATE, type Proposal, refundedConnects } from '../../src/rules/state/state.ts';
import { type Day, daysBetween } from '../../src/rules/values/calendar.ts';
import { isOpen, stageOf } from '../../src/rules/vocabulary/outcomes.ts';
import type { Entry, Transaction } from '../../src/rules/vocabulary/transaction.ts';

/** What one proposal needs beside its state. */
interface Known {
  bought: number;
  unpriced: number;
  free: number;
  microCents: number;
}

/** The same sums as the store's. Entries must be live and in order. */
export function figuresOf(entries: readonly Entry[], { by, since, until, settled }: StatsQuery): readonly StatsCell[] {
  const known = new Map<number, Known>();
  const grants = new Map<number, Transaction>();
  const rules = membershipRules(entries);
  const of = (proposal: number): Known => {
    const found = known.get(proposal) ?? { bought: 0, unpriced: 0, free: 0, microCents: 0 };
    known.set(proposal, found);
    return found;
  };
  const count = ({ proposal, connects: signed }: Transaction, slices: readonly Slice[]): void => {
    for (const { grant, from, to } of proposal === null ? [] : slices) {
      const source = grants.get(grant);
      if (!source) continue;
      const { paid, cents } = grantPrice(source, rules);
      const withMoney = Math.max(0, Math.min(to, paid) - from);
      of(proposal ?? 0)[cents === null ? 'unpriced' : 'bought'] -= Math.sign(signed) * withMoney;
      of(proposal ?? 0).free -= Math.sign(signed) * (to - from - withMoney);
      // A millionth of a cent is rounded down at each Connect, counted from the first of the grant.
      const upTo = (units: number): bigint =>
        (BigInt(cents ?? 0) * 1_000_000n * BigInt(Math.min(units, paid))) / BigInt(paid || 1);
      of(proposal ?? 0).microCents -= Math.sign(signed) * Number(upTo(to) - upTo(from));
    }
  };
  const running = startReplay(EMPTY_STATE, { burned: count, returned: count });
  for (const entry of entries) {
    if (entry.type === 'transaction') grants.set(entry.id, entry);
    running.step(entry);
  }

  const cells = new Map<string, StatsCell>();
  for (const proposal of running.state.proposals.values()) {
    if (proposal.on > until || (since !== null && proposal.on < since)) continue;
    for (const group of groupsOf(proposal, by)) {
      const cell = alone(proposal, of(proposal.id), group, settled);
      const key = JSON.stringify([group, cell.invited, cell.boosted, cell.settled, cell.costed]);
      const before = cells.get(key);
      cells.set(key, before ? { ...before, ...addSums([before, cell]) } : cell);
    }
  }
  return [...cells.values()];
}

function alone(proposal: Proposal, known: Known, group: string | null, settled: Day): StatsCell {
  const { on, invited, boost, cost, status, reached, repliedOn, costUnknown, seenOn, valueCents, credits, bid } =
    proposal;
  const isHired = reached >= stageOf('hired');
  const one = (counts: boolean): number => (counts ? 1 : 0);
  return {
    group,
    invited,
    boosted: boost > 0 || credits > 0 || (bid ?? 0) > 0,
    proposals: 1,
    viewed: one(reached >= stageOf('viewed')),
    replied: one(reached >= stageOf('replied')),
    interviews: one(reached >= stageOf('interview')),
    hired: one(reached >= stageOf('hired')),
    settled: on <= settled,
    costed: !costUnknown,
    waiting: one(isOpen(status) && on > settled),
    unrecorded: one(status === 'sent' && seenOn === null && on <= settled),
    valueCents: isHired ? (valueCents ?? 0) : 0,
    valued: one(isHired && valueCents !== null),
    unvalued: one(isHired && valueCents === null),
    spent: cost + boost,
    credits,
    refunded: refundedConnects(proposal),
    bought: known.bought,
    unpriced: known.unpriced,
    microCents: known.microCents,
    replyDays: repliedOn ? [[daysBetween(on, repliedOn), 1]] : [],
  };
}

/** A Monday, from which weekdays are counted. */
const MONDAY = '2001-01-01' as Day;

const QUARTER = 15 * 60_000;

const seconds = (instant: string): number => Math.floor(Date.parse(instant) / 1000);

function bandOf(late: number): string | null {
  if (late < 0) return null;
  const ends = [1, 3, 12, 24, 72];
  return String(1 + ends.filter((hours) => late >= hours * 3600).length);
}

function groupsOf(
  { on, tags, client, cost, costUnknown, sentAt, postedAt }: Proposal,
  by: StatsGrouping | null,
): readonly (string | null)[] {
  switch (by) {
    case 'tag':
      return tags.length === 0 ? [null] : tags;
    case 'client':
      return [client];
    case 'month':
      return [on.slice(0, 7)];
    case 'weekday':
      return [String((((daysBetween(MONDAY, on) % 7) + 7) % 7) + 1)];
    case 'hour':
      return [sentAt && new Date(Math.floor(Date.parse(sentAt) / QUARTER) * QUARTER).toISOString()];
    case 'delay':
      return [sentAt && postedAt && bandOf(seconds(sentAt) - seconds(postedAt))];
    case 'cost':
      return [costUnknown ? null : String(cost)];
    case 'boost':
    case 'invited':
    // Entries do not say who recorded them.
    case 'member':
    case null:
      return [null];
    default:
      return by satisfies never;
  }
}
