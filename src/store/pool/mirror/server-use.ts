/** One use of a server: a connection that is let go whatever happens, with the patience of the call. */
import type { PoolAddress } from '../../../parse/pool-url.ts';
import type { StoreSession } from '../../session.ts';
import type { PoolPatience } from '../server/pool-connection.ts';
import { type PoolSession, poolSession } from '../server/pool-session.ts';
import { serverRefusal } from '../server/server-errors.ts';

export type ServerUse = Pick<StoreSession, 'env' | 'waiting'>;

export const patienceOf = ({ env, waiting }: ServerUse): PoolPatience => ({
  patience: env.serverPatience,
  onWait: (why) => waiting?.(why),
  tries: () => env.startTries(),
});

/** A failure becomes the server's refusal. */
export async function onServer<T>(
  address: PoolAddress,
  use: ServerUse,
  work: (server: PoolSession, how: PoolPatience) => Promise<T>,
): Promise<T> {
  const how = patienceOf(use);
  const server = poolSession(address, how);
  try {
    return await work(server, how);
  } catch (error) {
    throw serverRefusal(error, address);
  } finally {
    server.drop();
  }
}
