/** Things that only one side may record: a cycle, a one-time reward, a coupon, a job, a rulebook, a correction, an upgrade. */
import { type Day, daysBetween } from '../calendar.ts';
import type { ConflictCause } from '../conflict.ts';
import { bareKey } from '../import/job-key.ts';
import { rewardClaim } from '../rewards.ts';
import { sortedJson } from '../sorted-json.ts';
import { type Entry, inOrder } from '../transaction.ts';
import { isOfCycle } from '../vocabulary/kinds.ts';
import {
  type FoundConflict,
  foundConflict,
  groupBy,
  type MergeContext,
  type MergeContribution,
} from './merged-history.ts';

interface Claim {
  readonly clash: ConflictCause;
  /** What is claimed. */
  readonly key: string;
  /** Claims with at most one day between them claim the same; null: the day does not matter. */
  readonly day: Day | null;
  /** Two claims with the same text do not contradict each other; null: they always do. */
  readonly says: string | null;
}

interface HeldClaim extends Claim {
  readonly on: string;
  readonly contribution: MergeContribution;
}

export function claimedTwice(context: MergeContext): readonly FoundConflict[] {
  const held = context.contributions.flatMap((contribution) =>
    contribution.isInForce && contribution.side
      ? contribution.entries.flatMap((entry) => claims(entry, contribution))
      : [],
  );
  const clashes = [...groupBy(held, ({ key }) => key).values()].flatMap((same) =>
    same
      .filter(({ contribution }) => contribution.side === 'mine')
      .flatMap((mine) =>
        same
          .filter((other) => other.contribution.side === 'theirs' && contradict(mine, other))
          .map((other) => [mine, other]),
      ),
  );
  const byClash = groupBy(clashes, (pair) => JSON.stringify(earliest(pair).clash));
  // Sorted by the conflict, so that both sides see the same order.
  return [...byClash]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, pairs]) => {
      const contributions = new Set(pairs.flat().map(({ contribution }) => contribution));
      return foundConflict(
        earliest(pairs.flat()).clash,
        context.contributions.filter((contribution) => contributions.has(contribution)),
      );
    });
}

const earliest = (held: readonly HeldClaim[]): HeldClaim =>
  held.reduce((first, each) => (each.on < first.on ? each : first));

function contradict(a: HeldClaim, b: HeldClaim): boolean {
  // Imported rows are facts: Upwork may have given a one-time reward twice.
  if (isImport(a.contribution) && isImport(b.contribution)) return false;
  if (a.says !== null && a.says === b.says) return false;
  return a.day === null || b.day === null || Math.abs(daysBetween(a.day, b.day)) <= MOST_DAYS;
}

/** In another time zone, a renewal may be a day off. */
const MOST_DAYS = 1;

const isImport = ({ entries }: MergeContribution): boolean =>
  entries.some((entry) => entry.type === 'transaction' && entry.source === 'import');

function claims(entry: Entry, contribution: MergeContribution): readonly HeldClaim[] {
  const claim = claimOf(entry);
  return claim ? [{ ...claim, on: entry.on, contribution }] : [];
}

function claimOf(entry: Entry): Claim | null {
  const { on } = entry;
  const once = (key: string, clash: ConflictCause, more: Partial<Claim> = {}): Claim => ({
    clash,
    key: `${clash.code} ${key}`,
    day: null,
    says: null,
    ...more,
  });
  if (entry.type === 'transaction') {
    const { kind, source, forced } = entry;
    if (isOfCycle(kind)) return once('', { code: 'renewed-twice', on }, { day: on });
    // An adjustment sets the ledger to Upwork's balance of that day, which includes whatever the other one corrected.
    if (kind === 'adjustment' && source === 'manual') return once('', { code: 'adjusted-twice', on });
    const key = forced ? null : rewardClaim(entry);
    return key === null ? null : once(key, { code: 'claimed-twice', key });
  }
  const { body } = entry;
  switch (body.kind) {
    case 'coupon':
    case 'coupon-used': {
      const coupon = `${body.kind === 'coupon' ? '' : 'used '}${body.code.toLowerCase()}`;
      return once(coupon, { code: 'coupon-twice', coupon });
    }
    case 'proposal': {
      const key = body.details.key === null ? null : bareKey(body.details.key);
      return key === null ? null : once(key, { code: 'job-twice', key });
    }
    case 'rulebook': {
      const edition = body.rulebook.id;
      return once(edition, { code: 'edition-twice', edition }, { says: sortedJson(body.rulebook) });
    }
    default:
      return null;
  }
}

/** An account on Plus cannot be upgraded again: of two upgrades without a downgrade between, one is a duplicate. */
export function upgradedTwice({ contributions }: MergeContext): readonly FoundConflict[] {
  const changes = contributions
    .flatMap((contribution) =>
      contribution.isInForce ? contribution.entries.map((entry) => ({ entry, contribution })) : [],
    )
    .flatMap(({ entry, contribution }) =>
      entry.type === 'fact' && entry.body.kind === 'plan' ? [{ entry, contribution, plan: entry.body.plan }] : [],
    )
    .sort((a, b) => inOrder(a.entry, b.entry));
  return changes.flatMap((change, i): FoundConflict | readonly FoundConflict[] => {
    const before = changes[i - 1];
    if (before?.plan !== 'plus' || change.plan !== 'plus') return [];
    if (isImport(before.contribution) && isImport(change.contribution)) return [];
    return foundConflict({ code: 'upgraded-twice', on: before.entry.on }, [change.contribution, before.contribution]);
  });
}
