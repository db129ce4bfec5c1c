/** The commands that record something, as data: one union member for each. */

import type { Plan, Rulebook } from '../rulebook/rulebook.ts';
import type { Day } from '../values/calendar.ts';
import type { EarnSource, SpendSource } from '../vocabulary/kinds.ts';
import type { Outcome } from '../vocabulary/outcomes.ts';
import type { CouponOffer, ProposalDetails, TypedFee } from '../vocabulary/transaction.ts';
import type { UpworkProposal } from '../vocabulary/upwork-proposal.ts';
import type { ImportRow } from '../vocabulary/upwork-row.ts';
import type { SettingKey } from './settings.ts';

/** The fields that `edit` corrects. A field that is not there stays as it is; null clears a text. */
export interface EditedFields {
  readonly title?: string | null;
  readonly client?: string | null;
  readonly url?: string | null;
  readonly key?: string | null;
  readonly note?: string | null;
  /** What it earned, in US cents. */
  readonly valueCents?: number | null;
  /** The instant in UTC when the job was posted. */
  readonly postedAt?: string | null;
  readonly addTags?: readonly string[];
  readonly dropTags?: readonly string[];
  readonly cost?: number;
  readonly boost?: number;
  /** The day it happened. */
  readonly day?: Day;
  /** The whole price of a purchase in US cents, and the tax that is part of it in thousandths of a percent. */
  readonly paidCents?: number;
  readonly taxMilli?: number;
}

/** `on` is the day it happened; `force` records what Upwork really did against the rulebook. */
export type Command = { readonly on: Day } & (
  | {
      readonly name: 'init';
      readonly plan: Plan;
      readonly joined: Day;
      /** Connects already there; null for a new account, which gets its sign-up grant. */
      readonly balance: number | null;
      readonly expiresOn: Day | null;
      readonly edition: string;
    }
  | {
      readonly name: 'apply';
      /** Null only for an invitation, which has its own price. */
      readonly cost: number | null;
      /** The boost in all, with its ad credits. */
      readonly boost: number;
      readonly details: ProposalDetails;
      /** Upwork's balance before it, where the page of the proposal showed it. */
      readonly observed?: number;
      readonly force: boolean;
    }
  | {
      readonly name: 'earn ad-credits';
      readonly credits: number;
      readonly expiresOn: Day;
      readonly force: boolean;
    }
  | {
      readonly name: 'mark';
      readonly proposal: number;
      /** More proposals with the same outcome. */
      readonly others?: readonly number[];
      readonly outcome: Outcome;
      /** The Connects that Upwork gave for the interview, if the user typed them; later, a late reward. */
      readonly reward: number | null;
      /** The part of an outbid boost that came back; null: all of it. */
      readonly returned?: number | null;
      /** What the hire earned, in US cents, if the user typed it. */
      readonly valueCents?: number;
      readonly force: boolean;
    }
  | {
      readonly name: 'buy';
      readonly bundle: number;
      readonly coupon: string | null;
      /** Tax in thousandths of a percent: 6.35 % is 6350. */
      readonly taxMilli: number;
      /** US cents that were paid in all, if the user typed them. */
      readonly totalCents?: number | null;
      readonly note: string | null;
      readonly force: boolean;
    }
  | { readonly name: 'coupon add'; readonly code: string; readonly offer: CouponOffer; readonly expiresOn: Day | null }
  | {
      readonly name: 'earn';
      readonly source: EarnSource;
      readonly title: string | null;
      readonly amount: number | null;
      readonly note: string | null;
      readonly force: boolean;
    }
  | {
      readonly name: 'spend';
      readonly source: SpendSource;
      readonly amount: number;
      readonly note: string | null;
      readonly force?: boolean;
    }
  | { readonly name: 'renew' }
  | {
      readonly name: 'plan';
      readonly plan: Plan;
      readonly granted: number | null;
      /** What was typed of the fee, null for the part that was not. */
      readonly fee?: { readonly [part in keyof TypedFee]: number | null };
    }
  | { readonly name: 'reconcile'; readonly observed: number; readonly adjust: boolean }
  | {
      readonly name: 'import';
      /** The file's name, for people. */
      readonly file: string;
      /** Newest first. */
      readonly rows: readonly ImportRow[];
      /** Whether this program wrote them: the balances beside them are the ledger's then, not Upwork's. */
      readonly own: boolean;
      /** Upwork's own balance, and the day it was read. */
      readonly upwork: { readonly balance: number; readonly on: Day } | null;
      /** How to open the account when there is none. */
      readonly opens: { readonly joined: Day | null; readonly edition: string | null };
      /** The balance before the first row, if the user typed it. */
      readonly opening: number | null;
      /** Numbers of typed transactions that are none of the rows, whatever they look like. */
      readonly separate?: readonly number[];
      /** How many rows of the file could not be read: then its balance proves nothing. */
      readonly unread?: number;
    }
  /** A page of one's proposals: it moves no Connects. */
  | {
      readonly name: 'import proposals';
      readonly file: string;
      readonly rows: readonly UpworkProposal[];
      /** The day that the page was saved on, or today; and whether it is known. */
      readonly seenOn: Day;
      readonly isDayKnown: boolean;
      /** Numbers of typed transactions whose proposals are none of the rows, whatever they look like. */
      readonly separate?: readonly number[];
    }
  | {
      readonly name: 'edit';
      readonly proposals: readonly number[];
      /** The purchase whose price is corrected; then there are no proposals. */
      readonly transaction: number | null;
      readonly changes: EditedFields;
      readonly force: boolean;
    }
  /** Takes back transactions that were recorded by mistake, wherever they are in the ledger. */
  | { readonly name: 'void'; readonly transactions: readonly number[] }
  /** Makes two proposals one. */
  | { readonly name: 'join'; readonly proposal: number; readonly other: number }
  | { readonly name: 'config set'; readonly key: SettingKey; readonly value: string }
  | { readonly name: 'config unset'; readonly key: SettingKey }
  | { readonly name: 'rules use'; readonly edition: string }
  | { readonly name: 'rules add'; readonly rulebook: Rulebook }
);

export type CommandOf<Name extends Command['name']> = Extract<Command, { name: Name }>;
