/** The result of a diagnosis of the ledger and its backups, as data without text. */
import type { Day } from '../values/calendar.ts';
import type { CheckProblem } from './check-problem.ts';
import type { Refusal } from './refusal.ts';

/** `manual`: the user asked for it; `damaged`: a restore could not read the ledger that it replaced. */
export const BACKUP_REASONS = [
  'daily',
  'manual',
  'migration',
  'import',
  'merge',
  'repair',
  'restore',
  'damaged',
  'removal',
] as const;
export type BackupReason = (typeof BACKUP_REASONS)[number];

export interface ListedBackup {
  readonly path: string;
  /** The machine's clock when it was made; UTC, ISO 8601. */
  readonly at: string;
  readonly reason: BackupReason;
  /** The user's own day that a daily backup is of; null for others. */
  readonly day: Day | null;
  /** Counts up in the order in which backups were made, whatever the clock said. */
  readonly nth: number;
}

export interface FileStats {
  readonly path: string;
  /** The permission bits. */
  readonly mode: number;
  readonly bytes: number;
}

/** The readable contents of the file. */
export interface LedgerContents {
  readonly format: number;
  readonly journal: string;
  readonly synchronous: string;
  readonly transactions: number;
  readonly proposals: number;
  /** When the last command was recorded, UTC. */
  readonly recordedAt: string | null;
  /** The day on which it was last compared with Upwork. */
  readonly reconciled: string | null;
  readonly problems: readonly CheckProblem[];
}

/** The server of a shared ledger, as far as it answers. */
export interface ServerDiagnosis {
  readonly account: string;
  readonly version: string | null;
  /** The host that takes writes, of those in the URL. */
  readonly host: string | null;
  readonly roundTripMs: number | null;
  /** The format of the tables; null: there are none yet. */
  readonly format: number | null;
  /** The number of the account's last command there. */
  readonly commands: number | null;
  /** The number of the last command that the mirror on this machine has now. */
  readonly mirrored: number | null;
}

export interface LedgerDiagnosis {
  /** The engine's version. */
  readonly sqlite: string;
  /** Its file, or the URL of a shared one without the password. */
  readonly ledger: string;
  /** Null: the ledger is in a file. Else what is said of a file is said of the mirror. */
  readonly server: ServerDiagnosis | null;
  /** Null: it is not there. */
  readonly file: FileStats | null;
  readonly folder: FileStats | null;
  readonly contents: LedgerContents | null;
  /** Why the contents cannot be read. */
  readonly refusal: Refusal | null;
  /** Why nothing can be written, although it can be read. */
  readonly unwritable: Refusal | null;
  /** Whether a write was cut off and must be rolled back. */
  readonly interrupted: boolean;
  /** Files that interrupted copies left beside the ledger. */
  readonly leftovers: readonly string[];
  /** Ledgers beside it that a program which keeps folders in step named after it, because two machines wrote. */
  readonly conflicts: readonly string[];
  readonly data: string;
  /** The number of accounts in the data folder. Their names are private. */
  readonly accounts: number;
  /** When `renew` last ran and did not fail, UTC; null: nobody knows of a time. */
  readonly renewedAt: string | null;
  readonly backups: {
    readonly folder: string;
    readonly mode: number | null;
    /** Why they cannot be listed. */
    readonly refusal: Refusal | null;
    readonly list: readonly ListedBackup[];
  };
}
