/** What a ledger shows, and what must hold of it after each step. */
import type { Machine } from './machine.ts';

export interface ShownRow {
  readonly id: number | null;
  readonly uid: string | null;
  readonly on: string;
  readonly kind: string;
  readonly connects: number;
  readonly balance: number;
  readonly expiresOn: string | null;
}

export interface LedgerView {
  /** Newest first, with every expiry that will ever be. */
  readonly rows: readonly ShownRow[];
  /** What other commands say of today; null: they were not asked. */
  readonly open: OpenToday | null;
}

export interface OpenToday {
  readonly today: string;
  readonly balance: number;
  readonly grants: readonly { readonly granted: number; readonly left: number; readonly expiresOn: string }[];
}

const NO_ACCOUNT: LedgerView = { rows: [], open: null };
/** Later than whatever was recorded can expire. */
const FAR = '2040-01-01';

/** A ledger as it shows itself; empty where there is no account. `today`: what is open then is asked too. */
export async function viewOf(machine: Machine, today: string | null): Promise<LedgerView> {
  const ask = async (words: readonly string[], on: string) => {
    const { code, stdout, stderr } = await machine.run([...words, '--json'], { today: on, zone: 0 });
    if (code === 4 && stderr.includes('"no-account"')) return null;
    if (code !== 0) throw new Error(`${words.join(' ')} fails:\n${stderr}`);
    return JSON.parse(stdout);
  };
  const history = (await ask(['history', '--all'], FAR)) as { transactions: ShownRow[] } | null;
  if (!history) return NO_ACCOUNT;
  const rows = history.transactions;
  if (today === null) return { rows, open: null };
  const { grants } = (await ask(['grants'], today)) as Pick<OpenToday, 'grants'>;
  const { balance } = (await ask(['balance'], today)) as Pick<OpenToday, 'balance'>;
  return { rows, open: { today, balance, grants } };
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

/** What is wrong with a ledger as it is; null: nothing. */
export function faultOf({ rows, open }: LedgerView): string | null {
  let before = 0;
  for (const row of rows.toReversed()) {
    if (row.balance !== before + row.connects) return `the balance after ${shown(row)} does not add up`;
    if (row.balance < 0) return `the balance after ${shown(row)} is below zero`;
    before = row.balance;
  }
  if (!open) return null;
  const { today, balance, grants } = open;
  const last = rows.find(({ on }) => on <= today)?.balance ?? 0;
  if (last !== balance) return `the history comes to ${last}, the balance is ${balance}`;
  const left = sumOf(grants.map((grant) => grant.left));
  if (left !== balance) return `${left} are open, the balance is ${balance}`;
  const odd = grants.find((grant) => grant.left <= 0 || grant.left > grant.granted);
  return odd ? `of a grant of ${odd.granted}, ${odd.left} are left` : null;
}

/** What a step changed that it may not; null: nothing. */
export function changeFault(before: LedgerView, after: LedgerView): string | null {
  const now = new Map(after.rows.map((row) => [row.uid, row]));
  const known = new Set(before.rows.map(({ uid }) => uid));
  for (const row of before.rows) {
    if (row.uid === null) continue;
    const same = now.get(row.uid);
    if (!same) return `${shown(row)} is gone`;
    if (shown(same) !== shown(row)) return `${shown(row)} has become ${shown(same)}`;
  }
  // Days before the first new line are what they were.
  const first = after.rows
    .filter(({ uid }) => uid !== null && !known.has(uid))
    .reduce((day, { on }) => (on < day ? on : day), '9999-12-31');
  const [was, is] = [dayEnds(before, first), dayEnds(after, first)];
  return was === is ? null : `days before ${first} have changed:\n${was}\n→\n${is}`;
}

/** Where a copy does not show the same ledger; null: it does. */
export function copyFault(of: LedgerView, copy: LedgerView): string | null {
  const lines = ({ rows }: LedgerView): readonly string[] =>
    rows.map((row) => `${row.uid} ${shown(row)} → ${row.balance}`);
  const [wanted, found] = [lines(of), lines(copy)];
  const at = wanted.findIndex((line, i) => line !== found[i]);
  if (at >= 0) return `${wanted[at]} is ${found[at] ?? 'gone'}`;
  return found.length === wanted.length ? null : `${found.length - wanted.length} lines are new`;
}

const shown = ({ id: _, balance: __, ...row }: ShownRow): string =>
  `${row.on} ${row.kind} ${row.connects}${row.expiresOn ? ` until ${row.expiresOn}` : ''}`;

/** The balance at the end of each day before that one. */
function dayEnds({ rows }: LedgerView, before: string): string {
  const ends = new Map<string, number>();
  for (const { on, balance } of rows.toReversed()) if (on < before) ends.set(on, balance);
  return [...ends].map(([on, balance]) => `${on} ${balance}`).join('\n');
}
