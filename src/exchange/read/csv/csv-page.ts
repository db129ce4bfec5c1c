/** What all CSV files have in common: days that may be relative to the day of the file, and what is told of the rows. */
import type { ImportRow } from '../../../rules/vocabulary/upwork-row.ts';
import type { HistoryPage, UnreadRow } from '../../history-page.ts';
import { findSavedOn, type ReadContext } from '../read-context.ts';
import type { ReadProblem } from '../read-problem.ts';
import { isRelativeDay } from '../upwork-day.ts';
import { type DayReading, writtenDay } from './written-day.ts';

export interface CsvRows {
  readonly rows: ImportRow[];
  readonly unread: UnreadRow[];
  /** The line of a record that never ends. */
  readonly stopped: number | null;
  readonly own: boolean;
}

export function csvPage(context: ReadContext) {
  const saved = findSavedOn(context, null, false);
  let needed = false;
  return {
    dayOf(text: string): DayReading {
      needed ||= isRelativeDay(text);
      return writtenDay(text, saved?.on ?? null, context.order);
    },
    /** `order`: puts the rows that were read in their order. */
    end({ rows, unread, stopped, own }: CsvRows, order: (rows: ImportRow[]) => ImportRow[]): HistoryPage | ReadProblem {
      if (stopped !== null) unread.push({ at: stopped, problem: 'open-quote', given: null });
      if (needed && !saved) return { code: 'no-saved-on' };
      if (rows.length === 0 && unread.length > 0) return { code: 'nothing-readable', format: 'csv', unread };
      const savedOn = saved && needed ? { ...saved, needed } : null;
      return { format: 'csv', rows: order(rows), balance: null, savedOn, more: false, own, unread };
    },
  };
}
