/** References to what the other side undid: a mark needs its proposal, a purchase its coupon, and so on. */
import type { ConflictCause } from '../conflict.ts';
import { edition } from '../editions.ts';
import { proposalCreatedBy } from '../proposal-changes.ts';
import type { Entry } from '../transaction.ts';
import { referencesOf } from '../vocabulary/references.ts';
import { type FoundConflict, foundConflict, type MergeContext, type MergeContribution } from './merged-history.ts';

type ReferencedKind = Extract<ConflictCause, { code: 'still-needed' }>['what'];

const referenceName = (what: ReferencedKind, name: string | number): string => `${what} ${name}`;

export function danglingReferences({ contributions }: MergeContext): readonly FoundConflict[] {
  const removed = contributionsByName(
    contributions.filter(({ isInForce, side }) => !isInForce && side),
    providedBy,
  );
  if (removed.size === 0) return [];
  const counting = contributions.filter(({ isInForce }) => isInForce);
  for (const name of counting.flatMap(({ entries }) => entries.flatMap(providedBy))) removed.delete(name);
  const needed = contributionsByName(counting, neededBy);
  return [...removed].flatMap(([of, by]): FoundConflict | readonly FoundConflict[] => {
    const needing = needed.get(of);
    if (!needing) return [];
    const [what = '', name = ''] = of.split(/ (.*)/s);
    return foundConflict({ code: 'still-needed', what: what as ReferencedKind, name }, [...needing, ...by]);
  });
}

/** The commands whose entries provide or need something, by its name. */
function contributionsByName(
  contributions: readonly MergeContribution[],
  names: (entry: Entry) => readonly string[],
): Map<string, Set<MergeContribution>> {
  const all = new Map<string, Set<MergeContribution>>();
  for (const contribution of contributions) {
    for (const name of contribution.entries.flatMap(names))
      all.set(name, (all.get(name) ?? new Set()).add(contribution));
  }
  return all;
}

/** What other entries may refer to. */
function providedBy(entry: Entry): readonly string[] {
  const proposal = proposalCreatedBy(entry);
  const own = proposal === null ? [] : [referenceName('proposal', proposal)];
  if (entry.type === 'transaction') return [...own, referenceName('transaction', entry.id)];
  const { body } = entry;
  if (body.kind === 'coupon') return [referenceName('coupon', body.code.toLowerCase())];
  return body.kind === 'rulebook' ? [referenceName('edition', body.rulebook.id)] : own;
}

function neededBy(entry: Entry): readonly string[] {
  if (entry.type === 'transaction') {
    return entry.proposal === null || proposalCreatedBy(entry) !== null
      ? []
      : [referenceName('proposal', entry.proposal)];
  }
  const { body } = entry;
  const { proposal, transaction } = referencesOf(body);
  return [
    proposal === null ? [] : referenceName('proposal', proposal),
    transaction === null ? [] : referenceName('transaction', transaction),
    body.kind === 'coupon-used' ? referenceName('coupon', body.code.toLowerCase()) : [],
    'edition' in body && !edition(body.edition) ? referenceName('edition', body.edition) : [],
  ].flat();
}
