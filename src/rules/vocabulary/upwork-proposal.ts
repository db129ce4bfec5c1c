/** One row of Upwork's Proposals pages, as an import brings it. It moves no Connects: the page shows no cost. */
import type { Day } from '../values/calendar.ts';
import type { ProposalStatus } from './outcomes.ts';

export const PROPOSAL_SECTIONS = ['active', 'submitted', 'archived', 'detail'] as const;
/** Where the page lists it; `detail` is the page of this one proposal. */
export type ProposalSection = (typeof PROPOSAL_SECTIONS)[number];

export interface UpworkProposal {
  /** Its place in the file, for messages. */
  readonly at: number;
  readonly section: ProposalSection;
  /** Upwork's own id of the proposal, 19 digits. */
  readonly upworkId: string | null;
  readonly title: string;
  readonly jobKey: string | null;
  /** The page of this proposal. */
  readonly url: string | null;
  /** A UTC day. */
  readonly sentOn: Day | null;
  /** UTC instants, where the file has them to the second. */
  readonly sentAt: string | null;
  readonly postedAt: string | null;
  /** The words that the page shows for its state. */
  readonly shown: string | null;
  /** Null where the page says nothing that is known here. */
  readonly outcome: ProposalStatus | null;
  /** Whether the outcome is what the page says; otherwise it is the most careful reading of it. */
  readonly sure: boolean;
  /** Connects bid for a boost; null where there is none, or only a badge. */
  readonly bid: number | null;
  readonly boosted: boolean;
  /** Null where the file cannot tell. */
  readonly invited: boolean | null;
}
