/** What every command that only looks begins with: the ledger, and its state as of today. */
import type { Call } from '../call.ts';
import { Refused } from '../rules/refusal.ts';
import type { State } from '../rules/state.ts';
import type { Ledger } from '../store/ledger.ts';
import { withLedger } from '../store/open-store.ts';

export interface OpenLedger {
  readonly call: Call;
  readonly ledger: Ledger;
  readonly state: State;
}

export const look = <T>(call: Call, work: (looked: OpenLedger) => Promise<T>): Promise<T> =>
  withLedger(call, {}, async (ledger) => {
    const state = await ledger.stateOn(call.today);
    if (!state) throw new Refused({ code: 'no-account', db: call.db });
    return work({ call, ledger, state });
  });
