/** The state of the ledger at any position, replayed from the last checkpoint before it. */
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
import type { Db } from '../file/connection.ts';
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
import { liveRowSql, liveSql, OF_PROPOSAL } from './live-sql.ts';
import { comparedSql, LEDGER_START, type LedgerPosition, positionValues, UP_TO, upToValues } from './positions.ts';

/** All entries between two positions in order, live or not. */
export function heldBetween(db: Db, after: LedgerPosition, to: LedgerPosition): readonly HeldEntry[] {
  const bounds = { ...positionValues(after), ...upToValues(to) };
  const held: HeldEntry[] = [];
  const texts = new Map<unknown, unknown>();
  const readTransaction = transactionReader(<T>(text: T): T => {
    const known = texts.get(text);
    if (known !== undefined) return known as T;
    texts.set(text, text);
    return text;
  });
  const select = (table: string): Iterable<SqlRow> =>
    db
      .prepare<object, SqlRow>(
        `SELECT *, ${liveRowSql(table)} AS live FROM ${table} WHERE ${comparedSql('>')} AND ${UP_TO}`,
      )
      .iterate(bounds);
  for (const row of select('transactions')) {
    held.push({ entry: readTransaction(row), live: row['live'] === 1 && row['kind'] !== 'reversal' });
  }
  for (const row of select('facts')) held.push({ entry: toFact(row), live: row['live'] === 1 });
  return held.sort((a, b) => inOrder(a.entry, b.entry));
}

export const liveBetween = (db: Db, after: LedgerPosition, to: LedgerPosition): readonly Entry[] =>
  heldBetween(db, after, to).flatMap(({ entry, live }) => (live ? entry : []));

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

/** Proposals as they were at a position. No later entry changes which Connects they burned before it. */
export function proposalsAt(db: Db, at: LedgerPosition, ids: Iterable<number>): Map<number, ProposalWithSlices> {
  const proposals = new Map<number, ProposalWithSlices>();
  const wanted = new Set(ids);
  if (at.on === LEDGER_START.on || wanted.size === 0) return proposals;
  const facts = db.prepare(`SELECT * FROM facts WHERE proposal = @id AND ${UP_TO} AND ${liveSql()}`);
  const transactions = db.prepare(`SELECT * FROM transactions WHERE ${OF_PROPOSAL} AND ${UP_TO}`);
  const stored = db.prepare('SELECT burnt FROM proposals WHERE id = ?');
  const grant = db.prepare('SELECT id, "on", expires_on, recorded_at FROM transactions WHERE id = ?');
  const burntIn = (row: SqlRow): ProposalSlices => {
    const [cost = [], boost = []] = slicesIn(row).map((slices) =>
      slices.map(([id, from, to]) => toSlice(grant.get(id) as SqlRow, from, to)),
    );
    return { cost, boost };
  };
  for (const id of wanted) {
    const row = stored.get(id) as SqlRow | undefined;
    if (!row) continue;
    const bounds = { id, ...upToValues(at) };
    const entries: Entry[] = [
      ...(facts.all(bounds) as SqlRow[]).map(toFact),
      ...(transactions.all(bounds) as SqlRow[]).map(toTransaction),
    ];
    const burnt = burntIn(row);
    let proposal: ProposalDraft | undefined;
    for (const entry of entries.sort(inOrder)) {
      proposal =
        entry.type === 'fact'
          ? updateProposal(proposal, entry)
          : chargeProposal(proposal, entry, slicesOf(proposal, entry, burnt), entry.proposal === null ? id : null);
    }
    if (proposal) proposals.set(id, proposal);
  }
  return proposals;
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
