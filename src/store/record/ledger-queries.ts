/** Answers questions about the ledger. Writes nothing. Long because each question of the port is one query here. */

import type { LoggedCommand } from '../../rules/command/logged-command.ts';
import { type OpenGrant, type ProposalHistory, type StatementLine, statement } from '../../rules/past/statement.ts';
import type { ProposalTexts, SoughtTexts } from '../../rules/proposals/proposal-name.ts';
import { usableGrants } from '../../rules/state/grants.ts';
import type { Proposal, State } from '../../rules/state/state.ts';
import { addDays, type Day } from '../../rules/values/calendar.ts';
import { parsedJson } from '../../rules/values/json.ts';
import type { Kind } from '../../rules/vocabulary/kinds.ts';
import type { Entry } from '../../rules/vocabulary/transaction.ts';
import { liveSql, liveTransactionSql, OF_PROPOSAL, OPENING_COMMAND, PAGE_TITLES } from '../derived/live-sql.ts';
import { withMembers } from '../derived/member-queries.ts';
import { endOf, IN_ORDER, LEDGER_END, NEWEST_FIRST } from '../derived/positions.ts';
import { heldBetween, proposalsAt, stateAt } from '../derived/state-at.ts';
import { type Db, hasSchema } from '../file/connection.ts';
import { proposalOf, type SqlRow, toFact, toProposal, toProposalTexts, toTransaction } from '../file/entry-rows.ts';
import type { HistoryQuery, ProposalFilter, RecordedPurchase } from '../ledger.ts';

/** The uid of the command that opened the account: the same in every copy of it. */
export const accountIn = (db: Db): string | null =>
  (db.prepare(`SELECT uid FROM commands WHERE id = ${OPENING_COMMAND}`).pluck().get() as string | undefined) ?? null;

export function stateOn(db: Db, day: Day, proposals: readonly number[] = []): State | null {
  if (!hasSchema(db)) return null;
  const state = stateAt(db, endOf(day), proposals);
  return state.opened ? state : null;
}

/** The statement of some days, oldest first. */
function linesOf(db: Db, since: Day, until: Day): readonly StatementLine[] {
  const eve = endOf(addDays(since, -1));
  const held = heldBetween(db, eve, endOf(until));
  // Refunds on these days may belong to any earlier proposal.
  const asked = held.flatMap(({ entry }) => proposalOf(entry) ?? []);
  return statement(stateAt(db, eve, asked), held, until).filter((line) => line.on >= since);
}

/** The lines of these transactions, in the order of their numbers. */
export function writtenLines(db: Db, written: readonly Entry[]): readonly StatementLine[] {
  const days = written.map(({ on }) => on).sort();
  const [first, last] = [days[0], days.at(-1)];
  return first && last ? withMembers(db, linesFor(written, linesOf(db, first, last))) : [];
}

/** Those of the lines that are of these entries, in the order of their numbers. */
export function linesFor(entries: readonly Entry[], lines: readonly StatementLine[]): readonly StatementLine[] {
  const ids = new Set<number | null>(entries.flatMap((entry) => (entry.type === 'transaction' ? entry.id : [])));
  return lines.filter(({ id }) => ids.has(id)).toSorted((a, b) => (a.id ?? 0) - (b.id ?? 0));
}

/** The statement, newest first. */
export function historyLines(db: Db, query: HistoryQuery): readonly StatementLine[] {
  const lines: StatementLine[] = [];
  for (const page of historyPages(db, query)) {
    for (const line of page) lines.push(line);
    if (query.limit !== null && lines.length >= query.limit) return lines.slice(0, query.limit);
  }
  return lines;
}

/** So many transactions are about one page of a whole history, and so many proposals one page of all. */
const PAGE = 2000;

/** The same in pages of whole days, each read for itself, so that the whole of a long history is never in memory. */
export function* historyPages(
  db: Db,
  { since, until, kind, limit }: HistoryQuery,
  page = PAGE,
): Generator<readonly StatementLine[]> {
  const first = db.prepare(FIRST_DAY).pluck().get() as Day | null;
  if (!first) return;
  const earliest = since && since > first ? since : first;
  // Expiries are derived, so only the days of other lines can be looked up.
  const counted = kind === 'expiry' ? null : kind;
  for (let last = until; last >= earliest; ) {
    const day = dayOfNewest(db, last, counted, Math.min(limit ?? page, page)) ?? earliest;
    const from = day > earliest ? day : earliest;
    const lines = linesOf(db, from, last).filter((line) => kind === null || line.kind === kind);
    yield withMembers(db, lines.toReversed());
    last = addDays(from, -1);
  }
}

const FIRST_DAY = `
  SELECT min("on") FROM (SELECT min("on") AS "on" FROM transactions UNION ALL SELECT min("on") FROM facts)`;

/** The day of the oldest of the newest `limit` transactions, if there are so many. */
const dayOfNewest = (db: Db, until: Day, kind: Kind | null, limit: number): Day | undefined =>
  db
    .prepare(
      `SELECT "on" FROM transactions WHERE "on" <= @until ${kind ? 'AND kind = @kind' : ''}
       ORDER BY ${NEWEST_FIRST} LIMIT 1 OFFSET @skip`,
    )
    .pluck()
    .get({ until, ...(kind ? { kind } : {}), skip: limit - 1 }) as Day | undefined;

/** They are numbered without a gap: where all days are asked for, only those after the last one are counted. */
export function countTransactions(db: Db, { since, until, kind }: Omit<HistoryQuery, 'limit'>): number {
  const [which, values] = kind ? (['AND kind = @kind', { kind }] as const) : (['', {}] as const);
  const count = (from: Day | '', to: Day | '~'): number =>
    db
      .prepare(`SELECT count(*) FROM transactions WHERE "on" >= @from AND "on" <= @to ${which}`)
      .pluck()
      .get({ from, to, ...values }) as number;
  if (since !== null || kind !== null) return count(since ?? '', until);
  const all = (db.prepare('SELECT max(id) FROM transactions').pluck().get() as number | null) ?? 0;
  return all - count(addDays(until, 1), '~');
}

/** Live transactions with a price, purchases and cycles of the membership in order, each with the command that recorded it. */
export function recordedPurchases(db: Db): readonly RecordedPurchase[] {
  const rows = db.prepare(
    `SELECT transactions.*, (SELECT body FROM commands WHERE id = command) AS command_body FROM transactions
     WHERE (cents IS NOT NULL OR kind IN ('purchase', 'membership', 'renewal')) AND ${liveTransactionSql()} ORDER BY ${IN_ORDER}`,
  );
  return (rows.all() as SqlRow[]).map((row) => ({
    transaction: toTransaction(row),
    command: JSON.parse(row['command_body'] as string) as unknown,
  }));
}

/** Commands, newest first. */
export function loggedCommands(db: Db, limit: number | null): readonly LoggedCommand[] {
  if (!hasSchema(db)) return [];
  const body = db.prepare('SELECT body FROM commands WHERE id = ?').pluck();
  const transactions = db.prepare('SELECT id FROM transactions WHERE command = ? ORDER BY id').pluck();
  const rows = db.prepare(
    `SELECT *, ${liveSql('commands.id')} AS live FROM commands ORDER BY id DESC LIMIT ${limit ?? -1}`,
  );
  return (rows.all() as SqlRow[]).map((row) => ({
    id: row['id'] as number,
    name: row['name'] as string,
    body: JSON.parse(row['body'] as string) as unknown,
    recordedAt: row['recorded_at'] as string,
    undone: row['live'] !== 1,
    turned:
      row['reverses'] === null
        ? null
        : { id: row['reverses'] as number, body: JSON.parse(body.get(row['reverses']) as string) as unknown },
    member: row['member'] as string | null,
    transactions: transactions.all(row['id']) as number[],
  }));
}

/** Proposals as they were at the end of a day, newest first. */
export function proposalsAsOf(db: Db, day: Day, which: ProposalFilter): readonly Proposal[] {
  // What is stored is as of the last entry.
  if (stateAt(db, LEDGER_END).asOf <= day) return proposalsWhere(db, which);
  const { status, tag, since = '' } = which;
  const ids = db.prepare('SELECT id FROM proposals WHERE "on" <= ? AND "on" >= ?').pluck().all(day, since) as number[];
  const hasTag = ({ tags }: Proposal) => tags.some((each) => each.toLowerCase() === tag?.toLowerCase());
  return [...proposalsAt(db, endOf(day), ids).values()]
    .filter((each) => (status === null || each.status === status) && (tag === null || hasTag(each)))
    .sort((a, b) => (a.on === b.on ? b.id - a.id : a.on < b.on ? 1 : -1));
}

/** Proposals, newest first. */
export const proposalsWhere = (db: Db, which: ProposalFilter): readonly Proposal[] =>
  [...proposalPages(db, which)].flat();

/** The same in pages, so that all of them are never in memory. */
export function* proposalPages(
  db: Db,
  { status, tag, ids, since = '' as Day }: ProposalFilter,
): Generator<readonly Proposal[]> {
  const rows = db.prepare<object, SqlRow>(
    `SELECT * FROM proposals
     WHERE (@status IS NULL OR status = @status)
       AND "on" >= @since
       AND (@ids IS NULL OR id IN (SELECT value FROM json_each(@ids)))
       AND (@tag IS NULL OR EXISTS (SELECT 1 FROM json_each(tags) WHERE lower(value) = lower(@tag)))
     ORDER BY "on" DESC, id DESC`,
  );
  let page: Proposal[] = [];
  for (const row of rows.iterate({ status, tag, since, ids: ids ? JSON.stringify(ids) : null })) {
    if (page.push(toProposal(row)) < PAGE) continue;
    yield page;
    page = [];
  }
  yield page;
}

export function proposalById(db: Db, id: number): Proposal | null {
  const row = db.prepare('SELECT * FROM proposals WHERE id = ?').get(id) as SqlRow | undefined;
  return row ? toProposal(row) : null;
}

export const lastProposal = (db: Db): number =>
  (db.prepare('SELECT id FROM proposals ORDER BY "on" DESC, id DESC LIMIT 1').pluck().get() as number | undefined) ?? 0;

/**
 * SQLite compares ASCII alone without regard to case, so every proposal with another character is read too, and the
 * rules decide. To read all ten thousand of them took half as long again as the command itself.
 */
export function proposalTexts(db: Db, sought: SoughtTexts): readonly ProposalTexts[] {
  const groups = sought.map((group) => group.map(() => 'own LIKE ?').join(' AND ') || '1');
  const rows = db.prepare<string[], SqlRow>(
    `WITH shown AS (
       SELECT proposal, json_group_array(title) AS titles FROM (${PAGE_TITLES}) WHERE title IS NOT NULL GROUP BY proposal)
     SELECT * FROM (
       SELECT id, "on", status, title, client, tags, note, url, key, upwork_id, titles AS shown,
         concat_ws(' ', title, client, tags, note, url, key, upwork_id, titles) AS own
       FROM proposals LEFT JOIN shown ON shown.proposal = proposals.id)
     WHERE own GLOB '*[^ -~]*' OR (${groups.join(') OR (') || '0'})
     ORDER BY "on" DESC, id DESC`,
  );
  const found: ProposalTexts[] = [];
  for (const row of rows.iterate(...sought.flat().map(likePattern))) found.push(toProposalTexts(row));
  return found;
}

/** Spaces may be more than one, and what LIKE or the JSON of tags writes in another way may be anything. */
const likePattern = (text: string): string => `%${text.replace(/[\s%_"\\]+/g, '%')}%`;

/** All live entries of one proposal, oldest first. */
export function proposalStory(db: Db, id: number): ProposalHistory {
  const own = (table: string, which: string) =>
    db.prepare(`SELECT * FROM ${table} WHERE ${which} ORDER BY ${IN_ORDER}`).all({ id }) as SqlRow[];
  const outcomes = own('facts', `proposal = @id AND ${liveSql()}`)
    .map(toFact)
    .flatMap(({ on, body }) => (body.kind === 'outcome' ? [{ on, outcome: body.outcome }] : []));
  const transactions = own('transactions', OF_PROPOSAL).map(toTransaction);
  const ids = new Set<number | null>(transactions.map((each) => each.id));
  const days = [...new Set(transactions.map(({ on }) => on))];
  const rows = days.flatMap((on) => linesOf(db, on, on)).filter((line) => ids.has(line.id));
  const titles = db.prepare(`SELECT title FROM (${PAGE_TITLES}) WHERE proposal = ? AND title IS NOT NULL`);
  return { outcomes, rows: withMembers(db, rows), pageTitles: titles.pluck().all(id) as string[] };
}

/** Open grants with their origin, in the order they will be spent. */
export function openGrants(db: Db, state: State, day: Day): readonly OpenGrant[] {
  const origin = db.prepare('SELECT * FROM transactions WHERE id = ?');
  return usableGrants(state.grants, day).map(({ id, left, expiresOn }) => {
    const { on, kind, label, connects } = toTransaction(origin.get(id) as SqlRow);
    return { id, on, kind, label, granted: connects, left, expiresOn };
  });
}

/** Why a row is no command that this program wrote; null: it is one. */
export function commandFault({ name, body: text, reverses }: SqlRow): string | null {
  const body = parsedJson(String(text));
  if (body === undefined) return 'no JSON';
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return 'no object';
  if (reverses !== null) return name === 'undo' || name === 'redo' ? null : `name ${name}, reverses ${reverses}`;
  const { name: said } = body as { name?: unknown };
  return said === name ? null : `name ${name}, body ${said ?? 'without a name'}`;
}
