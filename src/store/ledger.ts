/** The port: what the rest of the program may ask of a store. Nothing outside this folder knows what is behind it. */
import type { Day } from '../rules/calendar.ts';
import type { Conflict, Side } from '../rules/conflict.ts';
import type { CopiedCommand } from '../rules/copied.ts';
import type { Decision } from '../rules/decide/decision.ts';
import type { Problem } from '../rules/problem.ts';
import type { Rulebook } from '../rules/rulebook.ts';
import type { Proposal, State } from '../rules/state.ts';
import type { Line, OpenGrant, Story } from '../rules/statement.ts';
import type { Asked, Cell } from '../rules/tally.ts';
import type { Place, Timeline } from '../rules/timeline.ts';
import type { Entry } from '../rules/transaction.ts';
import type { Kind } from '../rules/vocabulary/kinds.ts';
import type { Bought } from './read.ts';

/** A decision to be run under the write lock. */
export interface Task {
  /** The command as it will be kept, for `undo` to say what it reverses. */
  readonly name: string;
  readonly body: unknown;
  /** The day as of which balances are told. */
  readonly today: Day;
  /** It can open the account where there is none. */
  readonly opens: boolean;
  /** Decide and tell, but leave the file as it is. */
  readonly dryRun: boolean;
  /** Whether the lines of what was written are asked for: an import may bring many. */
  readonly tells: boolean;
  /** Told what is done next, for a person who waits. */
  readonly doing?: (what: Doing) => void;
  /** Proposals that the decision will look up. */
  readonly asks: { readonly proposal: number | null; readonly key: string | null };
  place(state: State, rulebooks: ReadonlyMap<string, Rulebook>): Place;
  decide(timeline: Timeline): Decision;
}

/** In this order. */
export type Doing = 'deciding' | 'recording' | 'replaying';

/** What was written. Balances are those of `today`. */
export interface Written {
  /** Empty unless the task asks for them. */
  readonly rows: readonly Line[];
  readonly before: number;
  readonly after: number;
  /** The state at the end of the ledger. */
  readonly state: State;
}

export type Accepted = Extract<Decision, { refusal: null }>;
export type Refusing = Extract<Decision, { refusal: object }>;

/** The command that `undo` or `redo` turned, as it was kept. */
export interface Turned extends Written {
  readonly name: string;
  readonly body: unknown;
}

/** What came of taking in a copy; only where it is `joined` is anything kept. */
export type Joined =
  /** The copy was opened by another command. */
  | { readonly outcome: 'other-account' }
  | { readonly outcome: 'unreadable'; readonly problem: 'names-nothing' | 'contradicts-itself' }
  | { readonly outcome: 'conflicts'; readonly conflicts: readonly Conflict[] }
  | {
      readonly outcome: 'joined';
      readonly commands: { readonly read: number; readonly new: number };
      /** How many came with them. */
      readonly transactions: number;
      /** Commands taken back to settle what disagreed. */
      readonly reversed: number;
      /** Empty unless asked for. */
      readonly rows: readonly Line[];
      readonly before: number;
      readonly after: number;
      /** In force today, once they are joined. */
      readonly rulebook: Rulebook | null;
    };

export interface Ledger {
  readonly path: string;
  /** The state at the end of a day, with these proposals as they were then, or null before an account is opened. */
  stateOn(day: Day, proposals?: readonly number[]): Promise<State | null>;
  /** The user's own editions after the built-in ones. */
  rulebooks(): Promise<ReadonlyMap<string, Rulebook>>;
  /** Runs a decision and keeps what it says, all of it or nothing. */
  write(task: Task): Promise<(Written & { readonly decision: Accepted }) | { readonly decision: Refusing }>;
  /** Reverses the last command that is live, or brings back the last one reversed; null: there is none. */
  turn(way: 'undo' | 'redo', how: { readonly today: Day; readonly dryRun: boolean }): Promise<Turned | null>;
  /** The statement, newest first, with its expiries up to `until`. */
  history(which: { since: Day | null; until: Day; kind: Kind | null; limit: number | null }): Promise<readonly Line[]>;
  /** The whole ledger as commands that another copy can take in. */
  copy(): Promise<readonly CopiedCommand[]>;
  /** Takes in another copy of the same account: whole, or with conflicts and nothing preferred not at all. */
  join(
    copy: readonly CopiedCommand[],
    how: { readonly prefer: Side | null; readonly today: Day; readonly dryRun: boolean; readonly tells: boolean },
  ): Promise<Joined>;
  /** All that is live, in order. */
  entries(): Promise<readonly Entry[]>;
  /** Purchases that count, in order, each with the command that recorded it as it was kept. */
  purchases(): Promise<readonly Bought[]>;
  /** Proposals, newest first. */
  proposals(which: { status: string | null; tag: string | null }): Promise<readonly Proposal[]>;
  /** What proposals came to, added up by group. */
  figures(asked: Asked): Promise<readonly Cell[]>;
  proposal(id: number): Promise<Proposal | null>;
  /** Everything recorded of one proposal, oldest first. */
  story(id: number): Promise<Story>;
  /** The state's open grants with their origin, in the order they will be spent. */
  grants(state: State, day: Day): Promise<readonly OpenGrant[]>;
  /** Goes over the whole ledger, and changes nothing. */
  check(): Promise<readonly Problem[]>;
  /** Makes all that is derived anew from the record. */
  repair(): Promise<void>;
  close(): void;
}
