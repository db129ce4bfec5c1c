/**
 * Puts entries that are there already into the page's order where it matters: what spends Connects comes after what the
 * page lists before it and brought some, or the day would seem to spend what it does not have yet.
 */

import { replaceTransaction } from '../../past/corrections.ts';
import type { EntryBuilder } from '../../past/timeline.ts';
import type { Day } from '../../values/calendar.ts';
import { confirmedRows, type Entry, inRecording, seenRowOf, type Transaction } from '../../vocabulary/transaction.ts';
import type { ImportRow, SeenRow } from '../../vocabulary/upwork-row.ts';
import type { RowMatches } from '../match/match-rows.ts';
import { CORRECTED_BY_IMPORT } from './confirm-rows.ts';

export function dayOrder(
  { ordered, confirmed, transactionOf }: RowMatches,
  entries: readonly Entry[],
  builder: EntryBuilder,
) {
  /** Of the present day and of this import, what was recorded last and brought Connects. */
  let credit: Transaction | null = null;
  const met = new Set(confirmed.map(({ transaction }) => transaction));
  /** What this import has corrected already is recorded anew in its corrected form. */
  const corrected = new Map(
    builder.transactions.flatMap((each) =>
      each.reverses !== null && each.kind !== 'reversal' ? [[each.reverses, each] as const] : [],
    ),
  );
  function follow(entry: Transaction): void {
    if (credit && credit.on !== entry.on) credit = null;
    if (entry.connects > 0 && entry.rank > 0 && (!credit || inRecording(credit, entry) < 0)) credit = entry;
  }
  /** Whether the entry spends and was recorded before the credit of its day. */
  const isEarly = ({ on, connects, recordedAt, seq }: Transaction): boolean =>
    credit?.on === on && connects < 0 && inRecording({ recordedAt, seq }, credit) < 0;
  function repeat(early: Transaction, row: SeenRow): void {
    replaceTransaction(builder, early, { recordedAt: builder.recordedAt }, CORRECTED_BY_IMPORT);
    const { id } = builder.transactions.at(-1) as Transaction;
    builder.addFact(early.on, { kind: 'confirmed', transaction: id, row });
  }
  return {
    /** The row was recorded as this entry. */
    follow,
    /** The row is an entry that is there already. The order of what was known before was settled when it came. */
    keep(row: ImportRow): void {
      const old = transactionOf(row);
      const there = old && (corrected.get(old.id) ?? old);
      if (!there || there.on !== row.on || there.rank === 0) return;
      if (isEarly(there)) repeat(there, seenRowOf(row));
      else if (met.has(old)) follow(there);
    },
    /** A page may end in the middle of its newest day: what pages have shown of that day beside it comes after it. */
    close(day: Day): void {
      if (credit?.on !== day) return;
      const here = new Set(ordered.map((row) => transactionOf(row)?.id));
      const shown = confirmedRows(entries);
      for (const entry of entries) {
        if (entry.type !== 'transaction' || here.has(entry.id) || entry.rank === 0 || !isEarly(entry)) continue;
        const row = shown.get(entry.id) ?? (entry.source === 'import' ? seenRowOf(entry) : null);
        if (row) repeat(entry, row);
      }
    },
  };
}
