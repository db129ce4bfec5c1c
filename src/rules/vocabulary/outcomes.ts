/** The outcomes of a proposal: one row for each, with all that the rules know of it. `render` has the words for people. */
import type { ClosingName } from '../rulebook/rulebook.ts';
import type { Kind } from './kinds.ts';

interface OutcomeFacts {
  /** How far it brings a proposal, which then counts for every stage before as well; null: no further. */
  readonly stage: number | null;
  /** Whether no other outcome may follow. */
  readonly ends: boolean;
  /** The job closed: the rulebook's section `refunds` says under this name whether the cost comes back. */
  readonly closing: ClosingName | null;
  /** Whether the client may never have looked: a boost comes back then when its auction is over. */
  readonly unseen: boolean;
  /** The transactions that may follow from it. */
  readonly brings: readonly Kind[];
  /** Upwork's words for the first of these, where they are not those of its kind. */
  readonly label: string | null;
}

const REFUNDS = ['refund', 'boost-refund'] as const;

/** In the order in which they are listed. */
const TABLE = {
  sent: { stage: 0, ends: false, closing: null, unseen: true, brings: [], label: null },
  viewed: { stage: 1, ends: false, closing: null, unseen: false, brings: [], label: null },
  replied: { stage: 2, ends: false, closing: null, unseen: false, brings: [], label: null },
  interview: { stage: 3, ends: false, closing: null, unseen: false, brings: ['interview'], label: null },
  hired: { stage: 4, ends: true, closing: null, unseen: false, brings: [], label: null },
  declined: { stage: null, ends: true, closing: 'declined', unseen: false, brings: REFUNDS, label: null },
  withdrawn: { stage: null, ends: true, closing: 'withdrawn', unseen: false, brings: REFUNDS, label: null },
  cancelled: { stage: null, ends: true, closing: 'cancelled', unseen: false, brings: REFUNDS, label: 'Job cancelled' },
  removed: { stage: null, ends: true, closing: 'removed', unseen: false, brings: REFUNDS, label: 'Job removed' },
  expired: { stage: null, ends: true, closing: 'expired', unseen: true, brings: REFUNDS, label: null },
  lost: { stage: null, ends: true, closing: 'lost', unseen: true, brings: REFUNDS, label: null },
  outbid: {
    stage: null,
    ends: false,
    closing: null,
    unseen: false,
    brings: ['boost-refund'],
    label: "You've been outbid to boost your proposal",
  },
} as const satisfies Readonly<Record<string, OutcomeFacts>>;

type Word = keyof typeof TABLE;
const WORDS = Object.keys(TABLE) as readonly Word[];

/** The status of a proposal. An outbid boost does not change it. */
export type ProposalStatus = Exclude<Word, 'outbid'>;
export const PROPOSAL_STATUSES = WORDS.filter((word) => word !== 'outbid');

/** The outcomes that `mark` takes. */
export type Outcome = Exclude<Word, 'sent'>;
export const OUTCOMES = WORDS.filter((word) => word !== 'sent');

export const OUTCOME_FACTS: Readonly<Record<Word, OutcomeFacts>> = TABLE;

/** The outcomes whose facts include these. */
type OutcomeWith<Facts> = { [word in Word]: (typeof TABLE)[word] extends Facts ? word : never }[Word];

/** Those that close the job. */
export type ClosingOutcome = OutcomeWith<{ closing: ClosingName }>;
export const isClosing = (word: Word): word is ClosingOutcome => OUTCOME_FACTS[word].closing !== null;

/** Those after which Upwork gives the cost back, as a row of its history. */
export type RefundedOutcome = OutcomeWith<{ closing: ClosingName; label: string }>;
export const isRefunded = (word: Word): word is RefundedOutcome =>
  isClosing(word) && OUTCOME_FACTS[word].label !== null;

/**
 * Whether an outcome that a page shows, or lets assume, brings a proposal on. It never takes one back, and only what the
 * page says itself follows an end, and only one that was assumed.
 */
export function bringsOn(from: ProposalStatus, isAssumed: boolean, to: Outcome, isSure: boolean): boolean {
  if (from === to) return isAssumed && isSure;
  if (TABLE[from].ends) return isAssumed && isSure && TABLE[to].ends;
  return TABLE[to].ends || stageOf(to) > stageOf(from);
}

export const stageOf = (word: Word): number => OUTCOME_FACTS[word].stage ?? 0;

/** Whether no outcome has ended it: something may still come of it. */
export const isUndecided = (status: ProposalStatus): boolean => !OUTCOME_FACTS[status].ends;

/** Whether the client has neither answered nor closed the job. */
export const isOpen = (status: ProposalStatus): boolean =>
  !OUTCOME_FACTS[status].ends && stageOf(status) < stageOf('replied');
