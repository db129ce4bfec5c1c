/** What `renew` would post up to a day, and what the balance would gain by it: asked of the rules, over the newest lines alone. */
import { addDays, type Day, monthsLater } from '../calendar.ts';
import { dueCycles, dueGrants } from '../cycles.ts';
import { decideRenew } from '../decide/renew.ts';
import { balanceOn, editionOn } from '../state.ts';
import type { Line } from '../statement.ts';
import { ending } from '../timeline.ts';
import type { Transaction } from '../transaction.ts';
import { type Drift, live } from './cause.ts';

export interface Renewal {
  readonly posted: readonly Pick<Transaction, 'on' | 'kind' | 'connects' | 'expiresOn'>[];
  readonly connects: number;
}

/** The day before the first cycle that is due, when there is one: what was then must be known to try renewing. */
export function eveOf({ state, on, rulebooks }: Pick<Drift, 'state' | 'on' | 'rulebooks'>): Day | null {
  const [first] = dueCycles(state, on, rulebooks);
  return first ? addDays(first, -1) : null;
}

export function renewal(given: Drift): Renewal {
  const { on, state, eve, rulebooks, lines } = given;
  const since = eveOf(given);
  if (!since) return { posted: [], connects: 0 };
  if (!eve) return unlimited(given);
  const { plans, editions, anchors } = state;
  const later = live(lines)
    .filter((line) => line.on > since)
    .map(transactionOf)
    .toReversed();
  const next = { transaction: BEYOND_ALL, proposal: BEYOND_ALL, seq: BEYOND_ALL, recordedAt: '9999' };
  // The lines tell of no change of plan or edition. Their days do: no cycle before them is judged by them.
  const timeline = { past: { ...eve, plans, editions, anchors }, later, next, rulebooks };
  const decision = decideRenew({ name: 'renew', on }, timeline);
  const entries = decision.refusal ? [] : decision.entries;
  const posted = entries.filter((entry): entry is Transaction => entry.type === 'transaction');
  return { posted, connects: balanceOn(ending(timeline, entries), on) - balanceOn(ending(timeline, []), on) };
}

const BEYOND_ALL = 2 ** 40;

const transactionOf = (line: Line): Transaction => ({
  ...line,
  id: line.id ?? BEYOND_ALL,
  recordedAt: line.recordedAt ?? '',
});

/** Cycles of so long ago that nobody looks so far back: what they brought and is still there, as if no limit had cut any. */
function unlimited({ on: today, state, rulebooks }: Drift): Renewal {
  const posted = dueGrants(state, today, rulebooks).flatMap(({ on, connects }) => {
    const expiresOn = monthsLater(on, rulebooks.get(editionOn(state, on))?.expiry.months ?? 12);
    return expiresOn > today ? { on, kind: 'renewal' as const, connects, expiresOn } : [];
  });
  return { posted, connects: posted.reduce((sum, { connects }) => sum + connects, 0) };
}
