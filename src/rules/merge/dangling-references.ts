/** References to what the other side undid: a mark needs its proposal, a purchase its coupon, and so on. */
import type { ConflictCause } from '../answers/conflict.ts';
import { edition } from '../rulebook/editions.ts';
import { proposalCreatedBy } from '../state/proposal-changes.ts';
import { referencesOf } from '../vocabulary/references.ts';
import { type Entry, factsOf } from '../vocabulary/transaction.ts';
import { type FoundConflict, foundConflict, type MergeContext, type MergeContribution } from './merged-history.ts';

type Referenced = Pick<Extract<ConflictCause, { code: 'still-needed' }>, 'what' | 'name'>;

export function danglingReferences({ contributions }: MergeContext): readonly FoundConflict[] {
  const inForce = contributions.filter(({ isInForce }) => isInForce);
  const removed = contributions.filter(({ isInForce, side }) => !isInForce && side);
  if (removed.length === 0) return [];
  const provided = byReference(inForce, providedBy);
  const needed = byReference(contributions, neededBy, freedBy);
  return [...byReference(removed, providedBy)].flatMap(([key, by]): FoundConflict | readonly FoundConflict[] => {
    const [needing = []] = [provided.has(key) ? [] : needed.get(key)];
    const [of] = by;
    if (!of || needing.length === 0) return [];
    const { what, name } = of.reference;
    const all = [...needing, ...by].map(({ contribution }) => contribution);
    return foundConflict({ code: 'still-needed', what, name }, all);
  });
}

/** Proposals that one side voided, or joined with another one, and that the other side spent on or marked meanwhile. */
export function droppedProposals({ mine, theirs }: MergeContext): readonly FoundConflict[] {
  const all = [...mine, ...theirs];
  const dropping = all.flatMap((contribution) =>
    factsOf(contribution.entries, 'dropped').map(({ body }) => ({ id: body.proposal, contribution })),
  );
  return [...Map.groupBy(dropping, ({ id }) => id)].flatMap(([id, by]): FoundConflict | readonly FoundConflict[] => {
    const using = all.filter(({ entries }) => entries.some((entry) => isUse(entry, id)));
    const contributions = [...using, ...by.map(({ contribution }) => contribution)];
    return using.length === 0
      ? []
      : foundConflict({ code: 'still-needed', what: 'proposal', name: `${id}` }, contributions);
  });
}

/** Whether it makes no sense without the proposal. What a page shows and what was edited of one goes with it. */
function isUse(entry: Entry, proposal: number): boolean {
  if (entry.type === 'transaction') return entry.kind !== 'reversal' && entry.proposal === proposal;
  const { body } = entry;
  return body.kind === 'outcome' && body.source === undefined && body.proposal === proposal;
}

type ReferenceReader = (entry: Entry) => readonly Referenced[];

/** The commands whose entries provide or need something. `undone`: what those that are not in force need. */
function byReference(
  contributions: readonly MergeContribution[],
  namesOf: ReferenceReader,
  undone: ReferenceReader = namesOf,
) {
  const all = contributions.flatMap((contribution) =>
    contribution.entries
      .flatMap(contribution.isInForce ? namesOf : undone)
      .map((reference) => ({ reference, contribution })),
  );
  return Map.groupBy(all, ({ reference: { what, name } }) => `${what} ${name}`);
}

const reference = (what: Referenced['what'], name: string | number | null): readonly Referenced[] =>
  name === null ? [] : [{ what, name: `${name}`.toLowerCase() }];

/** What other entries may refer to. */
function providedBy(entry: Entry): readonly Referenced[] {
  const proposal = reference('proposal', proposalCreatedBy(entry));
  if (entry.type === 'transaction') return [...proposal, ...reference('transaction', entry.id)];
  const { body } = entry;
  if (body.kind === 'coupon') return reference('coupon', body.code);
  return body.kind === 'rulebook' ? reference('edition', body.rulebook.id) : proposal;
}

/** Without the void that freed a coupon, its purchase needs it again. */
const freedBy: ReferenceReader = (entry) =>
  entry.type === 'fact' && entry.body.kind === 'coupon-used' && entry.body.freed
    ? reference('coupon', entry.body.code)
    : [];

function neededBy(entry: Entry): readonly Referenced[] {
  if (entry.type === 'transaction') {
    const corrected = reference('transaction', entry.reverses);
    return proposalCreatedBy(entry) ? corrected : [...corrected, ...reference('proposal', entry.proposal)];
  }
  const { body } = entry;
  const { proposal, transaction } = referencesOf(body);
  return [
    ...reference('proposal', proposal),
    ...reference('transaction', transaction),
    ...reference('coupon', body.kind === 'coupon-used' ? body.code : null),
    ...reference('edition', 'edition' in body && !edition(body.edition) ? body.edition : null),
  ];
}
