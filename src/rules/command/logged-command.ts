/** A command as the log lists it. */

/** A command as it was recorded. */
export interface LoggedCommand {
  readonly id: number;
  readonly name: string;
  readonly body: unknown;
  /** UTC. */
  readonly recordedAt: string;
  /** Whether it is undone now. */
  readonly undone: boolean;
  /** Of an undo or a redo: the command that it turned. */
  readonly turned: { readonly id: number; readonly body: unknown } | null;
  /** Who recorded it; null: nobody said so. */
  readonly member: string | null;
  /** The numbers of its transactions. */
  readonly transactions: readonly number[];
}
