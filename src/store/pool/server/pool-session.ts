/** A connection to a server for one call of the program, made again where it was lost. */
import type { PoolAddress } from '../../../parse/pool-url.ts';
import { connectPool, type PoolConnection, type PoolPatience } from './pool-connection.ts';

/** A connection that is made anew when it was lost. */
export interface PoolSession {
  readonly address: PoolAddress;
  /** The connection, made now if there is none. */
  connected(): Promise<PoolConnection>;
  /** Forgets the connection, which has ended or is of no use any more. */
  drop(): void;
}

export function poolSession(address: PoolAddress, patience: PoolPatience): PoolSession {
  let connection: PoolConnection | null = null;
  return {
    address,
    connected: async () => {
      connection ??= await connectPool(address, patience);
      return connection;
    },
    drop: () => {
      connection?.close();
      connection = null;
    },
  };
}
