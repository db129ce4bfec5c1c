/** What a user should know about a command that was done, as data without text. `render/refusals/warning-sentences.ts` has the sentences. */
import type { Day } from '../values/calendar.ts';
import type { ClosingOutcome, ProposalStatus } from '../vocabulary/outcomes.ts';
import type { Refusal } from './refusal.ts';

export type Warning =
  /** The rulebook was overruled with `--force`. */
  | { readonly code: 'forced'; readonly rule: string; readonly edition: string }
  /** The rewards of seven days reached their cap; `room` is the first day on which another one fits. */
  | {
      readonly code: 'reward-capped';
      readonly granted: number;
      readonly cap: number;
      readonly days: number;
      readonly room: Day;
    }
  | { readonly code: 'reward-unpublished'; readonly edition: string; readonly what: string }
  | { readonly code: 'invitation-no-reward' }
  | { readonly code: 'invitation-free'; readonly given: number }
  | { readonly code: 'amount-differs'; readonly published: number; readonly given: number; readonly edition: string }
  /** Part of a refund belongs to grants that have expired. */
  | { readonly code: 'refund-expired'; readonly what: 'cost' | 'boost'; readonly lost: number; readonly of: number }
  | { readonly code: 'cut-limited'; readonly on: Day; readonly surplus: number; readonly cut: number }
  /** Renewals are already recorded after the day of a change of plan; `transactions`: those by the rules, not by Upwork. */
  | { readonly code: 'cycles-posted'; readonly days: readonly Day[]; readonly transactions: readonly number[] }
  /** With an entry for an earlier day, a recorded cut would be another, or a recorded refund would be more. */
  | {
      readonly code: 'cut-outdated';
      readonly on: Day;
      readonly recorded: number;
      readonly now: number;
      /** What that cycle posted. */
      readonly transactions: readonly number[];
    }
  | {
      readonly code: 'refund-outdated';
      readonly proposal: number;
      readonly on: Day;
      readonly recorded: number;
      readonly now: number;
    }
  /** The account is older than its edition, which judges that time as well; `editions`: those of that time. */
  | {
      readonly code: 'before-edition';
      readonly edition: string;
      readonly since: Day;
      readonly editions: readonly { readonly edition: string; readonly on: Day }[];
    }
  /** The hour of a proposal is not known, so there is no delay from the posting of its job; `isToday`: today is a fixed day. */
  | { readonly code: 'hour-unknown'; readonly on: Day; readonly isToday: boolean }
  | { readonly code: 'plan-alias'; readonly given: string }
  /** What was typed is not what the pasted page shows. */
  | {
      readonly code: 'paste-differs';
      readonly what: 'cost' | 'boost' | 'title' | 'job';
      readonly typed: string;
      readonly page: string;
    }
  | { readonly code: 'paste-untitled' }
  /** Rows went below zero: an adjustment adds what they lack. */
  | { readonly code: 'import-covered'; readonly connects: number }
  /** A sheet has another cost or boost for a proposal than is recorded. */
  | {
      readonly code: 'cost-differs';
      readonly proposal: number;
      readonly what: 'cost' | 'boost';
      readonly recorded: number;
      readonly sheet: number;
    }
  /** The history shows another boost in Connects than is recorded beside ad credits. `transaction`: that of the cost. */
  | {
      readonly code: 'credits-contradicted';
      readonly proposal: number;
      readonly title: string | null;
      readonly transaction: number;
      readonly recorded: number;
      readonly shown: number;
      readonly credits: number;
    }
  /** A sheet has another value for a proposal than is recorded, in US cents. */
  | { readonly code: 'value-differs'; readonly proposal: number; readonly recorded: number; readonly sheet: number }
  /** Hires of a sheet that earned nothing by it. */
  | { readonly code: 'value-zero'; readonly proposals: readonly number[] }
  /** The options for an opening were ignored, because the account is open. */
  | { readonly code: 'opening-unused' }
  | { readonly code: 'budget-unread'; readonly why: Refusal }
  /** Rows that the rulebook would have refused, or has other numbers for; the day and amount are those of the first. */
  | {
      readonly code: 'import-against-rules';
      readonly rule: RulebookMismatch;
      readonly rows: number;
      readonly edition: string;
      readonly on: Day;
      readonly connects: number;
      readonly title: string | null;
    }
  | { readonly code: 'import-differs'; readonly upwork: number; readonly ledger: number; readonly on: Day }
  /** Nothing of the page is in the ledger, and its balance is far from the ledger's. */
  | { readonly code: 'import-foreign'; readonly upwork: number; readonly ledger: number; readonly on: Day }
  /** No row of a Proposals page is in the ledger, although it has the days of these. */
  | { readonly code: 'proposals-foreign'; readonly rows: number; readonly since: Day; readonly until: Day }
  /** The page contradicts what was typed, which is kept. */
  | {
      readonly code: 'outcome-kept';
      readonly proposal: number;
      readonly title: string | null;
      readonly typed: ProposalStatus;
      readonly page: ProposalStatus;
    }
  /** Cycles that began and are not posted. */
  | { readonly code: 'cycles-due'; readonly cycles: number; readonly connects: number }
  | { readonly code: 'below'; readonly balance: number; readonly atLeast: number }
  | { readonly code: 'drift'; readonly drift: number }
  | { readonly code: 'check-failed'; readonly problems: number }
  /** The command is recorded, but the backup of the day could not be made. */
  | { readonly code: 'not-backed-up'; readonly why: Refusal }
  /** The balance of this account is left out of a list of all. */
  | { readonly code: 'account-unread'; readonly account: string; readonly why: Refusal }
  /** Nobody of this name recorded anything; `known` did. */
  | { readonly code: 'unknown-member'; readonly given: string; readonly known: readonly string[] }
  /** `latest` is an older backup than this one, which cannot be used. */
  | { readonly code: 'backup-skipped'; readonly path: string; readonly why: Refusal };

/** Why nothing, or this much, was given: said with every outcome, and no cause for alarm. */
export type OutcomeReason =
  | {
      readonly code: 'refunded';
      readonly status: ProposalStatus;
      readonly connects: number;
      readonly what: 'cost' | 'boost';
    }
  | { readonly code: 'no-refund'; readonly status: ClosingOutcome; readonly connects: number }
  /** A value counts once its proposal is hired. */
  | { readonly code: 'value-waits'; readonly proposal: number }
  /** Ad credits of a lost boost: only its Connects come back. */
  | { readonly code: 'credits-lost'; readonly credits: number; readonly isWhole: boolean }
  /** Ad credits of a voided boost: they are unspent with their proposal, and stay spent without it. `charge`: its transaction. */
  | { readonly code: 'credits-unspent'; readonly proposal: number; readonly credits: number }
  | {
      readonly code: 'credits-kept';
      readonly proposal: number;
      readonly credits: number;
      readonly charge: number | null;
    }
  | { readonly code: 'boost-stays'; readonly proposal: number; readonly connects: number }
  | { readonly code: 'rewarded'; readonly connects: number; readonly soFar: number; readonly cap: number | null };

/** The ways in which an imported row can contradict the rulebook. */
export type RulebookMismatch =
  | 'cost-out-of-range'
  | 'duplicate-key'
  | 'no-boost'
  | 'no-such-bundle'
  | 'amount-differs'
  | 'already-claimed'
  | 'reward-capped'
  | 'renewed-twice'
  | 'refund-of-hired'
  | 'no-refund';
