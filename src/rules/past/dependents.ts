/** What in the ledger depends on entries that are to be taken back. */

import { proposalCreatedBy } from '../state/proposal-changes.ts';
import { type PurseShortage, sameCode } from '../state/state.ts';
import type { Day } from '../values/calendar.ts';
import { isOfCycle } from '../vocabulary/kinds.ts';
import { type Outcome, stageOf } from '../vocabulary/outcomes.ts';
import { referencesOf } from '../vocabulary/references.ts';
import { type Entry, type Fact, type FactBody, factsOf, type Transaction } from '../vocabulary/transaction.ts';
import { withoutFreed } from '../vocabulary/voided.ts';

/** One thing that needs what is to be taken back, and the command that recorded it, to be undone first. */
export type DependentEntry = DependentThing & { readonly command?: number };

type DependentThing =
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
  | { readonly of: 'edit'; readonly proposal: number; readonly on: Day }
  /** The proposal is none any more: it was voided, or joined with another one. */
  | { readonly of: 'dropped'; readonly proposal: number; readonly on: Day }
  /** A command of that name; `undone`: it is needed, and this command undid it. */
  | { readonly of: 'command'; readonly name: string; readonly undone?: number }
  | { readonly of: 'coupon'; readonly code: string; readonly on: Day }
  | { readonly of: 'edition'; readonly edition: string; readonly on: Day }
  /** The balance would be below zero on that day. */
  | ({ readonly of: 'balance' } & PurseShortage);

export const dependentTransaction = ({ id, on, label, connects, title, command }: Transaction): DependentEntry => ({
  of: 'transaction',
  ...{ id, on, label, connects, title },
  ...(command === null ? {} : { command }),
});

/** An outcome as what needs the proposal; nothing for any other fact. */
export const dependentOutcome = ({ on, body, command }: Fact): readonly DependentEntry[] =>
  body.kind === 'outcome'
    ? [
        {
          of: 'outcome',
          ...{ proposal: body.proposal, on, outcome: body.outcome },
          ...(command === undefined ? {} : { command }),
        },
      ]
    : [];

/** What, among the other entries, refers to what the removed ones recorded. `proposals`: those that would be no more. */
export function dependentsOf(
  removed: readonly Entry[],
  others: readonly Entry[],
  proposals: ReadonlySet<number> = endedWith(removed, others),
): readonly DependentEntry[] {
  const transactions = new Set(removed.flatMap((entry) => (entry.type === 'transaction' ? entry.id : [])));
  const facts = removed.flatMap((entry) => (entry.type === 'fact' ? entry.body : []));
  const plans = factsOf(removed, 'plan');
  const unearned = withoutInterview(removed, others);
  return withoutFreed(others).flatMap((entry): DependentEntry | readonly DependentEntry[] => {
    if (entry.type === 'transaction') {
      const refers = proposals.has(entry.proposal ?? 0) || transactions.has(entry.reverses ?? 0);
      const follows = isOfCycle(entry.kind) && plans.some(({ on }) => on < entry.on);
      const isOwn = facts.some((fact) => fact.kind === 'rulebook' && fact.rulebook.id === entry.edition);
      const isLate = entry.kind === 'interview' && entry.source === 'manual' && unearned.has(entry.proposal ?? 0);
      return refers || follows || isOwn || isLate ? dependentTransaction(entry) : [];
    }
    const { on, body } = entry;
    const { proposal, transaction } = referencesOf(body);
    const needed = (thing: DependentThing): DependentEntry =>
      entry.command === undefined ? thing : { ...thing, command: entry.command };
    if ('proposal' in body && (proposals.has(proposal ?? 0) || transactions.has(transaction ?? 0))) {
      return needed(onProposal(on, body));
    }
    if (body.kind === 'coupon-used') {
      const isOwn = facts.some((fact) => fact.kind === 'coupon' && sameCode(fact.code, body.code));
      return isOwn ? needed({ of: 'coupon', code: body.code, on }) : [];
    }
    if (body.kind === 'edition') {
      const isOwn = facts.some((fact) => fact.kind === 'rulebook' && fact.rulebook.id === body.edition);
      return isOwn ? needed({ of: 'edition', edition: body.edition, on }) : [];
    }
    return [];
  });
}

/** The proposals whose interview only the removed entries recorded: a late reward is of no other. */
function withoutInterview(removed: readonly Entry[], others: readonly Entry[]): ReadonlySet<number> {
  const had = (entries: readonly Entry[]) =>
    new Set(
      factsOf(entries, 'outcome').flatMap(({ body: { proposal, outcome } }) =>
        stageOf(outcome) >= stageOf('interview') ? proposal : [],
      ),
    );
  const kept = had(others);
  return new Set([...had(removed)].filter((proposal) => !kept.has(proposal)));
}

/** The proposals that only the removed entries recorded: a page without costs may have brought one before its charge. */
function endedWith(removed: readonly Entry[], others: readonly Entry[]): ReadonlySet<number> {
  const kept = new Set(factsOf(others, 'proposal').map(({ body }) => body.proposal));
  return new Set(removed.flatMap((entry) => proposalCreatedBy(entry) ?? []).filter((id) => !kept.has(id)));
}

function onProposal(on: Day, body: Extract<FactBody, { readonly proposal: number }>): DependentThing {
  const { proposal } = body;
  if (body.kind === 'outcome' && body.source === undefined) {
    return { of: 'outcome', on, proposal, outcome: body.outcome };
  }
  if (body.kind === 'edited') return { of: 'edit', proposal, on };
  return { of: body.kind === 'dropped' ? 'dropped' : 'import', proposal, on };
}
