/** A state while a replay changes it in place. */
import type { Grant } from './grants.ts';
import { draftOf, type ProposalDraft } from './proposal-changes.ts';
import type { PeriodSpending, ProposalWithSlices, PurseShortage, StateCore } from './state.ts';

/** The type with fields that can be changed. */
export type MutableFields<T> = { -readonly [key in keyof T]: T[key] };

export type StateDraft = MutableFields<Omit<StateCore, 'grants' | 'outgo'>> & {
  readonly grants: MutableFields<Grant>[];
  readonly outgo: { readonly week: MutableFields<PeriodSpending>; readonly month: MutableFields<PeriodSpending> };
  readonly proposals: Map<number, ProposalWithSlices>;
  /** Proposals that another state shares: they are copied before they are changed. */
  shared: Set<number>;
  readonly follows: ReadonlySet<number> | null;
};

/** Copies of the parts that a replay changes in place. */
export const copyOfMutable = ({ grants, outgo }: Pick<StateCore, 'grants' | 'outgo'>) => ({
  grants: grants.map((grant) => ({ ...grant })),
  outgo: { week: { ...outgo.week }, month: { ...outgo.month } },
});

/** Changes a proposal, begins one, or ends one that was no proposal after all. */
export function changeProposal(
  { proposals, shared, follows }: StateDraft,
  id: number,
  by: (proposal: ProposalDraft | undefined) => ProposalDraft | undefined,
): void {
  if (follows && !follows.has(id)) return;
  const there = proposals.get(id);
  const before = there && shared.delete(id) ? draftOf(there) : there;
  const after = by(before);
  if (!after) proposals.delete(id);
  else if (after !== there) proposals.set(id, after);
}

/** Connects and ad credits are not added up: the purse that was too low first is the one to name. */
export function noteOverdraft(draft: StateDraft, found: PurseShortage): void {
  const before = draft.overdrawn ?? { ...found, missing: 0 };
  if (before.purse === found.purse) draft.overdrawn = { ...before, missing: before.missing + found.missing };
}
