/** The port to everything that keeps a ledger safe: backups, restore, diagnosis, copies. It knows nothing of the engine behind it. */

import type { BackupReason, LedgerDiagnosis, ListedBackup } from '../rules/answers/diagnosis.ts';
import type { CopiedCommand } from '../rules/command/copied-command.ts';
import type { Day } from '../rules/values/calendar.ts';

export interface BackupMade {
  readonly path: string;
  readonly bytes: number;
  readonly transactions: number;
}

/** What a ledger holds, to compare it with another copy. */
export interface LedgerSummary {
  /** The uid of the command that opened the account: the same in every copy of it. */
  readonly account: string | null;
  readonly balance: number;
  /** When the last command was recorded, UTC. */
  readonly recordedAt: string | null;
  /** The uids of all transactions, and of the live proposals. */
  readonly transactions: ReadonlySet<string>;
  readonly proposals: ReadonlySet<string>;
}

/** What is in the ledger's place. */
export type PresentState = 'sound' | 'missing' | 'damaged' | 'newer' | 'older';

/** A backup that is ready to restore. The caller must call one of `apply` and `abandon`. */
export interface PendingRestore {
  readonly source: string;
  readonly then: LedgerSummary;
  /** Null if the present file is missing or cannot be read. */
  readonly now: LedgerSummary | null;
  readonly present: PresentState;
  /** Whether both are of one account; null if that is unknown. */
  readonly sameAccount: boolean | null;
  /**
   * Puts the backup in place, unless the ledger has changed since. Returns the copy kept of the ledger. `send`: called while
   * nobody else can write, with the backup as it will be.
   */
  apply(send?: (restored: string) => Promise<void>): Promise<string | null>;
  abandon(): void;
}

export interface Vault {
  /** Copies the ledger to the backup folder, because the user asked for it; null: there is nothing to copy. */
  backUp(): Promise<BackupMade | null>;
  /** Copies the ledger to a file that the user named. It replaces a file there only with `over`. */
  backUpTo(file: string, over: boolean): Promise<BackupMade | null>;
  /**
   * Does work that changes much at once, with a backup made before it. The backup is removed if the work fails or
   * changes nothing; only one that stays may push out an older one.
   */
  withBackup<T>(
    reason: BackupReason,
    work: (made: BackupMade | null) => T | Promise<T>,
    hasChanged?: (result: T) => boolean,
  ): Promise<T>;
  /** The backups that `latest` may mean, newest first. */
  restorable(): Promise<{ readonly folder: string; readonly backups: readonly ListedBackup[] }>;
  prepareRestore(source: string, how: { readonly force: boolean; readonly today: Day }): Promise<PendingRestore>;
  /** Takes the ledger away. A copy stays in the backup folder; its path is returned. */
  remove(): Promise<string>;
  /**
   * Gives the ledger, its backups and what else is kept of it the name of another account, which must not be there. A trial
   * only finds out whether that is allowed.
   */
  rename(to: { readonly account: string; readonly db: string; readonly isTrial: boolean }): Promise<void>;
  /** Keeps when the monthly Connects were last looked for, so that `doctor` can say whether a scheduler really does it. */
  noteRenewal(at: string): Promise<void>;
  /** What can be said of the ledger and its backups, whatever their state. */
  diagnose(): Promise<LedgerDiagnosis>;
  /** All commands of another copy of a ledger, from its file, or from its bytes if it came through a pipe. */
  readCopy(file: string, bytes?: Uint8Array): Promise<readonly CopiedCommand[]>;
  /** Whether a path leads to this ledger, or to any ledger or backup. */
  kindOf(path: string): 'this-ledger' | 'any-ledger' | 'no-ledger';
}
