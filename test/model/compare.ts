/** The answers of the model and of the program, in one form. */

import type { ModelDay } from './days.ts';
import type { Model, ModelAnswer } from './model.ts';

/** Runs the program with these words and `--json`. */
export type RunProgram = (
  words: readonly string[],
  today: ModelDay,
) => Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;

export async function programAnswer(run: RunProgram, words: readonly string[], today: ModelDay): Promise<ModelAnswer> {
  const { code, stdout, stderr } = await run([...words, '--json'], today);
  return { exit: code, error: stdout === '' ? (JSON.parse(stderr) as { error: { code: string } }).error.code : null };
}

export interface AccountView {
  readonly balance: number;
  readonly grants: readonly object[];
  readonly history: readonly object[];
}

export function modelView({ account }: Model, today: ModelDay): AccountView {
  const { lots, expiries } = account.replayed(today);
  const rows = account.rows.map(
    ({ id, command, on, kind, connects, expiresOn, proposal, cents, forced, reverses, replaces }) => ({
      ...{ id, command, on, kind, connects, expiresOn, proposal, cents, forced, reverses: reverses ?? replaces },
    }),
  );
  return {
    balance: account.balance(today),
    grants: lots.map(({ id, on, kind, granted, left, expiresOn }) => ({ id, on, kind, granted, left, expiresOn })),
    history: inOrder([...rows, ...expiries.map(({ on, connects }) => ({ id: null, on, kind: 'expiry', connects }))]),
  };
}

type Line = Readonly<Record<string, unknown>> & HistoryLine;

export async function programView(run: RunProgram, today: ModelDay): Promise<AccountView> {
  const ask = async <T>(...words: string[]): Promise<T> =>
    JSON.parse((await run([...words, '--json'], today)).stdout) as T;
  const { balance } = await ask<{ balance: number }>('balance');
  const { grants } = await ask<{ grants: Line[] }>('grants');
  const { transactions } = await ask<{ transactions: Line[] }>('history', '--all');
  return {
    balance,
    grants: grants.map(({ id, on, kind, granted, left, expiresOn }) => ({ id, on, kind, granted, left, expiresOn })),
    history: inOrder(
      transactions.map(({ id, command, on, kind, connects, expiresOn, proposal, cents, forced, reverses }) =>
        id === null
          ? { id, on, kind, connects }
          : { id, command, on, kind, connects, expiresOn, proposal, cents, forced, reverses },
      ),
    ),
  };
}

type HistoryLine = Readonly<Record<'id' | 'connects', unknown>> & { readonly on: string };

/** The rows by their ids, then the expiries by their days. */
function inOrder(rows: readonly HistoryLine[]): readonly object[] {
  const key = ({ id, on, connects }: HistoryLine): string =>
    id === null ? `z ${on} ${connects}` : String(id).padStart(6, '0');
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
