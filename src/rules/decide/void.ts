/** `void`: transactions that were recorded by mistake are taken back, wherever they are in the ledger. */

import type { Refusal } from '../answers/refusal.ts';
import type { OutcomeReason } from '../answers/warning.ts';
import type { CommandOf } from '../command/command.ts';
import { voidTransaction } from '../past/corrections.ts';
import { type DependentEntry, dependentsOf, dependentTransaction } from '../past/dependents.ts';
import { entryBuilder, type Timeline } from '../past/timeline.ts';
import { isRefund } from '../vocabulary/kinds.ts';
import { factsOf, inRecording, type Transaction, transactionsOf } from '../vocabulary/transaction.ts';
import { acceptCommand, type Decision, refuseCommand } from './decision.ts';

export function decideVoid({ transactions: ids }: CommandOf<'void'>, timeline: Timeline): Decision {
  const live = transactionsOf(timeline.later);
  const named: Transaction[] = [];
  for (const id of new Set(ids)) {
    const found = live.find((each) => each.id === id);
    if (!found) return refuseCommand(absentTransaction(id, timeline));
    named.push(found);
  }
  if (named.some((each) => opensAccount(each, timeline))) {
    return refuseCommand({ code: 'nothing-to-undo', opening: true });
  }
  const voided = [...named, ...boostsAlong(named, live)];
  const isVoided = new Set(voided.map(({ id }) => id));
  const dropped = new Set(
    voided.flatMap(({ kind, proposal }) =>
      kind === 'proposal' &&
      proposal !== null &&
      !isKnownWithoutCost(proposal, timeline) &&
      !live.some((each) => each.kind === 'proposal' && each.proposal === proposal && !isVoided.has(each.id))
        ? proposal
        : [],
    ),
  );
  const others = timeline.later.filter((entry) => entry.type === 'fact' || !isVoided.has(entry.id));
  const dependents = [
    ...dependentsOf(voided, others, dropped).filter(({ of }) => !GOES_ALONG.has(of)),
    ...refundsOf(voided, dropped, live)
      .filter(({ id }) => !isVoided.has(id))
      .map(dependentTransaction),
  ];
  if (dependents.length > 0) return refuseCommand({ code: 'depended-on', of: 'transaction', ids, dependents });

  const builder = entryBuilder(timeline.next);
  for (const each of voided) {
    voidTransaction(builder, each, 'Voided');
    const coupon = each.kind === 'purchase' ? couponOf(each, timeline) : null;
    if (coupon !== null) builder.addFact(each.on, { kind: 'coupon-used', code: coupon, freed: true });
  }
  for (const proposal of dropped) {
    const last = voided.findLast((each) => each.proposal === proposal);
    if (last) builder.addFact(last.on, { kind: 'dropped', proposal });
  }
  return acceptCommand(builder.entries, { reasons: creditReasons(voided, dropped, timeline) });
}

/** What becomes of ad credits: they are no transactions, so no line of the receipt shows them. */
function creditReasons(
  voided: readonly Transaction[],
  dropped: ReadonlySet<number>,
  { later }: Timeline,
): readonly OutcomeReason[] {
  const changed = new Set(
    voided.filter(({ kind }) => kind === 'proposal' || kind === 'boost').map((each) => each.proposal),
  );
  return factsOf(later, 'proposal').flatMap(({ body: { proposal, details } }): OutcomeReason | readonly [] => {
    const { credits = 0 } = details;
    if (credits === 0 || !changed.has(proposal)) return [];
    if (dropped.has(proposal)) return { code: 'credits-unspent', proposal, credits };
    const charge = transactionsOf(later, 'proposal').findLast((each) => each.proposal === proposal);
    return { code: 'credits-kept', proposal, credits, charge: charge?.id ?? null };
  });
}

/** What an import found and what was edited of a voided proposal is of no use without it, and goes with it. */
const GOES_ALONG: ReadonlySet<DependentEntry['of']> = new Set(['import', 'edit', 'dropped'] as const);

/** The coupon of a purchase, which was recorded with it. A corrected purchase keeps the instant of the first one. */
const couponOf = ({ on, recordedAt }: Transaction, { later }: Timeline): string | null =>
  factsOf(later, 'coupon-used').find((fact) => fact.on === on && fact.recordedAt === recordedAt)?.body.code ?? null;

/** Whether a page without costs brought it: without its charge, its cost is unknown again. */
const isKnownWithoutCost = (id: number, { later }: Timeline): boolean =>
  factsOf(later, 'proposal').some(({ body }) => body.proposal === id && body.details.costUnknown === true);

/** What came back of the voided costs and boosts of proposals that stay. */
const refundsOf = (
  voided: readonly Transaction[],
  dropped: ReadonlySet<number>,
  live: readonly Transaction[],
): readonly Transaction[] =>
  live.filter(
    ({ kind, proposal }) =>
      isRefund(kind) &&
      !dropped.has(proposal ?? 0) &&
      voided.some((each) => each.proposal === proposal && each.kind === (kind === 'refund' ? 'proposal' : 'boost')),
  );

/** Without its proposal, a boost is of nothing. */
const boostsAlong = (named: readonly Transaction[], live: readonly Transaction[]): readonly Transaction[] =>
  live.filter(
    (each) =>
      each.kind === 'boost' &&
      !named.includes(each) &&
      named.some(({ kind, proposal }) => kind === 'proposal' && proposal === each.proposal),
  );

/** Whether it was recorded by the command that opened the account, and not by an import that opened it earlier since. */
function opensAccount({ recordedAt }: Transaction, { later }: Timeline): boolean {
  const first = factsOf(later, 'opened').sort(inRecording)[0];
  return first?.recordedAt === recordedAt;
}

/** There is no such transaction, or it is voided or undone already. */
export const absentTransaction = (id: number, { next }: Timeline): Refusal =>
  id < next.transaction
    ? { code: 'already-undone', of: 'transaction', id }
    : { code: 'unknown-transaction', given: id, last: next.transaction - 1 };
