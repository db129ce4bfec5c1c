/** Rows of Upwork's history that both sides have: imported on both, or imported on one and typed on the other. */
import type { ConflictCause, MergeSide } from '../answers/conflict.ts';
import { rowKey } from '../import/match/known-rows.ts';
import { foldedTitle } from '../import/match/title-likeness.ts';
import { isBadgeRow } from '../import/row-labels.ts';
import { confirmedRows, factsOf, seenRowOf, type Transaction, transactionsOf } from '../vocabulary/transaction.ts';
import type { SeenRow } from '../vocabulary/upwork-row.ts';
import {
  contextBefore,
  type FoundConflict,
  foundConflict,
  type MergeContext,
  type MergeContribution,
  newestFirst,
} from './merged-history.ts';
import { meetTypedRows } from './rows-typed-elsewhere.ts';

/** A row, imported or typed, with the number of its transaction and the command that recorded it. */
interface SeenTransaction {
  readonly row: SeenRow;
  readonly id: number;
  /** The transaction that it corrects, or itself. */
  readonly origin: number;
  readonly contribution: MergeContribution;
}

type RowPair = readonly [here: SeenTransaction, there: SeenTransaction];

type SeenRecord = Pick<SeenTransaction, 'contribution'>;

/** A proposal that a page without costs brought, and the command that recorded it. */
interface BroughtProposal {
  readonly upworkId: string | null;
  readonly named: string;
  readonly id: number;
  readonly contribution: MergeContribution;
}

/** Matches by Upwork's id, else as an import does: by day, label, title and amount, and the badge by its day. */
export const importedTwice = (context: MergeContext): readonly FoundConflict[] => [
  ...duplicateRows({ code: 'imported-twice' }, sameRows(seenBy(context, 'mine'), seenBy(context, 'theirs'))),
  ...duplicateRows(
    { code: 'imported-twice', page: 'proposals' },
    sameProposals(broughtBy(context, 'mine'), broughtBy(context, 'theirs')),
  ),
];

/**
 * Matches typed entries to rows as an import would, had both been recorded here. One row is one entry: what a row has
 * met once, on either side, is not looked for again when that is taken back.
 */
export function importedAndTyped(context: MergeContext): readonly FoundConflict[] {
  const whole = contextBefore(context);
  const between = (side: MergeSide, other: MergeSide): readonly RowPair[] => {
    const typed = typedBy(whole, other);
    const rows = seenBy(whole, side);
    const onBoth = new Set(sameRows(rows, seenBy(whole, other)).map(([here]) => here));
    const asRows = rows.filter((seen) => !onBoth.has(seen)).map((seen) => ({ ...seen.row, seen }));
    const matched = [...meetTypedRows(asRows, [...typed.keys()], whole.state.proposals)];
    const badges = sameRows(rows, [...typed.values()]).filter(([{ row }]) => isBadgeRow(row));
    return [...matched.map(([{ seen }, transaction]) => [seen, typed.get(transaction) ?? seen] as const), ...badges];
  };
  const left = new Set([...context.mine, ...context.theirs].map(({ uid }) => uid));
  const pairs = [...between('mine', 'theirs'), ...between('theirs', 'mine')];
  return duplicateRows(
    { code: 'imported-and-typed' },
    pairs.filter((pair) => pair.every(({ contribution }) => left.has(contribution.uid))),
  );
}

/** Transactions of both sides that are the same row but not the same transaction. */
function sameRows(mine: readonly SeenTransaction[], theirs: readonly SeenTransaction[]): readonly RowPair[] {
  const keyed = theirs.flatMap((seen) => rowKeys(seen.row).map((key) => ({ key, seen })));
  const there = Map.groupBy(keyed, ({ key }) => key);
  return mine.flatMap((here) =>
    rowKeys(here.row).flatMap((key) =>
      (there.get(key) ?? []).flatMap(({ seen }): readonly RowPair[] => {
        const ids = [here.row.upworkId, seen.row.upworkId];
        const isOther = key.startsWith('row') && !ids.includes(null);
        // Both copies corrected one row that they had in common.
        return here.origin === seen.origin || isOther ? [] : [[here, seen]];
      }),
    ),
  );
}

const rowKeys = (row: SeenRow): readonly string[] => [
  ...(row.upworkId === null ? [] : [`id ${row.upworkId}`]),
  isBadgeRow(row) ? `badge ${row.on}` : `row ${rowKey(row)}`,
];

/**
 * Proposals that both sides have from a page, each with a number of its own: the same by Upwork's id of it, and by day
 * and title where one side has no id, as copied text has none.
 */
function sameProposals(mine: readonly BroughtProposal[], theirs: readonly BroughtProposal[]) {
  const isSame = (here: BroughtProposal, each: BroughtProposal): boolean =>
    here.upworkId !== null && each.upworkId !== null ? here.upworkId === each.upworkId : here.named === each.named;
  const byId = Map.groupBy(theirs, ({ upworkId }) => upworkId);
  const byName = Map.groupBy(theirs, ({ named }) => named);
  return mine.flatMap((here) =>
    [...new Set([...(byId.get(here.upworkId) ?? []), ...(byName.get(here.named) ?? [])])]
      .filter((each) => each.id !== here.id && isSame(here, each))
      .map((each) => [here, each] as const),
  );
}

const broughtBy = (context: MergeContext, side: MergeSide): readonly BroughtProposal[] =>
  context[side].flatMap((contribution) =>
    factsOf(contribution.entries, 'proposal').flatMap(({ on, body: { proposal: id, details } }) => {
      const { costUnknown, title, upworkId = null } = details;
      const named = JSON.stringify([on, title === null ? null : foldedTitle(title)]);
      return costUnknown === undefined ? [] : { id, contribution, upworkId, named };
    }),
  );

type DoubleImport =
  | Omit<Extract<ConflictCause, { code: 'imported-twice' }>, 'rows'>
  | Omit<Extract<ConflictCause, { code: 'imported-and-typed' }>, 'rows'>;

function duplicateRows(what: DoubleImport, pairs: readonly (readonly [here: SeenRecord, there: SeenRecord])[]) {
  if (pairs.length === 0) return [];
  const seen = [...new Set(pairs.flat())];
  const count = (of: MergeSide): number => seen.filter(({ contribution: { side } }) => side === of).length;
  const contributions = seen.map(({ contribution }) => contribution).sort(newestFirst);
  return [foundConflict({ ...what, rows: Math.min(count('mine'), count('theirs')) }, contributions)];
}

/** Rows that a side imported, and rows by which its imports confirmed typed entries. */
function seenBy(context: MergeContext, side: MergeSide): readonly SeenTransaction[] {
  const typed = new Map(
    context[side].flatMap((contribution) =>
      transactionsOf(contribution.entries).map(({ id }) => [id, contribution] as const),
    ),
  );
  return context[side].flatMap((contribution) =>
    contribution.entries.flatMap((entry): SeenTransaction | readonly SeenTransaction[] => {
      if (entry.type === 'transaction') return isRow(entry) ? asSeen(entry, contribution, context) : [];
      if (entry.body.kind !== 'confirmed') return [];
      const { row, transaction } = entry.body;
      const origin = context.originOf(transaction);
      return { row, id: transaction, origin, contribution: typed.get(transaction) ?? contribution };
    }),
  );
}

/** Transactions that a side typed and no import has confirmed. */
function typedBy(context: MergeContext, side: MergeSide): ReadonlyMap<Transaction, SeenTransaction> {
  const confirmed = confirmedRows(context.entries);
  const typed = context[side].flatMap((contribution) =>
    transactionsOf(contribution.entries)
      .filter(({ id, source, upworkId }) => source !== 'import' && upworkId === null && !confirmed.has(id))
      .map((transaction) => [transaction, asSeen(transaction, contribution, context)] as const),
  );
  return new Map(typed);
}

/** A reversal keeps the source of what it reverses, and is no row of Upwork's. */
const isRow = ({ source, kind }: Transaction): boolean => source === 'import' && kind !== 'reversal';

function asSeen(transaction: Transaction, contribution: MergeContribution, context: MergeContext): SeenTransaction {
  const jobKey = context.state.proposals.get(transaction.proposal ?? 0)?.key ?? null;
  const row = seenRowOf({ ...transaction, jobKey });
  return { row, id: transaction.id, origin: context.originOf(transaction.id), contribution };
}
