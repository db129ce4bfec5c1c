/** Opens a shared ledger for one call: connects, brings the mirror up to date, and closes both whatever happens. */

import type { PoolAddress } from '../../../parse/pool-url.ts';
import { Refused } from '../../../rules/answers/refusal.ts';
import type { Db } from '../../file/connection.ts';
import { IN_MEMORY, openConnection } from '../../file/open-file.ts';
import type { OpenOptions } from '../../session.ts';
import { type PoolSession, poolSession } from '../server/pool-session.ts';
import { closeMirror, forgetMirror, mirrorPath } from './mirror.ts';
import { isDamageOf, makeTables, refreshedMirror } from './pool-ledger.ts';
import { patienceOf, type ServerUse } from './server-use.ts';
import type { SharedOptions } from './shared-writes.ts';

/** A shared ledger that is open. */
export interface OpenPool {
  readonly session: PoolSession;
  /** The mirror, or an empty ledger in memory where only a trial is made. */
  readonly mirror: Db;
  readonly shared: SharedOptions;
  /** Called once the work cannot be done again: it has recorded or shown something. */
  done(): void;
}

/** A mirror that shows only now that it is damaged is made anew, and the work done again, unless something came of it. */
export async function withPool<T>(
  address: PoolAddress,
  use: ServerUse,
  options: OpenOptions,
  work: (pool: OpenPool) => Promise<T>,
): Promise<T> {
  let isDone = false;
  const done = (): void => {
    isDone = true;
  };
  const open = () => withPoolOnce(address, use, options, (pool) => work({ ...pool, done }));
  try {
    return await open();
  } catch (error) {
    const file = await mirrorPath(address, use.env);
    if (isDone || !isDamageOf(error, file)) throw error;
    forgetMirror(file);
    return await open();
  }
}

async function withPoolOnce<T>(
  address: PoolAddress,
  use: ServerUse,
  { create = false, trial = false }: OpenOptions,
  work: (pool: Omit<OpenPool, 'done'>) => Promise<T>,
): Promise<T> {
  const how = patienceOf(use);
  const session = poolSession(address, how);
  try {
    const file = await mirrorPath(address, use.env);
    const { mirror, isThere } = await refreshedMirror(session, file, { ...how, create: create || trial });
    try {
      if (!isThere && trial) {
        const empty = openConnection(IN_MEMORY);
        try {
          return await work({ session, mirror: empty, shared: { ...how, create: false } });
        } finally {
          empty.close();
        }
      }
      if (!isThere && !create) throw new Refused({ code: 'no-account', db: address.shown });
      if (!isThere) await makeTables(session);
      return await work({ session, mirror, shared: { ...how, create } });
    } finally {
      closeMirror(mirror);
    }
  } finally {
    session.drop();
  }
}
