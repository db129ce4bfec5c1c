/** What `renew` would post up to a day, and what the balance would gain, decided over the newest lines alone. */
import { addDays, type Day, monthsLater } from '../calendar.ts';
import { dueCycles, dueGrants } from '../cycles.ts';
import { decideRenew } from '../decide/renew.ts';
import { balanceOn, editionOn } from '../state.ts';
import type { StatementLine } from '../statement.ts';
import { stateAtEnd } from '../timeline.ts';
import type { Transaction } from '../transaction.ts';
import { type DriftContext, liveLines } from './drift-cause.ts';

export interface TriedRenewal {
  readonly posted: readonly Pick<Transaction, 'on' | 'kind' | 'connects' | 'expiresOn'>[];
  readonly connects: number;
}

/** The day before the first due cycle, if there is one: trying to renew needs the state of that day. */
export function dayBeforeDue({ state, on, rulebooks }: Pick<DriftContext, 'state' | 'on' | 'rulebooks'>): Day | null {
  const [first] = dueCycles(state, on, rulebooks);
  return first ? addDays(first, -1) : null;
}

export function tryRenewal(given: DriftContext): TriedRenewal {
  const { on, state, eve, rulebooks, lines } = given;
  const since = dayBeforeDue(given);
  if (!since) return { posted: [], connects: 0 };
  if (!eve) return unlimited(given);
  const { plans, editions, anchors } = state;
  const later = liveLines(lines)
    .filter((line) => line.on > since)
    .map(transactionOf)
    .toReversed();
  const next = { transaction: BEYOND_ALL, proposal: BEYOND_ALL, seq: BEYOND_ALL, recordedAt: '9999' };
  // Lines do not contain changes of plan or edition, so these come from the state; each is dated, and so is no earlier
  // cycle judged by a later one.
  const timeline = { past: { ...eve, plans, editions, anchors }, later, next, rulebooks };
  const decision = decideRenew({ name: 'renew', on }, timeline);
  const entries = decision.refusal ? [] : decision.entries;
  const posted = entries.filter((entry): entry is Transaction => entry.type === 'transaction');
  return { posted, connects: balanceOn(stateAtEnd(timeline, entries), on) - balanceOn(stateAtEnd(timeline, []), on) };
}

const BEYOND_ALL = 2 ** 40;

const transactionOf = (line: StatementLine): Transaction => ({
  ...line,
  id: line.id ?? BEYOND_ALL,
  recordedAt: line.recordedAt ?? '',
});

/** Due cycles older than the lines reach: what they bring and is not expired, as if no carry-over limit had cut any. */
function unlimited({ on: today, state, rulebooks }: DriftContext): TriedRenewal {
  const posted = dueGrants(state, today, rulebooks).flatMap(({ on, connects }) => {
    const expiresOn = monthsLater(on, rulebooks.get(editionOn(state, on))?.expiry.months ?? 12);
    return expiresOn > today ? { on, kind: 'renewal' as const, connects, expiresOn } : [];
  });
  return { posted, connects: posted.reduce((sum, { connects }) => sum + connects, 0) };
}
