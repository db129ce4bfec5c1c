/** Input of the doctor's report: the diagnosis of the ledger, and the machine that it was made on. */
import type { Day } from '../../rules/calendar.ts';
import type { LedgerDiagnosis } from '../../rules/diagnosis.ts';

/** Paths in it are short: the home folder reads `~`. */
export interface DoctorReport extends Omit<LedgerDiagnosis, 'sqlite'> {
  readonly versions: { readonly connects: string; readonly node: string; readonly sqlite: string; readonly os: string };
  readonly zone: string | null;
  readonly today: Day;
  /** This instant, UTC. */
  readonly now: string;
  readonly posix: boolean;
}
