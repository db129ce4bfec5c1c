/** What must hold of the sums: no refund beyond what was spent, no days with more rewards than their most, no day below zero. */
import { addDays, type Day } from '../calendar.ts';
import { isRefund } from '../proposal.ts';
import { inOrder, type Transaction } from '../transaction.ts';
import { countedBy, type Found, found, type Ground, type Party, transactionsOf } from './joint.ts';

export function refundedTwice({ parties, state }: Ground): readonly Found[] {
  return [...state.proposals.values()]
    .filter(({ cost, boost, back }) => back.cost > cost || back.boost > boost)
    .map(({ id, cost, boost, back }) => {
      // What gives back, and what took away the cost that it gives back.
      const takesPart = (party: Party): boolean =>
        transactionsOf(party).some(
          ({ proposal, kind, connects }) => proposal === id && (party.counts ? isRefund(kind) : connects < 0),
        );
      const clash = { proposal: id, spent: cost + boost, refunded: back.cost + back.boost };
      return found({ code: 'refunded-twice', ...clash }, parties.filter(takesPart));
    });
}

interface Reward {
  readonly transaction: Transaction;
  readonly party: Party;
}

/**
 * Days in which both sides were rewarded as if the other had not been.
 * What was forced or imported takes its room, as it does when a reward is decided, but Upwork gave it: it stays.
 */
export function rewardsOverCap(ground: Ground): readonly Found[] {
  const judged = [...countedBy(ground, 'mine'), ...countedBy(ground, 'theirs')].flatMap((party) =>
    transactionsOf(party)
      .filter(({ kind, forced, source }) => kind === 'interview' && !forced && source !== 'import')
      .map((transaction): Reward => ({ transaction, party })),
  );
  const all = ground.entries.filter(
    (entry): entry is Transaction => entry.type === 'transaction' && entry.kind === 'interview',
  );
  const over: Found[] = [];
  let beyond = '';
  for (const { from, until, cap } of windows(judged, ground)) {
    const within = ({ on }: Transaction): boolean => on >= from && on <= until;
    const connects = all.reduce((sum, reward) => (within(reward) ? sum + reward.connects : sum), 0);
    if (connects <= cap || from <= beyond) continue;
    const latest = judged.filter(({ transaction }) => within(transaction)).sort(latestFirst);
    const parties = [...new Set(latest.map(({ party }) => party))];
    const clash = found({ code: 'rewards-over-cap', from, until, connects, cap }, parties);
    if (clash.mine.length === 0 || clash.theirs.length === 0) continue;
    over.push(clash);
    beyond = until;
  }
  return over;
}

const latestFirst = (a: Reward, b: Reward): number => inOrder(b.transaction, a.transaction);

interface Window {
  readonly from: Day;
  readonly until: Day;
  readonly cap: number;
}

/** Every span of days that holds one of these rewards and that its rulebook caps, the earliest first. */
function windows(judged: readonly Reward[], { rulebooks }: Ground): readonly Window[] {
  const all = new Map<string, Window>();
  for (const { transaction } of judged) {
    const { connects, cap = null, days = null } = rulebooks.get(transaction.edition)?.interview ?? { connects: null };
    if (connects === null || !cap || days === null) continue;
    for (let back = days - 1; back >= 0; back -= 1) {
      const from = addDays(transaction.on, -back);
      const until = addDays(from, days - 1);
      all.set(`${from} ${until} ${cap}`, { from, until, cap });
    }
  }
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, window]) => window);
}

/** What each side spent up to the day that falls below zero, and what it took back of what had come in by then. */
export function negativeDay({ parties, state }: Ground): readonly Found[] {
  const { overdrawn } = state;
  if (!overdrawn) return [];
  const lowering = parties.flatMap((party) => {
    const latest = transactionsOf(party)
      .filter(({ on, connects }) => on <= overdrawn.on && connects < 0 === party.counts)
      .toSorted(inOrder)
      .at(-1);
    return latest && party.by ? [{ transaction: latest, party }] : [];
  });
  return [
    found(
      { code: 'negative-day', ...overdrawn },
      lowering.sort(latestFirst).map(({ party }) => party),
    ),
  ];
}
