/** The Connects of an edited proposal: its cost, its boost and their day, with the refunds that follow from them. */

import type { Refusal } from '../answers/refusal.ts';
import type { Warning } from '../answers/warning.ts';
import type { CommandOf } from '../command/command.ts';
import { entriesOfProposal, keepShownRow, replaceTransaction, voidTransaction } from '../past/corrections.ts';
import { dependentOutcome, dependentTransaction } from '../past/dependents.ts';
import { type EntryBuilder, rulebookOn, type Timeline } from '../past/timeline.ts';
import { newestEdition } from '../rulebook/newest-edition.ts';
import { isInRange } from '../rulebook/rulebook.ts';
import type { Proposal, State } from '../state/state.ts';
import { isFinalCharge } from '../vocabulary/settled-bid.ts';
import { type Entry, factsOf, type Transaction, transactionsOf } from '../vocabulary/transaction.ts';

/** Why the history has a second line. */
export const CORRECTION_LABEL = 'Corrected';

/** One proposal to be edited, and where it is recorded. */
export interface ProposalEdit {
  readonly proposal: Proposal;
  /** The state at the end of the ledger, before the edit. */
  readonly state: State;
  readonly timeline: Timeline;
  readonly builder: EntryBuilder;
  readonly command: CommandOf<'edit'>;
}

/** What a transaction becomes. */
type Amount = Pick<Transaction, 'on' | 'connects'>;
type Judged = Refusal | { readonly warnings: readonly Warning[] };

type Part = 'cost' | 'boost';
const KINDS = { cost: ['proposal', 'refund'], boost: ['boost', 'boost-refund'] } as const;

/** Voids and records again what changes. */
export function changeAmounts(edit: ProposalEdit): Judged {
  const { proposal, timeline, builder, command } = edit;
  const { changes } = command;
  const amounts = connectsOf(edit);
  const day = changes.day ?? proposal.on;
  const judged = judgeAmounts(edit);
  if ('code' in judged) return judged;
  const forced = judged.warnings.length > 0;

  const entries = entriesOfProposal(timeline.later, proposal.id);
  const own = transactionsOf(entries);
  const plan = new Map<Transaction, Amount>();
  for (const part of ['cost', 'boost'] as const) {
    const refusal = planPart(part, edit, own, plan);
    if (refusal) return refusal;
  }
  const ended = refuseEnd(edit, entries, plan);
  if (ended) return ended;
  for (const [old, now] of withFollowers(plan, own)) {
    if (now.connects === 0) voidTransaction(builder, old, CORRECTION_LABEL);
    else {
      replaceTransaction(builder, old, { ...now, forced: old.forced || forced }, CORRECTION_LABEL);
      keepShownRow(builder, old, timeline.later);
    }
  }
  const edition = rulebookOn(timeline, edit.state, day).id;
  for (const part of ['cost', 'boost'] as const) {
    const wanted = amounts[part] ?? 0;
    const [kind] = KINDS[part];
    if (wanted === 0 || own.some((each) => each.kind === kind)) continue;
    // It takes the place of the proposal within its day, before whatever came later.
    const { recordedAt } = entriesOfProposal(timeline.later, proposal.id)[0] ?? {};
    const { title, note } = proposal;
    const place = recordedAt === undefined ? {} : { recordedAt };
    builder.addTransaction({
      on: day,
      kind,
      connects: -wanted,
      proposal: proposal.id,
      title,
      note,
      edition,
      forced,
      ...place,
    });
  }
  return judged;
}

/** A proposal that only its charge tells of, as an import records it, would be gone with the charge, and what came of it would be of nothing. */
function refuseEnd(
  { proposal: { id } }: ProposalEdit,
  entries: readonly Entry[],
  plan: ReadonlyMap<Transaction, Amount>,
): Refusal | null {
  const charges = transactionsOf(entries, 'proposal');
  const isKept = factsOf(entries, 'proposal').length > 0 || charges.some((each) => plan.get(each)?.connects !== 0);
  if (isKept || charges.length === 0) return null;
  const outcomes = factsOf(entries, 'outcome').flatMap(dependentOutcome);
  const dependents = outcomes.length > 0 ? outcomes : charges.map(dependentTransaction);
  return { code: 'depended-on', of: 'proposal', ids: [id], dependents };
}

/** The edited amounts in Connects: a boost is typed in all, with its ad credits. */
const connectsOf = ({ proposal, command: { changes } }: ProposalEdit): Record<Part, number | undefined> => ({
  cost: changes.cost,
  boost: changes.boost === undefined ? undefined : changes.boost - proposal.credits,
});

function judgeAmounts({ proposal, state, timeline, command }: ProposalEdit): Judged {
  const { cost, boost, day = proposal.on } = command.changes;
  const rulebook = rulebookOn(timeline, state, day);
  const { id: edition } = rulebook;
  const costIsOff =
    cost !== undefined && !(isInRange(rulebook, cost) || (proposal.invited && cost === rulebook.invitation.connects));
  const boostIsOff = boost !== undefined && boost > 0 && !rulebook.boost.available;
  if (!command.force && costIsOff) {
    const { min, max } = rulebook.proposal;
    const newest = newestEdition(timeline.rulebooks);
    return { code: 'cost-out-of-range', edition, given: cost, min, max, newest, on: day };
  }
  if (!command.force && boostIsOff) return { code: 'cost-out-of-range', edition, boost };
  return { warnings: costIsOff || boostIsOff ? [{ code: 'forced', rule: 'cost-out-of-range', edition }] : [] };
}

/** What becomes of the transactions of one part: the first gets the whole new amount, and full refunds follow it. */
function planPart(
  part: Part,
  edit: ProposalEdit,
  own: readonly Transaction[],
  plan: Map<Transaction, Amount>,
): Refusal | null {
  const { proposal, command } = edit;
  const { day = proposal.on } = command.changes;
  const { [part]: wanted } = connectsOf(edit);
  const [taken, given] = KINDS[part];
  const spent = own.filter(({ kind }) => kind === taken);
  for (const [i, old] of spent.entries()) {
    const on = old.on === proposal.on || old.on < day ? day : old.on;
    const connects = wanted === undefined ? old.connects : i === 0 ? -wanted : 0;
    if (on !== old.on || connects !== old.connects) plan.set(old, { on, connects });
  }
  if (wanted === undefined) return null;
  for (const back of own.filter(({ kind }) => kind === given)) {
    const isSettled = spent.some(({ label }) => isFinalCharge(label));
    if (back.connects === proposal[part] && !isSettled) plan.set(back, { on: back.on, connects: wanted });
    else if (back.connects > wanted || isSettled) {
      return { code: 'depended-on', of: 'proposal', ids: [proposal.id], dependents: [dependentTransaction(back)] };
    }
  }
  return null;
}

/** Rows of one import share their instant: what follows a replaced row on its day is recorded again, to stay behind it. */
function withFollowers(
  plan: ReadonlyMap<Transaction, Amount>,
  own: readonly Transaction[],
): readonly (readonly [Transaction, Amount])[] {
  const changed = [...plan.keys()].filter(({ source }) => source === 'import');
  const follows = (each: Transaction): boolean =>
    changed.some((old) => old.on === each.on && old.recordedAt === each.recordedAt && old.seq < each.seq);
  return own.flatMap((each): readonly (readonly [Transaction, Amount])[] => {
    const now = plan.get(each) ?? (follows(each) ? { on: each.on, connects: each.connects } : null);
    return now ? [[each, now]] : [];
  });
}
