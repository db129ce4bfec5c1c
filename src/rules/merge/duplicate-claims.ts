/** Things that only one side may record: a cycle, a one-time reward, a coupon, a job, a rulebook, a correction, a boost, an upgrade. */

import type { ConflictCause } from '../answers/conflict.ts';
import { type Day, daysBetween } from '../values/calendar.ts';
import { bareKey } from '../values/job-key.ts';
import { sortedJson } from '../values/json.ts';
import { isOfCycle } from '../vocabulary/kinds.ts';
import { rewardClaim } from '../vocabulary/rewards.ts';
import { type Entry, factsOf, transactionsOf } from '../vocabulary/transaction.ts';
import {
  type FoundConflict,
  foundConflict,
  type MergeContext,
  type MergeContribution,
  newestFirst,
} from './merged-history.ts';

interface Claim {
  readonly clash: ConflictCause;
  readonly on: Day;
  /** What is claimed. */
  readonly key: string;
  /** Claims of days further apart are of two things. */
  readonly isDated?: boolean;
  /** Upwork's pages show no such thing, so that two imports contradict each other as well. */
  readonly isOwn?: boolean;
  /** Two claims with the same text do not contradict each other; without a text, they always do. */
  readonly says?: string;
}

type HeldClaim = Claim & { readonly contribution: MergeContribution };

export function claimedTwice({ mine, theirs, entries }: MergeContext): readonly FoundConflict[] {
  const downgrades = factsOf(entries, 'plan').filter(({ body }) => body.plan === 'basic');
  const claimsOf = (contributions: readonly MergeContribution[]): readonly HeldClaim[] =>
    contributions.flatMap((contribution) =>
      contribution.entries.flatMap((entry) => {
        const claim = claimOf(entry, downgrades);
        return claim ? { ...claim, contribution } : [];
      }),
    );
  const there = Map.groupBy(claimsOf(theirs), ({ key }) => key);
  const pairs = claimsOf(mine).flatMap((claim) =>
    (there.get(claim.key) ?? [])
      .filter((other) => contradict(claim, other))
      .map((other) => (other.on < claim.on ? [other, claim] : [claim, other])),
  );
  // Sorted by the conflict, so that both sides see the same order.
  return [...Map.groupBy(pairs, ([first]) => JSON.stringify(first?.clash))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, same]) => {
      const all = same.flat();
      const clash = all[0]?.clash;
      return clash ? foundConflict(clash, all.map(({ contribution }) => contribution).sort(newestFirst)) : [];
    });
}

function contradict(a: HeldClaim, b: HeldClaim): boolean {
  // Imported rows are facts: Upwork may have given a one-time reward twice.
  if (!a.isOwn && isImport(a.contribution) && isImport(b.contribution)) return false;
  if (a.says !== undefined && a.says === b.says) return false;
  return !a.isDated || Math.abs(daysBetween(a.on, b.on)) <= MOST_DAYS;
}

/** In another time zone, a renewal may be a day off. */
const MOST_DAYS = 1;

const isImport = ({ entries }: MergeContribution): boolean =>
  transactionsOf(entries).some(({ source }) => source === 'import');

function claimOf(entry: Entry, downgrades: readonly Entry[]): Claim | null {
  const { on } = entry;
  const claim = (name: string, clash: ConflictCause, more: Pick<Claim, 'isDated' | 'isOwn' | 'says'> = {}): Claim => ({
    on,
    clash,
    key: `${clash.code} ${name}`,
    ...more,
  });
  if (entry.type === 'transaction') {
    const { kind, source, forced, reverses, proposal } = entry;
    if (kind === 'reversal') return claim(`${reverses}`, { code: 'corrected-twice', on }, { isOwn: true });
    // A cost or a boost that a proposal of both copies did not have before.
    const isAdded = proposal !== null && reverses === null && (kind === 'proposal' || kind === 'boost');
    if (isAdded) return claim(`${kind} of ${proposal}`, { code: 'charged-twice', proposal });
    if (isOfCycle(kind)) return claim('', { code: 'renewed-twice', on }, { isDated: true });
    // An adjustment sets the ledger to Upwork's balance of that day, which includes whatever the other one corrected.
    if (kind === 'adjustment' && source === 'manual') return claim('', { code: 'adjusted-twice', on });
    const key = forced ? null : rewardClaim(entry);
    return key === null ? null : claim(key, { code: 'claimed-twice', key });
  }
  const { body } = entry;
  switch (body.kind) {
    case 'coupon':
    case 'coupon-used': {
      const coupon = `${body.kind === 'coupon' ? '' : 'used '}${body.code.toLowerCase()}`;
      return claim(coupon, { code: 'coupon-twice', coupon });
    }
    case 'proposal': {
      const key = body.details.key === null ? null : bareKey(body.details.key);
      return key === null ? null : claim(key, { code: 'job-twice', key });
    }
    case 'rulebook': {
      const edition = body.rulebook.id;
      return claim(edition, { code: 'edition-twice', edition }, { says: sortedJson(body.rulebook) });
    }
    // An account on Plus cannot be upgraded again without a downgrade between.
    case 'plan': {
      if (body.plan === 'basic') return null;
      const before = downgrades.filter((downgrade) => downgrade.on <= on).length;
      return claim(`${before}`, { code: 'upgraded-twice', on });
    }
    default:
      return null;
  }
}
