/** Replay from the nearest checkpoint. A checkpoint changes what a command costs, never what it answers. */
import { replay } from '../rules/evolve.ts';
import { portion, type Slice } from '../rules/grants.ts';
import { charge, type Draft, owed, tell } from '../rules/proposal.ts';
import { type Burnt, type Charged, type Core, NOTHING, type State } from '../rules/state.ts';
import type { Held } from '../rules/statement.ts';
import { type Entry, inOrder, type Transaction } from '../rules/transaction.ts';
import { isRefund } from '../rules/vocabulary/kinds.ts';
import { append } from './append.ts';
import { burnsFrom } from './burns.ts';
import type { Db } from './db.ts';
import {
  burntIn,
  proposalColumns,
  proposalOf,
  type SqlRow,
  toFact,
  toSlice,
  toTransaction,
  transactionReader,
} from './rows.ts';
import { LIVE, OF_PROPOSAL } from './ties.ts';

/** A place between two entries, in the order they are read. */
export interface Position {
  readonly on: string;
  readonly rank: number;
  readonly recordedAt: string;
  readonly seq: number;
}

export const START: Position = { on: '', rank: 0, recordedAt: '', seq: 0 };
export const END: Position = { on: '9999-12-31', rank: 1, recordedAt: '~', seq: Number.MAX_SAFE_INTEGER };
export const endOf = (on: string, rank: number = END.rank): Position => ({ ...END, on, rank });

/**
 * A milestone stays for every so many entries, and where there are more open grants for every so many of those, so
 * that checkpoints never outweigh the entries; the newest few stay as well, for `undo`.
 */
const milestone = (openGrants: number): number => Math.max(512, 4 * openGrants);
const NEWEST = 8;

interface Checkpoint {
  readonly at: Position;
  readonly entries: number;
  readonly core: Core;
}

export const IN_ORDER = '"on", rank, recorded_at, seq';
const GIVEN = '(@on, @rank, @recordedAt, @seq)';
export const NEWEST_FIRST = '"on" DESC, rank DESC, recorded_at DESC, seq DESC';
const AFTER = `(${IN_ORDER}) > ${GIVEN}`;
const UP_TO = `(${IN_ORDER}) <= (@toOn, @toRank, @toRecordedAt, @toSeq)`;
const upTo = (to: Position) => ({ toOn: to.on, toRank: to.rank, toRecordedAt: to.recordedAt, toSeq: to.seq });

/** All entries between two positions in order, live or not. */
export function heldBetween(db: Db, after: Position, to: Position): readonly Held[] {
  const bounds = { ...after, ...upTo(to) };
  const held: Held[] = [];
  const texts = new Map<unknown, unknown>();
  const toTransaction = transactionReader(<T>(text: T): T => {
    const known = texts.get(text);
    if (known !== undefined) return known as T;
    texts.set(text, text);
    return text;
  });
  const select = (table: string): Iterable<SqlRow> =>
    db.prepare<object, SqlRow>(`SELECT *, ${LIVE} AS live FROM ${table} WHERE ${AFTER} AND ${UP_TO}`).iterate(bounds);
  for (const row of select('transactions')) {
    held.push({ entry: toTransaction(row), live: row['live'] === 1 && row['kind'] !== 'reversal' });
  }
  for (const row of select('facts')) held.push({ entry: toFact(row), live: row['live'] === 1 });
  return held.sort((a, b) => inOrder(a.entry, b.entry));
}

export const liveBetween = (db: Db, after: Position, to: Position): readonly Entry[] =>
  heldBetween(db, after, to).flatMap(({ entry, live }) => (live ? entry : []));

function checkpointBefore(db: Db, before: Position, strictly: boolean): Checkpoint {
  const found = db
    .prepare(
      `SELECT * FROM checkpoints WHERE (${IN_ORDER}) ${strictly ? '<' : '<='} ${GIVEN} ORDER BY ${NEWEST_FIRST} LIMIT 1`,
    )
    .get(position(before)) as SqlRow | undefined;
  if (!found) return { at: START, entries: 0, core: NOTHING };
  const at = {
    on: found['on'] as string,
    rank: found['rank'] as number,
    recordedAt: found['recorded_at'] as string,
    seq: found['seq'] as number,
  };
  return {
    at,
    entries: found['entries'] as number,
    core: { ...NOTHING, ...(JSON.parse(found['state'] as string) as Core) },
  };
}

/** The state at a position, holding these proposals and all that the replay passed. */
export function stateAt(db: Db, position: Position, proposals: readonly number[] = []): State {
  const { at, core } = checkpointBefore(db, position, false);
  const entries = liveBetween(db, at, position);
  const running = replay({ ...core, proposals: proposalsAt(db, at, [...proposals, ...named(entries)]) });
  entries.forEach(running.step);
  return running.end();
}

const named = (entries: readonly Entry[]): readonly number[] => entries.flatMap((entry) => proposalOf(entry) ?? []);

/** Proposals as they were at a position. What they burned before it is not changed by anything after it. */
export function proposalsAt(db: Db, at: Position, ids: Iterable<number>): Map<number, Charged> {
  const proposals = new Map<number, Charged>();
  const wanted = new Set(ids);
  if (at.on === START.on || wanted.size === 0) return proposals;
  const facts = db.prepare(`SELECT * FROM facts WHERE proposal = @id AND ${UP_TO} AND ${LIVE}`);
  const transactions = db.prepare(`SELECT * FROM transactions WHERE ${OF_PROPOSAL} AND ${UP_TO}`);
  const stored = db.prepare('SELECT burnt FROM proposals WHERE id = ?');
  const grant = db.prepare('SELECT id, "on", expires_on, recorded_at FROM transactions WHERE id = ?');
  const slicesOf = (row: SqlRow): Burnt => {
    const [cost = [], boost = []] = burntIn(row).map((slices) =>
      slices.map(([id, connects]) => toSlice(grant.get(id) as SqlRow, connects)),
    );
    return { cost, boost };
  };
  for (const id of wanted) {
    const row = stored.get(id) as SqlRow | undefined;
    if (!row) continue;
    const bounds = { id, ...upTo(at) };
    const entries: Entry[] = [
      ...(facts.all(bounds) as SqlRow[]).map(toFact),
      ...(transactions.all(bounds) as SqlRow[]).map(toTransaction),
    ];
    const burnt = slicesOf(row);
    let proposal: Draft | undefined;
    for (const entry of entries.sort(inOrder)) {
      proposal =
        entry.type === 'fact'
          ? tell(proposal, entry)
          : charge(proposal, entry, moved(proposal, entry, burnt), entry.proposal === null ? id : null);
    }
    if (proposal) proposals.set(id, proposal);
  }
  return proposals;
}

/** What a transaction of a proposal burned, out of all that the proposal ever did, or gave back. */
function moved(proposal: Draft | undefined, { kind, connects, on }: Transaction, burnt: Burnt): readonly Slice[] {
  if (connects > 0) return proposal && isRefund(kind) ? owed(proposal, kind, on, connects) : [];
  const [all, before] = kind === 'boost' ? [burnt.boost, proposal?.boost] : [burnt.cost, proposal?.cost];
  return portion(all, before ?? 0, -connects);
}

/**
 * Replays all that stands at or after a position, and stores what is derived from it anew.
 * `touched`: proposals that changed beside those the replay names. `whole`: all that is live, in order, from whoever has it.
 */
export function refold(
  db: Db,
  from: Position,
  touched: readonly number[],
  whole: readonly Entry[] | null = null,
): State {
  const { at, core, entries: counted } = checkpointBefore(db, from, true);
  db.prepare(`DELETE FROM checkpoints WHERE (${IN_ORDER}) >= ${GIVEN}`).run(position(from));
  const entries = whole ? after(whole, at) : liveBetween(db, at, END);
  // From the beginning, all proposals there are come of the replay.
  const isAll = at.on === START.on;
  const ids = isAll ? [] : new Set([...touched, ...named(entries)]);
  const before = proposalsAt(db, at, ids);
  const burns = burnsFrom(db, AFTER, position(at), (id) => before.has(id));
  const running = replay({ ...core, proposals: before }, burns.watch);
  let due = counted + milestone(core.grants.length);
  entries.forEach((entry, i) => {
    running.step(entry);
    const count = counted + i + 1;
    if (i < entries.length - 1 && (count < due || i >= entries.length - NEWEST)) return;
    const reached = running.core;
    save(db, position(entry), count, reached);
    due = count + milestone(reached.grants.length);
  });
  thin(db);
  const state = running.end();
  const drop = db.prepare('DELETE FROM proposals WHERE id = ?');
  if (isAll) db.exec('DELETE FROM proposals');
  else for (const id of ids) drop.run(id);
  const told = isAll ? state.proposals.values() : [...ids].flatMap((id) => state.proposals.get(id) ?? []);
  append(db, 'proposals', proposalColumns(burns.sumsOf), [...told]);
  burns.keep();
  return state;
}

/** Those of the entries, which come in order, that stand after a position. */
const after = (entries: readonly Entry[], at: Position): readonly Entry[] =>
  at.on === START.on ? entries : entries.filter((entry) => inOrder(entry, at) > 0);

function save(db: Db, at: Position, entries: number, core: Core): void {
  db.prepare(
    `INSERT INTO checkpoints ("on", rank, recorded_at, seq, entries, state)
     VALUES (@on, @rank, @recordedAt, @seq, @entries, @state)`,
  ).run({ ...at, entries, state: JSON.stringify(core) });
}

const position = ({ on, rank, recordedAt, seq }: Position): Position => ({ on, rank, recordedAt, seq });

/** Drops the one checkpoint that is no longer among the newest and is no milestone. */
function thin(db: Db): void {
  const [aging, older] = db
    .prepare(
      `SELECT rowid, entries, json_array_length(state, '$.grants') AS grants FROM checkpoints
       ORDER BY ${NEWEST_FIRST} LIMIT 2 OFFSET ${NEWEST}`,
    )
    .all() as { rowid: number; entries: number; grants: number }[];
  if (aging && aging.entries - (older?.entries ?? 0) < milestone(aging.grants)) {
    db.prepare('DELETE FROM checkpoints WHERE rowid = ?').run(aging.rowid);
  }
}
