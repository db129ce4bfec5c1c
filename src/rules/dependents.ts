/** What in the ledger depends on entries that are to be taken back. */
import type { Day } from './calendar.ts';
import { proposalCreatedBy } from './proposal-changes.ts';
import { type PurseShortage, sameCode } from './state.ts';
import type { Entry, Transaction } from './transaction.ts';
import { isOfCycle } from './vocabulary/kinds.ts';
import type { Outcome } from './vocabulary/outcomes.ts';
import { referencesOf } from './vocabulary/references.ts';

/** One thing that needs what is to be taken back. */
export type DependentEntry =
  | {
      readonly of: 'transaction';
      readonly id: number;
      readonly on: Day;
      readonly label: string;
      readonly connects: number;
      readonly title: string | null;
    }
  | { readonly of: 'outcome'; readonly proposal: number; readonly on: Day; readonly outcome: Outcome }
  | { readonly of: 'import'; readonly proposal: number; readonly on: Day }
  | { readonly of: 'coupon'; readonly code: string; readonly on: Day }
  | { readonly of: 'edition'; readonly edition: string; readonly on: Day }
  /** The balance would be below zero on that day. */
  | ({ readonly of: 'balance' } & PurseShortage);

export const dependentTransaction = ({ id, on, label, connects, title }: Transaction): DependentEntry => ({
  of: 'transaction',
  id,
  on,
  label,
  connects,
  title,
});

/** What, among the other entries, refers to what the removed ones recorded. `proposals`: those that would be no more. */
export function dependentsOf(
  removed: readonly Entry[],
  others: readonly Entry[],
  proposals: ReadonlySet<number> = endedWith(removed, others),
): readonly DependentEntry[] {
  const transactions = new Set(removed.flatMap((entry) => (entry.type === 'transaction' ? entry.id : [])));
  const facts = removed.flatMap((entry) => (entry.type === 'fact' ? entry.body : []));
  const plans = removed.filter((entry) => entry.type === 'fact' && entry.body.kind === 'plan');
  return others.flatMap((entry): DependentEntry | readonly DependentEntry[] => {
    if (entry.type === 'transaction') {
      const refers = proposals.has(entry.proposal ?? 0) || transactions.has(entry.reverses ?? 0);
      const follows = isOfCycle(entry.kind) && plans.some(({ on }) => on < entry.on);
      const isOwn = facts.some((fact) => fact.kind === 'rulebook' && fact.rulebook.id === entry.edition);
      return refers || follows || isOwn ? dependentTransaction(entry) : [];
    }
    const { on, body } = entry;
    const { proposal, transaction } = referencesOf(body);
    if (body.kind === 'outcome' && body.source !== undefined)
      return proposals.has(body.proposal) ? { of: 'import', on, proposal: body.proposal } : [];
    if (body.kind === 'outcome') return proposals.has(body.proposal) ? { of: 'outcome', on, ...outcomeOf(body) } : [];
    if (body.kind === 'tied' || body.kind === 'described') {
      const refers = proposals.has(proposal ?? 0) || transactions.has(transaction ?? 0);
      return refers ? { of: 'import', on, proposal: body.proposal } : [];
    }
    if (body.kind === 'coupon-used') {
      const isOwn = facts.some((fact) => fact.kind === 'coupon' && sameCode(fact.code, body.code));
      return isOwn ? { of: 'coupon', code: body.code, on } : [];
    }
    if (body.kind === 'edition') {
      const isOwn = facts.some((fact) => fact.kind === 'rulebook' && fact.rulebook.id === body.edition);
      return isOwn ? { of: 'edition', edition: body.edition, on } : [];
    }
    return [];
  });
}

/** The proposals that only the removed entries recorded: a page without costs may have brought one before its charge. */
function endedWith(removed: readonly Entry[], others: readonly Entry[]): ReadonlySet<number> {
  const kept = new Set(
    others.map((entry) => (entry.type === 'fact' && entry.body.kind === 'proposal' ? entry.body.proposal : null)),
  );
  return new Set(removed.flatMap((entry) => proposalCreatedBy(entry) ?? []).filter((id) => !kept.has(id)));
}

const outcomeOf = ({ proposal, outcome }: { proposal: number; outcome: Outcome }) => ({ proposal, outcome });
