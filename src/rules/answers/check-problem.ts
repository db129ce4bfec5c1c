/** The problems that a check can find in a ledger, as data without text. */
import type { PurseShortage } from '../state/state.ts';

export type CheckProblem =
  /** SQLite's own check of the file. */
  | { readonly code: 'integrity'; readonly detail: string }
  /** The schema of the file differs from the one that the migrations make. */
  | {
      readonly code: 'schema';
      readonly what: 'missing' | 'changed' | 'extra';
      readonly type: string;
      readonly name: string;
      /** It contains no recorded data, so it can be rebuilt. */
      readonly mendable: boolean;
    }
  | { readonly code: 'foreign-key'; readonly table: string; readonly row: number | null; readonly parent: string }
  /** Numbers that are missing although later ones exist; `entries`: transactions and facts in recording order. */
  | { readonly code: 'gap'; readonly table: string; readonly first: number; readonly last: number }
  /** Two things have the same name. */
  | { readonly code: 'twice'; readonly column: 'uid' | 'seq'; readonly value: string }
  /** A column with an invalid value. */
  | {
      readonly code: 'value';
      readonly table: string;
      readonly row: number;
      readonly column: string;
      readonly value: string;
    }
  /** An entry listed with another command, or with a time that is not its command's. */
  | { readonly code: 'order'; readonly table: string; readonly row: number; readonly command: number }
  /** A row that cannot be read, or whose body contradicts its columns. */
  | { readonly code: 'unreadable'; readonly table: string; readonly row: number; readonly detail: string }
  | { readonly code: 'opening'; readonly found: number }
  | {
      readonly code: 'reversal';
      readonly transaction: number;
      readonly reverses: number;
      readonly why: 'missing' | 'kind' | 'amount' | 'day';
    }
  /** An undo or a redo that reverses only a part of its command. */
  | { readonly code: 'turn'; readonly command: number; readonly turns: number }
  /** A proposal whose outcomes cannot have come one after the other. */
  | { readonly code: 'outcomes'; readonly proposal: number; readonly outcomes: readonly string[] }
  /** A proposal that got back more than it took. */
  | { readonly code: 'refund'; readonly proposal: number; readonly over: number }
  | ({ readonly code: 'overdrawn' } & PurseShortage)
  /** The record cannot be replayed. */
  | { readonly code: 'replay'; readonly detail: string }
  /** Derived data that differs from a replay of the record. */
  | {
      readonly code: 'checkpoint';
      readonly on: string;
      readonly seq: number;
      readonly why: 'missing' | 'nowhere' | 'count' | 'state';
      /** Its Connects and those of the replay, if they differ. */
      readonly connects?: { readonly stored: number; readonly expected: number };
    }
  | {
      readonly code: 'derived';
      readonly table: string;
      readonly row: string;
      readonly why: 'missing' | 'extra' | 'differs';
      /** The columns that differ, with both values. */
      readonly columns?: readonly ColumnDifference[];
    }
  /** Of a shared ledger: rows of the mirror on this machine that are not those of the server; how many each has. */
  | { readonly code: 'mirror'; readonly table: string; readonly stored: number; readonly expected: number };

export interface ColumnDifference {
  readonly column: string;
  readonly stored: string | number | null;
  readonly expected: string | number | null;
}

/** Whether it is a word that this version does not know and a newer one may. */
export const isUnknownWord = (problem: CheckProblem): boolean =>
  (problem.code === 'value' && (problem.column === 'kind' || problem.column === 'source')) ||
  (problem.code === 'unreadable' && problem.detail.startsWith('outcome '));

/** Whether it can be rebuilt from the record; a mirror, from the server's. */
export const isMendable = (problem: CheckProblem): boolean =>
  problem.code === 'mirror' || isDerived(problem) || (problem.code === 'schema' && problem.mendable);

/** Whether derived data contradicts the record. One of the two was changed, but it is unknown which. */
export const isDerived = (
  problem: CheckProblem,
): problem is Extract<CheckProblem, { code: 'checkpoint' | 'derived' }> =>
  problem.code === 'checkpoint' || problem.code === 'derived';
