/** A connection to a server for one call of the program, and the one loop that tries again what may succeed in a moment. */
import type { RetryClock } from '../../../env.ts';
import type { PoolAddress } from '../../../parse/pool-url.ts';
import type { WaitReason } from '../../session.ts';
import { connectPool, type PoolConnection } from './pool-connection.ts';
import { isConnectionLost, mayPass, serverRefusal } from './server-errors.ts';

export interface PoolPatience {
  /** How long to try, in milliseconds. */
  readonly patience: number;
  /** Called once if that takes long. */
  readonly onWait?: ((why?: WaitReason) => void) | undefined;
  readonly tries: () => RetryClock;
}

const SOON = 2000;

export interface PoolSession {
  readonly address: PoolAddress;
  /**
   * Does work on the connection, which is made if there is none. Where it was lost, or others were in the way, all of the
   * work is done again. What fails for good is the server's refusal.
   */
  persist<T>(work: (connection: PoolConnection) => Promise<T>): Promise<T>;
  /** Ends the transaction that is open, if there is any. */
  rollBack(): Promise<void>;
  /** Forgets the connection, which has ended or is of no use any more. */
  drop(): void;
}

export function poolSession(address: PoolAddress, { patience, onWait, tries }: PoolPatience): PoolSession {
  let connection: PoolConnection | null = null;
  const drop = (): void => {
    connection?.close();
    connection = null;
  };
  const rollBack = async (): Promise<void> => {
    try {
      await connection?.run([['ROLLBACK']]);
    } catch {
      drop();
    }
  };
  return {
    address,
    drop,
    rollBack,
    persist: async (work) => {
      const clock = tries();
      let hasWarned = false;
      for (;;) {
        try {
          connection ??= await connectPool(address, patience);
          return await work(connection);
        } catch (error) {
          if (isConnectionLost(error)) drop();
          else await rollBack();
          const waited = clock.passed();
          if (!mayPass(error) || waited > patience) throw serverRefusal(error, address);
          if (!hasWarned && waited > SOON) onWait?.(isConnectionLost(error) ? 'server' : 'writer');
          hasWarned ||= waited > SOON;
          await clock.pause();
        }
      }
    },
  };
}
