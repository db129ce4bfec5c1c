/** SQL for whose a transaction is: its own proposal's, or that which it was found to be of only later. */

/** Of a command that was not undone. */
export const LIVE = 'command NOT IN (SELECT command FROM undone)';

const TIED = `kind = 'tied' AND ${LIVE}`;

/** Whether a transaction that counts is the proposal's whose number is `@id`. */
export const OF_PROPOSAL = `kind <> 'reversal' AND ${LIVE} AND (proposal = @id OR id IN (
  SELECT body ->> 'transaction' FROM facts WHERE proposal = @id AND ${TIED}))`;

/** The proposal of the transaction `t`. */
export const PROPOSAL = `coalesce(t.proposal, (
  SELECT f.proposal FROM facts f WHERE ${TIED} AND f.body ->> 'transaction' = t.id))`;
