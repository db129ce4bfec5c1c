/** The same ledger as it would read under another edition, another plan, or without boosts. Pure fiction: nothing is kept. */
import { monthsLater } from '../rules/calendar.ts';
import { centsShare } from '../rules/cents-share.ts';
import { publishedReward } from '../rules/rewards.ts';
import type { Plan, Rulebook } from '../rules/rulebook.ts';
import type { Entry, Fact, Transaction } from '../rules/transaction.ts';
import { isOfCycle, isReward, KIND_FACTS, type RewardKind } from '../rules/vocabulary/kinds.ts';
import type { RulebookMap } from './account-position.ts';
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

/** The entries as they would stand, but for the billing cycles, which are to be posted anew. */
export function rewriteEntries(
  entries: readonly Entry[],
  how: ChangedRules,
  rulebooks: RulebookMap,
): { readonly entries: readonly Entry[]; readonly unpublished: readonly UnpublishedReward[] } {
  const missing = new Map<UnpublishedReward['kind'], UnpublishedReward>();
  const unknown = ({ connects }: Transaction, kind: UnpublishedReward['kind']): readonly Entry[] => {
    const before = missing.get(kind) ?? { kind, count: 0, connects: 0 };
    missing.set(kind, { kind, count: before.count + 1, connects: before.connects + connects });
    return [];
  };
  const kept = entries.flatMap((entry): readonly Entry[] => {
    if (entry.type === 'fact') return fact(entry, how);
    const { kind } = entry;
    if (how.withoutBoost && KIND_FACTS[kind].books.part === 'boost') return [];
    const anew = how.edition !== null || how.plan !== null;
    if (anew && isOfCycle(kind)) return [];
    if (how.plan !== null && kind === 'membership') return [];
    const own = rulebooks.get(entry.edition);
    if (!how.edition || !own) return [entry];
    if (kind === 'interview' && how.edition.interview.connects !== null) return [];
    if (kind === 'membership') return paid(entry, own, how.edition);
    if (kind === 'purchase') return [{ ...dated(entry, own, how.edition), cents: repriced(entry, own, how.edition) }];
    if (!isReward(kind)) return [dated(entry, own, how.edition)];
    const [then, now] = [publishedReward(own, entry), publishedReward(how.edition, entry)];
    // Neither edition publishes this amount: it was typed, and stays as typed.
    if (now === null) return then === null ? [dated(entry, own, how.edition)] : unknown(entry, kind);
    return now === 0 ? [] : [{ ...dated(entry, own, how.edition), connects: now }];
  });
  const won = how.edition ? interviewRewards(entries, how.edition) : [];
  return { entries: [...kept, ...won], unpublished: [...missing.values()] };
}

function fact(entry: Fact, { edition, plan }: ChangedRules): readonly Entry[] {
  const { body } = entry;
  if (body.kind === 'edition') return edition ? [] : [entry];
  if (body.kind === 'plan') return plan ? [] : [entry];
  if (body.kind !== 'opened') return [entry];
  return [{ ...entry, body: { ...body, edition: edition?.id ?? body.edition, plan: plan ?? body.plan } }];
}

/** With the expiry that the other edition gives. An expiry that was typed stays. */
function dated(entry: Transaction, own: Rulebook, other: Rulebook): Transaction {
  if (entry.expiresOn !== monthsLater(entry.on, own.expiry.months)) return entry;
  return { ...entry, edition: other.id, expiresOn: monthsLater(entry.on, other.expiry.months) };
}

/** An upgrade brings the paid part of the plan, unless it brought something else then. */
function paid(entry: Transaction, own: Rulebook, other: Rulebook): readonly Entry[] {
  const connects = entry.connects === own.monthly.plus.paid ? other.monthly.plus.paid : entry.connects;
  return connects === 0 ? [] : [{ ...dated(entry, own, other), connects }];
}

/** What was paid, at the other price. */
const repriced = ({ cents }: Transaction, own: Rulebook, other: Rulebook): number | null =>
  cents === null || own.price.cents === other.price.cents || own.price.cents === 0
    ? cents
    : centsShare(cents, other.price.cents, own.price.cents);
