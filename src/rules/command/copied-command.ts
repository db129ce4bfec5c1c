/** A command as it travels from one copy of a ledger to another: it names nothing by a local number. */
import type { FactBody, Transaction } from '../vocabulary/transaction.ts';

/** A transaction as it travels: proposals and reversed transactions by their uid. */
export type CopiedTransaction = Omit<
  Transaction,
  'id' | 'seq' | 'command' | 'recordedAt' | 'proposal' | 'reverses' | 'uid'
> & {
  readonly uid: string;
  readonly proposal: string | null;
  readonly reverses: string | null;
  /** Only of a replacement, which keeps the place of what it replaces; else it is that of its command. */
  readonly recordedAt?: string;
};

/**
 * A fact as it travels. `refers`: the uid of the proposal or the transaction that its body names by number;
 * `ties`: of the transaction, where it names both.
 */
export interface CopiedFact {
  readonly type: 'fact';
  readonly uid: string;
  readonly on: string;
  readonly rank: 0 | 1;
  readonly refers: string | null;
  readonly ties?: string | undefined;
  /** Only of an outcome that a join moved, which keeps its place in the day; else it is that of its command. */
  readonly recordedAt?: string | undefined;
  readonly body: FactBody;
}

export interface CopiedCommand {
  readonly uid: string;
  readonly name: string;
  readonly recordedAt: string;
  /** The uid of the command that this one undoes or redoes. */
  readonly reverses: string | null;
  /** Who recorded it, where somebody said so; older copies never do. */
  readonly member?: string;
  readonly body: unknown;
  readonly entries: readonly (CopiedTransaction | CopiedFact)[];
}
