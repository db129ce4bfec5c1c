/**
 * The port to the ledger: everything the program asks of it. It knows nothing of the engine behind it. Long because
 * each question is described where it stands.
 */

import type { CheckProblem } from '../rules/answers/check-problem.ts';
import type { MergeConflict, MergeSide } from '../rules/answers/conflict.ts';
import type { Command } from '../rules/command/command.ts';
import type { CopiedCommand } from '../rules/command/copied-command.ts';
import type { LoggedCommand } from '../rules/command/logged-command.ts';
import type { Decision } from '../rules/decide/decision.ts';
import type { ConnectsMove } from '../rules/past/connects-move.ts';
import type { DayFlows } from '../rules/past/day-flows.ts';
import type { OpenGrant, ProposalHistory, StatementLine } from '../rules/past/statement.ts';
import type { Timeline } from '../rules/past/timeline.ts';
import type { ProposalTexts, SoughtTexts } from '../rules/proposals/proposal-name.ts';
import type { WaitingProposals } from '../rules/proposals/unanswered.ts';
import type { Rulebook } from '../rules/rulebook/rulebook.ts';
import type { ClientSums, StatsCell, StatsQuery } from '../rules/state/proposal-sums.ts';
import type { Proposal, State } from '../rules/state/state.ts';
import type { Day } from '../rules/values/calendar.ts';
import type { Kind } from '../rules/vocabulary/kinds.ts';
import type { Entry, Transaction } from '../rules/vocabulary/transaction.ts';

/** A command to decide and record, as one step that no other process can come between. */
export interface WriteRequest {
  readonly command: Command;
  /** The day for which balances are returned. */
  readonly today: Day;
  /** Decide, but record nothing. */
  readonly dryRun: boolean;
  /** Return the lines of what was written. An import may bring many. */
  readonly withLines: boolean;
  /** Called when a phase begins, for a person who waits. */
  readonly onPhase?: (phase: WritePhase) => void;
  decide(timeline: Timeline): Decision;
}

/** In this order. */
export type WritePhase = 'deciding' | 'recording' | 'replaying';

/** What was written. Balances are those of `today`. */
export interface WriteSummary {
  /** Empty unless the request asks for them. */
  readonly rows: readonly StatementLine[];
  readonly before: number;
  readonly after: number;
  /** The state at the end of the ledger. */
  readonly state: State;
}

export type AcceptedDecision = Extract<Decision, { refusal: null }>;
export type RefusedDecision = Extract<Decision, { refusal: object }>;

export type WriteResult =
  | (WriteSummary & { readonly decision: AcceptedDecision })
  | { readonly decision: RefusedDecision };

export interface TurnRequest {
  readonly way: 'undo' | 'redo';
  readonly today: Day;
  /** The number of the command to turn; null: the last one. */
  readonly command?: number | null;
  /** The last one of this member, or of nobody who is known; null: of anybody. */
  readonly own?: string | null;
}

/** The command that `undo` or `redo` turned, as it was recorded. */
export interface TurnResult extends WriteSummary {
  /** An undo of an undo brings the command back. */
  readonly way: 'undo' | 'redo';
  readonly name: string;
  readonly body: unknown;
  /** Who recorded it; null: nobody said so. */
  readonly member: string | null;
}

export interface MergeRequest {
  /** The copy that wins if the two disagree; null: then nothing is merged. */
  readonly prefer: MergeSide | null;
  readonly today: Day;
  /** Return the lines of what was written. */
  readonly withLines: boolean;
}

/** A command that gave way to the other copy. */
export interface SettledCommand {
  /** Its number here. */
  readonly command: number;
  readonly way: 'undo' | 'redo';
  /** As it was recorded, by any version of this program. */
  readonly body: unknown;
}

export interface RenumberedProposal {
  /** Its number in the other copy. */
  readonly there: number;
  readonly here: number;
}

/** Anything is recorded only if the outcome is `merged`. */
export type MergeResult =
  /** Another command opened the copy. */
  | { readonly outcome: 'other-account' }
  | { readonly outcome: 'unreadable'; readonly problem: 'names-nothing' | 'contradicts-itself' }
  | { readonly outcome: 'conflicts'; readonly conflicts: readonly MergeConflict[] }
  | {
      readonly outcome: 'merged';
      readonly commands: { readonly read: number; readonly new: number };
      /** How many transactions the new commands brought. */
      readonly transactions: number;
      /** The commands that were undone, or brought back, to settle conflicts. */
      readonly settled: readonly SettledCommand[];
      /** What the two copies disagreed on. */
      readonly conflicts: readonly MergeConflict[];
      /** The proposals by number, where commands were undone. */
      readonly titles: ReadonlyMap<number, { readonly title: string | null }>;
      /** How many were undone because both copies had marked the same outcome. */
      readonly repeated: number;
      /** New proposals that have another number here than in the other copy. */
      readonly renumbered: readonly RenumberedProposal[];
      /** Empty unless asked for. */
      readonly rows: readonly StatementLine[];
      readonly before: number;
      readonly after: number;
      /** The rulebook in force today, after the merge. */
      readonly rulebook: Rulebook | null;
    };

/** A purchase with the command that recorded it, which any version of this program may have written. */
export interface RecordedPurchase {
  readonly transaction: Transaction;
  readonly command: unknown;
}

export interface ProposalFilter {
  readonly status: string | null;
  readonly tag: string | null;
  readonly on?: Day | null;
  /** Sent on that day or later. */
  readonly since?: Day;
  /** Only these; not together with `on`. */
  readonly ids?: readonly number[];
}

export interface AskedDays {
  /** Null: from the first day. */
  readonly since: Day | null;
  readonly until: Day;
}

export interface MovedDays {
  readonly since: Day;
  readonly until: Day;
}

export interface MovesTaker {
  take(move: ConnectsMove): void;
}

/** Begins a replay at the state before it. `refunded`: the only proposals that get something back in it. */
export type BeginMoves<Replay> = (past: State, refunded: ReadonlySet<number>) => Replay;

export interface WaitingQuery {
  /** Those sent up to this day are stale. */
  readonly last: Day;
  /** Return so many of the stale ones; null: all. */
  readonly limit: number | null;
}

export interface HistoryQuery {
  readonly since: Day | null;
  readonly until: Day;
  readonly kind: Kind | null;
  readonly limit: number | null;
}

export interface Ledger {
  readonly path: string;
  /** The state at the end of a day, with these proposals as they were then; null before an account is opened. */
  stateOn(day: Day, proposals?: readonly number[]): Promise<State | null>;
  /** The built-in editions, then the user's own. */
  rulebooks(): Promise<ReadonlyMap<string, Rulebook>>;
  /** Decides a command and records what was decided, all of it or nothing. */
  write(request: WriteRequest): Promise<WriteResult>;
  /** Undoes the last live command or the one named, or redoes the last undone one; null: there is none. */
  turn(request: TurnRequest & { readonly dryRun: boolean }): Promise<TurnResult | null>;
  /** The commands, newest first. */
  commands(limit: number | null): Promise<readonly LoggedCommand[]>;
  /** Who recorded anything, the one who did so last first. */
  members(): Promise<readonly string[]>;
  /** Who recorded each proposal, by its number, where somebody said so. */
  proposalMembers(): Promise<ReadonlyMap<number, string>>;
  /** The statement, newest first, with its expiries up to `until`. */
  history(query: HistoryQuery): Promise<readonly StatementLine[]>;
  /** The same in pages, so that the whole of it is never in memory; `show` says whether it wants more. */
  eachHistoryPage(query: HistoryQuery, show: (lines: readonly StatementLine[]) => Promise<boolean>): Promise<void>;
  /** How many transactions the statement of these days has, without its expiries. */
  countTransactions(query: Omit<HistoryQuery, 'limit'>): Promise<number>;
  /** The whole ledger as commands that another copy can take in. */
  copy(): Promise<readonly CopiedCommand[]>;
  /** Takes in another copy of the same account, whole or not at all. */
  merge(copy: readonly CopiedCommand[], request: MergeRequest & { readonly dryRun: boolean }): Promise<MergeResult>;
  /** All live entries, in order; `since`: only those of that day and later. */
  entries(since?: Day): Promise<readonly Entry[]>;
  /** The live ones that say what Upwork owes, in order: what a rule posted and no page has brought, bids, and what was compared. */
  owedEntries(): Promise<readonly Entry[]>;
  /** Replays the live transactions of these days in order, as far as they say how many Connects there are. */
  moves<Replay extends MovesTaker>(days: MovedDays, begin: BeginMoves<Replay>): Promise<Replay>;
  /** What moved over these days, added up. */
  flows(days: AskedDays): Promise<DayFlows>;
  /** Live purchases, in order. */
  purchases(): Promise<readonly RecordedPurchase[]>;
  /** Proposals, newest first; `on`: as they were at the end of that day. */
  proposals(which: ProposalFilter): Promise<readonly Proposal[]>;
  /** The same in pages. */
  eachProposalPage(which: ProposalFilter, show: (proposals: readonly Proposal[]) => Promise<boolean>): Promise<void>;
  /** The proposals without an answer, as of the last entry. */
  waiting(query: WaitingQuery): Promise<WaitingProposals>;
  /** Sums over the proposals of these days by client, one for each spelling, that of the earliest proposal first. */
  clients(days: AskedDays): Promise<readonly ClientSums[]>;
  /** Sums over proposals, by group. */
  proposalStats(query: StatsQuery): Promise<readonly StatsCell[]>;
  proposal(id: number): Promise<Proposal | null>;
  /** The texts of proposals, newest first; those that surely lack what is sought may be left out. */
  proposalTexts(sought: SoughtTexts): Promise<readonly ProposalTexts[]>;
  /** The number of the proposal that was sent last, which lists show first; 0: there is none. */
  lastProposal(): Promise<number>;
  /** All live entries of one proposal, oldest first. */
  story(id: number): Promise<ProposalHistory>;
  /** The state's open grants with their origin, in the order in which they will be spent. */
  grants(state: State, day: Day): Promise<readonly OpenGrant[]>;
  /** Looks for problems in the whole ledger, and changes nothing. */
  check(): Promise<readonly CheckProblem[]>;
  /** Rebuilds everything derived from the record. */
  repair(): Promise<void>;
  close(): void;
}
