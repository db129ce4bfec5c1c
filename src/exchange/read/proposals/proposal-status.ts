/** What the place, the words and the data of a proposal on Upwork's page say of its outcome. */
import type { ProposalStatus } from '../../../rules/vocabulary/outcomes.ts';
import type { DataEnding } from './found-row.ts';

/** The mark of a proposal that the client has opened. */
export const VIEWED_WORDS = 'Viewed by client';

interface ReadStatus {
  readonly outcome: ProposalStatus | null;
  readonly sure: boolean;
}

const SURE = (outcome: ProposalStatus): ReadStatus => ({ outcome, sure: true });
/** "Job is closed" does not say how. Without a refund, no Connects came back: that is an expiry. */
const CLOSED: ReadStatus = { outcome: 'expired', sure: false };
const UNKNOWN: ReadStatus = { outcome: null, sure: false };

/** The words of the archive. Any others mark nothing. */
const WORDS: Readonly<Record<string, ReadStatus>> = {
  hired: SURE('hired'),
  withdrawn: SURE('withdrawn'),
  'withdrawn by you': SURE('withdrawn'),
  declined: SURE('declined'),
  'declined by client': SURE('declined'),
  'application expired': SURE('expired'),
  'proposal expired': SURE('expired'),
  expired: SURE('expired'),
  'job is closed': CLOSED,
};

/** The data's words and numbers for a status. */
const STATUSES: Readonly<Record<string, ReadStatus>> = {
  declined: SURE('declined'),
  '3': SURE('declined'),
  withdrawn: SURE('withdrawn'),
  '4': SURE('withdrawn'),
  archived: CLOSED,
  '8': CLOSED,
  hired: SURE('hired'),
  '10': SURE('hired'),
};

const look = (table: Readonly<Record<string, ReadStatus>>, words: string): ReadStatus | null => {
  const key = words.trim().toLowerCase();
  return Object.hasOwn(table, key) ? (table[key] ?? null) : null;
};

/** Whether these are words for an ending, also for that of an invitation. */
export const isEndingWord = (words: string): boolean => look(WORDS, words) !== null || /^declined by you$/i.test(words);

/** An open proposal: what is open has been sent, and is at most viewed until the client answers. */
export function openStatus(isActive: boolean, isViewed: boolean, isInvited: boolean | null): ReadStatus {
  if (isActive && isInvited !== true) return { outcome: 'replied', sure: isInvited === false };
  return SURE(isViewed ? 'viewed' : 'sent');
}

export function endedStatus(shown: string | null, ending: DataEnding | null): ReadStatus {
  const words = shown === null ? null : look(WORDS, shown);
  const data = ending === null ? null : look(STATUSES, ending.status);
  const status = words ?? (shown === null ? data : null) ?? UNKNOWN;
  return ending?.isTimedOut && status.outcome !== 'hired' && status.outcome !== 'withdrawn' ? SURE('expired') : status;
}
