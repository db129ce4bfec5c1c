/** SQL that says whether a command is live, and which proposal a transaction belongs to. */

/**
 * Whether the command in this column is live: each undo and each redo turns it over. This looks into an index once a
 * row, so its cost does not grow with the number of undone commands; the view `undone` must read all of them.
 */
export const liveSql = (command = 'command'): string =>
  `(SELECT count(*) % 2 FROM commands AS turn WHERE turn.reverses = ${command}) = 0`;

/** The command that opened the account. */
export const OPENING_COMMAND = "(SELECT command FROM facts WHERE kind = 'opened' ORDER BY seq LIMIT 1)";

/** The uid of each proposal: that of the fact that recorded it or, if there is none, of its cost. It is the same in every copy. */
export const PROPOSAL_UIDS = `
  SELECT proposal, uid, command FROM facts WHERE kind = 'proposal' UNION ALL
  SELECT proposal, uid, command FROM transactions t WHERE kind = 'proposal' AND proposal IS NOT NULL AND reverses IS NULL
    AND NOT EXISTS (SELECT 1 FROM facts WHERE kind = 'proposal' AND proposal = t.proposal)`;

/**
 * Whether the transaction of this table is live: its command is, and no live command voids or replaces it alone.
 * What an undo reverses needs no look, because then its command is not live.
 */
export const liveTransactionSql = (table = 'transactions'): string => `(${liveSql(`${table}.command`)} AND NOT EXISTS (
  SELECT 1 FROM transactions AS newer JOIN commands AS correction ON correction.id = newer.command
  WHERE newer.reverses = ${table}.id AND correction.reverses IS NULL AND ${liveSql('correction.id')}))`;

/** The same for a row of either table. */
export const liveRowSql = (table: string): string => (table === 'transactions' ? liveTransactionSql() : liveSql());

/** The titles under which pages have shown proposals that were typed. */
export const PAGE_TITLES = `
  SELECT t.proposal, f.body ->> '$.row.title' AS title FROM facts f JOIN transactions t ON t.id = f.body ->> 'transaction'
  WHERE f.kind = 'confirmed' AND t.kind = 'proposal' AND ${liveSql('f.command')} UNION
  SELECT proposal, body ->> '$.details.pageTitle' FROM facts WHERE kind = 'described' AND ${liveSql()}`;

/** Whether the proposal that a row names is still one: it was not voided, or joined with another. */
export const KEPT_PROPOSAL = `proposal NOT IN (SELECT proposal FROM facts WHERE kind = 'dropped' AND ${liveSql()})`;

/** Whether a live fact links a transaction to a proposal. */
export const TIED_FACT = `kind = 'tied' AND ${liveSql()}`;

/** Whether a live transaction belongs to the proposal `@id`, by its own column or by a link that an import added later. */
export const OF_PROPOSAL = `kind <> 'reversal' AND (proposal = @id OR id IN (
  SELECT body ->> 'transaction' FROM facts WHERE proposal = @id AND ${TIED_FACT})) AND ${liveTransactionSql()}`;

/** The proposal of the transaction `t`: the recorded one, or the one that an import linked later. */
export const PROPOSAL_OF_T = `coalesce(t.proposal, (
  SELECT f.proposal FROM facts f WHERE ${TIED_FACT} AND f.body ->> 'transaction' = t.id))`;
