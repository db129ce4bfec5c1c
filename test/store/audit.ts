/** Compares a ledger's file with a full replay of its record, with code independent of the store. */
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { foldEntries, startReplay } from '../../src/rules/state/evolve.ts';
import { EMPTY_STATE, type ProposalSlices, type State } from '../../src/rules/state/state.ts';
import { type Entry, inOrder } from '../../src/rules/vocabulary/transaction.ts';
import { type SqlRow, slicesIn, toFact, toProposal, toTransaction } from '../../src/store/file/entry-rows.ts';

/** Reads rows of a file that no program has open. */
export function rowsOf(path: string, sql: string): readonly SqlRow[] {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare(sql).all() as SqlRow[];
  } finally {
    db.close();
  }
}

/** Changes a file behind the program's back. */
export function tamper(path: string, sql: string): void {
  const db = new Database(path);
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
}

export const integrity = (path: string): unknown => rowsOf(path, 'PRAGMA integrity_check')[0]?.['integrity_check'];

/** The commands that still count, from the record alone: each undo removes one, each redo restores one. */
function standing(path: string): ReadonlySet<unknown> {
  const standing = new Map<unknown, number>();
  // Commands of another copy may be in another order in the file.
  for (const { id, name, reverses } of rowsOf(path, 'SELECT * FROM commands')) {
    if (reverses === null) standing.set(id, (standing.get(id) ?? 0) + 1);
    else standing.set(reverses, (standing.get(reverses) ?? 0) + (name === 'undo' ? -1 : 1));
  }
  for (const times of standing.values()) expect([0, 1]).toContain(times);
  return new Set([...standing].flatMap(([id, times]) => (times === 1 ? [id] : [])));
}

/** Every entry that counts, in the order the ledger is read. */
export function live(path: string): readonly Entry[] {
  const stands = standing(path);
  const counts = (row: SqlRow): boolean => stands.has(row['command']);
  const posted = rowsOf(path, 'SELECT * FROM transactions').filter(counts);
  // A command may void or replace a single transaction of another one.
  const voided = new Set(posted.flatMap((row) => row['reverses'] ?? []));
  const transactions = posted.filter((row) => row['kind'] !== 'reversal' && !voided.has(row['id'] as number));
  const facts = rowsOf(path, 'SELECT * FROM facts').filter(counts);
  return [...transactions.map(toTransaction), ...facts.map(toFact)].sort(inOrder);
}

const core = ({ proposals: _, ...rest }: State): object => rest;

/** Expects all derived tables to equal a replay of the record. Returns the state after the replay. */
export function audit(path: string): State {
  const all = live(path);
  const state = foldEntries(EMPTY_STATE, all);
  expect(state.overdrawn).toBeNull();

  const stored = rowsOf(path, 'SELECT * FROM proposals ORDER BY id').map(toProposal);
  const folded = [...state.proposals.values()].sort((a, b) => a.id - b.id);
  expect(stored).toEqual(folded.map(({ burnt: _, gone: __, ...proposal }) => proposal));
  const slices = ({ cost, boost }: ProposalSlices) =>
    [cost, boost].map((each) => each.map(({ grant, from, to }) => [grant, from, to]));
  expect(rowsOf(path, 'SELECT burnt FROM proposals ORDER BY id').map(slicesIn)).toEqual(
    folded.map(({ burnt }) => slices(burnt)),
  );

  const checkpoints = rowsOf(path, 'SELECT * FROM checkpoints ORDER BY entries');
  for (const { on, rank, recorded_at, seq, entries: count, state: kept } of checkpoints) {
    const passed = all.slice(0, Number(count));
    expect(passed.at(-1)).toMatchObject({ on, rank, recordedAt: recorded_at, seq });
    expect(JSON.parse(String(kept))).toEqual(core(foldEntries(EMPTY_STATE, passed)));
  }
  expect(checkpoints.at(-1)?.['entries']).toBe(all.length);

  auditFlows(path, all);
  auditTallies(path);
  for (const { balance } of rowsOf(path, BALANCES)) expect(balance).toBeGreaterThanOrEqual(0);
  return state;
}

/** The balance after each day if nothing ever expired. The real balance is never higher. */
const BALANCES = 'SELECT sum(connects) OVER (ORDER BY "on") AS balance FROM transactions';

/** Expects the proposals of each day to be added up. */
function auditTallies(path: string): void {
  const sums = new Map<string, number[]>();
  for (const row of rowsOf(path, 'SELECT * FROM proposals')) {
    const key = JSON.stringify([
      ...[row['on'], row['invited'], row['boosted'], row['cost_unknown']],
      ...[row['tags'] === '[]' ? 0 : 1, row['reply_days']],
    ]);
    const reached = Number(row['reached']);
    const [isHired, value] = [reached >= 4, row['value_cents']];
    const one = [
      ...[1, reached >= 1, reached >= 2, reached >= 3, isHired, row['open']],
      ...[row['status'] === 'sent' && row['seen_on'] === null, row['spent'], row['credits'], row['refunded']],
      ...[row['bought'], row['unpriced'], row['micro_cents'], isHired ? value : 0],
      ...[isHired && value !== null, isHired && value === null],
    ].map(Number);
    const before = sums.get(key);
    sums.set(key, before ? before.map((sum, i) => sum + (one[i] ?? 0)) : one);
  }
  const stored = rowsOf(path, 'SELECT * FROM tallies').map((row) => {
    const values = Object.values(row);
    return [JSON.stringify(values.slice(0, 6)), values.slice(6)] as const;
  });
  expect(new Map(stored)).toEqual(sums);
  expect(stored.length).toBe(sums.size);
}

/** Expects what moved on each day, and what expired, to be what a fold of all entries meets. */
function auditFlows(path: string, all: readonly Entry[]): void {
  const lapsed = new Map<string, number>();
  let at = '';
  const running = startReplay(EMPTY_STATE, {
    lapsed: ({ expiresOn, left }) => lapsed.set(`${at} ${expiresOn}`, (lapsed.get(`${at} ${expiresOn}`) ?? 0) + left),
  });
  const moved = new Map<string, [connects: number, cents: number, transactions: number]>();
  for (const entry of all) {
    at = String(entry.seq);
    running.step(entry);
    if (entry.type === 'fact') continue;
    const { id, on, kind, edition, connects, cents, label } = entry;
    const isAlone = (kind === 'boost' || kind === 'boost-refund') && label.includes('accepted your bid');
    const key = JSON.stringify([on, kind, edition, Math.sign(connects), cents === null, isAlone ? id : null]);
    const [sum, paid, count] = moved.get(key) ?? [0, 0, 0];
    moved.set(key, [sum + connects, paid + (cents ?? 0), count + 1]);
  }
  const flows = rowsOf(path, 'SELECT * FROM flows').map((row) => [
    JSON.stringify([
      ...[row['on'], row['kind'], row['edition'], Math.sign(Number(row['connects']))],
      ...[row['cents'] === null, row['transaction']],
    ]),
    [row['connects'], row['cents'] ?? 0, row['transactions']],
  ]);
  expect(new Map(flows as [string, [number, number, number]][])).toEqual(moved);
  expect(flows.length).toBe(moved.size);
  const stored = rowsOf(path, 'SELECT * FROM lapses').map((row) => [
    `${row['seq']} ${row['lapsed_on']}`,
    row['connects'],
  ]);
  expect(new Map(stored as [string, number][])).toEqual(lapsed);
}
