/** One use of a server: a connection that is let go whatever happens, with the patience of the call. */
import type { PoolAddress } from '../../../parse/pool-url.ts';
import type { StoreSession } from '../../session.ts';
import { type PoolPatience, type PoolSession, poolSession } from '../server/pool-session.ts';

export type ServerUse = Pick<StoreSession, 'env' | 'waiting' | 'reads'>;

/** A leader's failover was measured to take 18 to 23 seconds, which a write outlasts. A question may stand in a prompt. */
const PATIENCE = { write: 45_000, question: 5000 };

export const patienceOf = ({ env, waiting, reads = false }: ServerUse): PoolPatience => ({
  patience: env.serverPatience ?? PATIENCE[reads ? 'question' : 'write'],
  onWait: (why) => waiting?.(why),
  tries: () => env.startTries(),
});

export async function onServer<T>(
  address: PoolAddress,
  use: ServerUse,
  work: (server: PoolSession) => Promise<T>,
): Promise<T> {
  const server = poolSession(address, patienceOf(use));
  try {
    return await work(server);
  } finally {
    server.drop();
  }
}
