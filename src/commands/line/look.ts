/** How commander calls a command's own work, and what every command that only looks begins with: the ledger, and its state as of today. */
import type { ProgramCall } from '../../call.ts';
import { Refused } from '../../rules/answers/refusal.ts';
import { EMPTY_STATE, type State } from '../../rules/state/state.ts';
import type { Day } from '../../rules/values/calendar.ts';
import type { Ledger } from '../../store/ledger.ts';
import { withLedger } from '../../store/open-store.ts';

export interface OpenLedger {
  readonly call: ProgramCall;
  readonly ledger: Ledger;
  readonly state: State;
}

export const lookAt = <T>(call: ProgramCall, work: (looked: OpenLedger) => Promise<T>): Promise<T> =>
  withLedger(call, {}, async (ledger) => {
    const state = await ledger.stateOn(call.today);
    // As of a day before the opening there was nothing, but there is an account.
    if (!state && !(await ledger.stateOn(END_OF_TIME))) throw new Refused({ code: 'no-account', db: call.db });
    return work({ call, ledger, state: state ?? EMPTY_STATE });
  });

const END_OF_TIME = '9999-12-31' as Day;

/** What a command answers: its exit code, or nothing for 0. */
type Answer = Promise<number> | Promise<void>;

/** Runs work with the call, and with the arguments and options that commander read. */
export type RunAction = <Given extends unknown[]>(
  work: (call: ProgramCall, ...given: Given) => Answer,
) => (...given: Given) => Promise<void>;

/** The same for a command that only looks: it gets the ledger and its state as well. */
export type RunLooking = <Given extends unknown[]>(
  work: (looked: OpenLedger, ...given: Given) => Answer,
) => (...given: Given) => Promise<void>;

export const lookWith =
  (run: RunAction): RunLooking =>
  (work) =>
    run(async (call, ...given) => (await lookAt(call, async (looked) => work(looked, ...given))) ?? 0);

/** Whether a command only reads: one that records can be tried first, and then it reads. `given`: what its work is called with. */
export function onlyReads(given: readonly unknown[]): boolean {
  const [{ dryRun = false }, { options }] = given.slice(-2) as [{ readonly dryRun?: boolean }, TakenOptions];
  return dryRun || !options.some(({ long, hidden }) => long === '--dry-run' && !hidden);
}

interface TakenOptions {
  readonly options: readonly { readonly long?: string; readonly hidden: boolean }[];
}
