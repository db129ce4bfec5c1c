/** One row of Upwork's own history, as an import brings it. A fact: it is judged by no rulebook. */
import type { Day } from '../values/calendar.ts';
import type { Outcome } from './outcomes.ts';

export interface ImportRow {
  /** Its line or row in the file, for messages. */
  readonly at: number;
  /** The day on Upwork, which is a UTC day. */
  readonly on: Day;
  /** Upwork's words; null where only a code is known. */
  readonly label: string | null;
  readonly title: string | null;
  readonly connects: number;
  readonly upworkId: string | null;
  readonly jobKey: string | null;
  readonly url: string | null;
  /** Upwork's balance after it, where known. */
  readonly runningTotal: number | null;
  /** Only in a row that a sheet of one's own proposals brings. */
  readonly sheet?: SheetNotes;
}

/** What a sheet of one's own says of a proposal beside its cost. */
export interface SheetNotes {
  readonly client: string | null;
  readonly note: string | null;
  /** What it earned, in US cents, where the sheet tells it. */
  readonly valueCents?: number;
  /** Whether it says that nothing came back: no view, no reply, no interview or no hire. */
  readonly isSilent?: true;
  /** In the order in which they happened; the day is null where the sheet does not tell it. */
  readonly outcomes: readonly { readonly outcome: Outcome; readonly on: Day | null }[];
}

/** The day that a row counts on: Upwork's is UTC's, and may be tomorrow's here already. */
export const countsOn = ({ on }: Pick<ImportRow, 'on'>, today: Day): Day => (on > today ? today : on);

/** The stored part of a row that matched a typed entry. */
export type SeenRow = Pick<ImportRow, 'on' | 'label' | 'title' | 'connects' | 'upworkId' | 'jobKey'>;
