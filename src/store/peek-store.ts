/** What can be known of a store without writing, waiting or a word to anybody: for a shell that completes a line. */
import { resolve } from 'node:path';
import type { Ledger } from './ledger.ts';
import type { knownValues } from './record/known-values.ts';
import type { StoreSession } from './session.ts';
import { sqliteLedger } from './sqlite-ledger.ts';

/** The names of accounts that are known without a word to anybody. */
export async function peekAccounts({ pool, env }: Pick<StoreSession, 'pool' | 'env'>): Promise<readonly string[]> {
  if (pool) return await (await import('./pool/mirror/mirror.ts')).mirroredAccounts(pool, env);
  const { accountFiles } = await import('./folders/account-files.ts');
  return (await accountFiles(env)).map(({ account }) => account);
}

/** What a ledger knows, as a shell offers it. */
export type KnownValues = Pick<Ledger, 'stateOn' | 'rulebooks' | 'commands' | 'members' | 'history'> &
  ReturnType<typeof knownValues>;

/** Reads what a ledger knows, without writing, waiting or a word to anybody. Rejects where that is impossible. */
export async function peekValues<T>(
  { db, pool, env }: Pick<StoreSession, 'db' | 'pool' | 'env'>,
  work: (values: KnownValues) => Promise<T>,
): Promise<T> {
  const { knownValues, openReadOnly } = await import('./record/known-values.ts');
  // Of a shared ledger, what this machine saw of it last.
  const file = pool ? await (await import('./pool/mirror/mirror.ts')).mirrorPath(pool, env) : resolve(db.trim());
  const connection = openReadOnly(file);
  try {
    const ledger = sqliteLedger(connection, { path: file, stamps: { now: () => '', uid: () => '' } });
    return await work({ ...ledger, ...knownValues(connection) });
  } finally {
    connection.close();
  }
}
