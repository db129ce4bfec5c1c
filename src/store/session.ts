/** What a call of the program tells the store: which ledger, what of the world it may use, and how to open it. */
import type { ProgramEnv } from '../env.ts';
import type { PoolAddress } from '../parse/pool-url.ts';
import type { Refusal } from '../rules/answers/refusal.ts';
import type { Day } from '../rules/values/calendar.ts';
import type { ProgramFolders } from './folders/backup-folder.ts';
import type { StampSource } from './record/append-command.ts';

/** Another process writes, or the server does not answer. */
export type WaitReason = 'writer' | 'server';

export interface StoreSession {
  /** What people know the ledger by: the path of its file, or the URL of a shared one without its password. */
  readonly db: string;
  /** Where the ledger is shared on a server; null: it is in a file of this machine. */
  readonly pool?: PoolAddress | null;
  /** Who records; null: nobody says so. */
  readonly member?: string | null;
  readonly env: StampSource & ProgramFolders & LockPatience & Pick<ProgramEnv, 'startTries' | 'serverPatience'>;
  /** Whether the call only reads: it soon gives up a server that is away, or a file that is locked. */
  readonly reads?: boolean;
  /** Called if something keeps this process waiting for long. */
  waiting?(why?: WaitReason): void;
  /** The user's own day, which gets one backup. */
  readonly today: Day;
  /** Called if the write is recorded, but the day's backup could not be made. */
  notBackedUp?(refusal: Refusal): Promise<void>;
}

export interface LockPatience {
  /** How long to wait for another process that writes, in milliseconds. */
  readonly lockPatience?: number;
}

export interface OpenOptions {
  /** Make the file if it is not there. */
  readonly create?: boolean;
  /** If the file is not there, use a ledger in memory. */
  readonly trial?: boolean;
  /** Open a file whose derived tables or indexes were changed, so that a check can report them. */
  readonly orChanged?: boolean;
  /** The caller makes a backup itself, so the day's backup waits for the next write. */
  readonly backedUp?: boolean;
}
