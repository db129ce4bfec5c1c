/** What a check can find wrong with a ledger, as data without a word of text. */

export type IntegrityProblem =
  /** SQLite's own check of the file. */
  | { readonly code: 'integrity'; readonly detail: string }
  /** The shape of the file is not what the migrations make. */
  | {
      readonly code: 'schema';
      readonly what: 'missing' | 'changed' | 'extra';
      readonly type: string;
      readonly name: string;
      /** It holds nothing that was recorded, and can be made anew. */
      readonly mendable: boolean;
    }
  | { readonly code: 'foreign-key'; readonly table: string; readonly row: number | null; readonly parent: string }
  /** Numbers that nothing has, though later ones are taken; `entries`: transactions and facts in the order they were recorded. */
  | { readonly code: 'gap'; readonly table: string; readonly first: number; readonly last: number }
  /** What names one thing names another as well. */
  | { readonly code: 'twice'; readonly column: 'uid' | 'seq'; readonly value: string }
  /** A column that holds what it cannot. */
  | {
      readonly code: 'value';
      readonly table: string;
      readonly row: number;
      readonly column: string;
      readonly value: string;
    }
  /** An entry listed with another command, or with a time that is not its command's. */
  | { readonly code: 'order'; readonly table: string; readonly row: number; readonly command: number }
  /** A row that cannot be read, or says of itself what its columns do not. */
  | { readonly code: 'unreadable'; readonly table: string; readonly row: number; readonly detail: string }
  | { readonly code: 'opening'; readonly found: number }
  | {
      readonly code: 'reversal';
      readonly transaction: number;
      readonly reverses: number;
      readonly why: 'missing' | 'kind' | 'amount' | 'day';
    }
  /** An undo or a redo that does not reverse all of the command it turns. */
  | { readonly code: 'turn'; readonly command: number; readonly turns: number }
  /** A proposal whose outcomes cannot have come one after the other. */
  | { readonly code: 'outcomes'; readonly proposal: number; readonly outcomes: readonly string[] }
  /** A proposal that got back more than it took. */
  | { readonly code: 'refund'; readonly proposal: number; readonly over: number }
  | { readonly code: 'overdrawn'; readonly on: string; readonly missing: number }
  /** The record cannot be replayed. */
  | { readonly code: 'replay'; readonly detail: string }
  /** What is derived is not what a replay makes of the record. */
  | {
      readonly code: 'checkpoint';
      readonly on: string;
      readonly seq: number;
      readonly why: 'missing' | 'nowhere' | 'count' | 'state';
      /** The Connects it holds and those of the replay, where they are not the same. */
      readonly connects?: { readonly stored: number; readonly expected: number };
    }
  | {
      readonly code: 'derived';
      readonly table: string;
      readonly row: string;
      readonly why: 'missing' | 'extra' | 'differs';
      /** The columns that differ, with what they hold. */
      readonly columns?: readonly ColumnDifference[];
    };

export interface ColumnDifference {
  readonly column: string;
  readonly stored: string | number | null;
  readonly expected: string | number | null;
}

/** A word that this version does not know: another one may. */
export const isUnknownWord = (problem: IntegrityProblem): boolean =>
  (problem.code === 'value' && (problem.column === 'kind' || problem.column === 'source')) ||
  (problem.code === 'unreadable' && problem.detail.startsWith('outcome '));

/** Whether it can be made anew from the record. */
export const isMendable = (problem: IntegrityProblem): boolean =>
  isDerived(problem) || (problem.code === 'schema' && problem.mendable);

/** What is derived and the record say different things: one of the two was changed, and nobody can say which. */
export const isDerived = (
  problem: IntegrityProblem,
): problem is Extract<IntegrityProblem, { code: 'checkpoint' | 'derived' }> =>
  problem.code === 'checkpoint' || problem.code === 'derived';
