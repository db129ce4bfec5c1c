/** Input of the doctor's report: the diagnosis of the ledger, and the machine that it was made on. */

import type { LedgerDiagnosis } from '../../rules/answers/diagnosis.ts';
import type { Refusal } from '../../rules/answers/refusal.ts';
import type { ConfigKey } from '../../rules/answers/usage-fault.ts';
import type { Day } from '../../rules/values/calendar.ts';

/** Paths in it are short: the home folder reads `~`. */
export interface DoctorReport extends Omit<LedgerDiagnosis, 'sqlite'> {
  readonly versions: { readonly connects: string; readonly node: string; readonly sqlite: string; readonly os: string };
  readonly zone: string | null;
  readonly today: Day;
  /** This instant, UTC. */
  readonly now: string;
  readonly posix: boolean;
  /** The user's own `config.json`. */
  readonly config: {
    /** Null: its folder cannot be found. */
    readonly path: string | null;
    readonly exists: boolean;
    readonly isLeftOut: boolean;
    readonly keys: readonly ConfigKey[];
    /** Why it cannot be used. */
    readonly refusal: Refusal | null;
  };
}
