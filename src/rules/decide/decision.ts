/** The result of deciding a command: entries to record, with warnings and reasons, or a refusal. */

import type { FeePrice } from '../amounts/membership-fee.ts';
import type { PurchasePrice } from '../amounts/purchase-price.ts';
import type { Refusal } from '../answers/refusal.ts';
import type { OutcomeReason, Warning } from '../answers/warning.ts';
import type { ImportPlan } from '../import/import-plan.ts';
import type { ProposalsPreview } from '../import/proposals/proposals-preview.ts';
import type { Day } from '../values/calendar.ts';
import type { Entry, Transaction } from '../vocabulary/transaction.ts';

export type Decision =
  | { readonly refusal: Refusal }
  | {
      readonly refusal: null;
      /** Nothing to record is an answer too. */
      readonly entries: readonly Entry[];
      readonly warnings: readonly Warning[];
      readonly reasons: readonly OutcomeReason[];
      readonly detail: ReceiptDetail;
    };

/** The part of a receipt that is not in the transactions. */
export type ReceiptDetail =
  | { readonly of: 'nothing' }
  | { readonly of: 'proposal'; readonly proposal: number }
  | { readonly of: 'purchase'; readonly purchase: PurchasePrice }
  | { readonly of: 'cycles'; readonly cycles: readonly PostedCycle[] }
  /** The fee of the membership; null: nobody knows it. */
  | { readonly of: 'fee'; readonly fee: FeePrice | null; readonly isUpgrade: boolean }
  | { readonly of: 'import'; readonly preview: ImportPreview }
  | { readonly of: 'proposals page'; readonly preview: ProposalsPreview }
  | { readonly of: 'drift'; readonly observed: number; readonly ledger: number };

export interface PostedCycle {
  readonly on: Day;
  readonly connects: number;
  /** What it cost, null: nobody knows. Only cycles with a fee have it. */
  readonly fee?: FeePrice | null;
}

/** The rows that an import found, and its effect on the ledger. */
export interface ImportPreview extends Pick<ImportPlan, 'matched' | 'unknown' | 'opening' | 'leaving'> {
  /** Adjustments that keep every day above zero and make the last balance equal to Upwork's. */
  readonly adjustments: readonly Transaction[];
  /** Upwork's own balance on that day, where it is known, and the ledger's when the page was saved. */
  readonly upwork: number | null;
  readonly ledger: number;
  /** The ledger's with all that was recorded on that day, which the page may not show yet. */
  readonly whole: number;
  readonly on: Day;
  /** The day up to which the two agree, where more was recorded since on the day of the page; else null. */
  readonly agreedOn: Day | null;
  /** The import opens the account, under this edition. */
  readonly opens: boolean;
  readonly edition: string;
}

/** One proposal that a command was about has its own words; several have none. */
export const detailOf = ([proposal, ...others]: readonly number[]): ReceiptDetail =>
  proposal === undefined || others.length > 0 ? { of: 'nothing' } : { of: 'proposal', proposal };

export const refuseCommand = (refusal: Refusal): Decision => ({ refusal });

export const acceptCommand = (
  entries: readonly Entry[],
  also: { warnings?: readonly Warning[]; reasons?: readonly OutcomeReason[]; detail?: ReceiptDetail } = {},
): Decision => ({
  refusal: null,
  entries,
  warnings: also.warnings ?? [],
  reasons: also.reasons ?? [],
  detail: also.detail ?? { of: 'nothing' },
});
