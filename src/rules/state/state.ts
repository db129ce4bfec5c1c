/** The state: only those parts of the past that a rule uses, so its size does not grow with the ledger. */

import type { SettingValues } from '../command/settings.ts';
import type { Plan } from '../rulebook/rulebook.ts';
import type { Day } from '../values/calendar.ts';
import type { ProposalStatus } from '../vocabulary/outcomes.ts';
import type { CouponOffer, OutcomeSource, ProposalDetails, TypedFee } from '../vocabulary/transaction.ts';
import type { CreditBatch } from './ad-credits.ts';
import { type Grant, grantTotal, type OpenGrants, type Slice, usableGrants } from './grants.ts';
import type { ProposalProgress } from './proposal-sums.ts';

export interface KnownCoupon {
  readonly code: string;
  readonly offer: CouponOffer;
  /** The last day it can be used; null: no limit. */
  readonly expiresOn: Day | null;
  readonly usedOn: Day | null;
}

/** Codes are compared without regard to case. */
export const sameCode = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Who says what the status is: the user, the history, another page of Upwork's, or a guess from such a page. */
export type StatusSource = 'typed' | OutcomeSource;

/** One proposal and its results. All amounts are Connects. */
export interface Proposal extends Required<ProposalDetails>, ProposalProgress {
  readonly id: number;
  readonly on: Day;
  readonly cost: number;
  readonly boost: number;
  readonly status: ProposalStatus;
  readonly statusOn: Day;
  readonly statusSource: StatusSource;
  readonly earned: number;
  /** The ad credits of a boost that was outbid: they never come back. */
  readonly lostCredits: number;
  /** The refunds so far, of the cost and of the boost. */
  readonly back: { readonly cost: number; readonly boost: number };
}

/** A proposal with the slices of grants that its cost and its boost burned. */
export interface ProposalWithSlices extends Proposal {
  readonly burnt: ProposalSlices;
  /** The burned slices that no refund has given back yet. */
  readonly gone: ProposalSlices;
}

export interface ProposalSlices {
  readonly cost: readonly Slice[];
  readonly boost: readonly Slice[];
}

/** The spending of one calendar week or month. */
export interface PeriodSpending {
  readonly from: Day;
  /** The first day after it. */
  readonly next: Day;
  /** Spent on proposals and boosts, less the refunds that came in that time. */
  readonly connects: number;
  /** Paid for purchases, in US cents. */
  readonly cents: number;
}

/** The days from an imported page's first row to its last, or to the day on which it agreed with the ledger. */
export interface PageCover {
  /** The instant of the import. */
  readonly at: string;
  readonly from: Day;
  readonly to: Day;
  readonly hasAgreed: boolean;
  /** It is a sheet of one's own, which shows no day in full. */
  readonly isSheet?: true;
}

/** The first day on which too little was there, and all that was missing of that purse. */
export interface PurseShortage {
  readonly on: Day;
  readonly missing: number;
  /** Not there: Connects were missing. */
  readonly purse?: 'ad-credits';
}

/** The part of the state that a checkpoint keeps. */
export interface StateCore {
  /** The last day the fold has reached. */
  readonly asOf: Day;
  /** The first day of the ledger: joined, or the opening balance's. Null until the account is opened. */
  readonly opened: Day | null;
  readonly joined: Day | null;
  readonly grants: OpenGrants;
  /** Ad credits, a purse of their own for boosts: the first to expire first. */
  readonly adCredits: readonly CreditBatch[];
  /** The plans and the editions, each in force from its day on. Oldest first. */
  readonly plans: readonly { readonly on: Day; readonly plan: Plan }[];
  readonly editions: readonly { readonly on: Day; readonly edition: string }[];
  /** Fees of the membership that were typed, each in force from its day on; a change of plan ends them (null). Oldest first. */
  readonly fees: readonly { readonly on: Day; readonly fee: TypedFee | null }[];
  /** Days that billing cycles are counted from, each until the next. */
  readonly anchors: readonly Day[];
  /** Days of the cycles already posted. */
  readonly renewed: readonly Day[];
  /** One-time rewards taken, by their key. */
  readonly claimed: readonly { readonly key: string; readonly on: Day }[];
  /** Interview rewards that a window may still count. */
  readonly rewards: readonly { readonly on: Day; readonly connects: number }[];
  readonly coupons: readonly KnownCoupon[];
  readonly settings: SettingValues;
  /** The week and the month of the last spending. */
  readonly outgo: { readonly week: PeriodSpending; readonly month: PeriodSpending };
  /** The proposals that an import linked to transactions which follow later on the same day. */
  readonly ties: readonly { readonly transaction: number; readonly proposal: number }[];
  /** When the ledger last agreed with Upwork, and on what, if nothing recorded since for an earlier day has changed that. */
  readonly reconciled: { readonly on: Day; readonly connects: number } | null;
  /** The last balance of Upwork's that the ledger was made to agree with: it counts whatever Upwork gave before it. */
  readonly settled: { readonly on: Day; readonly connects: number } | null;
  /** The pages that were imported, each with the days that it shows. */
  readonly pages: readonly PageCover[];
  /** Set if the balance, or the purse of ad credits, was ever too low. Never stored. */
  readonly overdrawn: PurseShortage | null;
}

/** The core, and the proposals a command asks about (a full replay has them all). */
export interface State extends StateCore {
  readonly proposals: ReadonlyMap<number, ProposalWithSlices>;
}

const NONE: PeriodSpending = { from: '' as Day, next: '' as Day, connects: 0, cents: 0 };

export const EMPTY_STATE: State = {
  asOf: '1000-01-01' as Day,
  opened: null,
  joined: null,
  grants: [],
  adCredits: [],
  plans: [],
  fees: [],
  editions: [],
  anchors: [],
  renewed: [],
  claimed: [],
  rewards: [],
  coupons: [],
  settings: {},
  outgo: { week: NONE, month: NONE },
  ties: [],
  reconciled: null,
  settled: null,
  pages: [],
  overdrawn: null,
  proposals: new Map(),
};

/** The balance on a day that is not before the state's own. */
export const balanceOn = (state: { readonly grants: readonly Pick<Grant, 'expiresOn' | 'left'>[] }, day: Day): number =>
  grantTotal(usableGrants(state.grants, day));

const inForce = <T extends { on: Day }>(dated: readonly T[], day: Day): T | undefined =>
  dated.findLast((each) => each.on <= day) ?? dated[0];

export const planOn = (state: Pick<StateCore, 'plans'>, day: Day): Plan => inForce(state.plans, day)?.plan ?? 'basic';
export const editionOn = (state: Pick<StateCore, 'editions'>, day: Day): string =>
  inForce(state.editions, day)?.edition ?? '';

/** What a proposal cost, without its boost; null: nobody knows. */
export const knownCost = ({ cost, costUnknown }: Proposal): number | null => (costUnknown ? null : cost);

/** What its boost took; where no charge is known, the bid that Upwork's page shows, or null. */
export const knownBoost = ({ boost, bid, costUnknown }: Proposal): number | null => (costUnknown ? bid : boost);

/** The Connects that a proposal got back, and those that it took in the end: cost and boost less refunds. */
export const refundedConnects = (proposal: Proposal): number => proposal.back.cost + proposal.back.boost;
export const netConnects = (proposal: Proposal): number | null =>
  proposal.costUnknown ? null : proposal.cost + proposal.boost - refundedConnects(proposal);
