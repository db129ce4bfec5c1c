/**
 * Why something was not done, as data without text. `render/refusals/refusal-sentences.ts` has the sentences.
 * Long because it is one union of every code there is, each with what its sentence needs to know.
 */

import type { CheapestPurchase } from '../amounts/cheapest-purchase.ts';
import type { SpendingBudget } from '../command/settings.ts';
import type { DependentEntry } from '../past/dependents.ts';
import type { Plan } from '../rulebook/rulebook.ts';
import type { Proposal, PurseShortage } from '../state/state.ts';
import type { Day } from '../values/calendar.ts';
import type { Kind } from '../vocabulary/kinds.ts';
import type { Outcome, ProposalStatus } from '../vocabulary/outcomes.ts';
import type { MergeConflict } from './conflict.ts';
import type { UsageFault } from './usage-fault.ts';

export type Refusal =
  // Usage: what was typed cannot be read.
  | ({ readonly code: 'usage' } & UsageFault)
  | { readonly code: 'invalid-day'; readonly flag: string; readonly given: string }
  | { readonly code: 'invalid-day'; readonly given: Day; readonly before: 'opening' | 'proposal'; readonly first: Day }
  /** Joined later than on the first row of the history. */
  | { readonly code: 'invalid-day'; readonly given: Day; readonly before: null; readonly row: Day }
  | { readonly code: 'ambiguous-day'; readonly flag: string; readonly given: string }
  | { readonly code: 'future-day'; readonly flag: string; readonly given: string; readonly today: Day }
  | {
      readonly code: 'invalid-amount';
      readonly flag: string;
      readonly given: string;
      readonly expected:
        | 'connects'
        | 'connects-or-none'
        | 'ad-credits'
        | 'count'
        | 'percent'
        | 'tax'
        | 'money'
        | 'money-or-none'
        | 'days'
        | 'proposal'
        | 'transaction'
        | 'command'
        | 'part-of-boost'
        | 'budget'
        | 'monthly'
        | 'billing-day'
        | 'owners';
    }
  | {
      readonly code: 'file-exists';
      readonly path: string;
      /**
       * It is the ledger itself, which no output may overwrite, or a file that SQLite keeps beside it, and deletes; or
       * another account, or a link, which no output follows.
       */
      readonly is?: 'ledger' | 'beside-ledger' | 'account' | 'link';
    }
  // Refused by the rulebook or by the ledger.
  | {
      readonly code: 'insufficient-connects';
      readonly on: Day;
      readonly needed: number;
      readonly balance: number;
      readonly missing: number;
      /** The cheapest purchases that cover the missing Connects; null: nothing is on sale. */
      readonly cover: CheapestPurchase | null;
      /** The cheapest of one size and without a coupon: what scripts have always read. */
      readonly bundle: { readonly size: number; readonly count: number; readonly cents: number } | null;
      readonly nextCycle: { readonly on: Day; readonly connects: number } | null;
      /** Free Connects of cycles that began and are not posted: they cost nothing. */
      readonly due: { readonly cycles: number; readonly connects: number } | null;
      /** Upwork's balance, where it is known. */
      readonly observed?: number;
    }
  | {
      readonly code: 'cost-out-of-range';
      readonly edition: string;
      readonly given: number;
      readonly min: number;
      readonly max: number | null;
      readonly newest: string;
      /** The day it was sent. */
      readonly on: Day;
    }
  | {
      readonly code: 'below-reserve';
      readonly on: Day;
      readonly needed: number;
      readonly balance: number;
      readonly reserve: number;
      /** The reserve is that of this call, and not the ledger's own. */
      readonly overridden?: true;
    }
  | {
      readonly code: 'over-budget';
      readonly on: Day;
      readonly budget: SpendingBudget;
      /** The first day of the budget's week or month. */
      readonly from: Day;
      /** Connects or US cents, as the budget counts: already spent in that time, and now asked for. */
      readonly spent: number;
      readonly needed: number;
      /** The budget is that of this call, and not the ledger's own. */
      readonly overridden?: true;
    }
  | { readonly code: 'cost-out-of-range'; readonly edition: string; readonly boost: number }
  | {
      readonly code: 'no-such-bundle';
      readonly edition: string;
      readonly given: number;
      readonly sizes: readonly number[];
    }
  | { readonly code: 'already-claimed'; readonly what: string; readonly title: string | null; readonly on: Day | null }
  | { readonly code: 'amount-required'; readonly what: string; readonly title: string | null; readonly edition: string }
  | { readonly code: 'duplicate-key'; readonly key: string; readonly proposal: number; readonly on: Day }
  | {
      readonly code: 'invalid-transition';
      readonly proposal: number;
      readonly from: ProposalStatus;
      readonly to: Outcome;
      /** `later`: a later outcome is already recorded; `no-boost`: there is no bid to give back. */
      readonly why: 'same' | 'backwards' | 'ended' | 'later' | 'no-boost';
      readonly next: readonly Outcome[];
    }
  /** `given`: another word for the plan. */
  | { readonly code: 'invalid-transition'; readonly plan: Plan; readonly given?: string }
  | ({
      readonly code: 'overdraws-later';
      /** The first day of the ledger, where too little is there because it is before that day. */
      readonly opening?: Day;
      /** What the entry itself takes on that day, and what the day has for it, where it has less than that. */
      readonly needed?: number;
      readonly left?: number;
    } & PurseShortage)
  | { readonly code: 'no-ad-credits'; readonly edition: string; readonly by: 'earn' | 'apply' }
  | {
      readonly code: 'insufficient-ad-credits';
      readonly on: Day;
      readonly needed: number;
      readonly left: number;
      /** The day on which the next of them expire; null: there are none. */
      readonly expiresOn: Day | null;
    }
  /** Ad credits that were spent stay with their proposal and its day. */
  | {
      readonly code: 'credits-stay';
      readonly proposal: number;
      readonly credits: number;
      readonly why: 'boost' | 'day' | 'join' | 'other-boost';
      /** The proposal that it was to be joined with. */
      readonly with?: number;
    }
  /** `addedOn`: it was added after the day on which it was to be used. */
  | {
      readonly code: 'coupon-unknown';
      readonly given: string;
      readonly known: readonly string[];
      readonly on?: Day;
      readonly addedOn?: Day;
    }
  | { readonly code: 'coupon-used'; readonly given: string; readonly on: Day }
  | { readonly code: 'coupon-expired'; readonly given: string; readonly on: Day }
  | { readonly code: 'already-open'; readonly joined: Day }
  | { readonly code: 'nothing-to-import'; readonly file: string }
  | {
      readonly code: 'merge-conflict';
      readonly conflicts: readonly MergeConflict[];
      readonly file: string;
      /** The command that found them; only a merge can be asked which copy wins. */
      readonly by: 'merge' | 'import';
    }
  /** `lives`: the account of the server that the file is a copy of. */
  | {
      readonly code: 'other-account';
      readonly file: string;
      readonly to?: 'restore' | 'move';
      readonly lives?: string;
    }
  /** `ahead`: it has all that is to be moved there, and more. */
  | {
      readonly code: 'target-differs';
      readonly from: string;
      readonly target: string;
      readonly why: 'ahead' | 'differs';
    }
  | {
      readonly code: 'unreadable-file';
      readonly file: string;
      readonly problem: FileProblem;
      /** The line or row, counted from 1. */
      readonly line: number | null;
      /** More about it: a column's name, a path inside the line. */
      readonly detail: string;
      /** The columns of a table. */
      readonly columns?: readonly string[];
    }
  /** `opening`: the command or transaction that was named opened the account; `member`: of what this one recorded. */
  | { readonly code: 'nothing-to-undo'; readonly opening?: true; readonly member?: string }
  | {
      readonly code: 'depended-on';
      readonly of: 'command' | 'transaction' | 'proposal';
      readonly ids: readonly number[];
      readonly dependents: readonly DependentEntry[];
      /** The command was to be brought back. */
      readonly way?: 'redo';
    }
  | { readonly code: 'already-undone'; readonly of: 'command' | 'transaction'; readonly id: number }
  /** Two proposals that cannot be one. */
  | {
      readonly code: 'not-together';
      readonly proposals: readonly number[];
      readonly why: 'same' | 'both-imported' | 'other-jobs';
    }
  /** Each ended otherwise, in the order in which they were named. */
  | {
      readonly code: 'not-together';
      readonly proposals: readonly number[];
      readonly why: 'other-ends';
      readonly statuses: readonly ProposalStatus[];
    }
  | { readonly code: 'nothing-to-redo'; readonly member?: string }
  /** The account has owners, and the member is none of them; `lock-out`: would be none of the new ones. */
  | {
      readonly code: 'not-allowed';
      readonly act: OwnersAct;
      /** Null: nobody says who records. */
      readonly member: string | null;
      readonly owners: readonly string[];
    }
  // Not there.
  /** `is`: there is one, but of a kind that has no price. */
  | { readonly code: 'unknown-transaction'; readonly given: number; readonly last: number; readonly is?: Kind }
  | { readonly code: 'unknown-command'; readonly given: number; readonly last: number }
  /**
   * `saved`: there are backups of it; `page`: a page that cannot open an account was to be imported; `renamed`: the name
   * that the account has on its server by now; `others`: the accounts beside the one that is not there.
   */
  | {
      readonly code: 'no-account';
      readonly db: string;
      readonly saved?: true;
      readonly page?: 'proposals';
      readonly renamed?: string;
      readonly others?: readonly string[];
    }
  /** `given`: the number, `last`, or the text that fits no proposal. */
  | { readonly code: 'unknown-proposal'; readonly given: number | string; readonly last: number }
  /** A text that fits more than one. */
  | {
      readonly code: 'ambiguous-proposal';
      readonly given: string;
      readonly found: number;
      /** The newest of them. */
      readonly candidates: readonly ProposalCandidate[];
    }
  | { readonly code: 'unknown-edition'; readonly given: string; readonly known: readonly string[] }
  | {
      readonly code: 'no-such-file';
      readonly path: string;
      readonly problem: 'missing' | 'folder' | 'unreadable' | 'no-folder' | 'no-file' | 'no-backup' | 'no-sound-backup';
      /** The user can name this instead: `file`, a file to copy the ledger to; `output`, a file to write to. */
      readonly instead?: 'latest' | 'file' | 'output';
    }
  // Storage.
  | {
      readonly code:
        | 'storage-busy'
        | 'storage-full'
        | 'storage-corrupt'
        | 'storage-newer'
        | 'storage-readonly'
        | 'storage-unavailable';
      readonly db: string;
      readonly detail: string;
      /**
       * Where it is not the ledger's own file: a copy to be taken in, where backups stand, where the answer was to be
       * written, a file that a command makes, the database driver, which is no file of the user's, or a server, whose
       * URL is `db`, without password. `settling`: what was written is there, but the disk may lose it.
       * `recorded`: the entry is there, but what is read for the answer is damaged.
       */
      readonly of?: 'copy' | 'backups' | 'output' | 'target' | 'driver' | 'server' | 'settling' | 'recorded';
    }
  // A fault of the program itself.
  | { readonly code: 'internal'; readonly detail: string };

/** What only an owner does. `others`: undo what somebody else recorded; `turn`: undo what needed an owner. */
export type OwnersAct =
  | 'purchase'
  | 'price'
  | 'coupon'
  | 'adjustment'
  | 'void'
  | 'plan'
  | 'setting'
  | 'rules'
  | 'merge'
  | 'restore'
  | 'account'
  | 'others'
  | 'turn'
  | 'lock-out';

/** Why a file to be taken in cannot be. */
export type FileProblem =
  | 'empty'
  | 'binary'
  | 'too-large'
  | 'copy-too-large'
  | 'paste-too-large'
  | 'rulebook-too-large'
  | 'not-history'
  | 'no-saved-on'
  | 'missing-column'
  | 'unknown-columns'
  | 'nothing-readable'
  | 'not-a-copy'
  | 'newer'
  | 'not-json'
  | 'wrong-shape'
  | 'repeated'
  | 'no-opening'
  | 'two-openings'
  | 'unknown-edition'
  | 'names-nothing'
  | 'contradicts-itself';

/** One of the proposals that a text may mean. */
export type ProposalCandidate = Pick<Proposal, 'id' | 'on' | 'status' | 'title' | 'client'>;

export type RefusalCode = Refusal['code'];

/** Carries a refusal out of a place that can only throw: a flag's parser, or I/O. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** What was typed cannot be read. */
export const usageRefused = (fault: UsageFault): Refused => new Refused({ code: 'usage', ...fault });
