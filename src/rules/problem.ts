/** What a check can find wrong with a ledger, as data without a word of text. */

export type Problem =
  /** SQLite's own check of the file. */
  | { readonly code: 'integrity'; readonly detail: string }
  /** The shape of the file is not what the migrations make. */
  | {
      readonly code: 'schema';
      readonly what: 'missing' | 'changed' | 'extra';
      readonly type: string;
      readonly name: string;
    }
  | { readonly code: 'foreign-key'; readonly table: string; readonly row: number | null; readonly parent: string }
  /** Numbers that nothing has, though later ones are taken. */
  | { readonly code: 'gap'; readonly table: string; readonly first: number; readonly last: number }
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
  | { readonly code: 'overdrawn'; readonly on: string; readonly missing: number }
  /** The record cannot be replayed. */
  | { readonly code: 'replay'; readonly detail: string }
  /** What is derived is not what a replay makes of the record. */
  | {
      readonly code: 'checkpoint';
      readonly on: string;
      readonly seq: number;
      readonly why: 'nowhere' | 'count' | 'state';
    }
  | {
      readonly code: 'derived';
      readonly table: string;
      readonly row: string;
      readonly why: 'missing' | 'extra' | 'differs';
    };

/** Whether a repair can mend it, since it follows from the record. */
export const isDerived = ({ code }: Problem): boolean => code === 'checkpoint' || code === 'derived';
