/** What the doctor looked at, as its report and its faults are told from. */
import type { Day } from '../rules/calendar.ts';
import type { Problem } from '../rules/problem.ts';
import type { Refusal } from '../rules/refusal.ts';

export interface Stats {
  readonly path: string;
  readonly mode: number;
  readonly bytes: number;
}

export interface Listed {
  readonly path: string;
  readonly at: string;
  readonly reason: string;
  readonly day: string | null;
}

/** Paths in it are already short: the home folder reads `~`. */
export interface Report {
  readonly versions: { readonly connects: string; readonly node: string; readonly sqlite: string; readonly os: string };
  readonly zone: string | null;
  readonly today: Day;
  /** This instant, UTC. */
  readonly now: string;
  readonly posix: boolean;
  readonly ledger: string;
  readonly file: Stats | null;
  readonly folder: Stats | null;
  readonly contents: {
    readonly format: number;
    readonly journal: string;
    readonly synchronous: string;
    readonly transactions: number;
    readonly proposals: number;
    readonly recordedAt: string | null;
    /** The day on which it was last compared with Upwork. */
    readonly reconciled: string | null;
    readonly problems: readonly Problem[];
  } | null;
  readonly refusal: Refusal | null;
  /** Why nothing can be written, though it can be read. */
  readonly unwritable: Refusal | null;
  readonly interrupted: boolean;
  readonly leftovers: readonly string[];
  readonly data: string;
  /** How many accounts stand there; their names are nobody else's business. */
  readonly accounts: number;
  readonly backups: {
    readonly folder: string;
    readonly mode: number | null;
    /** Why they cannot be listed. */
    readonly refusal: Refusal | null;
    readonly list: readonly Listed[];
  };
}
