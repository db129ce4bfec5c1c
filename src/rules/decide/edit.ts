/** `edit`: what was recorded of a proposal or a purchase is put right. What Connects moved is voided and recorded again. */

import { feeConnects } from '../amounts/membership-fee.ts';
import type { Refusal } from '../answers/refusal.ts';
import type { OutcomeReason, Warning } from '../answers/warning.ts';
import type { CommandOf, EditedFields } from '../command/command.ts';
import { isSupposed } from '../import/suppose/supposed-entries.ts';
import { entriesOfProposal, keepShownRow, lastDetailDays, replaceTransaction } from '../past/corrections.ts';
import { dependentOutcome, dependentTransaction } from '../past/dependents.ts';
import { entryBuilder, stateAtEnd, type Timeline } from '../past/timeline.ts';
import { detailsOfProposal } from '../state/proposal-changes.ts';
import { mayHavePrice } from '../state/proposal-sums.ts';
import type { Proposal } from '../state/state.ts';
import { stageOf } from '../vocabulary/outcomes.ts';
import { type ProposalDetails, transactionsOf } from '../vocabulary/transaction.ts';
import { acceptCommand, type Decision, detailOf, refuseCommand } from './decision.ts';
import { CORRECTION_LABEL, changeAmounts, type ProposalEdit } from './edit-amounts.ts';
import { absentTransaction } from './void.ts';

export function decideEdit(command: CommandOf<'edit'>, timeline: Timeline): Decision {
  if (command.transaction !== null) return editPurchase(command.transaction, command.changes, timeline);
  const builder = entryBuilder(timeline.next);
  const warnings: Warning[] = [];
  const reasons: OutcomeReason[] = [];
  const state = stateAtEnd(timeline, []);
  for (const id of new Set(command.proposals)) {
    const proposal = state.proposals.get(id);
    if (!proposal) return refuseCommand({ code: 'unknown-proposal', given: id, last: timeline.next.proposal - 1 });
    const edit = { proposal, state, timeline, builder, command };
    const answer = refuseKey(edit) ?? refuseDay(edit) ?? refuseCredits(edit) ?? changeAmounts(edit);
    if ('code' in answer) return refuseCommand(answer);
    warnings.push(...answer.warnings);
    changeDetails(edit);
    const isWaiting = typeof command.changes.valueCents === 'number' && proposal.reached < stageOf('hired');
    if (isWaiting) reasons.push({ code: 'value-waits', proposal: id });
  }
  return acceptCommand(builder.entries, { warnings, reasons, detail: detailOf(command.proposals) });
}

/** A job is paid for once: no other proposal may have its key. */
function refuseKey({ proposal, state, command }: ProposalEdit): Refusal | null {
  const { key } = command.changes;
  if (!key || command.force) return null;
  const other = [...state.proposals.values()].find((each) => each.key === key && each.id !== proposal.id);
  return other ? { code: 'duplicate-key', key, proposal: other.id, on: other.on } : null;
}

/** A proposal is sent after the account was opened, and before anything came of it. */
function refuseDay({ proposal, state, timeline, command }: ProposalEdit): Refusal | null {
  const { day } = command.changes;
  if (day === undefined || day === proposal.on) return null;
  if (state.opened && day < state.opened) {
    return { code: 'invalid-day', given: day, before: 'opening', first: state.opened };
  }
  const dependents = entriesOfProposal(timeline.later, proposal.id).flatMap((entry) => {
    if (entry.on >= day) return [];
    if (entry.type === 'transaction') {
      return entry.kind === 'proposal' || entry.kind === 'boost' ? [] : dependentTransaction(entry);
    }
    return dependentOutcome(entry);
  });
  return dependents.length > 0 ? { code: 'depended-on', of: 'proposal', ids: [proposal.id], dependents } : null;
}

/** A boost keeps its ad credits, and they stay spent on the day on which they were there. */
function refuseCredits({ proposal, command }: ProposalEdit): Refusal | null {
  const { id, credits, on } = proposal;
  const { boost = credits, day = on } = command.changes;
  const why = boost < credits ? 'boost' : day !== on ? 'day' : null;
  return credits > 0 && why ? { code: 'credits-stay', proposal: id, credits, why } : null;
}

/** Records the new details on the proposal's own day, so that they hold from its beginning. */
function changeDetails({ proposal, builder, command, timeline }: ProposalEdit): void {
  const { day = proposal.on } = command.changes;
  const details = changedDetails(proposal, command.changes);
  const last = lastDetailDays(timeline.later)(proposal);
  if (day === proposal.on) {
    const days = Object.keys(details).length > 0 ? new Set([day, last]) : [];
    for (const on of days) builder.addFact(on, { kind: 'edited', proposal: proposal.id, details });
    return;
  }
  // The fact that recorded the proposal stays on the old day: what it says must be said anew there, and before.
  const all = { ...detailsOfProposal(proposal), ...details };
  for (const on of new Set([day, proposal.on, last].sort())) {
    builder.addFact(on, { kind: 'edited', proposal: proposal.id, details: all, on: day });
  }
}

function changedDetails(proposal: Proposal, changes: EditedFields): Partial<ProposalDetails> {
  const { addTags = [], dropTags = [] } = changes;
  const dropped = new Set(dropTags.map(fold));
  const kept = proposal.tags.filter((tag) => !dropped.has(fold(tag)));
  const known = new Set(kept.map(fold));
  const tags = [...kept, ...addTags.filter((tag) => !known.has(fold(tag)))];
  const fields = (['title', 'client', 'url', 'key', 'note', 'valueCents', 'postedAt'] as const).flatMap((field) => {
    const value = changes[field];
    return value === undefined || value === proposal[field] ? [] : [[field, value] as const];
  });
  // An instant of recording was that of another day.
  const isMoved = changes.day !== undefined && changes.day !== proposal.on && proposal.upworkId === null;
  return {
    ...Object.fromEntries(fields),
    ...(isMoved && proposal.sentAt !== null ? { sentAt: null } : {}),
    ...(tags.join('\n') === proposal.tags.join('\n') ? {} : { tags }),
  };
}

const fold = (tag: string): string => tag.toLowerCase();

function editPurchase(id: number, changes: EditedFields, timeline: Timeline): Decision {
  const purchase = transactionsOf(timeline.later).find((each) => each.id === id);
  if (!purchase) return refuseCommand(absentTransaction(id, timeline));
  const { plans } = stateAtEnd(timeline, []);
  const withFee = feeConnects(purchase, { plans, rulebooks: timeline.rulebooks }) ?? 0;
  if (!mayHavePrice(purchase) && withFee === 0) {
    return refuseCommand({
      code: 'unknown-transaction',
      given: id,
      last: timeline.next.transaction - 1,
      is: purchase.kind,
    });
  }
  const builder = entryBuilder(timeline.next);
  const cents = changes.paidCents ?? purchase.cents;
  if (cents !== purchase.cents) {
    replaceTransaction(builder, purchase, { cents }, CORRECTION_LABEL);
    // No page shows what an import supposed.
    if (!isSupposed(purchase)) keepShownRow(builder, purchase, timeline.later);
  }
  return acceptCommand(builder.entries);
}
