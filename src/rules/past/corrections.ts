/** Corrections: a transaction is voided, or replaced by another in its place. Both lines stay in the history. */

import type { Proposal } from '../state/state.ts';
import type { Day } from '../values/calendar.ts';
import { confirmedRows, type Entry, factsOf, seenRowOf, type Transaction } from '../vocabulary/transaction.ts';
import type { EntryBuilder } from './timeline.ts';

/**
 * Voids a transaction by a reversal right behind it, so that every later balance reads as if it had never been.
 * `label` says why, before the label of what is voided.
 */
export function voidTransaction(builder: EntryBuilder, voided: Transaction, why: string): void {
  const { on, rank, recordedAt, proposal, title, edition, source, forced, note } = voided;
  builder.addTransaction({
    ...{ on, rank, recordedAt, proposal, title, edition, source, forced, note },
    kind: 'reversal',
    label: `${why}: ${voided.label}`,
    connects: -voided.connects,
    reverses: voided.id,
  });
}

/** What a replacement can change. */
export type ReplacedFields = Partial<
  Pick<Transaction, 'on' | 'connects' | 'cents' | 'proposal' | 'title' | 'forced' | 'recordedAt'>
>;

/** Voids a transaction and records another one, which keeps its place within the day. */
export function replaceTransaction(
  builder: EntryBuilder,
  old: Transaction,
  changed: ReplacedFields,
  why: string,
): void {
  voidTransaction(builder, old, why);
  const { type: _, id: __, seq: ___, uid: ____, command: _____, ...kept } = old;
  builder.addTransaction({ ...kept, ...changed, reverses: old.id });
}

/** The live entries of one proposal among entries in order, those that an import linked to it included. */
export function entriesOfProposal(entries: readonly Entry[], proposal: number): readonly Entry[] {
  const ties = factsOf(entries, 'tied').filter(({ body }) => body.proposal === proposal);
  const linked = new Set(ties.map(({ body }) => body.transaction));
  return entries.filter((entry) =>
    entry.type === 'transaction'
      ? entry.proposal === proposal || linked.has(entry.id)
      : 'proposal' in entry.body && entry.body.proposal === proposal,
  );
}

/**
 * For each proposal that was recorded, joined or moved after its own day, the last day on which an entry says all of
 * its details: what an earlier day adds does not last.
 */
export function lastDetailDays(entries: readonly Entry[]): (proposal: Pick<Proposal, 'id' | 'on'>) => Day {
  const days = new Map<number, Day>();
  for (const { on, body } of [...factsOf(entries, 'proposal'), ...factsOf(entries, 'edited')])
    if (on > (days.get(body.proposal) ?? '')) days.set(body.proposal, on);
  return ({ id, on }) => {
    const last = days.get(id) ?? on;
    return last > on ? last : on;
  };
}

/** Notes which row of Upwork's page the last replacement is, so that another import of the page does not bring it again. */
export function keepShownRow(builder: EntryBuilder, old: Transaction, entries: readonly Entry[]): void {
  const replacement = builder.transactions.at(-1);
  const shown = confirmedRows(entries).get(old.id);
  const row = shown ?? (old.source === 'import' ? seenRowOf(old) : null);
  if (replacement && row) builder.addFact(old.on, { kind: 'confirmed', transaction: replacement.id, row });
}
