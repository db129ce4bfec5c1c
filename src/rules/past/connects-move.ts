/** What moved Connects, without all that only other questions ask. A long history is read so in a fraction of the time. */
import type { Transaction } from '../vocabulary/transaction.ts';

export type MovedConnects = Pick<Transaction, 'id' | 'on' | 'rank' | 'kind' | 'connects' | 'expiresOn' | 'proposal'>;

/**
 * A transaction; or a fact that says whose Connects a refund brings back: `tied` links the transaction of that number to
 * a proposal, `dropped` ends one. A fact moves none.
 */
export type ConnectsMove = Omit<MovedConnects, 'kind'> & { readonly kind: Transaction['kind'] | 'tied' | 'dropped' };

/** Whether it is a transaction. */
export const isMoved = (move: ConnectsMove): move is MovedConnects => move.kind !== 'tied' && move.kind !== 'dropped';
