/** What only one may say: a cycle, a one-time reward, a coupon, a job, a rulebook's id, a correction, an upgrade. */
import { type Day, daysBetween } from '../calendar.ts';
import type { Clash } from '../conflict.ts';
import { bareKey } from '../import/job-key.ts';
import { rewardClaim } from '../rewards.ts';
import { sortedJson } from '../sorted-json.ts';
import { type Entry, inOrder } from '../transaction.ts';
import { KIND_FACTS } from '../vocabulary/kinds.ts';
import { type Found, found, type Ground, grouped, type Party } from './joint.ts';

interface Claim {
  readonly clash: Clash;
  /** What is claimed. */
  readonly key: string;
  /** Claims a day apart are of the same; null: whatever their days. */
  readonly day: Day | null;
  /** Two that say the very same do not contradict each other; null: they do. */
  readonly says: string | null;
}

interface Held extends Claim {
  readonly on: string;
  readonly party: Party;
}

export function claimedTwice(ground: Ground): readonly Found[] {
  const held = ground.parties.flatMap((party) =>
    party.counts && party.by ? party.entries.flatMap((entry) => claims(entry, party)) : [],
  );
  const clashes = [...grouped(held, ({ key }) => key).values()].flatMap((same) =>
    same
      .filter(({ party }) => party.by === 'mine')
      .flatMap((mine) =>
        same.filter((other) => other.party.by === 'theirs' && contradict(mine, other)).map((other) => [mine, other]),
      ),
  );
  const told = grouped(clashes, (pair) => JSON.stringify(earliest(pair).clash));
  // By what is told: seen from either side, the same comes first.
  return [...told]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, pairs]) => {
      const parties = new Set(pairs.flat().map(({ party }) => party));
      return found(
        earliest(pairs.flat()).clash,
        ground.parties.filter((party) => parties.has(party)),
      );
    });
}

const earliest = (held: readonly Held[]): Held => held.reduce((first, each) => (each.on < first.on ? each : first));

function contradict(a: Held, b: Held): boolean {
  // Upwork's own rows are facts: it may have given twice what it gives once.
  if (isImport(a.party) && isImport(b.party)) return false;
  if (a.says !== null && a.says === b.says) return false;
  return a.day === null || b.day === null || Math.abs(daysBetween(a.day, b.day)) <= MOST_DAYS;
}

/** Seen from another zone, a renewal may stand a day off. */
const MOST_DAYS = 1;

const isImport = ({ entries }: Party): boolean =>
  entries.some((entry) => entry.type === 'transaction' && entry.source === 'import');

function claims(entry: Entry, party: Party): readonly Held[] {
  const claim = claimOf(entry);
  return claim ? [{ ...claim, on: entry.on, party }] : [];
}

function claimOf(entry: Entry): Claim | null {
  const { on } = entry;
  const once = (key: string, clash: Clash, more: Partial<Claim> = {}): Claim => ({
    clash,
    key: `${clash.code} ${key}`,
    day: null,
    says: null,
    ...more,
  });
  if (entry.type === 'transaction') {
    const { kind, source, forced } = entry;
    if (KIND_FACTS[kind].cycle) return once('', { code: 'renewed-twice', on }, { day: on });
    // It makes the ledger what Upwork showed that day: whatever another corrected is in it.
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

/** Who is on Plus cannot be upgraded to it: of two upgrades with no downgrade between them, one is told twice. */
export function upgradedTwice({ parties }: Ground): readonly Found[] {
  const changes = parties
    .flatMap((party) => (party.counts ? party.entries.map((entry) => ({ entry, party })) : []))
    .flatMap(({ entry, party }) =>
      entry.type === 'fact' && entry.body.kind === 'plan' ? [{ entry, party, plan: entry.body.plan }] : [],
    )
    .sort((a, b) => inOrder(a.entry, b.entry));
  return changes.flatMap((change, i): Found | readonly Found[] => {
    const before = changes[i - 1];
    if (before?.plan !== 'plus' || change.plan !== 'plus') return [];
    if (isImport(before.party) && isImport(change.party)) return [];
    return found({ code: 'upgraded-twice', on: before.entry.on }, [change.party, before.party]);
  });
}
