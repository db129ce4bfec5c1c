/** What a row of a Proposals page adds to a proposal that the ledger has. Nothing typed is overwritten. */

import type { Proposal } from '../../state/state.ts';
import type { Day } from '../../values/calendar.ts';
import { jobKeyOf, sameKey } from '../../values/job-key.ts';
import { bringsOn, OUTCOME_FACTS, type ProposalStatus, stageOf } from '../../vocabulary/outcomes.ts';
import type { FoundDetails } from '../../vocabulary/transaction.ts';
import type { UpworkProposal } from '../../vocabulary/upwork-proposal.ts';
import { foldedTitle } from '../match/title-likeness.ts';
import type { LedgerJob } from './meet-proposals.ts';

/** The details that the proposal lacks; null where there are none. `titles`: all that it is known under. */
export function detailNews(
  { proposal, titles }: LedgerJob,
  row: UpworkProposal,
  seen: { readonly seenOn: Day; readonly isDayKnown: boolean },
): FoundDetails | null {
  const lacks = <Value>(own: Value | null, found: Value | null): Value | null => (own === null ? found : null);
  const ownKey = jobKeyOf(proposal);
  const news = {
    title: lacks(proposal.title, row.title),
    url: lacks(proposal.url, row.url),
    key:
      ownKey === null || (row.jobKey !== null && proposal.key === null && sameKey(ownKey, row.jobKey))
        ? row.jobKey
        : null,
    postedAt: lacks(proposal.postedAt, row.postedAt),
    sentAt: lacks(proposal.sentAt, row.sentAt),
    upworkId: lacks(proposal.upworkId, row.upworkId),
    bid: lacks(proposal.bid, row.bid),
    seenOn: isSeenLater(proposal, row, seen) ? seen.seenOn : null,
    pageTitle: proposal.title === null || titles.some((title) => isSameTitle(title, row.title)) ? null : row.title,
  };
  const invited = row.invited === true && !proposal.invited && !isCharged(proposal);
  const found = Object.entries(news).filter(([, value]) => value !== null);
  if (found.length === 0 && !invited) return null;
  return {
    ...{ title: null, url: null, key: null },
    ...Object.fromEntries(found),
    ...(invited ? { invited } : {}),
  };
}

const isSameTitle = (a: string, b: string): boolean => foldedTitle(a) === foldedTitle(b);

const isCharged = ({ cost }: Proposal): boolean => cost > 0;

/** Only a status is seen; the page of one proposal shows none. */
const isSeenLater = (
  { seenOn }: Proposal,
  { outcome }: UpworkProposal,
  seen: { readonly seenOn: Day; readonly isDayKnown: boolean },
): boolean => outcome !== null && (seenOn === null || (seen.isDayKnown && seenOn < seen.seenOn));

/** A page shows no settled auction, and that a proposal was sent is no outcome. */
export type ShownOutcome = Exclude<ProposalStatus, 'sent'>;

/** What the page says of the outcome. An accepted invitation is not charged: what was charged is active by a reply. */
export function shownOutcome(row: UpworkProposal, proposal: Proposal | null): ShownOutcome | null {
  const { outcome, section, invited } = row;
  const isReplied = section === 'active' && invited === true && proposal !== null && isCharged(proposal);
  const shown = isReplied ? 'replied' : outcome;
  return shown === 'sent' ? null : shown;
}

/**
 * Whether an outcome is only assumed: "Job is closed" does not say how it ended, and what is active may be an accepted
 * invitation, unless it was charged.
 */
export const isAssumption = ({ outcome, sure }: UpworkProposal, proposal: Proposal | null): boolean =>
  !sure && outcome !== null && (OUTCOME_FACTS[outcome].ends || proposal === null || !isCharged(proposal));

export type OutcomeNews =
  | { readonly kind: 'none' }
  | { readonly kind: 'brings'; readonly outcome: ShownOutcome; readonly isAssumed: boolean }
  /** The page knows of an invitation, so that an assumed reply was none. */
  | { readonly kind: 'takes back' }
  /** What was typed cannot be what the page shows. */
  | { readonly kind: 'contradicts'; readonly typed: ProposalStatus; readonly page: ProposalStatus };

export function outcomeNews(proposal: Proposal, row: UpworkProposal, seenOn: Day): OutcomeNews {
  const outcome = shownOutcome(row, proposal);
  const isAssumed = isAssumption(row, proposal);
  const { status, statusSource, statusOn } = proposal;
  const isInvited = row.invited === true && !isCharged(proposal);
  if (isInvited && status === 'replied' && statusSource === 'assumed')
    return outcome === null ? { kind: 'takes back' } : { kind: 'brings', outcome, isAssumed };
  if (outcome === 'replied' && isAssumed && proposal.invited) return { kind: 'none' };
  if (outcome !== null && bringsOn(status, statusSource === 'assumed', outcome, !isAssumed))
    return { kind: 'brings', outcome, isAssumed };
  if (statusSource === 'assumed' || isAssumed || statusOn > seenOn || row.outcome === null) return { kind: 'none' };
  const page = outcome ?? row.outcome;
  return contradicts(status, page) ? { kind: 'contradicts', typed: status, page } : { kind: 'none' };
}

/** An end on one side, and on the other one something that it does not fit. */
function contradicts(typed: ProposalStatus, page: ProposalStatus): boolean {
  if (typed === page || !OUTCOME_FACTS[typed].ends) return false;
  // Who was hired stays among the active proposals for a while.
  if (typed === 'hired') return OUTCOME_FACTS[page].ends;
  return OUTCOME_FACTS[page].ends || stageOf(page) >= stageOf('sent');
}
