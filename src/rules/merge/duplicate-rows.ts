/** Rows of Upwork's history that both sides have: imported on both, or imported on one and typed on the other. */
import type { ConflictCause, MergeSide } from '../conflict.ts';
import { rowKey } from '../import/known-rows.ts';
import { matchManual } from '../import/match-manual.ts';
import { isBadgeRow } from '../import/row-labels.ts';
import type { Transaction } from '../transaction.ts';
import type { SeenRow } from '../upwork-row.ts';
import {
  contributionsOf,
  type FoundConflict,
  foundConflict,
  groupBy,
  type MergeContext,
  type MergeContribution,
  transactionsOf,
} from './merged-history.ts';

/** A row, imported or typed, with its transaction and the command that recorded it. */
interface SeenTransaction {
  readonly row: SeenRow;
  readonly transaction: number;
  readonly contribution: MergeContribution;
}

/** Matches by Upwork's id, else as an import does: by day, label, title and amount, and the badge by its day. */
export function importedTwice(context: MergeContext): readonly FoundConflict[] {
  const [mine, theirs] = [seenBy(context, 'mine'), seenBy(context, 'theirs')];
  const ids = sameOnBothSides(
    mine,
    theirs,
    ({ row }) => row.upworkId,
    () => true,
  );
  const rows = sameOnBothSides(
    mine,
    theirs,
    ({ row }) => (isBadgeRow(row) ? null : rowKey(row)),
    (a, b) => a.row.upworkId === null || b.row.upworkId === null,
  );
  return duplicateRows('imported-twice', context, [
    ...ids,
    ...rows,
    ...sameOnBothSides(mine, theirs, badgeDay, () => true),
  ]);
}

/** Matches typed entries to rows as an import would, had both been recorded here. */
export function importedAndTyped(context: MergeContext): readonly FoundConflict[] {
  const between = (side: MergeSide, other: MergeSide): readonly SeenTransaction[] => {
    const rows = seenBy(context, side);
    const typed = new Map(typedBy(context, other).map(({ held, transaction }) => [transaction, held]));
    const met = matchManual(
      rows.map((held) => ({ ...held.row, held })),
      [...typed.keys()],
      context.state.proposals,
    );
    const pairs = [...met].flatMap(([{ held }, transaction]) => [held, typed.get(transaction) ?? []].flat());
    return [...pairs, ...sameOnBothSides(rows, [...typed.values()], badgeDay, () => true)];
  };
  return duplicateRows('imported-and-typed', context, [...between('mine', 'theirs'), ...between('theirs', 'mine')]);
}

const badgeDay = ({ row }: SeenTransaction): string | null => (isBadgeRow(row) ? row.on : null);

/** Transactions of both sides that have the same key but are not the same transaction. */
function sameOnBothSides(
  mine: readonly SeenTransaction[],
  theirs: readonly SeenTransaction[],
  key: (held: SeenTransaction) => string | null,
  may: (a: SeenTransaction, b: SeenTransaction) => boolean,
): readonly SeenTransaction[] {
  const there = groupBy(theirs, key);
  return mine.flatMap((a) => {
    const name = key(a);
    const same = name === null ? [] : (there.get(name) ?? []);
    const met = same.filter((b) => a.transaction !== b.transaction && may(a, b));
    return met.length === 0 ? [] : [a, ...met];
  });
}

function duplicateRows(
  code: Extract<ConflictCause['code'], `imported-${string}`>,
  { contributions }: MergeContext,
  met: readonly SeenTransaction[],
) {
  const count = (side: MergeSide): number => new Set(met.filter(({ contribution }) => contribution.side === side)).size;
  const rows = Math.min(count('mine'), count('theirs'));
  const taking = new Set(met.map(({ contribution }) => contribution));
  const both = contributions.filter((contribution) => taking.has(contribution));
  return rows === 0 ? [] : [foundConflict({ code, rows } as ConflictCause, both)];
}

/** Rows that a side imported, and rows by which its imports confirmed typed entries. */
function seenBy(context: MergeContext, side: MergeSide): readonly SeenTransaction[] {
  const contributions = contributionsOf(context, side);
  const typed = new Map(
    contributions.flatMap((contribution) => transactionsOf(contribution).map(({ id }) => [id, contribution] as const)),
  );
  return contributions.flatMap((contribution) =>
    contribution.entries.flatMap((entry): SeenTransaction | readonly SeenTransaction[] => {
      if (entry.type === 'transaction') return entry.source === 'import' ? asSeen(entry, contribution, context) : [];
      if (entry.body.kind !== 'confirmed') return [];
      const { row, transaction } = entry.body;
      return { row, transaction, contribution: typed.get(transaction) ?? contribution };
    }),
  );
}

/** Transactions that a side typed and no import has confirmed. */
function typedBy(
  context: MergeContext,
  side: MergeSide,
): readonly { held: SeenTransaction; transaction: Transaction }[] {
  const confirmed = new Set(
    context.entries.flatMap((entry) =>
      entry.type === 'fact' && entry.body.kind === 'confirmed' ? entry.body.transaction : [],
    ),
  );
  return contributionsOf(context, side).flatMap((contribution) =>
    transactionsOf(contribution)
      .filter(({ id, source, upworkId }) => source !== 'import' && upworkId === null && !confirmed.has(id))
      .map((transaction) => ({ held: asSeen(transaction, contribution, context), transaction })),
  );
}

function asSeen(transaction: Transaction, contribution: MergeContribution, { state }: MergeContext): SeenTransaction {
  const { id, on, label, title, connects, upworkId, proposal } = transaction;
  const jobKey = (proposal === null ? null : state.proposals.get(proposal)?.key) ?? null;
  return { row: { on, label, title, connects, upworkId, jobKey }, transaction: id, contribution };
}
