/** Replays the end of the ledger and stores what follows from it: checkpoints, one row a proposal, and what moved each day. */

import { type GrantPrice, grantPrice } from '../../rules/amounts/membership-fee.ts';
import { startReplay } from '../../rules/state/evolve.ts';
import { microPriceOf, paidAmong } from '../../rules/state/grants.ts';
import type { ProposalWithSlices, State } from '../../rules/state/state.ts';
import { type Entry, inOrder, type Transaction } from '../../rules/vocabulary/transaction.ts';
import { insertRows } from '../file/bulk-insert.ts';
import { type Db, preparedStatement } from '../file/connection.ts';
import { proposalColumns, type SpentSums } from '../file/entry-rows.ts';
import {
  dropCheckpointsFrom,
  entriesPerCheckpoint,
  lastCheckpoint,
  NEWEST_KEPT,
  saveCheckpoint,
  thinCheckpoints,
} from './checkpoints.ts';
import { addUpFlows, addUpProposals, lapseNotes, saveLapses } from './flows.ts';
import { knownRulebooks } from './known-rulebooks.ts';
import { LEDGER_END, LEDGER_START, type LedgerPosition, replayStart } from './positions.ts';
import { liveBetween, proposalsAt, proposalsNamed } from './state-at.ts';

/**
 * Replays all that follows from a change and stores what comes of it. `changed`: the entries that are live since, or are so
 * no longer; null: all of them. `known`: all live entries after a position in order, if the caller has them.
 */
export function replayFrom(
  db: Db,
  changed: readonly Entry[] | null,
  known: KnownEntries = { after: LEDGER_END, entries: [] },
): State {
  const from = changed ? (replayStart(changed) ?? LEDGER_END) : LEDGER_START;
  const { at, core, entries: counted } = lastCheckpoint(db, '<', from);
  dropCheckpointsFrom(db, from);
  const read = inOrder(at, known.after) < 0 ? known.after : at;
  const entries = [...liveBetween(db, at, read), ...entriesAfter(known.entries, read)];
  // A replay from the start meets every proposal.
  const isAll = at.on === LEDGER_START.on;
  const ids = isAll ? [] : new Set([...proposalsNamed(changed ?? []), ...proposalsNamed(entries)]);
  const lapses = lapseNotes();
  const running = startReplay({ ...core, proposals: proposalsAt(db, at, ids) }, { lapsed: lapses.lapsed });
  let due = counted + entriesPerCheckpoint(core.grants.length);
  entries.forEach((entry, i) => {
    lapses.at(entry);
    running.step(entry);
    const count = counted + i + 1;
    if (i < entries.length - 1 && (count < due || i >= entries.length - NEWEST_KEPT)) return;
    const reached = running.core;
    saveCheckpoint(db, { at: entry, entries: count, core: reached });
    due = count + entriesPerCheckpoint(reached.grants.length);
  });
  thinCheckpoints(db);
  saveLapses(db, at, lapses.found);
  addUpFlows(db, changed);
  const state = running.end();
  const days = new Set(isAll ? [] : daysOfProposals(db, ids));
  if (isAll) db.exec('DELETE FROM proposals');
  else preparedStatement(db, `DELETE FROM proposals WHERE ${OF_THESE}`).run(JSON.stringify([...ids]));
  const own = isAll ? state.proposals.values() : [...ids].flatMap((id) => state.proposals.get(id) ?? []);
  insertRows(db, 'proposals', proposalColumns(sumsReader(db, state)), [...own]);
  if (!isAll) for (const { on } of own) days.add(on);
  addUpProposals(db, isAll ? null : days);
  return state;
}

const OF_THESE = 'id IN (SELECT value FROM json_each(?))';

/** The days on which these proposals were sent, as they are stored. */
const daysOfProposals = (db: Db, ids: Iterable<number>): readonly string[] =>
  preparedStatement<string>(db, `SELECT DISTINCT "on" FROM proposals WHERE ${OF_THESE}`)
    .pluck()
    .all(JSON.stringify([...ids]));

/** All live entries after a position. */
export interface KnownEntries {
  readonly after: LedgerPosition;
  readonly entries: readonly Entry[];
}

/** Those of the ordered entries that come after a position. */
const entriesAfter = (entries: readonly Entry[], at: LedgerPosition): readonly Entry[] =>
  at.on === LEDGER_START.on ? entries : entries.filter((entry) => inOrder(entry, at) > 0);

type Source = Pick<Transaction, 'kind' | 'on' | 'connects' | 'cents' | 'edition' | 'source'>;

/** What a proposal took in the end, by the origin of its Connects and by their price. */
function sumsReader(db: Db, { plans }: State): (proposal: ProposalWithSlices) => SpentSums {
  const grant = db.prepare('SELECT kind, "on", connects, cents, edition, source FROM transactions WHERE id = ?');
  const rules = { plans, rulebooks: knownRulebooks(db) };
  const known = new Map<number, GrantPrice>();
  const priceOfGrant = (id: number): GrantPrice => {
    const found = known.get(id) ?? grantPrice(grant.get(id) as Source, rules);
    known.set(id, found);
    return found;
  };
  let last: { readonly proposal: ProposalWithSlices; readonly sums: SpentSums } | null = null;
  return (proposal) => {
    // Three columns ask for the same proposal.
    if (last?.proposal === proposal) return last.sums;
    const sums = { bought: 0, unpriced: 0, free: 0, microCents: 0 };
    for (const slices of [proposal.gone.cost, proposal.gone.boost]) {
      for (const { grant: id, from, to } of slices) {
        const price = priceOfGrant(id);
        const paid = paidAmong(price.paid, [from, to]);
        sums[price.cents === null ? 'unpriced' : 'bought'] += paid;
        sums.free += to - from - paid;
        sums.microCents += microPriceOf(price, [from, to]);
      }
    }
    last = { proposal, sums };
    return sums;
  };
}
