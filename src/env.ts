/** What a command may touch of the world, as one record that tests replace whole. No code here; the real one is `system/system.ts`. Long because it says what each part promises. */
import type { Day } from './rules/values/calendar.ts';

/** Every environment variable that the program reads itself. The manual says what each does, and the compiler asks for it. */
export type EnvVariable =
  | 'CONNECTS_DB'
  | 'CONNECTS_ACCOUNT'
  | 'CONNECTS_MEMBER'
  | 'CONNECTS_TODAY'
  | 'CONNECTS_RESERVE'
  | 'CONNECTS_BUDGET'
  | 'CONNECTS_PAGER'
  | 'CONNECTS_ACCESSIBLE'
  | 'CONNECTS_NO_INPUT'
  | 'CONNECTS_NO_CONFIG'
  | 'NO_COLOR'
  | 'FORCE_COLOR'
  | 'PAGER'
  | 'TERM'
  | 'CI'
  | 'TZ'
  | 'XDG_DATA_HOME'
  | 'XDG_STATE_HOME'
  | 'XDG_CACHE_HOME'
  | 'XDG_CONFIG_HOME';

/** Variables that Node and the search for folders read, and that a schedule passes on. */
export type SystemVariable =
  | 'TZ'
  | 'XDG_DATA_HOME'
  | 'XDG_STATE_HOME'
  | 'XDG_CACHE_HOME'
  | 'XDG_CONFIG_HOME'
  | ServerVariable;

/** Read for a shared ledger, most by the driver itself; the password's own is not among them. */
export type ServerVariable =
  | 'PGHOST'
  | 'PGPORT'
  | 'PGUSER'
  | 'PGDATABASE'
  | 'PGPASSFILE'
  | 'PGSSLMODE'
  | 'PGSSLROOTCERT';

/** A stream that text goes to, and what is known of its other end. */
export interface OutputTarget {
  /** Text goes out as UTF-8, bytes as they are. */
  write(text: string | Uint8Array): void;
  /** Whether its reader went away: then nothing more need be made for it. */
  readonly isClosed?: boolean;
  readonly isTTY: boolean;
  /** Width of the terminal in columns; unlimited when there is none. */
  readonly columns: number;
  /** Height of the terminal in lines; unlimited when there is none. */
  readonly rows: number;
  /** Colours the terminal itself can show, as chalk counts them: 0 none, 1 sixteen, 2 256, 3 all. */
  readonly colorLevel: 0 | 1 | 2 | 3;
}

/** What Esc answers, where a terminal tells of it; without it Esc does nothing. */
interface EscapeAnswer {
  readonly onEscape?: string;
  /** The mark that it leaves behind its question; one step back where nothing else is said. */
  readonly escapeMark?: string;
}

/** How an answer that was given is shown behind its question. */
export interface ShownAnswer {
  readonly shownAnswer?: (answer: string) => string;
}

/** Questions to a person. Each rejects with `Interrupted` on Ctrl-C, and on Ctrl-D or whatever else ends the input. */
export interface AskPerson {
  input(
    question: EscapeAnswer &
      ShownAnswer & {
        message: string;
        default?: string;
        validate?: (text: string) => true | string | Promise<true | string>;
      },
  ): Promise<string>;
  select<T extends string>(
    question: {
      message: string;
      choices: readonly { value: T; name: string }[];
      default?: T;
      onEscape?: NoInfer<T>;
      escapeMark?: string;
    } & ShownAnswer,
  ): Promise<T>;
  /** Some of many choices, found by what is typed so far. */
  search(
    question: EscapeAnswer &
      ShownAnswer & {
        message: string;
        source: (typed: string) => readonly { value: string; name: string }[];
      },
  ): Promise<string>;
  confirm(question: ShownAnswer & { message: string; default: boolean }): Promise<boolean>;
  /** Takes what is pasted, up to Ctrl-D. Without any text, Ctrl-D ends the question as elsewhere. */
  paste(question: { message: string }): Promise<string>;
  /** Where the screen can be redrawn: marks this place; the returned function clears all that came after it. */
  place?(): () => void;
}

/** A bar that shows how far a long task has come. */
export interface ProgressBar {
  /** `share`: from 0 to 1. */
  show(share: number, doing: string): void;
  /** Leaves no trace of it. */
  end(): void;
}

/** How long something has been tried for. */
export interface RetryClock {
  /** Milliseconds since the first try. */
  passed(): number;
  /** Waits before the next try: for a moment that differs from process to process, and longer with each try. */
  pause(): Promise<void>;
}

/** What was read of a file or a stream. */
export interface InputBytes {
  /** All of it, or only its beginning where it is longer than was asked for. */
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
}

export interface ProgramEnv {
  readonly vars: Readonly<Partial<Record<EnvVariable | SystemVariable, string | undefined>>>;
  /** The person has already said that Upwork charged what the ledger cannot afford. */
  readonly isCharged?: boolean;
  /** Today as the user's calendar has it. */
  today(): Day;
  /** This instant in UTC, ISO 8601; later than the given one, if only by a little, should the clock have been set back. */
  now(after?: string): string;
  /** The instant in UTC, ISO 8601, at which the program was started. */
  readonly startedAt: string;
  /** What the user's clock showed at an instant, as `2026-11-27T18:05`. */
  localTime(instant: string): string;
  /** The instant in UTC, ISO 8601, so long before a time with a zone or on the user's clock; null: it cannot be read. */
  instantOf(time: string, minutesEarlier?: number): string | null;
  /** How long to wait for another process that writes to the ledger, in milliseconds; half a minute if it is not given. */
  readonly lockPatience?: number;
  /** The name by which the system knows the user; null: it knows none. */
  userName(): string | null;
  /** How long to wait for a server that is away, in milliseconds; three quarters of a minute if it is not given. */
  readonly serverPatience?: number;
  /** A fresh UUIDv7. */
  uid(): string;
  /** Begins to count tries of something that others may be in the way of. */
  startTries(): RetryClock;
  /** `bytes` stops reading where there are more than `most`. */
  readonly stdin: { readonly isTTY: boolean; bytes(most: number): Promise<InputBytes> };
  /** The text in the clipboard; rejects where it cannot be read. */
  clipboard(): Promise<string>;
  readonly stdout: OutputTarget;
  readonly stderr: OutputTarget;
  /** The platform's folder for data of this program. */
  dataFolder(): Promise<string>;
  /** The platform's folder for what may be lost without harm, such as old copies. */
  stateFolder(): Promise<string>;
  /** The platform's folder for what the user sets on this computer. */
  configFolder(): Promise<string>;
  /** What a report of a fault must say of the machine. `posix`: files have an owner and a mode. `program`: how this is started. */
  machine(): {
    readonly program: readonly string[];
    readonly node: string;
    readonly os: string;
    readonly home: string;
    readonly zone: string | null;
    readonly posix: boolean;
  };
  /** Called before much is read that is needed once only: memory matters more than time from now on. */
  spareMemory?(): void;
  /** A path as it was typed, made absolute; `~` is the home folder. Whatever else takes a path takes it so. */
  fullPath(path: string): string;
  /** The text of a file at once, or null where there is none; throws Node's error. */
  readIfThere(path: string): string | null;
  /** The bytes of a file and the day it was last written; it stops where there are more than `most`. Rejects with Node's error. */
  readBytes(path: string, most: number): Promise<InputBytes & { readonly utcDay: Day }>;
  /** Puts a text, or bytes, in place as a file for its owner alone, whole or not at all; rejects with Node's error. */
  writeText(path: string, text: string | Iterable<Uint8Array>): Promise<void>;
  /** Shows a file in the user's browser; rejects where that cannot be started. */
  browse(file: string): Promise<void>;
  /** Loads the prompts, in colour or without, drawn or line by line; only called where a person can answer. */
  ask(inColor: boolean, isPlain: boolean): Promise<AskPerson>;
  /** Shows a text in a pager, by that command line, or by `less`. False: it could not, and the text is still to be shown. */
  page(command: string | null, text: string): boolean;
  /** Draws a bar on stderr; only called where it is a terminal. */
  bar(): Promise<ProgressBar>;
}

/** A person would not answer a prompt: Ctrl-C, or the input ended. */
export class PromptInterrupted extends Error {
  /** Whether the person has read what came of it. */
  readonly isTold: boolean;

  constructor(isTold = false) {
    super();
    this.isTold = isTold;
  }
}
