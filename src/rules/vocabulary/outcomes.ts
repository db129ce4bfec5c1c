/** What can become of a proposal: one row for each outcome, with all that the rules know of it. `render` has the words for people. */
import type { Closing } from '../rulebook.ts';
import type { Kind } from '../vocabulary/kinds.ts';

interface OutcomeFacts {
  /** How far it brings a proposal, which then counts for every stage before as well; null: no further. */
  readonly stage: number | null;
  /** Whether no other outcome may follow. */
  readonly ends: boolean;
  /** The job closed: the rulebook's section `refunds` says under this name whether the cost comes back. */
  readonly closing: Closing | null;
  /** Whether the client may never have looked: a boost comes back then when its auction is over. */
  readonly unseen: boolean;
  /** The transactions that may follow from it. */
  readonly brings: readonly Kind[];
  /** Upwork's words for the cost that came back. */
  readonly refundLabel: string | null;
  /** The same for the boost, where they are not those of its kind. */
  readonly boostLabel: string | null;
}

const AHEAD = { ends: false, closing: null, unseen: false, brings: [], refundLabel: null, boostLabel: null } as const;
const CLOSED = { ...AHEAD, stage: null, ends: true, brings: ['refund', 'boost-refund'] } as const;

/** In the order in which they are listed. */
const TABLE = {
  sent: { ...AHEAD, stage: 0, unseen: true },
  viewed: { ...AHEAD, stage: 1 },
  replied: { ...AHEAD, stage: 2 },
  interview: { ...AHEAD, stage: 3, brings: ['interview'] },
  hired: { ...AHEAD, stage: 4, ends: true },
  declined: { ...CLOSED, closing: 'declined' },
  withdrawn: { ...CLOSED, closing: 'withdrawn' },
  cancelled: { ...CLOSED, closing: 'cancelled', refundLabel: 'Job cancelled' },
  removed: { ...CLOSED, closing: 'removed', refundLabel: 'Job removed' },
  expired: { ...CLOSED, closing: 'expired', unseen: true },
  lost: { ...CLOSED, closing: 'lost', unseen: true },
  outbid: {
    ...AHEAD,
    stage: null,
    brings: ['boost-refund'],
    boostLabel: "You've been outbid to boost your proposal",
  },
} as const satisfies Readonly<Record<string, OutcomeFacts>>;

type Word = keyof typeof TABLE;
const WORDS = Object.keys(TABLE) as readonly Word[];

/** Where a proposal is: a boost that came back changes nothing of that. */
export type ProposalStatus = Exclude<Word, 'outbid'>;
export const PROPOSAL_STATUSES = WORDS.filter((word) => word !== 'outbid');

/** What `mark` takes. */
export type Outcome = Exclude<Word, 'sent'>;
export const OUTCOMES = WORDS.filter((word) => word !== 'sent');

export const OUTCOME_FACTS: Readonly<Record<Word, OutcomeFacts>> = TABLE;

/** Those that close the job. */
export type ClosingOutcome = { [word in Word]: (typeof TABLE)[word]['closing'] extends null ? never : word }[Word];
export const isClosing = (word: Word): word is ClosingOutcome => OUTCOME_FACTS[word].closing !== null;

/** Those after which Upwork gives the cost back, as a row of its history. */
export type RefundedOutcome = { [word in Word]: (typeof TABLE)[word]['refundLabel'] extends null ? never : word }[Word];
export const isRefunded = (word: Word): word is RefundedOutcome => OUTCOME_FACTS[word].refundLabel !== null;

export const stageOf = (word: Word): number => OUTCOME_FACTS[word].stage ?? 0;

/** Nobody has answered yet, nor closed the job. */
export const isOpen = (status: ProposalStatus): boolean =>
  !OUTCOME_FACTS[status].ends && stageOf(status) < stageOf('replied');
