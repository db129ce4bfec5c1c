/** What the doctor looked at, as its report and its faults are told from. */
import type { Day } from '../rules/calendar.ts';
import type { Problem } from '../rules/problem.ts';
import type { Refusal } from '../rules/refusal.ts';

export interface Stats {
  readonly path: string;
  readonly mode: number;
  readonly bytes: number;
}

/** Paths in it are already short: the home folder reads `~`. */
export interface Report {
  readonly versions: { readonly connects: string; readonly node: string; readonly sqlite: string; readonly os: string };
  readonly zone: string;
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
    readonly reconciled: { readonly on: string; readonly connects: number } | null;
    readonly problems: readonly Problem[];
  } | null;
  readonly refusal: Refusal | null;
  readonly interrupted: boolean;
  readonly leftovers: readonly string[];
  readonly data: string;
  readonly accounts: readonly string[];
  readonly backups: {
    readonly folder: string;
    readonly mode: number | null;
    readonly list: readonly { readonly path: string; readonly at: string; readonly reason: string }[];
  };
}
