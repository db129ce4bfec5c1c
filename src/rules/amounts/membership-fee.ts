/** The fee of the membership: what a cycle cost, and how many of its Connects came with the money. */

import { EDITIONS } from '../rulebook/editions.ts';
import { publishedFee, type Rulebook } from '../rulebook/rulebook.ts';
import { cyclePlan } from '../state/cycles.ts';
import { priceOrigin } from '../state/proposal-sums.ts';
import type { StateCore } from '../state/state.ts';
import type { Day } from '../values/calendar.ts';
import { centsShare } from '../values/cents-share.ts';
import { type Entry, factsOf, type Transaction, type TypedFee } from '../vocabulary/transaction.ts';

/** What one cycle cost, in US cents. */
export interface FeePrice {
  readonly feeCents: number;
  readonly taxCents: number;
  readonly totalCents: number;
  /** Whether the fee is the published one, because nobody typed another. */
  readonly isPublished: boolean;
}

/** Thousandths of a percent in a whole. */
const WHOLE = 100_000;

/** The typed fee that is in force on a day; null: nothing was typed since the last change of plan. */
export const typedFeeOn = ({ fees }: Pick<StateCore, 'fees'>, day: Day): TypedFee | null =>
  fees.findLast(({ on }) => on <= day)?.fee ?? null;

/** The price of a cycle under this rulebook; null: nobody typed a fee, and none is published. */
export function feePrice(typed: TypedFee | null, rulebook: Rulebook): FeePrice | null {
  const feeCents = typed?.cents ?? publishedFee(rulebook);
  if (feeCents === null) return null;
  const taxCents = centsShare(feeCents, typed?.taxMilli ?? 0, WHOLE);
  const isPublished = (typed?.cents ?? null) === null;
  return { feeCents, taxCents, totalCents: feeCents + taxCents, isPublished };
}

/** What decides which Connects a membership's money paid for. */
export interface MembershipRules {
  readonly plans: StateCore['plans'];
  readonly rulebooks: ReadonlyMap<string, Rulebook>;
}

/** The same, as the entries of a whole ledger tell them. They must be live and in order. */
export function membershipRules(entries: readonly Entry[]): MembershipRules {
  const opened = factsOf(entries, 'opened')[0];
  const first = opened ? [{ on: opened.on, plan: opened.body.plan }] : [];
  const changes = factsOf(entries, 'plan').map(({ on, body }) => ({ on, plan: body.plan }));
  const own = factsOf(entries, 'rulebook').map(({ body }) => body.rulebook);
  return { plans: [...first, ...changes], rulebooks: new Map([...EDITIONS, ...own].map((each) => [each.id, each])) };
}

type Received = Pick<Transaction, 'kind' | 'on' | 'connects' | 'cents' | 'edition' | 'source'>;

/** How many Connects of a cycle came with the fee: 0 under Basic, null for anything but a cycle of the membership. */
export function feeConnects(cycle: Omit<Received, 'source'>, known: MembershipRules) {
  const { kind, on, connects, edition, cents } = cycle;
  if (kind !== 'membership' && (kind !== 'renewal' || connects < 0)) return null;
  // A cycle that was paid for stays one of Plus, even if the change to Basic is recorded later for an earlier day.
  if (kind === 'renewal' && cents === null && cyclePlan(known, on) === 'basic') return 0;
  return Math.min(known.rulebooks.get(edition)?.monthly.plus.paid ?? connects, connects);
}

/** The first `paid` Connects of a grant cost `cents` together, null: nobody knows how much. The others were free. */
export interface GrantPrice {
  readonly paid: number;
  readonly cents: number | null;
}

/**
 * The price of the Connects that a transaction brought. The paid Connects of a membership are spent before its free
 * ones: Upwork does not tell them apart, and so no money waits in Connects that may lapse.
 */
export function grantPrice(received: Received, known: MembershipRules): GrantPrice {
  const { connects, cents } = received;
  const withFee = feeConnects(received, known);
  if (withFee !== null) return { paid: withFee, cents };
  return { paid: priceOrigin(received) === 'free' ? 0 : connects, cents };
}
