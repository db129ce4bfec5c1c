/** The state of the ledger at any position, replayed from the last checkpoint before it. Just over 200 lines: its queries belong together. */
import { startReplay } from '../../rules/state/evolve.ts';
import { type Slice, slicePortion, sliceTotal } from '../../rules/state/grants.ts';
import {
  chargeProposal,
  type ProposalDraft,
  returnedSlices,
  updateProposal,
} from '../../rules/state/proposal-changes.ts';
import type { ProposalSlices, ProposalWithSlices, State } from '../../rules/state/state.ts';
import { isRefund } from '../../rules/vocabulary/kinds.ts';
import { type Entry, inOrder, type Transaction } from '../../rules/vocabulary/transaction.ts';
import type { HeldEntry } from '../../rules/vocabulary/voided.ts';
import { type Db, preparedStatement } from '../file/connection.ts';
import {
  proposalOf,
  type SqlRow,
  slicesIn,
  toFact,
  toSlice,
  toTransaction,
  transactionReader,
} from '../file/entry-rows.ts';
import { lastCheckpoint } from './checkpoints.ts';
import { liveRowSql, liveSql, liveTransactionSql, TIED_FACT } from './live-sql.ts';
import {
  comparedSql,
  IN_ORDER,
  LEDGER_START,
  type LedgerPosition,
  positionValues,
  UP_TO,
  upToValues,
} from './positions.ts';

/** All entries between two positions in order, live or not. */
export function heldBetween(db: Db, after: LedgerPosition, to: LedgerPosition): readonly HeldEntry[] {
  const isLive = (row: SqlRow): boolean => row['live'] === 1 && row['kind'] !== 'reversal';
  const read = readerBetween(
    db,
    after,
    to,
    (table) => `, ${liveRowSql(table)} AS live`,
    () => '',
  );
  const [transactions, facts] = read((entry, row): HeldEntry => ({ entry, live: isLive(row) }));
  return inTurn(transactions, facts, (a, b) => inOrder(a.entry, b.entry));
}

/** The live entries between two positions in order. */
export function liveBetween(db: Db, after: LedgerPosition, to: LedgerPosition): readonly Entry[] {
  const isLive = (table: string): string => ` AND kind <> 'reversal' AND ${liveRowSql(table)}`;
  const [transactions, facts] = readerBetween(db, after, to, () => '', isLive)((entry): Entry => entry);
  return inTurn(transactions, facts, inOrder);
}

/** Reads transactions and facts between two positions, each in order: SQLite has them so, and a sort takes long. */
const readerBetween =
  (
    db: Db,
    after: LedgerPosition,
    to: LedgerPosition,
    columns: (table: string) => string,
    which: (table: string) => string,
  ) =>
  <T>(make: (entry: Entry, row: SqlRow) => T): readonly [readonly T[], readonly T[]] => {
    const texts = new Map<unknown, unknown>();
    const readTransaction = transactionReader(<Text>(text: Text): Text => {
      const known = texts.get(text);
      if (known !== undefined) return known as Text;
      texts.set(text, text);
      return text;
    });
    const bounds = { ...positionValues(after), ...upToValues(to) };
    const rowsOf = (table: string, read: (row: SqlRow) => Entry): T[] => {
      const rows = preparedStatement<SqlRow>(
        db,
        `SELECT *${columns(table)} FROM ${table} WHERE ${comparedSql('>')} AND ${UP_TO}${which(table)} ORDER BY ${IN_ORDER}`,
      );
      const made: T[] = [];
      for (const row of rows.iterate(bounds)) made.push(make(read(row), row));
      return made;
    };
    return [rowsOf('transactions', readTransaction), rowsOf('facts', toFact)];
  };

/** Two ordered lists as one. */
function inTurn<T>(a: readonly T[], b: readonly T[], order: (a: T, b: T) => number): readonly T[] {
  if (b.length === 0) return a;
  const all: T[] = [];
  let at = 0;
  for (const each of a) {
    for (let other = b[at]; other !== undefined && order(other, each) < 0; other = b[at]) {
      all.push(other);
      at += 1;
    }
    all.push(each);
  }
  for (; at < b.length; at += 1) all.push(b[at] as T);
  return all;
}

/** The state at a position, with these proposals and all that the replay passed. */
export function stateAt(db: Db, position: LedgerPosition, proposals: readonly number[] = []): State {
  const { at, core } = lastCheckpoint(db, '<=', position);
  const entries = liveBetween(db, at, position);
  const running = startReplay({ ...core, proposals: proposalsAt(db, at, [...proposals, ...proposalsNamed(entries)]) });
  entries.forEach(running.step);
  return running.end();
}

export const proposalsNamed = (entries: readonly Entry[]): readonly number[] =>
  entries.flatMap((entry) => proposalOf(entry) ?? []);

/** So many proposals are read at once: one statement for each would take longer than all that it reads. */
const AT_ONCE = 5000;

/** Proposals as they were at a position. No later entry changes which Connects they burned before it. */
export function proposalsAt(db: Db, at: LedgerPosition, ids: Iterable<number>): Map<number, ProposalWithSlices> {
  const proposals = new Map<number, ProposalWithSlices>();
  if (at.on === LEDGER_START.on) return proposals;
  const wanted = [...new Set(ids)];
  const toSlices = sliceReader(db);
  for (let first = 0; first < wanted.length; first += AT_ONCE) {
    const entries = entriesOfProposals(db, at, wanted.slice(first, first + AT_ONCE));
    const burnt = db
      .prepare('SELECT id, burnt FROM proposals WHERE id IN (SELECT value FROM json_each(?))')
      .all(JSON.stringify([...entries.keys()])) as SqlRow[];
    const rows = new Map(burnt.map((row) => [row['id'] as number, row]));
    for (const [id, own] of entries) {
      const row = rows.get(id);
      const proposal = row && proposalFrom(id, own.sort(inOrder), toSlices(row));
      if (proposal) proposals.set(id, proposal);
    }
  }
  return proposals;
}

/** The live entries of these proposals up to a position, in the order of the proposals. */
function entriesOfProposals(db: Db, at: LedgerPosition, ids: readonly number[]): ReadonlyMap<number, Entry[]> {
  const values = { ids: JSON.stringify(ids), ...upToValues(at) };
  const found = new Map<number, Entry[]>(ids.map((id) => [id, []]));
  for (const row of preparedStatement<SqlRow>(db, FACTS_OF).iterate(values))
    found.get(row['of'] as number)?.push(toFact(row));
  for (const sql of [OWN_OF, TIED_OF]) {
    for (const row of preparedStatement<SqlRow>(db, sql).iterate(values))
      found.get(row['of'] as number)?.push(toTransaction(row));
  }
  for (const [id, own] of found) if (own.length === 0) found.delete(id);
  return found;
}

const FACTS_OF = `
  SELECT facts.*, asked.value AS of FROM json_each(@ids) AS asked CROSS JOIN facts ON facts.proposal = asked.value
  WHERE ${UP_TO} AND ${liveSql('facts.command')}`;
const OWN_OF = `
  SELECT transactions.*, asked.value AS of FROM json_each(@ids) AS asked
    CROSS JOIN transactions ON transactions.proposal = asked.value
  WHERE kind <> 'reversal' AND ${UP_TO} AND ${liveTransactionSql()}`;
/** Those that an import linked later. */
const TIED_OF = `
  SELECT transactions.*, of FROM (
    SELECT body ->> 'transaction' AS tied, proposal AS of FROM facts
    WHERE ${TIED_FACT} AND proposal IN (SELECT value FROM json_each(@ids)))
    CROSS JOIN transactions ON transactions.id = tied
  WHERE kind <> 'reversal' AND proposal IS NOT of AND ${UP_TO} AND ${liveTransactionSql()}`;

/** Reads which Connects a proposal burned until today, for its cost and for its boost. */
function sliceReader(db: Db): (row: SqlRow) => ProposalSlices {
  const read = preparedStatement(db, 'SELECT id, "on", expires_on, recorded_at FROM transactions WHERE id = ?');
  const known = new Map<number, SqlRow>();
  const grant = (id: number): SqlRow => {
    const row = known.get(id) ?? (read.get(id) as SqlRow);
    known.set(id, row);
    return row;
  };
  return (row) => {
    const [cost = [], boost = []] = slicesIn(row).map((slices) =>
      slices.map(([id, from, to]) => toSlice(grant(id), from, to)),
    );
    return { cost, boost };
  };
}

function proposalFrom(id: number, entries: readonly Entry[], burnt: ProposalSlices): ProposalDraft | undefined {
  let proposal: ProposalDraft | undefined;
  for (const entry of entries) {
    proposal =
      entry.type === 'fact'
        ? updateProposal(proposal, entry)
        : chargeProposal(proposal, entry, slicesOf(proposal, entry, burnt), entry.proposal === null ? id : null);
  }
  return proposal;
}

/** The slices that a transaction of a proposal burned or gave back. `burnt`: all that the proposal burned until today. */
function slicesOf(
  proposal: ProposalDraft | undefined,
  { kind, connects, on }: Transaction,
  burnt: ProposalSlices,
): readonly Slice[] {
  if (connects > 0) return proposal && isRefund(kind) ? returnedSlices(proposal, kind, on, connects) : [];
  const part = kind === 'boost' ? 'boost' : 'cost';
  return slicePortion(burnt[part], sliceTotal(proposal?.burnt[part] ?? []), -connects);
}
