/** SQL that says whether a command is live, and which proposal a transaction belongs to. */

/**
 * Whether the command in this column is live: each undo and each redo turns it over. This looks into an index once a
 * row, so its cost does not grow with the number of undone commands; the view `undone` must read all of them.
 */
export const liveSql = (command = 'command'): string =>
  `(SELECT count(*) % 2 FROM commands AS turn WHERE turn.reverses = ${command}) = 0`;

const LINK = `kind = 'tied' AND ${liveSql()}`;

/** Whether a live transaction belongs to the proposal `@id`, by its own column or by a link that an import added later. */
export const OF_PROPOSAL = `kind <> 'reversal' AND (proposal = @id OR id IN (
  SELECT body ->> 'transaction' FROM facts WHERE proposal = @id AND ${LINK})) AND ${liveSql()}`;

/** The proposal of the transaction `t`: the recorded one, or the one that an import linked later. */
export const PROPOSAL_OF_T = `coalesce(t.proposal, (
  SELECT f.proposal FROM facts f WHERE ${LINK} AND f.body ->> 'transaction' = t.id))`;
