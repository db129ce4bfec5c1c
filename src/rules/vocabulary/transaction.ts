/** The two kinds of entry a ledger holds: transactions, which move Connects, and facts, which move none. Long because it has the shape of every fact. */

import type { Plan, Rulebook } from '../rulebook/rulebook.ts';
import type { Day } from '../values/calendar.ts';
import type { Kind } from './kinds.ts';
import type { Outcome } from './outcomes.ts';
import type { SeenRow } from './upwork-row.ts';

export const ENTRY_SOURCES = ['manual', 'renew', 'import', 'merge'] as const;
export type EntrySource = (typeof ENTRY_SOURCES)[number];

/**
 * The place of an entry within its day. The entries of a billing cycle are at the start of the day,
 * so that a renewal posted late reads as one posted at midnight.
 */
export type DayRank = 0 | 1;

interface Placed {
  readonly on: Day;
  readonly rank: DayRank;
  /** The instant of recording, UTC: the order within a day, the same in every copy of the ledger. */
  readonly recordedAt: string;
  /** The order of recording in this copy, where the instant is the same. */
  readonly seq: number;
}

/** The default values of a transaction. */
export const TRANSACTION_DEFAULTS = {
  uid: null,
  command: null,
  expiresOn: null,
  proposal: null,
  title: null,
  cents: null,
  source: 'manual',
  forced: false,
  upworkId: null,
  reverses: null,
  note: null,
} as const;

/** One fact that moves Connects. `connects` is signed. */
export interface Transaction extends Placed {
  readonly type: 'transaction';
  /** 1, 2, 3 …; never moves, never reused. */
  readonly id: number;
  /** UUIDv7, the same in every copy of the ledger; null while it is only being decided. */
  readonly uid: string | null;
  /** The number of the command that recorded it, as the log lists it; null likewise. */
  readonly command: number | null;
  readonly kind: Kind;
  readonly label: string;
  readonly connects: number;
  /** The first day on which the grant cannot be spent; null: it opens no grant. */
  readonly expiresOn: Day | null;
  readonly proposal: number | null;
  readonly title: string | null;
  /** Money paid, in US cents. */
  readonly cents: number | null;
  /** The edition of the rulebook that judged it. */
  readonly edition: string;
  readonly source: EntrySource;
  /** Recorded against the rulebook with `--force`. */
  readonly forced: boolean;
  /** Upwork's own id, where an import brought it. */
  readonly upworkId: string | null;
  /** The transaction that this one reverses, or that it replaces. */
  readonly reverses: number | null;
  readonly note: string | null;
}

/** Details of a proposal that only some sources know. Facts of older formats do not have them. */
interface RareDetails {
  /** What it earned, in US cents; null: not recorded. */
  readonly valueCents: number | null;
  /** The instants, in UTC, when the job was posted and when the proposal was sent. */
  readonly postedAt: string | null;
  readonly sentAt: string | null;
  /** Upwork's own id of the proposal. */
  readonly upworkId: string | null;
  /** The bid for a place at the top that Upwork shows. It moves no Connects: the boost does. */
  readonly bid: number | null;
  /** The last day on which a page of Upwork's showed its status. */
  readonly seenOn: Day | null;
  /** Whether it is known from a page that shows no cost, so that a cost of 0 means nothing. */
  readonly costUnknown: boolean;
  /** The ad credits that paid for a part of the boost, or for all of it. */
  readonly credits: number;
}

/** What was typed or imported about a proposal. */
export interface ProposalDetails extends Partial<RareDetails> {
  readonly title: string | null;
  readonly client: string | null;
  readonly url: string | null;
  readonly tags: readonly string[];
  readonly invited: boolean;
  /** The job's own id, charged once. */
  readonly key: string | null;
  readonly note: string | null;
}

/** What an import finds of a proposal: it is kept where the proposal has nothing of its own. */
export type FoundDetails = Pick<ProposalDetails, 'title' | 'url' | 'key'> &
  Partial<Pick<RareDetails, 'postedAt' | 'sentAt' | 'upworkId' | 'bid' | 'seenOn'>> & {
    readonly invited?: true;
    /** From a sheet of one's own. */
    readonly client?: string;
    readonly note?: string;
    /** The title under which a page shows it, where it has another: the next page may show nothing else of it. */
    readonly pageTitle?: string;
  };

/**
 * Where an outcome is known from, if it was not typed. A row of the history has its day. A page of proposals, or a sheet,
 * shows no day for it, and may leave open how a job ended.
 */
export const OUTCOME_SOURCES = ['page', 'assumed', 'history'] as const;
export type OutcomeSource = (typeof OUTCOME_SOURCES)[number];

/** What the user typed of the fee. `cents` null: as each cycle's edition publishes it. */
export interface TypedFee {
  readonly cents: number | null;
  /** Tax on top, in thousandths of a percent. */
  readonly taxMilli: number;
}

export type CouponOffer =
  | { readonly kind: 'percent'; readonly percent: number }
  | { readonly kind: 'off'; readonly cents: number }
  | { readonly kind: 'connects'; readonly connects: number };

export type FactBody =
  | {
      readonly kind: 'opened';
      readonly joined: Day;
      readonly plan: Plan;
      readonly edition: string;
      /** The day billing cycles are counted from, where it is not the joined day. */
      readonly anchor?: Day;
    }
  | { readonly kind: 'proposal'; readonly proposal: number; readonly details: ProposalDetails }
  | { readonly kind: 'outcome'; readonly proposal: number; readonly outcome: Outcome; readonly source?: OutcomeSource }
  | { readonly kind: 'plan'; readonly plan: Plan }
  /** The fee of Plus from that day on. */
  | ({ readonly kind: 'fee' } & TypedFee)
  /** A batch of ad credits, and the day they are gone. */
  | { readonly kind: 'ad-credits'; readonly credits: number; readonly expiresOn: Day }
  | { readonly kind: 'edition'; readonly edition: string }
  | { readonly kind: 'rulebook'; readonly rulebook: Rulebook }
  | { readonly kind: 'coupon'; readonly code: string; readonly offer: CouponOffer; readonly expiresOn: Day | null }
  /** `freed`: the purchase of that day that had used it was voided, so that it can be used again. */
  | { readonly kind: 'coupon-used'; readonly code: string; readonly freed?: true }
  /** `since`: the page that showed it shows all that happened from that day on. */
  | { readonly kind: 'reconciled'; readonly connects: number; readonly since?: Day }
  /** A setting from that day on; null takes it back to its default. */
  | { readonly kind: 'setting'; readonly key: string; readonly value: string | null }
  /** An import showed this transaction on Upwork's own page, as this row. */
  | { readonly kind: 'confirmed'; readonly transaction: number; readonly row: SeenRow }
  /** The import of this instant is of a sheet of one's own: it shows no day of Upwork's. */
  | { readonly kind: 'sheet' }
  /** Details of a proposal that the user did not type and an import found. */
  | {
      readonly kind: 'described';
      readonly proposal: number;
      readonly details: FoundDetails;
    }
  /** Corrected details of a proposal, and its corrected day. What is not there stays as it was. */
  | {
      readonly kind: 'edited';
      readonly proposal: number;
      readonly details: Partial<ProposalDetails>;
      readonly on?: Day;
    }
  /** The proposal was voided, or joined with another one: it is no proposal any more. */
  | { readonly kind: 'dropped'; readonly proposal: number }
  /** Links a row of an earlier import to a proposal that was imported later. It precedes the row on its day. */
  | { readonly kind: 'tied'; readonly transaction: number; readonly proposal: number };

/** One fact that moves no Connects: an outcome, a change of plan, a coupon … */
export interface Fact extends Placed {
  readonly type: 'fact';
  /** The number of the command that recorded it; not there while it is only being decided. */
  readonly command?: number;
  readonly body: FactBody;
}

export type Entry = Transaction | Fact;

type FactOf<Kind extends FactBody['kind']> = Fact & { readonly body: Extract<FactBody, { readonly kind: Kind }> };

/** The facts of one kind among the entries. */
export const factsOf = <Kind extends FactBody['kind']>(entries: readonly Entry[], kind: Kind) =>
  entries.filter((entry): entry is FactOf<Kind> => entry.type === 'fact' && entry.body.kind === kind);

/** By transaction, the row of Upwork's page that was shown to be it, the last one of several. */
export const confirmedRows = (entries: readonly Entry[]): ReadonlyMap<number, SeenRow> =>
  new Map(factsOf(entries, 'confirmed').map(({ body }) => [body.transaction, body.row]));

/** A row as it is kept: of a page, or of the transaction that an import made of it. */
export function seenRowOf(of: Omit<SeenRow, 'jobKey'> & Partial<Pick<SeenRow, 'jobKey'>>): SeenRow {
  const { on, label, title, connects, upworkId, jobKey = null } = of;
  return { on, label, title, connects, upworkId, jobKey };
}

/** The transactions among the entries: all, or those of one kind. */
export const transactionsOf = (entries: readonly Entry[], kind: Kind | null = null) =>
  entries.filter(
    (entry): entry is Transaction => entry.type === 'transaction' && (kind === null || entry.kind === kind),
  );

type Point = { readonly [key in keyof Placed]: Placed[key] extends string ? string : number };

/** The order in which a ledger is read: by day, then rank, then recording. */
export function inOrder(a: Point, b: Point): number {
  if (a.on !== b.on) return a.on < b.on ? -1 : 1;
  if (a.rank !== b.rank) return a.rank - b.rank;
  return inRecording(a, b);
}

/** The order in which it was recorded, whatever the days. */
export function inRecording(a: Pick<Point, 'recordedAt' | 'seq'>, b: Pick<Point, 'recordedAt' | 'seq'>): number {
  if (a.recordedAt !== b.recordedAt) return a.recordedAt < b.recordedAt ? -1 : 1;
  return a.seq - b.seq;
}
