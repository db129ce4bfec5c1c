/** The same ledger as it would read under another edition, another plan, or without boosts. Nothing of it is recorded. */

import type { Plan, Rulebook } from '../rules/rulebook/rulebook.ts';
import { cyclePlan, grantOfCycle } from '../rules/state/cycles.ts';
import { isCovered, isSettled } from '../rules/state/page-cover.ts';
import type { StateCore } from '../rules/state/state.ts';
import { type Day, monthsLater } from '../rules/values/calendar.ts';
import { centsShare } from '../rules/values/cents-share.ts';
import { isOfCycle, isReward, KIND_FACTS, type RewardKind } from '../rules/vocabulary/kinds.ts';
import { publishedReward } from '../rules/vocabulary/rewards.ts';
import type { Entry, Fact, Transaction } from '../rules/vocabulary/transaction.ts';
import type { RulebookMap } from './future/account-position.ts';
import { interviewRewards } from './interview-rewards.ts';

export interface ChangedRules {
  readonly edition: Rulebook | null;
  readonly plan: Plan | null;
  readonly withoutBoost: boolean;
}

/** Rewards that were recorded but are unknown under the other edition, because it publishes no amount. */
export interface UnpublishedReward {
  readonly kind: RewardKind;
  readonly count: number;
  readonly connects: number;
}

/** The rewritten entries without the billing cycles that are to be posted again. `known`: what is recorded, as of today. */
export function rewriteEntries(
  entries: readonly Entry[],
  { edition, plan, withoutBoost }: ChangedRules,
  rulebooks: RulebookMap,
  known: StateCore,
): { readonly entries: readonly Entry[]; readonly unpublished: readonly UnpublishedReward[] } {
  if (!withoutBoost && isInForce(entries, edition, plan)) return { entries, unpublished: [] };
  const unpublished = new Map<RewardKind, UnpublishedReward>();
  const rewritten = entries.flatMap((entry): readonly Entry[] => {
    if (entry.type === 'fact') return rewriteFact(entry, edition, plan);
    const { kind } = entry;
    if (withoutBoost && KIND_FACTS[kind].books.part === 'boost') return [];
    if (plan && kind === 'membership') return [];
    const own = rulebooks.get(entry.edition);
    if ((edition || plan) && isOfCycle(kind))
      return isShown(known, entry.on) ? shownCycle(entry, { edition, plan, withoutBoost }, own, known) : [];
    if (!edition || !own) return [entry];
    // The cap makes interviews depend on each other, so `interviewRewards` counts them together.
    if (kind === 'interview' && edition.interview.connects !== null) return [];
    const connects = connectsUnder(entry, own, edition);
    if (connects === null && isReward(kind)) {
      const before = unpublished.get(kind) ?? { count: 0, connects: 0 };
      unpublished.set(kind, { kind, count: before.count + 1, connects: before.connects + entry.connects });
    }
    return connects
      ? [{ ...entry, ...expiryUnder(entry, own, edition), connects, cents: centsUnder(entry, own, edition) }]
      : [];
  });
  const won = edition ? interviewRewards(entries, edition) : [];
  return { entries: [...rewritten, ...won], unpublished: [...unpublished.values()] };
}

/** Whether the ledger has followed that edition and that plan alone: then nothing would differ. */
const isInForce = (entries: readonly Entry[], edition: Rulebook | null, plan: Plan | null): boolean =>
  entries.every((entry) => {
    if (entry.type !== 'fact') return true;
    const { body } = entry;
    const follows = body.kind === 'opened' || body.kind === 'edition' ? body.edition : null;
    const pays = body.kind === 'opened' || body.kind === 'plan' ? body.plan : null;
    return (!edition || !follows || follows === edition.id) && (!plan || !pays || pays === plan);
  });

/** Whether Upwork's own history or balance tells what that day brought, so that no cycle is posted there again. */
const isShown = (known: StateCore, on: Day): boolean => isCovered(known, on, true) || isSettled(known, on);

/** A cycle that Upwork has shown, with what the other rules give on its day. */
function shownCycle(
  entry: Transaction,
  { edition, plan }: ChangedRules,
  own: Rulebook | undefined,
  known: StateCore,
): readonly Entry[] {
  const under = edition ?? own;
  if (!under || entry.kind !== 'renewal') return [entry];
  const connects = grantOfCycle(known, under, plan ?? cyclePlan(known, entry.on));
  const expiry = own ? expiryUnder(entry, own, under) : {};
  return connects > 0 ? [{ ...entry, ...expiry, connects }] : [];
}

function rewriteFact(entry: Fact, edition: Rulebook | null, plan: Plan | null): readonly Entry[] {
  const { body } = entry;
  if ((body.kind === 'edition' && edition) || (body.kind === 'plan' && plan)) return [];
  if (body.kind !== 'opened') return [entry];
  return [{ ...entry, body: { ...body, edition: edition?.id ?? body.edition, plan: plan ?? body.plan } }];
}

/** The Connects under the other edition; null: only its own edition publishes an amount. A typed amount stays. */
function connectsUnder(entry: Transaction, own: Rulebook, other: Rulebook): number | null {
  const { kind, connects } = entry;
  if (kind === 'membership') return connects === own.monthly.plus.paid ? other.monthly.plus.paid : connects;
  return publishedReward(other, entry) ?? (publishedReward(own, entry) === null ? connects : null);
}

/** The expiry that the other edition gives. A typed expiry stays. */
const expiryUnder = ({ on, expiresOn }: Transaction, own: Rulebook, other: Rulebook): Partial<Transaction> =>
  expiresOn === monthsLater(on, own.expiry.months)
    ? { edition: other.id, expiresOn: monthsLater(on, other.expiry.months) }
    : {};

/** The money paid, at the other edition's price. */
const centsUnder = ({ cents }: Transaction, own: Rulebook, other: Rulebook): number | null =>
  cents === null || own.price.cents === other.price.cents || own.price.cents === 0
    ? cents
    : centsShare(cents, other.price.cents, own.price.cents);
